"""How the runs went."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from pymongo.database import Database

from feedcrawler.figures import Finding, Period, Run, Word, worst
from feedcrawler.mongodb.document import Document

_OUTCOMES = ("new", "changed", "unchanged", "gone", "duplicate", "quarantined", "error")
_RUNS = 30  # that are listed
_MANY = 10  # reasons and findings of one run
_LONG = timedelta(days=1)  # after which a run that has not ended was killed

_NAMES = ("site", "spider", "startedAt", "finishedAt", "verdict", "reasons", "findings", "replayed", "bytes.received")
_FIELDS: dict[str, Any] = {
    **dict.fromkeys(_NAMES, 1),
    "sites": {"$size": {"$cond": [{"$isArray": "$sites"}, "$sites", []]}},
    # Records of earlier versions have it among the counts only.
    "outcomes": {what: {"$ifNull": [f"$outcomes.{what}", f"$counts.feedcrawler/articles/{what}", 0]} for what in _OUTCOMES},
}


def verdicts_by_day(
    database: Database[Document], period: Period, sites: list[str]
) -> dict[str, list[Word | None]]:
    """The worst verdict on each site's runs of each day, from the index `started` alone; None: no run."""
    day = {"$dateTrunc": {"date": "$startedAt", "unit": "day"}}
    # What runs still is told apart from what was killed.
    lately = {"$gt": ["$startedAt", period.now - _LONG]}
    group = {"_id": {"site": "$site", "day": day, "verdict": "$verdict", "lately": lately}}
    found: dict[str, list[Word | None]] = {name: [None] * period.days for name in sites}
    query = {"startedAt": {"$gte": period.since, "$lte": period.now}, "site": {"$in": sites}}
    for doc in database.runs.aggregate([{"$match": query}, {"$group": group}]):
        key = doc["_id"]
        days, number = found[key["site"]], (key["day"] - period.since).days
        words: list[Word] = [word for word in (days[number], _word(key.get("verdict"), key["lately"])) if word]
        days[number] = worst(words)
    return found


def last_of_each(database: Database[Document], period: Period, sites: list[str]) -> dict[str, Run]:
    """The last run of each site."""
    pipeline: list[Document] = [
        {"$match": {"site": {"$in": sites}}},
        {"$sort": {"site": 1, "startedAt": -1}},
        {"$group": {"_id": "$site", "run": {"$first": "$$ROOT"}}},
        {"$replaceRoot": {"newRoot": "$run"}},
        {"$project": _FIELDS},
    ]
    return {doc["site"]: _run(doc, period) for doc in database.runs.aggregate(pipeline)}


def outcomes(database: Database[Document], since: datetime, sites: list[str]) -> dict[str, dict[str, int]]:
    """What became of articles in each site's runs since a moment."""
    sums = {what: {"$sum": f"$outcomes.{what}"} for what in _OUTCOMES}
    pipeline: list[Document] = [
        {"$match": {"startedAt": {"$gte": since}, "site": {"$in": sites}}},
        {"$project": {"site": 1, "outcomes": _FIELDS["outcomes"]}},
        {"$group": {"_id": "$site", **sums}},
    ]
    return {doc.pop("_id"): doc for doc in database.runs.aggregate(pipeline)}


def latest(database: Database[Document], period: Period, asked: str | None) -> list[Run]:
    """The latest runs; of the crawl of many sites the whole, unless it is one site's runs that are asked for."""
    query: Document = {"startedAt": {"$gte": period.since, "$lte": period.now}}
    query |= {"site": asked} if asked else {"partOf": {"$exists": False}}
    return [_run(doc, period) for doc in database.runs.find(query, _FIELDS).sort("startedAt", -1).limit(_RUNS)]


def _run(doc: Document, period: Period) -> Run:
    return Run(
        id=str(doc["_id"]),
        spider=doc.get("spider") or "",
        site=doc.get("site"),
        sites=doc["sites"],
        started_at=doc["startedAt"],
        finished_at=doc.get("finishedAt"),
        verdict=_word(doc.get("verdict"), doc["startedAt"] > period.now - _LONG),
        reasons=tuple(doc.get("reasons", ())[:_MANY]),
        findings=tuple(_finding(finding) for finding in doc.get("findings", ())[:_MANY]),
        outcomes=doc["outcomes"],
        received=doc.get("bytes", {}).get("received"),
        replayed=bool(doc.get("replayed")),
    )


def _finding(doc: Document) -> Finding:
    message = doc.get("message") or doc.get("what") or ""
    return Finding(message=message, field=doc.get("field"), since=doc.get("since"))


def _word(verdict: Any, lately: bool) -> Word:
    """A run's verdict: what is said to be running, and cannot be any more, was killed."""
    if verdict in ("done", "degraded", "failed"):
        return verdict  # type: ignore[no-any-return]
    return "running" if lately else "killed"
