"""Pages that are slow, that failed in the last runs, or that wait in quarantine."""

from __future__ import annotations

import heapq
from collections import Counter, defaultdict
from datetime import datetime

from pymongo.database import Database

from feedcrawler.figures import Failure, Period, Slow
from feedcrawler.mongodb.document import Document

_RUNS = 1000  # whose slowest and failing pages are looked at
_SLOWEST = 10
_REASONS = 10
_EXAMPLES = 2
_ANY = {"$gt": ""}  # as a query: every reason there is


def slow_and_failing(
    database: Database[Document], period: Period, asked: str | None
) -> tuple[int, list[Slow], list[Failure]]:
    """Of the last runs: how many there were, their slowest pages, and what failed, by reason."""
    query: Document = {"startedAt": {"$gte": period.since, "$lte": period.now}} | ({"site": asked} if asked else {})
    fields = {"startedAt": 1, "slowest": 1, "failures": 1}
    looked_at, slowest = 0, dict[str, tuple[float, datetime]]()
    counts, examples = Counter[str](), defaultdict[str, list[str]](list)
    for run in database.runs.find(query, fields).sort("startedAt", -1).limit(_RUNS):
        looked_at += 1
        timed = [(page["seconds"], page["url"]) for page in run.get("slowest", ())]
        slowest |= {url: (seconds, run["startedAt"]) for seconds, url in timed if seconds > slowest.get(url, (0.0,))[0]}
        slowest = dict(heapq.nlargest(_SLOWEST, slowest.items(), key=lambda page: page[1][0]))
        for failure in run.get("failures", ()):
            counts[failure["reason"]] += 1
            if len(examples[failure["reason"]]) < _EXAMPLES and failure["url"] not in examples[failure["reason"]]:
                examples[failure["reason"]].append(failure["url"])
    failures = [
        Failure(reason=reason, pages=pages, examples=tuple(examples[reason]))
        for reason, pages in counts.most_common(_REASONS)
    ]
    return looked_at, [Slow(url=url, seconds=s, at=at) for url, (s, at) in slowest.items()], failures


def quarantined(database: Database[Document], sites: list[str]) -> dict[str, tuple[int, int]]:
    """How many pages of each site are in quarantine: those that are tried again, and those that are given up."""
    found: dict[str, tuple[int, int]] = {}
    for doc in _counted(database, {"site": {"$in": sites}}, "$site"):
        found[doc["_id"]] = (doc["pages"] - doc["givenUp"], doc["givenUp"])
    return found


def quarantine(database: Database[Document], asked: str | None) -> list[Failure]:
    """What is in quarantine by reason, with the latest of each."""
    of_site = {"site": asked} if asked else {}
    counted = sorted(_counted(database, of_site, "$reason"), key=lambda doc: (-doc["pages"], doc["_id"]))
    return [
        Failure(
            reason=doc["_id"],
            pages=doc["pages"],
            given_up=doc["givenUp"],
            examples=tuple(_latest(database, of_site | {"reason": doc["_id"]})),
        )
        for doc in counted[:_REASONS]
    ]


def _counted(database: Database[Document], query: Document, by: str) -> list[Document]:
    given_up = {"$sum": {"$cond": [{"$gt": ["$givenUpAt", None]}, 1, 0]}}
    group = {"_id": by, "pages": {"$sum": 1}, "givenUp": given_up}
    return list(database.quarantine.aggregate([{"$match": {"reason": _ANY, **query}}, {"$group": group}]))


def _latest(database: Database[Document], query: Document) -> list[str]:
    return [doc["url"] for doc in database.quarantine.find(query, {"url": 1}).sort("lastAt", -1).limit(_EXAMPLES)]
