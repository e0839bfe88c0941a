"""What becomes of the stored documents when articles arrive: no database, documents in, documents out."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Literal

from pymongo import UpdateOne

from feedcrawler.items import Article
from feedcrawler.mongodb.document import Document, changed_fields, to_document
from feedcrawler.urls import normalize_url

Outcome = Literal["new", "changed", "unchanged", "invalid"]

MAX_ALIASES = 50
_FEEDS = {"rss", "atom"}


def apply(
    article: Article, state: dict[str, Document], revisions: dict[tuple[str, int], Document], now: datetime
) -> tuple[str, Outcome]:
    """Bring `article` into `state`; gives its `_id` and what became of it.

    Args:
        article: as it was read.
        state: the documents that it may be, by `_id`; changed in place.
        revisions: what the stored documents said before, as fields to set, by `_id` and revision; added to in place.
        now: when it is stored.
    """
    new = to_document(article)
    old = _find(new, state)
    if old is None:
        new.update(revision=1, firstSeenAt=now, lastSeenAt=now, lastChangedAt=now)
        state[new["_id"]] = new
        return new["_id"], "new"
    identity = old["_id"]
    for alias in new["aliases"]:
        if alias in state and alias != identity:  # an article of its own that leads here now: it was looked at
            state[alias] = {**state[alias], "lastSeenAt": now, "crawl": new["crawl"]}
    added = sorted({*new["aliases"], new["_id"]} - {identity, *old["aliases"], *state})
    merged = {
        "url": new["url"],
        "aliases": sorted([*old["aliases"], *added][:MAX_ALIASES]),
        "source": _better(old["source"], new["source"]),
        "lastSeenAt": now,
        "crawl": new["crawl"],
        "content": new["content"],
    }
    changes = changed_fields(old, new)
    if not changes:
        state[identity] = {**old, **merged}
        return identity, "unchanged"
    said = revisions.setdefault((identity, old["revision"]), {})
    said |= {"replacedAt": now, "crawl": old["crawl"], **{f"fields.{k}": v for k, v in changes.items()}}
    kept: Document = {k: old[k] for k in ("_id", "firstSeenAt", "duplicateOf") if k in old}
    state[identity] = {**new, **merged, **kept, "revision": old["revision"] + 1, "lastChangedAt": now}
    return identity, "changed"


def _find(new: Document, state: dict[str, Document]) -> Document | None:
    """The document that an article is: an article keeps the identity under which it was stored first.

    An alias counts only while the document still comes from that address. One that answers for itself again, after a
    redirect that did not last, is an article of its own.
    """
    for address in (new["_id"], *new["aliases"]):
        if address in state:
            return state[address]
    here = normalize_url(new["url"])
    return next((d for d in state.values() if new["_id"] in d["aliases"] and normalize_url(d["url"]) == here), None)


def _better(old: Document, new: Document) -> Document:
    """The evidence that says more, with every kind of source: a feed says more than a listing."""
    lesser = _FEEDS.isdisjoint(new["via"]) and not _FEEDS.isdisjoint(old["via"])
    return {**(old if lesser else new), "via": sorted({*old["via"], *new["via"]})}


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


def revision_of(identity: str, revision: int, said: Document) -> UpdateOne:
    """Note what a revision said. Fields are added, never replaced: two crawls may have seen different changes of it."""
    key = {"_id": {"article": identity, "revision": revision}}
    return UpdateOne(key, {"$set": {"articleId": identity, "revision": revision, **said}}, upsert=True)
