"""The poll state of feeds, sitemaps and listings: what is needed to ask again, and to know what was missed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, fields
from datetime import datetime
from typing import Any, Literal

from pymongo import ReplaceOne
from pymongo.asynchronous.database import AsyncDatabase
from pymongo.errors import BulkWriteError

from feedcrawler.mongodb.document import Document
from feedcrawler.mongodb.patiently import patiently

Kind = Literal["feed", "sitemap", "listing", "load more"]
Origin = Literal["declared", "home", "page", "robots.txt", "index", "guess"]

_DUPLICATE_KEY = 11000


@dataclass(slots=True, kw_only=True)
class FeedState:
    """One document of `feeds`; its fields are the document's, in camel case."""

    url: str
    """The source's address, as it was declared or found: its `_id`."""
    site: str
    kind: Kind
    origin: Origin
    """Where it was found: a person declared it, it is the first page of a site that a person named, or it was found on
    that page, in robots.txt, in an index of sitemaps, or where many sites have one (guessed)."""
    parent: str | None = None
    """The index that names this sitemap."""
    index_says: datetime | None = None
    """When it was changed, as the index said when it was last read."""
    moved_to: str | None = None
    """Where it has moved to for good."""
    etag: str | None = None
    last_modified: str | None = None
    body_hash: str | None = None
    watermark: list[str] = field(default_factory=list)
    """The newest articles that it announced."""
    watermark_at: datetime | None = None
    """The date of the newest of them."""
    complete_at: datetime | None = None
    """When everything that it announced was last on record, without a gap."""
    gap_at: datetime | None = None
    """Since when a gap is open: the articles between `completeAt` and then may not all be known."""
    gap_tried_at: datetime | None = None
    """When the other sources were last read for it, whatever they said."""
    bound: int | None = None
    """After how many pages a walk through it was ended."""
    last_polled_at: datetime | None = None
    last_changed_at: datetime | None = None
    last_status: str | None = None
    """"ok", "not modified", or what was wrong."""
    failures: int = 0
    """How many polls in a row went wrong."""
    interval: float | None = None
    """Seconds between polls, as it seems right for how often the source changes."""
    next_due_at: datetime | None = None
    not_before: datetime | None = None
    """Not asked before this, whoever wants it: the site said so, or it is gone."""

    def to_document(self) -> Document:
        """As MongoDB keeps it."""
        values = {name: getattr(self, attribute) for attribute, name in _NAMES.items()}
        return {name: value for name, value in values.items() if value is not None}


def _camel(name: str) -> str:
    first, *rest = name.split("_")
    return first + "".join(word.capitalize() for word in rest)


_NAMES = {f.name: "_id" if f.name == "url" else _camel(f.name) for f in fields(FeedState)}


class Feeds:
    """The collection `feeds`."""

    def __init__(self, database: AsyncDatabase[Document]) -> None:
        self.database = database
        self._feeds = database.feeds

    @patiently
    async def of_site(self, site: str) -> dict[str, FeedState]:
        """All sources that are known of a site, by their address."""
        found = {}
        async for doc in self._feeds.find({"site": site, "kind": {"$exists": True}}):  # earlier versions had none
            values: dict[str, Any] = {attribute: doc[name] for attribute, name in _NAMES.items() if name in doc}
            found[doc["_id"]] = FeedState(**values)
        return found

    @patiently
    async def save(self, states: Iterable[FeedState]) -> None:
        """Write poll states; not over those of a later poll, as when an old archive is replayed."""
        writes = [
            ReplaceOne({"_id": state.url, **_no_later(state.last_polled_at)}, state.to_document(), upsert=True)
            for state in states
        ]
        if not writes:
            return
        try:
            await self._feeds.bulk_write(writes, ordered=False)
        except BulkWriteError as error:  # the filter did not find the later one, which is there
            if any(e["code"] != _DUPLICATE_KEY for e in error.details["writeErrors"]):
                raise


def _no_later(at: datetime | None) -> Document:
    if at is None:
        return {"lastPolledAt": {"$exists": False}}
    return {"$or": [{"lastPolledAt": {"$lte": at}}, {"lastPolledAt": {"$exists": False}}]}
