"""What the pages that a run read have given."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from pymongo.database import Database

from feedcrawler.figures import Period
from feedcrawler.mongodb.document import Document
from feedcrawler.readings import Reading

_RUNS = 500  # of a site that are looked at, …
_STEPS = 40  # … in so many steps


def of_site(database: Database[Document], period: Period, site: str) -> list[Reading]:
    """A site's latest runs that read pages, in their order: the last by itself, before it several in a step if many."""
    query = {"site": site, "startedAt": {"$gte": period.since, "$lte": period.now}, "observed.articles": {"$gt": 0}}
    fields = {"startedAt": 1, "observed.articles": 1, "observed.fields": 1}
    found = [_reading(doc) for doc in database.runs.find(query, fields).sort("startedAt", -1).limit(_RUNS)]
    size = -(-(len(found) - 1) // (_STEPS - 1)) or 1
    steps = [found[:1], *(found[start : start + size] for start in range(1, len(found), size))]
    return [_together(step) for step in reversed(steps) if step]


def _reading(doc: Document) -> Reading:
    observed, at = doc["observed"], doc["startedAt"]
    return Reading(since=at, at=at, articles=observed["articles"], fields=observed.get("fields", {}))


def _together(step: Sequence[Reading]) -> Reading:
    """Runs in a row as one, the latest first."""
    fields = sum((Counter(reading.fields) for reading in step), Counter[str]())
    articles = sum(reading.articles for reading in step)
    return Reading(since=step[-1].at, at=step[0].at, runs=len(step), articles=articles, fields=dict(fields))
