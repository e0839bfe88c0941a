"""The same text under several addresses: one is the original, the others point to it."""

from __future__ import annotations

from collections import defaultdict
from datetime import UTC, datetime
from typing import Any

from pymongo import UpdateMany, UpdateOne
from pymongo.asynchronous.database import AsyncDatabase

from feedcrawler.mongodb.document import Document

# Fewer words than this can be the same by chance: "The story is developing."
MIN_WORDS = 12
_LATEST = datetime.max.replace(tzinfo=UTC)
_KEYS = {"_id": 1, "datePublished": 1, "content.hash": 1}


async def link_same_text(
    database: AsyncDatabase[Document], state: dict[str, Document], before: dict[str, Document]
) -> list[UpdateOne | UpdateMany]:
    """Set `duplicateOf` in the documents of `state` that are about to be written; gives the updates of others.

    The original is the one published first (by `_id` where that is equal), whatever the order in which they are
    fetched; so a crawl that was interrupted ends with the same links.

    Args:
        database: where the others are.
        state: the documents as they will be, by `_id`.
        before: the documents as they are stored now.
    """
    changed = [(before.get(i), d) for i, d in state.items() if _key(d) != _key(before.get(i))]
    left = {old["content"]["hash"] for old, _ in changed if old and _can_be_copied(old)}
    hashes = left | {new["content"]["hash"] for _, new in changed if _can_be_copied(new)}
    for _, new in changed:
        if not _can_be_copied(new):
            state[new["_id"]] = _with_link(new, None)
    if not hashes:
        return []
    groups: dict[str, list[Document]] = defaultdict(list)
    query = {"content.hash": {"$in": sorted(hashes)}, "_id": {"$nin": list(state)}, "duplicateOf._id": None}
    async for doc in database.articles.find(query, _KEYS):
        groups[doc["content"]["hash"]].append(doc)
    updates: list[UpdateOne | UpdateMany] = []
    for content_hash in sorted(hashes):
        elsewhere = groups[content_hash]
        if not elsewhere and content_hash in left:  # its original has changed: the rest need another
            rest = {"content.hash": content_hash, "_id": {"$nin": list(state)}}
            elsewhere = [doc async for doc in database.articles.find(rest, _KEYS).limit(1000)]
        updates += _link_group(content_hash, state, elsewhere)
    return updates


def _link_group(
    content_hash: str, state: dict[str, Document], elsewhere: list[Document]
) -> list[UpdateOne | UpdateMany]:
    here = [doc for doc in state.values() if doc["content"]["hash"] == content_hash]
    group = here + elsewhere
    if not group:
        return []
    original = min(group, key=lambda doc: (doc.get("datePublished") or _LATEST, doc["_id"]))
    link = {"_id": original["_id"], "reason": "same text", "similarity": 1.0}
    for doc in here:
        wanted = link if doc is not original else None
        if doc.get("duplicateOf") != wanted:
            state[doc["_id"]] = _with_link(doc, wanted)
    if not elsewhere:
        return []
    stale = {
        "content.hash": content_hash,
        "_id": {"$nin": [*state, original["_id"]]},
        "duplicateOf._id": {"$ne": original["_id"]},
    }
    updates: list[UpdateOne | UpdateMany] = [UpdateMany(stale, {"$set": {"duplicateOf": link}})]
    if original in elsewhere:
        updates.append(UpdateOne({"_id": original["_id"]}, {"$unset": {"duplicateOf": ""}}))
    return updates


def _with_link(doc: Document, link: dict[str, Any] | None) -> Document:
    rest = {k: v for k, v in doc.items() if k != "duplicateOf"}
    return {**rest, "duplicateOf": link} if link else rest


def _can_be_copied(doc: Document) -> bool:
    return bool(doc["wordCount"] >= MIN_WORDS)


def _key(doc: Document | None) -> tuple[Any, ...] | None:
    return (doc["content"]["hash"], doc.get("datePublished")) if doc else None
