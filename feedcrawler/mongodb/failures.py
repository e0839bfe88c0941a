"""What could not be stored: when it is tried again, and when it is given up."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from pymongo.asynchronous.database import AsyncDatabase

from feedcrawler.items import Article, Source
from feedcrawler.mongodb.document import Document, plain, source_of, to_document, under

_WEEK = timedelta(days=7)
_MANY = 1000
# What no retry mends is given up after so many tries, however many others get: gone for good (RFC 9110, 15.5.11), and
# a page that is not an article is none at the next look either, but may have been caught half made.
_FEW_TRIES = {"http 410": 1, "not an article": 3}


@dataclass(frozen=True, slots=True, kw_only=True)
class Failed:
    """An article that could not be stored."""

    url: str
    """The address that was asked for."""
    source: Source
    """Where it was announced."""
    reason: str
    """In few words: "http 404", "not an article", "invalid"."""
    errors: list[str]
    """What exactly is wrong."""
    run_id: str
    """The run that met it."""
    at: datetime
    """When it was fetched."""
    item: Article | None = None
    """As much of the article as was read."""


async def put(
    database: AsyncDatabase[Document], identity: str, failed: Failed, *, hours: float, max_tries: int
) -> bool:
    """Note a failure in `quarantine`, with the time of the next try, or that there will be none; gives whether it will.

    From now on that is when the article is tried: if it is stored, its own time for another look goes.
    """
    at: datetime = plain(failed.at)
    old = await database.quarantine.find_one({"_id": identity}) or {"tries": 0, "firstAt": datetime.now(UTC)}
    given_up = "givenUpAt" in old
    if "lastAt" not in old or old["lastAt"] < at:  # otherwise the same failure again, as after a crash
        tries = old["tries"] + 1
        wait = min(timedelta(hours=hours) * 2 ** min(old["tries"], 20), _WEEK)
        given_up = tries >= min(max_tries, _FEW_TRIES.get(failed.reason, max_tries))
        document = {
            "_id": identity,
            "url": failed.url,
            "aliases": sorted({failed.url} - {identity}),
            "site": failed.source.site,
            "source": plain(failed.source),
            "reason": failed.reason,
            "errors": failed.errors[:100],
            "tries": tries,
            "firstAt": old["firstAt"],
            "lastAt": at,
            **({"givenUpAt": at} if given_up else {"retryAt": at + wait}),
            "runId": failed.run_id,
            **({"item": to_document(failed.item)} if failed.item else {}),
        }
        await database.quarantine.replace_one({"_id": identity}, document, upsert=True)
    for here in ({"_id": identity}, {"aliases": identity}):
        older: Document = {**here, "crawl.fetchedAt": {"$lt": at}}
        if (await database.articles.update_one(older, {"$unset": {"crawl.recheckAt": ""}})).matched_count:
            break
    return not given_up


async def due(database: AsyncDatabase[Document], site: str, now: datetime) -> list[tuple[str, str, Source]]:
    """(identity, url, source) of what failed before and may be tried again, longest waiting first, at most 1000."""
    query = {"site": site, "retryAt": {"$lte": now}}
    found = database.quarantine.find(query, {"url": 1, "source": 1}).sort("retryAt", 1).limit(_MANY)
    return [(doc["_id"], doc["url"], source_of(doc["source"])) async for doc in found]


async def failed_under(database: AsyncDatabase[Document], names: Iterable[str]) -> dict[str, Document]:
    """What is in quarantine under any of these addresses, by that address."""
    asked = set(names)
    if not asked:
        return {}
    fields = {"aliases": 1, "source.announcedAt": 1, "firstAt": 1, "lastAt": 1, "retryAt": 1, "givenUpAt": 1}
    found: dict[str, Document] = {}
    async for doc in database.quarantine.find(under(asked), fields):
        for name in asked & {doc["_id"], *doc["aliases"]}:
            if name == doc["_id"] or name not in found:
                found[name] = doc
    return found


async def settle(database: AsyncDatabase[Document], names: Iterable[str]) -> None:
    """Take out what is on record otherwise now."""
    await database.quarantine.delete_many({"_id": {"$in": sorted(set(names))}})
