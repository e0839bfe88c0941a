"""Feeds, sitemaps and listings that have a gap or cannot be read."""

from __future__ import annotations

from pymongo.database import Database

from feedcrawler.figures import Source
from feedcrawler.mongodb.document import Document

# What was found and never worth anything is no source of a site.
_OURS = {"$or": [{"completeAt": {"$exists": True}}, {"origin": "declared"}]}
_TROUBLED = {"$or": [{"gapAt": {"$exists": True}}, {"failures": {"$gt": 0}, **_OURS}]}
_FIELDS = {"site": 1, "lastStatus": 1, "failures": 1, "gapAt": 1}


def in_trouble(database: Database[Document], sites: list[str]) -> dict[str, list[Source]]:
    """The sources in trouble of each site, those with a gap first."""
    found: dict[str, list[Source]] = {}
    for doc in database.feeds.find({"site": {"$in": sites}, **_TROUBLED}, _FIELDS):
        source = Source(
            url=doc["_id"],
            status=doc.get("lastStatus") or "",
            failures=doc.get("failures", 0),
            gap_at=doc.get("gapAt"),
        )
        found.setdefault(doc["site"], []).append(source)
    for troubled in found.values():
        troubled.sort(key=lambda source: (source.gap_at is None, -source.failures, source.url))
    return found
