"""What a site did that had to be bounded: counted by kind, and the first of each crawl kept by name."""

from __future__ import annotations

from scrapy.statscollectors import StatsCollector

MAX_KEPT = 100
"""How many incidents a run names; all are counted."""

_MAX_TEXT = 500


def note(stats: StatsCollector, kind: str, url: str, detail: str = "") -> None:
    """Count an incident in `feedcrawler/incidents/<kind>`, and keep it for the run's record.

    Args:
        stats: of the crawl.
        kind: in few words, the same each time: "too large", "endless listing", "private address".
        url: where it happened.
        detail: what exactly.
    """
    stats.inc_value(f"feedcrawler/incidents/{kind}")
    kept = stats.get_value("feedcrawler/incidents", [])
    incident = {"kind": kind, "url": url[:_MAX_TEXT], "detail": detail[:_MAX_TEXT]}
    if len(kept) < MAX_KEPT and incident not in kept:
        stats.set_value("feedcrawler/incidents", [*kept, incident])
