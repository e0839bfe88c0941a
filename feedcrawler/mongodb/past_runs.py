"""The runs that are on record: listed, and found by name."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from pymongo.database import Database

from feedcrawler.errors import FeedcrawlerError
from feedcrawler.mongodb.document import Document
from feedcrawler.run_record import OUTCOMES

WENT_WELL = ("done", "degraded")
"""The verdicts on runs that stored what they could."""

_SUMMARY = (
    *("spider", "site", "partOf", "replayed", "startedAt", "aliveAt", "finishedAt", "finishReason"),
    *("verdict", "exitCode", "reasons", "outcomes", "seconds"),
    *(f"counts.feedcrawler/articles/{outcome}" for outcome in OUTCOMES),
)
_LATEST_FIRST = [("startedAt", -1)]
_NAMED = 5
_LAST = "\U0010ffff"  # no character comes after it


def list_runs(
    database: Database[Document],
    limit: int,
    *,
    site: str | None = None,
    verdict: str | None = None,
    since: datetime | None = None,
) -> Iterator[Document]:
    """What `feedcrawler runs` lists of the latest runs; of a crawl of many sites it is the whole that counts.

    Args:
        database: where they are.
        limit: how many, at most; 0: all.
        site: the runs of this site, by themselves or as a part.
        verdict: only those that went so.
        since: only those that began since then.
    """
    query: Document = {"site": site} if site else {"partOf": None}
    query |= {"verdict": verdict} if verdict else {}
    query |= {"startedAt": {"$gte": since}} if since else {}
    for run in database.runs.find(query, _SUMMARY).sort(_LATEST_FIRST).limit(limit):
        outcomes = outcomes_of(run)
        run.pop("counts", None)
        yield run | {"outcomes": outcomes}


def find_run(database: Database[Document], name: str) -> Document:
    """The record of a run: `last`, its id, or as much of that as no other has.

    Raises:
        FeedcrawlerError: there is none, or there are several.
    """
    if name == "last":
        if run := database.runs.find_one({"partOf": None}, sort=_LATEST_FIRST):
            return run
        raise FeedcrawlerError("no run is on record yet")
    if run := database.runs.find_one({"_id": name}):
        return run
    here = {"_id": {"$gte": name, "$lt": name + _LAST}}
    found = [doc["_id"] for doc in database.runs.find(here, {"_id": 1}).sort("_id", 1).limit(_NAMED + 1)]
    if not found:
        raise FeedcrawlerError(f"there is no run {name!r}: `feedcrawler runs` lists them")
    if len(found) > 1:
        more = " …" if len(found) > _NAMED else ""
        raise FeedcrawlerError(f"several runs begin with {name!r}: {' '.join(found[:_NAMED])}{more}")
    return database.runs.find_one({"_id": found[0]}) or {"_id": found[0]}


def sites_of(database: Database[Document], run: Document) -> list[Document]:
    """How each site of a crawl of many went; while it runs, as far as they are."""
    if sites := run.get("sites"):
        return list(sites)
    if run.get("site"):
        return []
    parts = database.runs.find({"partOf": run["_id"]}, _SUMMARY).sort(_LATEST_FIRST)
    return [part | {"runId": part["_id"], "outcomes": outcomes_of(part)} for part in parts]


def outcomes_of(run: Document) -> dict[str, int]:
    """What became of the articles of a run; earlier versions left that among the counts."""
    if "outcomes" in run:
        return {outcome: run["outcomes"].get(outcome, 0) for outcome in OUTCOMES}
    counts = run.get("counts", {})
    return {outcome: counts.get(f"feedcrawler/articles/{outcome}", 0) for outcome in OUTCOMES}


def sites_on_record(database: Database[Document]) -> list[str]:
    """The names of all sites that have ever been crawled."""
    return sorted(site for site in database.runs.distinct("site") if site)


def last_run(database: Database[Document], site: str, verdicts: Sequence[str] = ()) -> Document | None:
    """The latest run of a site that has ended, replays aside; one that went in one of these ways, if any are named."""
    how: Any = {"$in": [*verdicts]} if verdicts else {"$ne": "running"}
    which = {"site": site, "verdict": how, "replayed": {"$ne": True}}
    return database.runs.find_one(which, (*_SUMMARY, "observed", "gaps"), sort=_LATEST_FIRST)


def last_observed(database: Database[Document], site: str) -> Document:
    """What the pages of a site gave in the latest run that read any; nothing where there is no such run."""
    which = {"site": site, "observed.articles": {"$gt": 0}, "replayed": {"$ne": True}}
    run = database.runs.find_one(which, {"observed": 1}, sort=_LATEST_FIRST)
    return dict(run["observed"]) if run else {}
