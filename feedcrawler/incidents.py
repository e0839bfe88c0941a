"""What a site did that had to be bounded: counted by kind, and the first of each crawl kept by name."""

from __future__ import annotations

from scrapy.statscollectors import StatsCollector

MAX_KEPT = 100
"""How many incidents a run names; all are counted."""

MAX_FAILURES = 20
"""How many pages that failed a run names."""

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
    _keep(stats, "feedcrawler/incidents", MAX_KEPT, kind=kind, url=url, detail=detail)


def note_failure(stats: StatsCollector, url: str, reason: str) -> None:
    """Keep the first pages of a crawl that failed, with the reason, for the run's record."""
    _keep(stats, "feedcrawler/failures", MAX_FAILURES, url=url, reason=reason)


def _keep(stats: StatsCollector, key: str, most: int, **what: str) -> None:
    kept = stats.get_value(key, [])
    short = {name: text[:_MAX_TEXT] for name, text in what.items()}
    if len(kept) < most and short not in kept:
        stats.set_value(key, [*kept, short])
