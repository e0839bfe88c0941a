"""What is on record of an article."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from pymongo.asynchronous.database import AsyncDatabase

from feedcrawler.items import Source
from feedcrawler.mongodb.document import Document, source_of, under
from feedcrawler.mongodb.failures import failed_under
from feedcrawler.urls import normalize_url

_KNOWN = {
    "aliases": 1,
    "firstSeenAt": 1,
    "source.feedUrl": 1,
    "source.entryId": 1,
    "source.entryTitle": 1,
    "source.announcedAt": 1,
    "crawl.fetchedAt": 1,
    "crawl.checkedAt": 1,
    "crawl.recheckAt": 1,
    "crawl.etag": 1,
    "crawl.lastModified": 1,
}
_LOOK = {
    "url": 1,
    "requestedUrl": 1,
    "aliases": 1,
    "source": 1,
    "crawl.etag": 1,
    "crawl.lastModified": 1,
    "crawl.recheckAt": 1,
}
_CHUNK = 500  # ids a query


@dataclass(frozen=True, slots=True)
class Known:
    """What is on record of an article: it is stored, it is in quarantine, or it is due."""

    id: str
    stored: bool
    since: datetime
    """When it was first put on record."""
    fetched_at: datetime | None = None
    """When it was last looked at."""
    feed_url: str | None = None
    entry_title: str | None = None
    etag: str | None = None
    last_modified: str | None = None
    recheck_at: datetime | None = None
    retry_at: datetime | None = None
    """When to try again what failed: the first fetch, or a later look at what is stored."""
    given_up: bool = False
    """Whether it failed for good: it is not tried again unless somebody asks for it."""


@dataclass(frozen=True, slots=True)
class Look:
    """A stored article that is to be looked at again."""

    id: str
    url: str
    """The address to ask: where it came from, or, if that is no address of it any more, where it was asked for."""
    source: Source
    """Where it was announced."""
    etag: str | None = None
    last_modified: str | None = None
    recheck_at: datetime | None = None


async def known_under(database: AsyncDatabase[Document], urls: Iterable[str]) -> dict[str, Known]:
    """What is stored or in quarantine under any of `urls`, by that URL; an identity counts before an alias."""
    asked = set(urls)
    docs = await database.articles.find(under(asked), _KNOWN).to_list()
    failed = await failed_under(database, asked | {name for doc in docs for name in (doc["_id"], *doc["aliases"])})
    known = {url: _unstored(failed[url]) for url in asked & failed.keys()}
    for doc in docs:
        record = _stored(doc, failed)
        for url in asked & {doc["_id"], *doc["aliases"]}:
            if url == doc["_id"] or url not in known or not known[url].stored:
                known[url] = record
    return known


async def known_by_entry(
    database: AsyncDatabase[Document], site: str, pairs: Iterable[tuple[str, str]]
) -> dict[tuple[str, str], Known]:
    """The stored articles that a feed announced under an id: by (feed, id); none where two have the same."""
    asked = sorted(set(pairs))
    found: dict[tuple[str, str], list[Known]] = {}
    for start in range(0, len(asked), _CHUNK):
        ids: dict[str, list[str]] = {}
        for feed_url, entry_id in asked[start : start + _CHUNK]:
            ids.setdefault(feed_url, []).append(entry_id)
        here = [{"source.feedUrl": feed, "source.entryId": {"$in": names}} for feed, names in ids.items()]
        docs = await database.articles.find({"$or": here, "source.site": site}, _KNOWN).limit(4 * _CHUNK).to_list()
        failed = await failed_under(database, {name for doc in docs for name in (doc["_id"], *doc["aliases"])})
        for doc in docs:
            pair = doc["source"]["feedUrl"], doc["source"]["entryId"]
            found.setdefault(pair, []).append(_stored(doc, failed))
    return {pair: records[0] for pair, records in found.items() if len(records) == 1}


async def looks(database: AsyncDatabase[Document], site: str, now: datetime | None, limit: int) -> list[Look]:
    """The stored articles of a site that are due to be looked at again, longest due first.

    With no `now` that is all of them, newest first.
    """
    if now is None:
        found = database.articles.find({"source.site": site}, _LOOK).sort("datePublished", -1)
    else:
        due = {"source.site": site, "crawl.recheckAt": {"$lte": now}}
        found = database.articles.find(due, _LOOK).sort("crawl.recheckAt", 1)
    return [_look(doc) async for doc in found.limit(limit)]


def _unstored(failure: Document) -> Known:
    return Known(
        failure["_id"],
        stored=False,
        since=_first(failure["firstAt"], failure["source"]),
        fetched_at=failure["lastAt"],
        retry_at=failure.get("retryAt"),
        given_up="givenUpAt" in failure,
    )


def _stored(doc: Document, failed: Mapping[str, Document]) -> Known:
    source, crawl = doc["source"], doc["crawl"]
    failure = next((failed[name] for name in (doc["_id"], *doc["aliases"]) if name in failed), {})
    return Known(
        doc["_id"],
        stored=True,
        since=_first(doc["firstSeenAt"], source),
        fetched_at=max(at for at in (crawl["fetchedAt"], crawl.get("checkedAt"), failure.get("lastAt")) if at),
        feed_url=source.get("feedUrl"),
        entry_title=source.get("entryTitle"),
        etag=crawl.get("etag"),
        last_modified=crawl.get("lastModified"),
        recheck_at=crawl.get("recheckAt"),
        retry_at=failure.get("retryAt"),
        given_up="givenUpAt" in failure,
    )


def _first(at: datetime, source: Document) -> datetime:
    """When an article was first put on record: as due, before it was fetched."""
    announced: datetime | None = source.get("announcedAt")
    return min(at, announced) if announced else at


def _look(doc: Document) -> Look:
    own = normalize_url(doc["url"]) in {doc["_id"], *doc["aliases"]}
    return Look(
        doc["_id"],
        doc["url"] if own else doc["requestedUrl"],
        source_of(doc["source"]),
        doc["crawl"].get("etag"),
        doc["crawl"].get("lastModified"),
        doc["crawl"].get("recheckAt"),
    )
