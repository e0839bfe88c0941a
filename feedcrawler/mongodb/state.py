"""What becomes of the stored documents when articles arrive: no database, documents in, documents out."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Literal

from pymongo import UpdateOne

from feedcrawler.items import Article
from feedcrawler.mongodb.document import Document, changed_fields, to_document

Outcome = Literal["new", "changed", "unchanged", "invalid"]

MAX_ALIASES = 50


def apply(
    article: Article, state: dict[str, Document], revisions: dict[tuple[str, int], Document], now: datetime
) -> tuple[str, Outcome]:
    """Bring `article` into `state`; gives its `_id` and what became of it.

    Args:
        article: as it was read.
        state: the documents that it may be, by `_id`; changed in place.
        revisions: what the stored documents said before, by `_id` and revision; added to in place.
        now: when it is stored.
    """
    new = to_document(article)
    old = _find(article, state)
    if old is None:
        new.update(revision=1, firstSeenAt=now, lastSeenAt=now, lastChangedAt=now)
        state[new["_id"]] = new
        return new["_id"], "new"
    identity = old["_id"]
    merged = {
        "aliases": sorted({*old["aliases"], *new["aliases"], new["_id"]} - {identity})[:MAX_ALIASES],
        "source": {**new["source"], "via": sorted({*old["source"]["via"], *new["source"]["via"]})},
        "lastSeenAt": now,
        "crawl": new["crawl"],
    }
    changes = changed_fields(old, new)
    if not changes:
        state[identity] = {**old, **merged}
        return identity, "unchanged"
    revisions[identity, old["revision"]] = {
        "_id": {"article": identity, "revision": old["revision"]},
        "articleId": identity,
        "revision": old["revision"],
        "replacedAt": now,
        "fields": changes,
        "crawl": old["crawl"],
    }
    kept: Document = {k: old[k] for k in ("_id", "firstSeenAt", "duplicateOf") if k in old}
    state[identity] = {**new, **merged, **kept, "revision": old["revision"] + 1, "lastChangedAt": now}
    return identity, "changed"


def _find(article: Article, state: dict[str, Document]) -> Document | None:
    """The document that `article` is: an article keeps the identity under which it was stored first."""
    addresses = addresses_of(article)
    for address in addresses:
        if address in state:
            return state[address]
    return next((doc for doc in state.values() if not set(addresses).isdisjoint(doc["aliases"])), None)


def addresses_of(article: Article) -> list[str]:
    """The identity of an article, and its other addresses."""
    assert article._id
    return [article._id, *article.aliases]


def names_of(state: dict[str, Document], identities: Iterable[str]) -> list[str]:
    """Every address of the documents with these identities, sorted."""
    return sorted({name for identity in identities for name in (identity, *state[identity]["aliases"])})


def write_of(doc: Document, old: Document | None) -> UpdateOne:
    """An upsert, or the fields that differ; never over a revision that another crawl has written meanwhile."""
    if old is None:
        return UpdateOne(
            {"_id": doc["_id"]}, {"$setOnInsert": {k: v for k, v in doc.items() if k != "_id"}}, upsert=True
        )
    differing = {k: v for k, v in doc.items() if old.get(k) != v}
    gone = {k: "" for k in old if k not in doc}
    update = {"$set": differing, **({"$unset": gone} if gone else {})}
    return UpdateOne({"_id": doc["_id"], "revision": old["revision"]}, update)
