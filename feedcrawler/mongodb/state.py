"""What becomes of the stored documents when articles arrive: no database, documents in, documents out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Literal, NamedTuple

from pymongo import UpdateOne

from feedcrawler.items import Article
from feedcrawler.mongodb.document import REVISED, TEXTS, Document, changed_fields, to_document, with_known_dates
from feedcrawler.mongodb.moves import tells_same_story
from feedcrawler.recheck import Recheck
from feedcrawler.urls import normalize_url

Outcome = Literal["new", "changed", "unchanged", "invalid"]
Event = Literal["stale", "folded", "gone"]

MAX_ALIASES = 50
_MAX_SAID = 10
_MOVED_PERMANENTLY = 301
# What says more about an article comes first.
_RANK = {"rss": 0, "atom": 0, "json-feed": 0, "sitemap": 1, "archive": 2, "listing": 3}


class Applied(NamedTuple):
    """What became of one article."""

    identity: str
    outcome: Outcome
    events: frozenset[Event] = frozenset()


@dataclass(slots=True)
class Batch:
    """The stored documents that some articles may be, and what becomes of them."""

    state: dict[str, Document]
    """The documents by `_id`: as they are stored, then as they will be."""
    now: datetime
    recheck: Recheck
    before: dict[str, Document] = field(init=False)
    """As they are stored."""
    revisions: dict[tuple[str, int], Document] = field(default_factory=dict)
    """What they said before, as fields to set, by `_id` and revision."""
    folded: dict[str, str] = field(default_factory=dict)
    """Documents that are to be removed, and what each has become a part of."""

    _named: dict[str, dict[str, None]] = field(default_factory=dict)
    """For each alias, the documents that have or had it, by `_id`."""

    def __post_init__(self) -> None:
        self.before = dict(self.state)
        for doc in self.before.values():
            self.put(doc)

    def put(self, doc: Document) -> None:
        """Have `doc` as the document with its `_id`."""
        self.state[doc["_id"]] = doc
        for alias in doc["aliases"]:
            self._named.setdefault(alias, {})[doc["_id"]] = None

    def at(self, address: str, url: str) -> list[Document]:
        """The documents of what is at an address.

        An alias counts only while the document still comes from that address (`url`). One that answers for itself
        again, after a redirect that did not last, is an article of its own.
        """
        named = [self.state[i] for i in self._named.get(address, ()) if i in self.state]
        there = [d for d in named if address in d["aliases"] and normalize_url(d["url"]) == url]
        return [self.state[address], *there] if address in self.state else there

    def restore(self, identity: str) -> list[Document]:
        """The document that was stored under `identity`, if there was one: it is not removed."""
        del self.folded[identity]
        if identity not in self.before:
            return []
        self.put(self.before[identity])
        return [self.before[identity]]

    def became(self, identity: str) -> str:
        """The `_id` that an article has now."""
        while identity in self.folded:
            identity = self.folded[identity]
        return identity


def apply(article: Article, batch: Batch) -> Applied:
    """Bring `article` into `batch`."""
    new = to_document(article)
    found = _find(new, batch)
    events: set[Event] = set()
    for alias in new["aliases"]:
        for doc in batch.at(alias, alias):
            if any(doc is d for d in found):
                continue
            if tells_same_story(doc, new):
                found.append(doc)
            else:
                events |= set() if "state" in doc else {"gone"}
                at = new["crawl"]["fetchedAt"]
                batch.put(as_gone(doc, _MOVED_PERMANENTLY, at, new["_id"], batch.recheck))
    if not found:
        new["aliases"] = [alias for alias in new["aliases"] if alias not in batch.state]
        new |= {"revision": 1, "firstSeenAt": batch.now, "lastSeenAt": batch.now, "lastChangedAt": batch.now}
        batch.put(_scheduled(new, new["crawl"]["fetchedAt"], batch.recheck))
        return Applied(new["_id"], "new", frozenset(events))
    found.sort(key=lambda doc: (doc["firstSeenAt"], doc["_id"]))
    old = found[0]
    new = with_known_dates(old, new)
    if len(found) == 1 and _is_stale(old, new):
        batch.put(_as_stale(old, new, batch))
        return Applied(old["_id"], "unchanged", frozenset({"stale", *events}))
    for other in found[1:]:
        events.add("folded")
        old = _fold(other, old, new, batch)
    return Applied(old["_id"], _renew(old, new, batch), frozenset(events))


def _find(new: Document, batch: Batch) -> list[Document]:
    """The documents that an article is by the address that it gives as its own.

    It answered at `url`. Where the page names another address, and both have a document, it is that other one only as
    far as it tells that story.
    """
    here = normalize_url(new["url"])
    found = batch.at(new["_id"], here)
    if not found and new["_id"] in batch.folded:  # what became a part of another a moment ago answers for itself
        found = batch.restore(new["_id"])
    if here in batch.state and here != new["_id"]:
        found = [batch.state[here], *(d for d in found if d["_id"] != here and tells_same_story(d, new))]
    return found


def _renew(old: Document, new: Document, batch: Batch) -> Outcome:
    """Bring what was read into the document that it is."""
    identity = old["_id"]
    added = sorted({*new["aliases"], new["_id"]} - {identity, *old["aliases"], *batch.state})
    renewed = new | {
        "_id": identity,
        "aliases": sorted([*old["aliases"], *added][:MAX_ALIASES]),
        "source": merged_source(old["source"], new["source"]),
        "revision": old["revision"],
        "firstSeenAt": old["firstSeenAt"],
        "lastSeenAt": batch.now,
        "lastChangedAt": old["lastChangedAt"],
    }
    if "duplicateOf" in old:
        renewed["duplicateOf"] = old["duplicateOf"]
    changes = changed_fields(old, new)
    if changes:
        _note(old, changes, batch)
        renewed |= {"revision": old["revision"] + 1, "lastChangedAt": batch.now}
    else:
        renewed |= {name: old[name] for name in TEXTS if name in old}
    batch.put(_scheduled(renewed, new["crawl"]["fetchedAt"], batch.recheck))
    return "changed" if changes else "unchanged"


def _fold(other: Document, old: Document, new: Document, batch: Batch) -> Document:
    """Make two documents of one article one: gives the one that stays, with the other's addresses.

    All that the other said is noted as its last revision, so that its revisions can be read without it.
    """
    if other["revision"] > 1 or changed_fields(other, new):
        _note(other, {name: other.get(name) for name in REVISED}, batch)
    del batch.state[other["_id"]]
    batch.folded[other["_id"]] = old["_id"]
    aliases = dict.fromkeys([other["_id"], *old["aliases"], *other["aliases"]])
    aliases.pop(old["_id"], None)
    return old | {
        "aliases": sorted(list(aliases)[:MAX_ALIASES]),
        "source": merged_source(old["source"], other["source"]),
    }


def _note(old: Document, said: Document, batch: Batch) -> None:
    noted = batch.revisions.setdefault((old["_id"], old["revision"]), {})
    noted |= {"replacedAt": batch.now, "crawl": old["crawl"], **{f"fields.{k}": v for k, v in said.items()}}


def _is_stale(old: Document, new: Document) -> bool:
    """Whether a page says of itself that it is older than what is stored of it: a cache's copy."""
    if "dateModified" not in old or "dateModified" not in new or normalize_url(old["url"]) != normalize_url(new["url"]):
        return False
    if old.get("datePublished") != new.get("datePublished"):
        return False  # another story in its place
    sources = {doc["dates"].get("modified", {}).get("source") for doc in (old, new)}
    return len(sources) == 1 and None not in sources and bool(new["dateModified"] < old["dateModified"])


def _as_stale(old: Document, new: Document, batch: Batch) -> Document:
    """A document of which an old copy was fetched: it was there, and was looked at."""
    source = merged_source(old["source"], new["source"])
    seen = as_checked(old, new["crawl"]["fetchedAt"], batch.recheck)
    return seen | {"source": source, "lastSeenAt": batch.now}


def as_checked(doc: Document, at: datetime, recheck: Recheck) -> Document:
    """A document that was looked at, and is as it was."""
    there = {k: v for k, v in doc.items() if k != "state"}
    return _looked_at(there, at, recheck)


def as_gone(doc: Document, status: int, at: datetime, leads_to: str | None, recheck: Recheck) -> Document:
    """A document whose article is not there any more; its words stay."""
    state: Document = {"name": "gone", "since": doc.get("state", {}).get("since", at), "status": status}
    if leads_to:
        state["leadsTo"] = leads_to
    return _looked_at(doc | {"state": state}, at, recheck)


def _looked_at(doc: Document, at: datetime, recheck: Recheck) -> Document:
    looks = [at, *([doc["crawl"]["checkedAt"]] if "checkedAt" in doc["crawl"] else [])]
    return _scheduled(doc | {"crawl": doc["crawl"] | {"checkedAt": max(looks)}}, at, recheck)


def _scheduled(doc: Document, looked_at: datetime, recheck: Recheck) -> Document:
    """`doc` with the time at which it is to be looked at again."""
    at = recheck.next_at(
        looked_at.astimezone(UTC),
        published=doc.get("datePublished"),
        first_seen=doc["firstSeenAt"],
        changed=doc["lastChangedAt"],
        live=bool(doc.get("liveUpdating")) and "state" not in doc,
    )
    crawl = {k: v for k, v in doc["crawl"].items() if k != "recheckAt"}
    return doc | {"crawl": crawl | {"recheckAt": at} if at else crawl}


def merged_source(old: Document, new: Document) -> Document:
    """The evidence that says more, with every kind of source, what each said last, and when the first was found."""
    better = old if _rank(old) < _rank(new) else new
    said = {(s["feedUrl"], s.get("url")): s for s in (*old.get("said", ()), *new.get("said", ()))}
    kept: Document = {"said": [*said.values()][:_MAX_SAID]} if said else {}
    if announced := [source["announcedAt"] for source in (old, new) if "announcedAt" in source]:
        kept["announcedAt"] = min(announced)
    return {**better, "via": sorted({*old["via"], *new["via"]}), **kept}


def _rank(source: Document) -> int:
    return min((_RANK[via] for via in source["via"]), default=len(_RANK))


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
