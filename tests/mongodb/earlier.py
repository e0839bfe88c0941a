"""A database as an earlier version has left it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from tests.examples import stored
from tests.mongodb.storing import Db

STARTED = datetime(2025, 6, 10, 9, tzinfo=UTC)
COUNTS = {
    "feedcrawler/articles/new": 12,
    "feedcrawler/articles/duplicate": 2,
    "feedcrawler/known": 30,
    "downloader/response_status_count/200": 14,
    "downloader/response_status_count/404": 1,
    "downloader/response_bytes": 5_000_000_000,
    "downloader/request_bytes": 9_000,
}


def run_of_version_1(number: int, **fields: Any) -> dict[str, Any]:
    started = STARTED + timedelta(minutes=number)
    ended = {"finishedAt": started + timedelta(seconds=90), "verdict": "done", "reasons": []}
    begun = {"_id": f"{started:%Y%m%dT%H%M%SZ}-{number:06}", "spider": "news", "site": "example.org"}
    return begun | {"startedAt": started, "counts": {**COUNTS, "feedcrawler/known": number}} | ended | fields


def of_version_1(database: Db, runs: int) -> None:
    """What the version before has left."""
    database.create_collection("articles", validator={"$jsonSchema": {"bsonType": "object"}})
    database.articles.insert_one(stored())
    database.runs.insert_many(run_of_version_1(number) for number in range(runs))


def silently(*_: Any) -> None:
    """Tell nobody how far it is."""
