"""Version 2: the record of a run says in fields of its own what only its stats said before."""

from __future__ import annotations

from feedcrawler.mongodb.document import Document
from feedcrawler.mongodb.migrations.migration import Migration

_OUTCOMES = ("new", "changed", "unchanged", "gone", "duplicate", "quarantined", "error")
_STATUS = "downloader/response_status_count/"


def _change(run: Document) -> Document:
    counts = run["counts"]
    fields = {
        "outcomes": {outcome: int(counts.get(f"feedcrawler/articles/{outcome}", 0)) for outcome in _OUTCOMES},
        "known": int(counts.get("feedcrawler/known", 0)),
        "statuses": {name.removeprefix(_STATUS): int(n) for name, n in counts.items() if name.startswith(_STATUS)},
        "bytes": {
            "received": int(counts.get("downloader/response_bytes", 0)),
            "sent": int(counts.get("downloader/request_bytes", 0)),
        },
    }
    if "finishedAt" in run:
        fields["seconds"] = {"total": (run["finishedAt"] - run["startedAt"]).total_seconds()}
    return {"$set": fields}


RUN_NUMBERS = Migration(
    version=2,
    what="runs get outcomes, known, statuses, bytes and seconds.total, from their counts",
    collection="runs",
    waiting={"outcomes": {"$exists": False}, "counts": {"$exists": True}},
    change=_change,
)
