"""What the pages that a run read have given."""

from __future__ import annotations

from pymongo.database import Database

from feedcrawler.figures import Period, Reading
from feedcrawler.mongodb.document import Document

_RUNS = 40  # of a site that are told of


def of_site(database: Database[Document], period: Period, site: str) -> list[Reading]:
    """A site's latest runs that read pages, in their order."""
    query = {"site": site, "startedAt": {"$gte": period.since, "$lte": period.now}, "observed.articles": {"$gt": 0}}
    fields = {"startedAt": 1, "observed.articles": 1, "observed.fields": 1}
    found = list(database.runs.find(query, fields).sort("startedAt", -1).limit(_RUNS))
    return [
        Reading(at=doc["startedAt"], articles=doc["observed"]["articles"], fields=doc["observed"].get("fields", {}))
        for doc in reversed(found)
    ]
