"""Records of runs to start from."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

BEGAN = datetime(2026, 11, 29, 9, 30, tzinfo=UTC)
OUTCOMES = {"new": 12, "changed": 1, "unchanged": 30, "gone": 0, "duplicate": 2, "quarantined": 3, "error": 0}


def run_id(site: str, began: datetime, salt: str = "1a2b3c4d") -> str:
    return f"{began:%Y%m%dT%H%M%SZ}-{site}-{salt}"


def record(site: str = "example.org", began: datetime = BEGAN, **fields: Any) -> dict[str, Any]:
    """The record of a crawl of one site that went well, with `fields` of your own."""
    ended = began + timedelta(seconds=72)
    return {
        "_id": run_id(site, began),
        "spider": "news",
        "site": site,
        "startedAt": began,
        "aliveAt": ended,
        "finishedAt": ended,
        "finishReason": "finished",
        "verdict": "done",
        "exitCode": 0,
        "reasons": [],
        "replayed": False,
        "versions": {"feedcrawler": "0.1.0", "scrapy": "2.19.0"},
        "host": "crawler-1",
        "pid": 4711,
        "outcomes": OUTCOMES,
        "known": 96,
        "statuses": {"200": 13, "304": 5},
        "bytes": {"received": 1_200_000, "sent": 30_000},
        "seconds": {"total": 72.0, "polling": 5.0, "fetching": 60.0, "cpu": 12.5},
        "memory": 150_000_000,
        "observed": {
            "articles": 16,
            "fields": {"headline": 16, "authors": 4},
            "sources": {"headline": {"json-ld": 15, "h1": 1}, "authors": {"byline": 4}},
        },
        "findings": [],
        "gaps": [],
        "incidents": [],
        "missing": [],
        "errors": [],
        "slowest": [],
        "failures": [],
        "counts": {"feedcrawler/articles/new": 12},
    } | fields


def record_of_many(sites: list[dict[str, Any]], began: datetime = BEGAN, **fields: Any) -> dict[str, Any]:
    """The record of the crawl of which these are the parts."""
    shared = ("site", "verdict", "exitCode", "reasons", "outcomes")
    whole = record("2-sites", began, **fields) | {
        "sites": [{"runId": site["_id"], **{key: site[key] for key in shared}} for site in sites]
    }
    del whole["site"]
    return whole


def early_record(site: str = "example.org", began: datetime = BEGAN) -> dict[str, Any]:
    """A record as the first version left them."""
    counts = {"feedcrawler/articles/new": 7, "feedcrawler/known": 40}
    kept = ("_id", "spider", "site", "startedAt", "finishedAt", "finishReason", "verdict", "exitCode", "reasons")
    whole = record(site, began)
    return {key: whole[key] for key in (*kept, "replayed", "versions")} | {"counts": counts}
