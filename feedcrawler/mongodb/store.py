"""Everything a crawl asks of MongoDB and tells it."""

from __future__ import annotations

import functools
from collections import Counter
from collections.abc import Awaitable, Callable, Coroutine, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, ParamSpec, TypeVar

from pymongo import UpdateOne
from pymongo.asynchronous.database import AsyncDatabase
from pymongo.errors import BulkWriteError, PyMongoError

from feedcrawler.errors import DatabaseError, mask_credentials
from feedcrawler.items import Article, Source
from feedcrawler.mongodb.document import Document, plain, to_document
from feedcrawler.mongodb.duplicates import link_copies
from feedcrawler.mongodb.refusals import reasons
from feedcrawler.mongodb.state import MAX_ALIASES, Outcome, addresses_of, apply, names_of, revision_of, write_of

_P = ParamSpec("_P")
_T = TypeVar("_T")

_DOCUMENT_INVALID = 121
_KNOWN = {"_id": 1, "aliases": 1, "firstSeenAt": 1, "datePublished": 1, "source": 1, "crawl.fetchedAt": 1}
_WEEK = timedelta(days=7)
_CHUNK = 500  # URLs a query: one may be long, and a query has 16 MB


@dataclass(frozen=True, slots=True)
class Saved:
    """What became of one article."""

    outcome: Outcome
    errors: tuple[str, ...] = ()
    """Why the database refused it."""


@dataclass(frozen=True, slots=True)
class Known:
    """What is on record of an article: it is stored, or it is in quarantine."""

    id: str
    stored: bool
    since: datetime
    """When it was first put on record."""
    fetched_at: datetime | None = None
    published: datetime | None = None
    feed_url: str | None = None
    entry_title: str | None = None
    retry_at: datetime | None = None
    """When to try again what failed: the first fetch, or a later look at what is stored."""


def _plainly(method: Callable[_P, Awaitable[_T]]) -> Callable[_P, Coroutine[Any, Any, _T]]:
    """Turn the driver's errors into one line."""

    @functools.wraps(method)
    async def said(*args: _P.args, **kwargs: _P.kwargs) -> _T:
        try:
            return await method(*args, **kwargs)
        except PyMongoError as error:
            why = str(error).partition(", Timeout:")[0].partition("(configured timeouts")[0].strip()
            raise DatabaseError(f"MongoDB is lost: {mask_credentials(why)[:300]}") from None

    return said


class Store:
    """One crawl's way to the database.

    Every method may raise `DatabaseError` when the server is lost. Writing is idempotent: what was interrupted can be
    done again, and ends the same.
    """

    def __init__(self, database: AsyncDatabase[Document]) -> None:
        self._db = database
        self.linking = Counter[str]()
        """What it took to find copies: articles that were `compared`, articles for which it was `crowded`."""

    @_plainly
    async def known(self, urls: Sequence[str]) -> dict[str, Known]:
        """What is on record under any of `urls` (identities or aliases), by that URL."""
        known: dict[str, Known] = {}
        for start in range(0, len(urls), _CHUNK):
            known |= await self._known(set(urls[start : start + _CHUNK]))
        return known

    async def _known(self, asked: set[str]) -> dict[str, Known]:
        here = {"$or": [{"_id": {"$in": list(asked)}}, {"aliases": {"$in": list(asked)}}]}
        known: dict[str, Known] = {}
        failed: dict[str, Known] = {}
        async for doc in self._db.quarantine.find(here, {"_id": 1, "aliases": 1, "firstAt": 1, "retryAt": 1}):
            entry = failed[doc["_id"]] = Known(doc["_id"], stored=False, since=doc["firstAt"], retry_at=doc["retryAt"])
            known.update((url, entry) for url in asked & {doc["_id"], *doc["aliases"]})
        async for doc in self._db.articles.find(here, _KNOWN):
            entry = Known(
                doc["_id"],
                stored=True,
                since=doc["firstSeenAt"],
                fetched_at=doc["crawl"]["fetchedAt"],
                published=doc.get("datePublished"),
                feed_url=doc["source"].get("feedUrl"),
                entry_title=doc["source"].get("entryTitle"),
                retry_at=failed[doc["_id"]].retry_at if doc["_id"] in failed else None,
            )
            for url in asked & {doc["_id"], *doc["aliases"]}:
                if url == doc["_id"] or url not in known or not known[url].stored:
                    known[url] = entry
        return known

    @_plainly
    async def due_in_quarantine(self, site: str, now: datetime) -> list[tuple[str, str, Source]]:
        """(identity, url, source) of what failed before and may be tried again, longest waiting first, at most 1000."""
        query = {"site": site, "retryAt": {"$lte": now}}
        found = self._db.quarantine.find(query, {"url": 1, "source": 1}).sort("retryAt", 1).limit(1000)
        return [(doc["_id"], doc["url"], Source(**doc["source"])) async for doc in found]

    @_plainly
    async def announce(self, announced: Iterable[tuple[str, list[str], list[str]]]) -> None:
        """Note that stored articles were announced again: (identity, via, aliases) each."""
        now = _now()
        updates = [
            UpdateOne(
                {"_id": identity},
                [
                    {
                        "$set": {
                            "lastSeenAt": now,
                            "source.via": _union("$source.via", via),
                            "aliases": _union("$aliases", [a for a in aliases if a != identity]),
                        }
                    }
                ],
            )
            for identity, via, aliases in announced
        ]
        if updates:
            await self._db.articles.bulk_write(updates, ordered=False)

    @_plainly
    async def save(self, articles: Sequence[Article]) -> list[Saved]:
        """Store articles; for each what became of it, in the order given.

        A new article becomes a document; one whose words, headline, authors or dates changed gets a new `revision`
        and its old words go to `revisions`; one that is as it was is not rewritten. The same text or story under
        another address is linked by `duplicateOf`. What the database's validator refuses is `invalid`, and not stored.
        """
        saved, raced = await self._save(articles)
        if raced:  # another crawl wrote to one of these meanwhile: once more, on top of that
            again, _ = await self._save(articles)
            saved = [
                first if second.outcome == "unchanged" else second for first, second in zip(saved, again, strict=True)
            ]
        return saved

    @_plainly
    async def quarantine(  # noqa: PLR0913
        self,
        identity: str,
        *,
        url: str,
        source: Source,
        reason: str,
        errors: Sequence[str],
        run_id: str,
        at: datetime,
        hours: float,
        item: Article | None = None,
    ) -> None:
        """Put on record that an article could not be stored, and when to try again.

        Args:
            identity: the article's `_id`.
            url: the address that was asked for.
            source: where it was announced.
            reason: in few words: "http 404", "not an article", "invalid".
            errors: what exactly is wrong.
            run_id: the run that met it.
            at: when it was fetched.
            hours: how long to wait after the first failure; twice as long after each further one.
            item: as much of the article as was read.
        """
        old = await self._db.quarantine.find_one({"_id": identity}) or {"tries": 0, "firstAt": _now()}
        if old.get("lastAt") and old["lastAt"] >= at:
            return  # the same failure again, as after a crash
        wait = min(timedelta(hours=hours) * 2 ** min(old["tries"], 20), _WEEK)
        document = {
            "_id": identity,
            "url": url,
            "aliases": sorted({url} - {identity}),
            "site": source.site,
            "source": plain(source),
            "reason": reason,
            "errors": list(errors)[:100],
            "tries": old["tries"] + 1,
            "firstAt": old["firstAt"],
            "lastAt": at,
            "retryAt": at + wait,
            "runId": run_id,
            **({"item": to_document(item)} if item else {}),
        }
        await self._db.quarantine.replace_one({"_id": identity}, document, upsert=True)

    @_plainly
    async def complete_until(self, feed_url: str, max_pages: int) -> datetime | None:
        """When all that a feed announced was last known to be on record; None: never yet.

        A walk that ended at a bound is complete as long as nobody asks for more pages (`max_pages`) than it read.
        """
        doc = await self._db.feeds.find_one({"_id": feed_url}, {"completeAt": 1, "bound": 1})
        return doc.get("completeAt") if doc and doc.get("bound", max_pages) >= max_pages else None

    @_plainly
    async def polled(  # noqa: PLR0913
        self, feed_url: str, *, site: str, at: datetime, status: str, complete: bool, reached: str | None, pages: int
    ) -> None:
        """Note how the poll of a feed went.

        Args:
            feed_url: the feed, or the first page of the listing.
            site: the site's name.
            at: when it was fetched.
            status: "ok", or what was wrong.
            complete: whether all that it announced is on record now.
            reached: where the walk through a listing ended: "known", "end" or "bound".
            pages: how many pages were read.
        """
        fields: Document = {"site": site, "lastStatus": status}
        if complete:
            fields["completeAt"] = _now()
        update: Document = {"$set": fields, "$max": {"lastPolledAt": at}}  # a replay may be older than the last poll
        if reached == "bound":
            fields["bound"] = pages
        elif reached == "end":
            update["$unset"] = {"bound": ""}
        await self._db.feeds.update_one({"_id": feed_url}, update, upsert=True)

    @_plainly
    async def count_duplicates(self, run_id: str) -> dict[str, int]:
        """How many of the articles that a run fetched repeat another, by reason: known only when all are stored."""
        of_run = {"$match": {"crawl.runId": run_id, "duplicateOf._id": {"$exists": True}}}
        counted = await self._db.articles.aggregate([of_run, {"$sortByCount": "$duplicateOf.reason"}])
        return {doc["_id"]: doc["count"] async for doc in counted}

    @_plainly
    async def overlapped(self, run: Document) -> bool:
        """Whether another run of the same site began while this one ran."""
        others = {"site": run["site"], "startedAt": {"$gte": run["startedAt"]}, "_id": {"$ne": run["_id"]}}
        return await self._db.runs.find_one(others, {"_id": 1}) is not None

    @_plainly
    async def record_run(self, run: Document) -> None:
        """Write the record of a run, whole."""
        await self._db.runs.replace_one({"_id": run["_id"]}, run, upsert=True)

    async def _save(self, articles: Sequence[Article]) -> tuple[list[Saved], bool]:
        """What became of each, and whether another crawl was faster with one of them."""
        now = _now()
        state = await self._stored(articles)
        before = dict(state)
        revisions: dict[tuple[str, int], Document] = {}
        outcomes = [apply(article, state, revisions, now) for article in articles]
        if revisions:
            await self._db.revisions.bulk_write([revision_of(*key, said) for key, said in revisions.items()])
        refused, raced = await self._link_and_write(state, before)
        if refused:  # what was linked to these as they will not be: once more, without them
            gone = {identity: state[identity] for identity in refused}
            rest = {i: doc for i, doc in state.items() if i not in refused} | {
                i: before[i] for i in refused.keys() & before.keys()
            }
            await self._link_and_write(rest, dict(rest), gone)
        done = [identity for identity, _ in outcomes if identity not in refused]
        new = [identity for identity in done if identity not in before]
        if new:  # they are articles of their own now, and no other's alias
            await self._db.articles.update_many({"aliases": {"$in": new}}, {"$pull": {"aliases": {"$in": new}}})
        await self._db.quarantine.delete_many({"_id": {"$in": names_of(state, done)}})
        return [
            Saved("invalid", errors=refused[identity]) if identity in refused else Saved(outcome)
            for identity, outcome in outcomes
        ], raced

    async def _stored(self, articles: Sequence[Article]) -> dict[str, Document]:
        """The stored documents that `articles` may be, by `_id`."""
        names = sorted({name for article in articles for name in addresses_of(article)})
        here = {"$or": [{"_id": {"$in": names}}, {"aliases": {"$in": names}}]}
        return {doc["_id"]: doc async for doc in self._db.articles.find(here)}

    async def _link_and_write(
        self, state: dict[str, Document], before: dict[str, Document], gone: Mapping[str, Document] | None = None
    ) -> tuple[dict[str, tuple[str, ...]], bool]:
        """Link the articles, and write the links of others, then what differs; gives the same as `_write`."""
        if linked := await link_copies(self._db, state, before, self.linking, gone):
            await self._db.articles.bulk_write(linked, ordered=False)
        return await self._write(state, before)

    async def _write(
        self, state: dict[str, Document], before: dict[str, Document]
    ) -> tuple[dict[str, tuple[str, ...]], bool]:
        """Write what differs; gives what was refused, with the reasons, and whether another crawl was faster."""
        changed = [doc for identity, doc in state.items() if doc is not before.get(identity)]
        writes = [write_of(doc, before.get(doc["_id"])) for doc in changed]
        if not writes:
            return {}, False
        inserts = sum(doc["_id"] not in before for doc in changed)
        try:
            result = await self._db.articles.bulk_write(writes, ordered=False)
        except BulkWriteError as error:
            failed = error.details["writeErrors"]
            if any(e["code"] != _DOCUMENT_INVALID for e in failed):
                raise
            return {changed[e["index"]]["_id"]: reasons(e) for e in failed}, False
        return {}, result.upserted_count < inserts or result.matched_count < len(writes) - inserts


def _union(field: str, values: list[str]) -> Document:
    """An aggregation expression: an array field with what `values` add to it, at most 50, sorted."""
    added: Document = {"$setDifference": [{"$literal": values}, field]}
    return {"$sortArray": {"input": {"$slice": [{"$concatArrays": [field, added]}, MAX_ALIASES]}, "sortBy": 1}}


def _now() -> datetime:
    """Now, as exactly as BSON has it."""
    now = datetime.now(UTC)
    return now.replace(microsecond=now.microsecond // 1000 * 1000)
