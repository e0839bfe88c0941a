"""How the runs went."""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime
from typing import Any

from pymongo.database import Database

from feedcrawler.figures import WORST, Finding, Period, Run, Word, worst
from feedcrawler.mongodb.document import Document
from feedcrawler.run_record import OUTCOMES, SILENCE

_RUNS = 20  # that are listed
_MANY = 10  # reasons and findings of one run

_NAMES = (
    "site",
    "spider",
    "startedAt",
    "aliveAt",
    "finishedAt",
    "verdict",
    "reasons",
    "findings",
    "replayed",
    "bytes.received",
)
_FIELDS: dict[str, Any] = {
    **dict.fromkeys(_NAMES, 1),
    "sites": {"$size": {"$cond": [{"$isArray": "$sites"}, "$sites", []]}},
    # Records of earlier versions have it among the counts only.
    "outcomes": {
        what: {"$ifNull": [f"$outcomes.{what}", f"$counts.feedcrawler/articles/{what}", 0]} for what in OUTCOMES
    },
}


def verdicts_by_day(
    database: Database[Document], period: Period, asked: str | None
) -> defaultdict[str, list[Word | None]]:
    """The worst verdict on each site's runs of each day, from the index `started` alone; None: no run."""
    day = {"$dateTrunc": {"date": "$startedAt", "unit": "day"}}
    group = {"_id": {"site": "$site", "day": day, "verdict": "$verdict"}}
    found: defaultdict[str, list[Word | None]] = defaultdict(lambda: [None] * period.days)
    query: Document = {"startedAt": {"$gte": period.since, "$lte": period.now}} | ({"site": asked} if asked else {})
    for doc in database.runs.aggregate([{"$match": query}, {"$group": group}]):
        key = doc["_id"]
        days, number = found[key.get("site")], (key["day"] - period.since).days
        days[number] = worst([word for word in (days[number], key.get("verdict")) if word in WORST])
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
    sums = {what: {"$sum": f"$outcomes.{what}"} for what in OUTCOMES}
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
        verdict=_verdict(doc, period.now),
        reasons=tuple(doc.get("reasons", ())[:_MANY]),
        findings=tuple(_finding(finding) for finding in doc.get("findings", ())[:_MANY]),
        outcomes=doc["outcomes"],
        received=doc.get("bytes", {}).get("received"),
        replayed=bool(doc.get("replayed")),
    )


def _finding(doc: Document) -> Finding:
    message = doc.get("message") or doc.get("what") or ""
    return Finding(message=message, field=doc.get("field"), since=doc.get("since"))


def _verdict(doc: Document, now: datetime) -> Word:
    """A run's verdict; one of which nothing was heard for long does not run any more."""
    heard_of: datetime = doc.get("aliveAt") or doc["startedAt"]
    verdict: Word = doc.get("verdict", "killed")
    return "killed" if verdict == "running" and heard_of < now - SILENCE else verdict
