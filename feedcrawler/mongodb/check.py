"""Whether a database holds what this version expects of it. Only reads, in bounded memory."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import groupby, islice
from typing import Any, TypeVar

from pymongo.database import Database

from feedcrawler.indexes import INDEXES
from feedcrawler.mongodb.built import built
from feedcrawler.mongodb.complaints import complaints
from feedcrawler.mongodb.document import Document, under
from feedcrawler.mongodb.migrate import Plan, Progress, plan
from feedcrawler.mongodb.migrations import VERSION
from feedcrawler.mongodb.schema import validator
from feedcrawler.process import is_dead
from feedcrawler.run_record import SILENCE

EXAMPLES = 10
"""Of each finding so many examples are kept."""

_CHUNK = 1000
_COMPLAINTS = 5
_REFERENCES = {"aliases": 1, "duplicateOf._id": 1, "revision": 1, "schemaVersion": 1}

_T = TypeVar("_T")


@dataclass(slots=True)
class Finding:
    """One thing that is not as it should be."""

    what: str
    remedy: str
    """What to do about it."""
    count: int = 0
    examples: list[str] = field(default_factory=list)

    def add(self, example: str) -> None:
        """One more case of it."""
        self.count += 1
        if len(self.examples) < EXAMPLES:
            self.examples.append(example)


@dataclass(frozen=True, slots=True)
class Report:
    """What was found."""

    database: str
    version: int
    documents: dict[str, int]
    """How many documents each collection has."""
    schema_versions: dict[str, int]
    """How many articles have which `schemaVersion`."""
    foreign: tuple[str, ...]
    """Indexes that somebody else has made: "collection.index"."""
    findings: tuple[Finding, ...]


def check(database: Database[Document], progress: Progress) -> Report:
    """Hold a database against what this version expects of it.

    Args:
        database: the database.
        progress: is told how far it is.

    Raises:
        ConfigurationError: the database is of a later version.
        PyMongoError: the server refuses.
    """
    todo, versions, broken, references = plan(database), Counter[str](), _Broken(database), _References(database)
    total, done = database.articles.estimated_document_count(), 0
    for chunk in _chunks(database.articles.find({}, _REFERENCES).sort("_id", 1)):
        versions.update(str(doc.get("schemaVersion", "none")) for doc in chunk)
        references.look_at(broken.sort_out(chunk))
        done += len(chunk)
        progress("articles", done, total)
    references.look_for_orphans(progress)
    found = [*_form(todo), broken.finding, *references.findings, *_left_behind(database)]
    return Report(
        database.name,
        todo.version,
        {name: database[name].estimated_document_count() for name in (*INDEXES, "locks")},
        dict(sorted(versions.items())),
        tuple(f"{name}.{index}" for name in INDEXES for index in built(database[name]).foreign),
        tuple(finding for finding in found if finding.count),
    )


def _form(todo: Plan) -> Iterator[Finding]:
    """What `db migrate` would do."""
    remedy = "run feedcrawler db migrate"
    if todo.version < VERSION:
        yield Finding(f"the version is {todo.version}, not {VERSION}", remedy, 1)
    if todo.validator:
        yield Finding("the validator is not this version's, or is switched off", remedy, 1)
    for what, indexes in (("missing", todo.indexes), ("not as they should be", todo.anew)):
        names = [f"{name}.{index.name}" for name, found in indexes.items() for index in found]
        yield Finding(f"indexes that are {what}", remedy, len(names), names)
    yield Finding(
        "indexes that cannot be built, for another one has their place",
        "drop the other one, then run feedcrawler db migrate",
        len(todo.blocked),
        list(todo.blocked),
    )


class _Broken:
    """Articles that the validator would refuse."""

    def __init__(self, database: Database[Document]) -> None:
        self._articles = database.articles
        self._validator = validator()
        self.finding = Finding("articles that the validator would refuse", "mend them, or remove them and crawl again")

    def sort_out(self, chunk: list[Document]) -> list[Document]:
        """Note those that are broken; gives the others."""
        broken = self._articles.find({"_id": {"$in": [doc["_id"] for doc in chunk]}, "$nor": [self._validator]})
        noted = []
        for doc in broken:
            why = islice(complaints(self._validator["$jsonSchema"], doc), _COMPLAINTS)
            self.finding.add(f"{doc['_id']}: {'; '.join(why)}")
            noted.append(doc["_id"])
        return [doc for doc in chunk if doc["_id"] not in noted]


class _References:
    """Whether what documents say of others is so."""

    def __init__(self, database: Database[Document]) -> None:
        self._db = database
        self.originals = Finding(
            "articles that repeat one that is not there (duplicateOf)", "crawls mend it when they read them again"
        )
        self.aliases = Finding(
            "addresses of an article that are another article's", "crawls mend it when they read either again"
        )
        self.revisions = Finding("articles of which earlier revisions are missing", "restore them from a backup")
        self.orphans = Finding("articles of which only revisions are there", "restore them from a backup")

    @property
    def findings(self) -> list[Finding]:
        return [self.originals, self.aliases, self.revisions, self.orphans]

    def look_at(self, chunk: list[Document]) -> None:
        """Look at some articles."""
        originals = {doc["_id"]: doc["duplicateOf"]["_id"] for doc in chunk if "duplicateOf" in doc}
        aliases = [(doc["_id"], alias) for doc in chunk for alias in doc["aliases"]]
        there = self._there({*originals.values(), *(alias for _, alias in aliases)})
        for identity, original in originals.items():
            if original not in there:
                self.originals.add(f"{identity}: {original}")
        for identity, alias in aliases:
            if alias in there:
                self.aliases.add(f"{identity}: {alias}")
        self._count_revisions({doc["_id"]: doc["revision"] for doc in chunk if doc["revision"] > 1})

    def _there(self, identities: set[str]) -> set[str]:
        asked = sorted(identities)
        found: set[str] = set()
        for start in range(0, len(asked), _CHUNK):
            some = {"_id": {"$in": asked[start : start + _CHUNK]}}
            found.update(doc["_id"] for doc in self._db.articles.find(some, {"_id": 1}))
        return found

    def _count_revisions(self, newest: dict[str, int]) -> None:
        """Of each article all revisions before its newest are to be there."""
        earlier = self._db.revisions.find(
            {"articleId": {"$in": sorted(newest)}}, {"_id": 0, "articleId": 1, "revision": 1}
        )
        there: dict[str, set[int]] = {identity: set() for identity in newest}
        for doc in earlier:
            there[doc["articleId"]].add(doc["revision"])
        for identity, revision in newest.items():
            missing = (n for n in range(1, revision) if n not in there[identity])
            if some := list(islice(missing, EXAMPLES)):
                self.revisions.add(f"{identity}: {', '.join(map(str, some))}")

    def look_for_orphans(self, progress: Progress) -> None:
        """Look for revisions of what is no article, nor has become a part of one."""
        found = self._db.revisions.find({}, {"_id": 0, "articleId": 1}).sort([("articleId", 1), ("revision", -1)])
        total, done = self._db.revisions.estimated_document_count(), 0
        named = groupby(found, key=lambda doc: str(doc.get("articleId")))
        for chunk in _chunks((identity, sum(1 for _ in group)) for identity, group in named):
            identities = {identity for identity, _ in chunk}
            there: set[str] = set()
            for doc in self._db.articles.find(under(identities), {"aliases": 1}):
                there |= {doc["_id"], *doc["aliases"]}
            for identity in sorted(identities - there):
                self.orphans.add(identity)
            done += sum(count for _, count in chunk)
            progress("revisions", done, total)


def _left_behind(database: Database[Document]) -> Iterator[Finding]:
    """What crawls that were killed have left."""
    locks = Finding("locks that nobody renews", "the next crawl of the site takes over")
    fields = {"over": {"$lte": ["$expiresAt", "$$NOW"]}, "owner": 1, "runId": 1, "since": 1}
    for lock in database.locks.find({}, fields):
        if lock["over"] or is_dead(lock["owner"]):
            locks.add(f"{lock['_id']}: {lock['runId']}, since {_instant(lock['since'])}")
    runs = Finding("runs that ended without a word", "the next crawl of the site puts that on record")
    silent = datetime.now(UTC) - SILENCE
    for run in database.runs.find({"verdict": "running"}, {"startedAt": 1, "aliveAt": 1}):
        heard: datetime = run.get("aliveAt") or run["startedAt"]
        if heard < silent:
            runs.add(f"{run['_id']}, last heard of {_instant(heard)}")
    yield locks
    yield runs


def _chunks(found: Iterable[_T]) -> Iterator[list[_T]]:
    walk = iter(found)
    while chunk := list(islice(walk, _CHUNK)):
        yield chunk


def _instant(at: Any) -> str:
    return f"{at:%Y-%m-%d %H:%M} UTC"
