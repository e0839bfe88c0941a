"""Articles that repeat another one: the same text, or the same story in other words.

Articles with one text are a group; its head is the one published first. A head that tells the same story as the head
of a group published before is linked to it, and its group with it. So every link leads to an original that has none,
and was compared with it.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from pymongo import UpdateMany, UpdateOne
from pymongo.asynchronous.database import AsyncDatabase

from feedcrawler.mongodb.candidates import find_candidates
from feedcrawler.mongodb.document import Document
from feedcrawler.similarity import Text, compare

# Fewer words than this can be the same by chance: "The story is developing."
MIN_WORDS = 12
SAME_TEXT = "same text"

_LATEST = datetime.max.replace(tzinfo=UTC)
_FIELDS = {"datePublished": 1, "content": 1, "duplicateOf": 1, "headline": 1, "articleBody": 1}
_MANY = 1000
# An original that turns out to be a copy sets its copies free; those may be the originals of others, and so on.
_ROUNDS = 4

Updates = list[UpdateOne | UpdateMany]


@dataclass(eq=False, slots=True)
class Group:
    """The articles with one text."""

    head: Document
    here: list[Document] = field(default_factory=list)
    """Those that are about to be written."""
    elsewhere: bool = True
    """Whether there are, or may be, others."""
    link: Document | None = None
    """The original whose story the head tells."""
    text: Text | None = None

    def compared(self) -> Text:
        """The text of the head, made ready once."""
        if self.text is None:
            headline = str(self.head.get("headline") or "")
            self.text = Text(self.head["articleBody"], headline, self.head.get("datePublished"))
        return self.text


async def link_copies(
    database: AsyncDatabase[Document],
    state: dict[str, Document],
    before: dict[str, Document],
    counts: Counter[str] | None = None,
    gone: Mapping[str, Document] | None = None,
) -> Updates:
    """Set `duplicateOf` in the documents of `state` that are about to be written; gives the updates of others.

    Of two that repeat each other the original is the one published first (by `_id` where that is equal), whatever the
    order in which they are fetched. What repeats two originals that do not repeat each other is linked to the first of
    those that are known when it is linked, and may stay linked to the later one when the earlier is fetched after it.
    What is read again is linked again: two copies that two crawls store at the same moment find each other then.

    Args:
        database: where the others are.
        state: the documents as they will be, by `_id`.
        before: the documents as they are stored now.
        counts: what was done is added here: `compared`, `crowded`.
        gone: documents that others may be linked to as they are here, and that are not stored so, or not for long.
    """
    return await _Linker(database, state, before, Counter() if counts is None else counts, gone or {}).link()


class _Linker:
    """One batch's groups, and the stored ones that they may repeat, by the hash of their text."""

    def __init__(
        self,
        database: AsyncDatabase[Document],
        state: dict[str, Document],
        before: dict[str, Document],
        counts: Counter[str],
        gone: Mapping[str, Document],
    ) -> None:
        self._articles, self._db = database.articles, database
        self._state, self._before, self._counts, self._gone = state, before, counts, gone
        self._elsewhere = {"$nin": [*state, *gone]}
        self._groups: dict[str, Group] = {}
        self._freed: set[str] = set()
        """Originals that are that no more, or no more as they were: what was linked to them is looked at again."""

    async def link(self) -> Updates:
        for identity, doc in self._state.items():
            if not _can_be_copied(doc) and "duplicateOf" in doc:
                self._state[identity] = _with_link(doc, None)
        await self._gather()
        todo = list(self._groups.values())
        for _ in range(_ROUNDS):
            todo += await self._followers()
            if not todo:
                break
            await self._place(sorted(todo, key=_group_rank))
            todo = []
        return [update for group in self._groups.values() for update in self._settle(group)]

    async def _gather(self) -> None:
        """Group the articles, with what is stored of the same text: its head, or all if there is none."""
        here: dict[str, list[Document]] = defaultdict(list)
        for doc in self._state.values():
            if _can_be_copied(doc):
                here[_hash(doc)].append(doc)
        changed = [old for identity, old in self._before.items() if _key(old) != _key(self._state[identity])]
        changed += self._gone.values()
        left = {_hash(old) for old in changed if _can_be_copied(old)}
        self._freed |= {old["_id"] for old in changed}
        hashes = sorted({*here, *left})
        stored: dict[str, list[Document]] = defaultdict(list)
        heads = {"content.hash": {"$in": hashes}, "duplicateOf.reason": {"$ne": SAME_TEXT}}
        for doc in await self._find(heads) if hashes else ():
            stored[_hash(doc)].append(doc)
        for content_hash in sorted(left - stored.keys()):  # its original has changed: the rest need another
            stored[content_hash] = await self._find({"content.hash": content_hash})
        for content_hash in hashes:
            there = stored[content_hash]
            if group := here[content_hash] + there:
                head = min(group, key=_rank)
                self._groups[content_hash] = Group(head, here[content_hash], bool(there))
                self._freed |= {d["_id"] for d in group if d is not head}

    async def _followers(self) -> list[Group]:
        """The stored groups that were linked to originals that are that no more."""
        if not self._freed:
            return []
        query = {"duplicateOf._id": {"$in": sorted(self._freed)}, "duplicateOf.reason": {"$ne": SAME_TEXT}}
        self._freed = set()
        found: dict[str, list[Document]] = defaultdict(list)
        for doc in await self._find(query):
            found[_hash(doc)].append(doc)
        new = {h: Group(min(docs, key=_rank)) for h, docs in found.items() if h not in self._groups}
        self._groups |= new
        return list(new.values())

    async def _place(self, groups: list[Group]) -> None:
        """Link groups, in the order in which they were published, to the first original whose story they tell."""
        candidates = await self._candidates(groups)
        heads = {group.head["_id"]: group for group in self._groups.values()}
        for group in groups:
            if group.link:  # an earlier one has claimed it
                continue
            originals = {heads.get(other.link["_id"]) if other.link else other for other in candidates[group]}
            for other in sorted((o for o in originals if o and o is not group and not o.link), key=_group_rank):
                if _group_rank(other) < _group_rank(group):
                    if self._repeats(group, other):
                        break
                elif self._repeats(other, group):
                    self._freed.add(other.head["_id"])

    def _repeats(self, group: Group, original: Group) -> bool:
        if not (
            _has_keys(group.head) and _has_keys(original.head)
        ):  # the same text as a live blog's, or stored earlier
            return False
        self._counts["compared"] += 1
        likeness = compare(group.compared(), original.compared())
        if likeness is None:
            return False
        similarity = round(likeness.similarity, 3)
        group.link = {"_id": original.head["_id"], "reason": likeness.reason, "similarity": similarity}
        return True

    async def _candidates(self, groups: list[Group]) -> dict[Group, set[Group]]:
        """For each group those that may tell the same story, and those of the originals that they were linked to."""
        found = await find_candidates(self._db, [group.head for group in groups], self._state)
        self._counts["crowded"] += sum(near.crowded for near in found.values())
        near = {
            group: [doc for doc in found[group.head["_id"]].documents if doc["_id"] not in self._gone]
            for group in groups
            if group.head["_id"] in found
        }
        originals = await self._originals({doc["_id"]: doc for docs in near.values() for doc in docs})
        candidates: dict[Group, set[Group]] = {group: set() for group in groups}
        for group, docs in near.items():
            candidates[group] = {originals[doc["_id"]] for doc in docs if doc["_id"] in originals}
            candidates[group] |= {self._groups[_hash(doc)] for doc in docs if _hash(doc) in self._groups}
        return candidates

    async def _originals(self, copies: dict[str, Document]) -> dict[str, Group]:
        """For each of these articles, by `_id`, the group of its original; its own where that is gone."""
        named = {i: i if i in self._state else _original(doc) for i, doc in copies.items()}
        stored = sorted(set(named.values()) - self._state.keys())
        known = self._state | (
            {doc["_id"]: doc for doc in await self._find({"_id": {"$in": stored}})} if stored else {}
        )
        if gone := sorted(i for i, original in named.items() if original not in known):
            known |= {doc["_id"]: doc for doc in await self._find({"_id": {"$in": gone}})}
        groups = {}
        for identity, original in named.items():
            if doc := known.get(original):
                groups[identity] = self._groups.setdefault(_hash(doc), Group(doc, link=doc.get("duplicateOf")))
            elif doc := known.get(identity):
                groups[identity] = self._groups.setdefault(_hash(doc), Group(doc))
        return groups

    def _settle(self, group: Group) -> Updates:
        """Write a group's links into the articles of this batch; gives the updates of the others."""
        head, link = group.head, group.link
        rest = link or {"_id": head["_id"], "reason": SAME_TEXT, "similarity": 1.0}
        for doc in group.here:
            wanted = link if doc is head else rest
            if doc.get("duplicateOf") != wanted:
                self._state[doc["_id"]] = _with_link(doc, wanted)
        relinked = head.get("duplicateOf") != link
        updates: Updates = []
        if (group.here and (group.elsewhere or link)) or relinked:
            others = {"$nin": [*self._state, head["_id"]]}
            stale = {"content.hash": _hash(head), "_id": others, "duplicateOf": {"$ne": rest}}
            updates.append(UpdateMany(stale, {"$set": {"duplicateOf": rest}}))
        if relinked and head["_id"] not in self._state:
            change = {"$set": {"duplicateOf": link}} if link else {"$unset": {"duplicateOf": ""}}
            updates.append(UpdateOne({"_id": head["_id"]}, change))
        return updates

    async def _find(self, query: Document) -> list[Document]:
        """Stored articles that are not about to be written, at most a thousand."""
        where: Document = {"$and": [query, {"_id": self._elsewhere}]}
        return await self._articles.find(where, _FIELDS | {"wordCount": 1}).limit(_MANY).to_list()


def _original(doc: Document) -> str:
    return str(doc["duplicateOf"]["_id"] if "duplicateOf" in doc else doc["_id"])


def _with_link(doc: Document, link: dict[str, Any] | None) -> Document:
    rest = {k: v for k, v in doc.items() if k != "duplicateOf"}
    return {**rest, "duplicateOf": link} if link else rest


def _can_be_copied(doc: Document) -> bool:
    return bool(doc["wordCount"] >= MIN_WORDS)


def _has_keys(doc: Document) -> bool:
    return bool(doc["content"].get("sketch"))


def _hash(doc: Document) -> str:
    return str(doc["content"]["hash"])


def _rank(doc: Document) -> tuple[datetime, str]:
    return doc.get("datePublished") or _LATEST, doc["_id"]


def _group_rank(group: Group) -> tuple[datetime, str]:
    return _rank(group.head)


def _key(doc: Document) -> tuple[Any, ...]:
    return (_hash(doc), doc.get("datePublished"))
