"""Pages that are slow, that failed in the last runs, or that wait in quarantine."""

from __future__ import annotations

import heapq
from collections import defaultdict
from collections.abc import Sequence

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
    found = list(database.runs.find(query, fields).sort("startedAt", -1).limit(_RUNS))
    return len(found), _slowest(found), _failures(found)


def _slowest(runs: Sequence[Document]) -> list[Slow]:
    """The slowest pages, each once."""
    pages: dict[str, Slow] = {}
    for run in runs:
        for page in run.get("slowest", ()):
            url, seconds = page["url"], page["seconds"]
            if url not in pages or seconds > pages[url].seconds:
                pages[url] = Slow(url=url, seconds=seconds, at=run["startedAt"])
    return heapq.nlargest(_SLOWEST, pages.values(), key=lambda page: page.seconds)


def _failures(runs: Sequence[Document]) -> list[Failure]:
    pages: defaultdict[str, list[str]] = defaultdict(list)
    for run in runs:
        for failure in run.get("failures", ()):
            pages[failure["reason"]].append(failure["url"])
    most = heapq.nlargest(_REASONS, pages.items(), key=lambda reason: len(reason[1]))
    return [
        Failure(reason=reason, pages=len(urls), examples=tuple([*dict.fromkeys(urls)][:_EXAMPLES]))
        for reason, urls in most
    ]


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
