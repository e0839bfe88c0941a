"""Stories that were edited, and stories that were told again."""

from __future__ import annotations

from typing import get_args

from pymongo.database import Database

from feedcrawler.figures import Edit, Period, Repeat, Repeats
from feedcrawler.items import RepeatedAs
from feedcrawler.mongodb.document import Document

_EDITED = 10  # stories
_REVISIONS = 20  # of each, the latest
_EXAMPLES = 3


def count_edited(database: Database[Document], period: Period, asked: str | None) -> int:
    """How many stories were changed in the period."""
    return database.articles.count_documents(_changed(period, asked))


def most_edited(database: Database[Document], period: Period, asked: str | None) -> list[Edit]:
    """The stories changed in the period that have been changed most often."""
    fields = {"url": 1, "source.site": 1, "headline": 1, "revision": 1, "lastChangedAt": 1}
    order = [("revision", -1), ("lastChangedAt", -1)]
    found = database.articles.find(_changed(period, asked), fields).sort(order).limit(_EDITED)
    return [_edit(database, article) for article in found]


def repeats(database: Database[Document], period: Period, asked: str | None) -> list[Repeats]:
    """The articles stored in the period that repeat others, by how they do, with the latest of each."""
    found = []
    for reason in get_args(RepeatedAs):
        query = {"duplicateOf.reason": reason, "firstSeenAt": {"$gte": period.since}}
        query |= {"source.site": asked} if asked else {}
        if count := database.articles.count_documents(query):
            found.append(Repeats(reason=reason, articles=count, examples=_examples(database, query)))
    return found


def _changed(period: Period, asked: str | None) -> Document:
    query = {"lastChangedAt": {"$gte": period.since}, "revision": {"$gt": 1}}
    return query | ({"source.site": asked} if asked else {})


def _edit(database: Database[Document], article: Document) -> Edit:
    names = {"$map": {"input": {"$objectToArray": "$fields"}, "in": "$$this.k"}}
    found = database.revisions.find({"articleId": article["_id"]}, {"fields.headline": 1, "names": names})
    revisions = list(found.sort("revision", -1).limit(_REVISIONS))
    before = next((r["fields"]["headline"] for r in revisions if r["fields"].get("headline")), None)
    return Edit(
        url=article["url"],
        site=article["source"]["site"],
        headline=article["headline"],
        edits=article["revision"] - 1,
        changed_at=article["lastChangedAt"],
        fields=tuple(sorted({name for revision in revisions for name in revision["names"]})),
        headline_before=before,
    )


def _examples(database: Database[Document], query: Document) -> list[Repeat]:
    fields = {"url": 1, "headline": 1, "duplicateOf": 1}
    copies = list(database.articles.find(query, fields).sort("firstSeenAt", -1).limit(_EXAMPLES))
    names = [copy["duplicateOf"]["_id"] for copy in copies]
    originals = {doc["_id"]: doc for doc in database.articles.find({"_id": {"$in": names}}, {"headline": 1})}
    return [
        Repeat(
            url=copy["url"],
            headline=copy["headline"],
            of_url=copy["duplicateOf"]["_id"],
            of_headline=originals.get(copy["duplicateOf"]["_id"], {}).get("headline"),
            similarity=copy["duplicateOf"].get("similarity"),
        )
        for copy in copies
    ]
