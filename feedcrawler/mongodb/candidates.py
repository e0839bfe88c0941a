"""The articles that may tell the same story, found by the keys they share.

The index on (`content.sketch`, `datePublished`) is walked from an article's own date both ways, a bounded number of
documents each: what one article costs grows neither with the collection nor with how common one of its keys is. Of
thousands that share a paragraph, those of about the same time are looked at.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any, NamedTuple

from pymongo.asynchronous.database import AsyncDatabase

from feedcrawler.mongodb.document import Document

# For one article, so many are looked at that were published before it, and as many after; …
NEAREST = 10
# … of those that share at least so many keys, so many that share most are worth comparing.
SHARED_KEYS = 2
COMPARED = 8

_LATEST = datetime.max.replace(tzinfo=UTC, microsecond=999000)


class Found(NamedTuple):
    """The candidates for one article."""

    documents: list[Document]
    """Those that share most keys first; of stored ones only a few fields."""
    crowded: bool
    """Whether more articles share a key than were looked at."""


async def find_candidates(
    database: AsyncDatabase[Document], articles: Sequence[Document], batch: Mapping[str, Document]
) -> dict[str, Found]:
    """For each article that has keys, by `_id`: the articles that share enough of them.

    Args:
        database: where the stored ones are.
        articles: whom to find candidates for.
        batch: what is about to be written, by `_id`: it counts, and what is stored of it does not.
    """
    asked = [
        {"_id": doc["_id"], "keys": doc["content"]["sketch"], "at": doc.get("datePublished") or _LATEST}
        for doc in articles
        if doc["content"].get("sketch")
    ]
    if not asked:
        return {}
    pipeline = [{"$documents": asked}, _nearest("before", "$lte", -1), _nearest("after", "$gt", 1)]
    here = _among({**{doc["_id"]: doc for doc in articles}, **batch})
    found: dict[str, Found] = {}
    async for near in await database.aggregate(pipeline):
        identity, keys = near["_id"], set(near["keys"])
        stored = [
            (len(keys.intersection(doc["content"]["sketch"])), doc)
            for doc in near["before"] + near["after"]
            if doc["_id"] != identity and doc["_id"] not in batch
        ]
        crowded = NEAREST in (len(near["before"]), len(near["after"]))
        found[identity] = Found(_closest(stored + here[identity]), crowded)
    return found


def _among(articles: Mapping[str, Document]) -> dict[str, list[tuple[int, Document]]]:
    """For each of these articles, by `_id`, the others that share keys with it, and how many."""
    sharing: dict[int, list[Document]] = defaultdict(list)
    for doc in sorted(articles.values(), key=lambda d: (d.get("datePublished") or _LATEST, d["_id"])):
        for key in doc["content"].get("sketch", ()):
            sharing[key].append(doc)
    shared = Counter[tuple[str, str]]()
    for docs in sharing.values():
        for i, one in enumerate(docs):
            shared.update((one["_id"], other["_id"]) for other in docs[i + 1 : i + 1 + NEAREST])
    found: dict[str, list[tuple[int, Document]]] = defaultdict(list)
    for (one_id, other_id), number in shared.items():
        found[one_id].append((number, articles[other_id]))
        found[other_id].append((number, articles[one_id]))
    return found


def _closest(found: list[tuple[int, Document]]) -> list[Document]:
    enough = [(-number, doc["_id"], doc) for number, doc in found if number >= SHARED_KEYS]
    return [doc for _, _, doc in sorted(enough, key=lambda f: f[:2])[:COMPARED]]


def _nearest(name: str, compared: str, order: int) -> dict[str, Any]:
    """Look up the articles that share a key, from a date on in one direction."""
    return {
        "$lookup": {
            "from": "articles",
            "localField": "keys",
            "foreignField": "content.sketch",
            "let": {"at": "$at"},
            "pipeline": [
                {"$match": {"$expr": {compared: ["$datePublished", "$$at"]}}},
                {"$sort": {"datePublished": order}},
                {"$limit": NEAREST},
                {"$project": {"content": 1, "duplicateOf": 1}},
            ],
            "as": name,
        }
    }
