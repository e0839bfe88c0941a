"""The journal of what is due: articles that were announced as new or changed, and not fetched yet.

An article is noted here before its feed counts as read, and taken out when it is stored or in quarantine. So a feed may
forget an article, and a crawl may be killed at any moment: it is fetched all the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from pymongo import UpdateOne
from pymongo.asynchronous.database import AsyncDatabase

from feedcrawler.items import Source
from feedcrawler.mongodb.document import Document, plain, source_of, under
from feedcrawler.mongodb.known import Known
from feedcrawler.mongodb.patiently import patiently

_CHUNK = 500  # articles a write


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """An article that is due."""

    id: str
    """Its identity."""
    url: str
    """The address to fetch."""
    aliases: list[str]
    source: Source
    newest: datetime | None = None
    """The latest date that any entry gives it, for an order of work."""
    as_of: datetime | None = None
    """When it was announced: what was looked at after that is not due any more."""


class Due:
    """The collection `due`."""

    def __init__(self, database: AsyncDatabase[Document]) -> None:
        self.database = database
        self._due = database.due

    @patiently
    async def add(self, waiting: Sequence[Waiting], as_of: datetime) -> None:
        """Note articles; what is noted already stays as it is.

        Args:
            waiting: the articles.
            as_of: when they were announced: for a replay, when that was recorded.
        """
        at = datetime.now(UTC)
        for start in range(0, len(waiting), _CHUNK):
            await self._due.bulk_write(
                [_insert(one, at, as_of) for one in waiting[start : start + _CHUNK]], ordered=False
            )

    @patiently
    async def waiting(self, site: str, limit: int) -> list[Waiting]:
        """The articles of a site that are due, newest first; those without a date come last."""
        found = self._due.find({"site": site}).sort([("newest", -1), ("_id", 1)]).limit(limit)
        return [
            Waiting(
                id=doc["_id"],
                url=doc["url"],
                aliases=doc["aliases"],
                source=source_of(doc["source"]),
                newest=doc.get("newest"),
                as_of=doc.get("asOf"),
            )
            async for doc in found
        ]

    @patiently
    async def count(self, site: str) -> int:
        """How many articles of a site are due."""
        return await self._due.count_documents({"site": site})

    @patiently
    async def known(self, urls: Iterable[str]) -> dict[str, Known]:
        """What is due under any of `urls`, by that URL."""
        asked = set(urls)
        known: dict[str, Known] = {}
        async for doc in self._due.find(under(asked), {"aliases": 1, "announcedAt": 1}):
            record = Known(doc["_id"], stored=False, since=doc["announcedAt"])
            known.update((url, record) for url in asked & {doc["_id"], *doc["aliases"]})
        return known

    @patiently
    async def settle(self, names: Iterable[str]) -> None:
        """Take out what is on record now."""
        await self._due.delete_many({"_id": {"$in": sorted(names)}})


def _insert(one: Waiting, at: datetime, as_of: datetime) -> UpdateOne:
    fields: Document = {
        "url": one.url,
        "aliases": one.aliases,
        "site": one.source.site,
        "source": plain(one.source),
        "announcedAt": at,
        "asOf": as_of,
        **({"newest": one.newest} if one.newest else {}),
    }
    return UpdateOne({"_id": one.id}, {"$setOnInsert": fields}, upsert=True)
