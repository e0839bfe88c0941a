"""Everything a crawl asks of MongoDB and tells it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from pymongo import UpdateOne
from pymongo.asynchronous.database import AsyncDatabase
from pymongo.errors import BulkWriteError

from feedcrawler.items import Article, Source
from feedcrawler.mongodb import failures, known
from feedcrawler.mongodb.document import Document, plain, under
from feedcrawler.mongodb.due import Due
from feedcrawler.mongodb.duplicates import link_copies
from feedcrawler.mongodb.failures import Failed
from feedcrawler.mongodb.feeds import Feeds
from feedcrawler.mongodb.known import Known, Look
from feedcrawler.mongodb.patiently import patiently
from feedcrawler.mongodb.refusals import reasons
from feedcrawler.mongodb.runs import Runs
from feedcrawler.mongodb.state import (
    MAX_ALIASES,
    Batch,
    Event,
    Outcome,
    addresses_of,
    apply,
    as_checked,
    as_gone,
    merged_source,
    names_of,
    revision_of,
    write_of,
)
from feedcrawler.recheck import Recheck

_DOCUMENT_INVALID = 121
_CHUNK = 500  # URLs a query: one may be long, and a query has 16 MB

Refused = dict[str, tuple[str, ...]]
"""What the database's validator refused, by `_id`, with the reasons."""


@dataclass(frozen=True, slots=True)
class Saved:
    """What became of one article."""

    outcome: Outcome
    errors: tuple[str, ...] = ()
    """Why the database refused it."""
    events: frozenset[Event] = frozenset()
    """What else happened: what was fetched is older than what is stored (stale); two documents were one article
    (folded); another article's address leads here now, and its story is not told here (gone)."""


class Store:
    """One crawl's way to the database.

    Every method may raise `DatabaseError` when the server is lost. Writing is idempotent: what was interrupted can be
    done again, and ends the same.

    Args:
        database: where the articles are.
        recheck: when stored articles are to be looked at again; not given: never.
    """

    def __init__(self, database: AsyncDatabase[Document], recheck: Recheck | None = None) -> None:
        self.database = database
        self._recheck = recheck or Recheck()
        self.due = Due(database)
        self.feeds = Feeds(database)
        self.runs = Runs(database)
        self.linking = Counter[str]()
        """What it took to find copies: articles that were `compared`, articles for which it was `crowded`."""

    @patiently
    async def known(self, urls: Sequence[str]) -> dict[str, Known]:
        """What is on record under any of `urls` (identities or aliases), by that URL."""
        found: dict[str, Known] = {}
        for start in range(0, len(urls), _CHUNK):
            some = urls[start : start + _CHUNK]
            found |= await self.due.known(some) | await known.known_under(self.database, some)
        return found

    @patiently
    async def known_by_entry(self, site: str, pairs: Iterable[tuple[str, str]]) -> dict[tuple[str, str], Known]:
        """The stored articles that a feed announced under an entry's id, by (feed, id).

        An id that two stored articles have is none: some feeds give all entries the same.
        """
        return await known.known_by_entry(self.database, site, pairs)

    @patiently
    async def rechecks(self, site: str, now: datetime | None, limit: int) -> list[Look]:
        """The stored articles of a site that are to be looked at again, longest due first.

        With no `now` that is all of them, newest first.
        """
        return await known.looks(self.database, site, now, limit)

    @patiently
    async def due_in_quarantine(self, site: str, now: datetime) -> list[tuple[str, str, Source]]:
        """(identity, url, source) of what failed before and may be tried again, longest waiting first, at most 1000."""
        return await failures.due(self.database, site, now)

    @patiently
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
            await self.database.articles.bulk_write(updates, ordered=False)

    @patiently
    async def save(self, articles: Sequence[Article]) -> list[Saved]:
        """Store articles; for each what became of it, in the order given.

        A new article becomes a document; one whose words, headline, authors or dates changed gets a new `revision`
        and its old words go to `revisions`; of one that is as it was the words are not rewritten. An article that has
        moved keeps its document. The same text or story under another address is linked by `duplicateOf`. What the
        database's validator refuses is `invalid`, and not stored.
        """
        saved, raced = await self._save(articles)
        if raced:  # another crawl wrote to one of these meanwhile: once more, on top of that
            again, _ = await self._save(articles)
            saved = [
                replace(first if second.outcome == "unchanged" else second, events=first.events | second.events)
                for first, second in zip(saved, again, strict=True)
            ]
        return saved

    @patiently
    async def quarantine(self, identity: str, failed: Failed, *, hours: float, max_tries: int) -> bool:
        """Put on record that an article could not be stored, and when to try again; False: it is given up.

        Args:
            identity: the article's `_id`.
            failed: what was tried, and what is wrong.
            hours: how long to wait after the first failure; twice as long after each further one, at most a week.
            max_tries: after so many it is given up; sooner what no retry mends.
        """
        tried_again = await failures.put(self.database, identity, failed, hours=hours, max_tries=max_tries)
        await self.due.settle([identity])
        return tried_again

    @patiently
    async def checked(
        self,
        identity: str,
        *,
        at: datetime,
        etag: str | None = None,
        last_modified: str | None = None,
        source: Source | None = None,
    ) -> None:
        """Note that the site was asked for a stored article, and said that it has not changed (304).

        Args:
            identity: its `_id`, or another of its addresses.
            at: when the site was asked.
            etag: the validators, where the answer had them (RFC 9110, 15.4.5).
            last_modified: the same.
            source: what announced it, if that is why it was looked at.
        """
        headers = {name: value for name, value in (("etag", etag), ("lastModified", last_modified)) if value}

        def seen(doc: Document) -> Document:
            announced = merged_source(doc["source"], plain(source)) if source else doc["source"]
            there = doc | {"crawl": doc["crawl"] | headers, "source": announced, "lastSeenAt": _now()}
            return as_checked(there, plain(at), self._recheck)

        await self._look(identity, at, seen)

    @patiently
    async def gone(self, identity: str, *, status: int, at: datetime, leads_to: str | None = None) -> None:
        """Note that a stored article is not there any more. Its words stay; it is looked at again, for it may be back.

        Args:
            identity: its `_id`, or another of its addresses.
            status: the HTTP status that said so: 404, 410, or of a redirect to something else.
            at: when the site was asked.
            leads_to: where a redirect leads.
        """
        await self._look(identity, at, lambda doc: as_gone(doc, status, plain(at), leads_to, self._recheck))

    async def _look(self, identity: str, at: datetime, what: Callable[[Document], Document]) -> None:
        """Note a look at a stored article that gave no page; not over a later one."""
        articles = self.database.articles
        doc = await articles.find_one({"_id": identity}) or await articles.find_one({"aliases": identity})
        if doc is None or doc["crawl"]["fetchedAt"] > at:
            return
        await articles.bulk_write([write_of(what(doc), doc)])
        await self._settle({identity, doc["_id"], *doc["aliases"]})

    @patiently
    async def count_duplicates(self, run_id: str) -> dict[str, int]:
        """How many of the articles that a run fetched repeat another, by reason: known only when all are stored."""
        of_run = {"$match": {"crawl.runId": run_id, "duplicateOf._id": {"$exists": True}}}
        counted = await self.database.articles.aggregate([of_run, {"$sortByCount": "$duplicateOf.reason"}])
        return {doc["_id"]: doc["count"] async for doc in counted}

    async def _save(self, articles: Sequence[Article]) -> tuple[list[Saved], bool]:
        """What became of each, and whether another crawl was faster with one of them."""
        batch = Batch(await self._stored(articles), _now(), self._recheck)
        applied = [apply(article, batch) for article in articles]
        if batch.revisions:
            noted = [revision_of(*key, said) for key, said in batch.revisions.items()]
            await self.database.revisions.bulk_write(noted)
        state, removed = batch.state, {i: batch.before[i] for i in batch.folded.keys() & batch.before.keys()}
        before = {i: doc for i, doc in batch.before.items() if i not in removed}
        refused, raced = await self._link_and_write(state, before, removed)
        if refused:  # what was linked to these as they will not be: once more, without them
            gone = {identity: state[identity] for identity in refused}
            rest = {i: doc for i, doc in state.items() if i not in refused} | {
                i: before[i] for i in refused.keys() & before.keys()
            }
            await self._link_and_write(rest, dict(rest), gone)
        identities = [batch.became(one.identity) for one in applied]
        done = [identity for identity in identities if identity not in refused]
        new = [identity for identity in done if identity not in before]
        if new:  # they are articles of their own now, and no other's alias
            await self.database.articles.update_many({"aliases": {"$in": new}}, {"$pull": {"aliases": {"$in": new}}})
        if not raced:
            raced = not await self._remove([batch.before[i] for i in removed if batch.became(i) not in refused], batch)
        stored = [article for article, identity in zip(articles, identities, strict=True) if identity not in refused]
        await self._settle({*names_of(state, done), *(name for article in stored for name in addresses_of(article))})
        return [
            Saved("invalid", errors=refused[identity]) if identity in refused else Saved(one.outcome, events=one.events)
            for identity, one in zip(identities, applied, strict=True)
        ], raced

    async def _remove(self, folded: Iterable[Document], batch: Batch) -> bool:
        """Remove the documents that are parts of others now; False if another crawl has written to one meanwhile.

        What is linked to them was linked anew before; this is for what another crawl has linked since.
        """
        articles, all_done = self.database.articles, True
        for doc in folded:
            kept = batch.state[batch.became(doc["_id"])]
            original = kept.get("duplicateOf", kept)["_id"]
            copies = {"duplicateOf._id": doc["_id"], "_id": {"$nin": [doc["_id"], original]}}
            await articles.update_many(copies, {"$set": {"duplicateOf._id": original}})
            result = await articles.delete_one({"_id": doc["_id"], "revision": doc["revision"]})
            all_done = all_done and bool(result.deleted_count)
        return all_done

    async def _settle(self, names: Iterable[str]) -> None:
        """What is on record under these addresses has neither failed nor is it due."""
        settled = set(names)
        await failures.settle(self.database, settled)
        await self.due.settle(settled)

    async def _stored(self, articles: Sequence[Article]) -> dict[str, Document]:
        """The stored documents that `articles` may be, by `_id`."""
        names = sorted({name for article in articles for name in addresses_of(article)})
        return {doc["_id"]: doc async for doc in self.database.articles.find(under(names))}

    async def _link_and_write(
        self, state: dict[str, Document], before: dict[str, Document], gone: Mapping[str, Document]
    ) -> tuple[Refused, bool]:
        """Link the articles, and write the links of others, then what differs; gives the same as `_write`."""
        if linked := await link_copies(self.database, state, before, self.linking, gone):
            await self.database.articles.bulk_write(linked, ordered=False)
        return await self._write(state, before)

    async def _write(self, state: dict[str, Document], before: dict[str, Document]) -> tuple[Refused, bool]:
        """Write what differs; gives what was refused, with the reasons, and whether another crawl was faster."""
        changed = [doc for identity, doc in state.items() if doc is not before.get(identity)]
        writes = [write_of(doc, before.get(doc["_id"])) for doc in changed]
        if not writes:
            return {}, False
        inserts = sum(doc["_id"] not in before for doc in changed)
        try:
            result = await self.database.articles.bulk_write(writes, ordered=False)
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
