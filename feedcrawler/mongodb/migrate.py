"""The version of a database, and the way to this one: at the start of a crawl if it is short, else by hand."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import islice

from pymongo import UpdateOne
from pymongo.database import Database

from feedcrawler import __version__
from feedcrawler.errors import BUSY, ConfigurationError, FeedcrawlerError
from feedcrawler.indexes import INDEXES, Index
from feedcrawler.mongodb.built import build, build_anew, built
from feedcrawler.mongodb.document import Document
from feedcrawler.mongodb.migrations import MIGRATIONS, VERSION, Migration
from feedcrawler.mongodb.schema import ensure_schema, set_validator, stored_validator, validator
from feedcrawler.process import is_dead

FIRST = 1
"""The version of a database that has no version on record: those before the second kept none."""

_FEW = 5_000
"""So many documents a crawl brings to this version by itself."""
_BATCH = 500
_MANUALLY = "run `feedcrawler db migrate` (with --dry-run it says what it would do)"

Progress = Callable[[str, int, int], None]
"""Is told what is being done, how much of it is done, and of how much (0: not known)."""


class BeingCrawledError(FeedcrawlerError):
    """A site is being crawled, and what is to be done must wait for the end."""

    exit_code = BUSY


@dataclass(frozen=True, slots=True)
class Plan:
    """What separates a database from this version."""

    version: int
    documents: tuple[tuple[Migration, int], ...]
    """The changes of documents, and how many documents each concerns."""
    validator: bool
    """Whether the validator is another one."""
    indexes: dict[str, tuple[Index, ...]]
    """Those that are to be built, by collection …"""
    anew: dict[str, tuple[Index, ...]]
    """… and those that are there, and are to be built anew."""
    blocked: tuple[str, ...]
    """Those that cannot be built while another one has their place: "collection.index: the other one"."""
    sizes: dict[str, int]
    """How many documents each collection has."""

    @property
    def empty(self) -> bool:
        """Whether nothing is to be done."""
        return self.version == VERSION and not (self.documents or self.validator or self.indexes or self.anew)


def version_of(database: Database[Document]) -> int:
    """The version of a database.

    Raises:
        ConfigurationError: it is one that this version of feedcrawler does not know.
        PyMongoError: the server refuses.
    """
    stored = (database.schema.find_one({"_id": "version"}) or {}).get("version", FIRST)
    if stored > VERSION:
        raise ConfigurationError(
            f"the database {database.name} is of version {stored}, made by a later feedcrawler; {__version__} knows"
            f" versions up to {VERSION}: upgrade feedcrawler, or use another MONGODB_DATABASE"
        )
    return int(stored)


def prepare(database: Database[Document]) -> list[str]:
    """Make a database ready for a crawl: of this version, with its validator and its indexes.

    Returns:
        The indexes that are left to `migrate`, because they would take long to build or others are in their place.

    Raises:
        ConfigurationError: the database is of a later version, or of an earlier one and large.
        PyMongoError: the server refuses.
    """
    version = version_of(database)
    if version < VERSION:
        if sum(database[m.collection].count_documents(m.waiting, limit=_FEW + 1) for m in _after(version)) > _FEW:
            raise ConfigurationError(
                f"the database {database.name} is of version {version}, this feedcrawler needs {VERSION}: {_MANUALLY}"
            )
        _change_documents(database, version, lambda *_: None)
    return ensure_schema(database)


def plan(database: Database[Document]) -> Plan:
    """What `migrate` would do; only reads.

    Raises:
        ConfigurationError: the database is of a later version.
        PyMongoError: the server refuses.
    """
    version = version_of(database)
    waiting = [(m, database[m.collection].count_documents(m.waiting)) for m in _after(version)]
    found = {name: built(database[name]) for name in INDEXES}
    return Plan(
        version,
        tuple(waiting),
        stored_validator(database) != validator(),
        {name: state.missing for name, state in found.items() if state.missing},
        {name: state.different for name, state in found.items() if state.different},
        tuple(f"{name}.{index.name}: {other}" for name, state in found.items() for index, other in state.blocked),
        {name: database[name].estimated_document_count() for name in INDEXES},
    )


def migrate(database: Database[Document], todo: Plan, progress: Progress) -> None:
    """Bring a database to this version. What was broken off is taken up by the next call, and ends the same.

    The steps in their order, each of which can be repeated: documents, version, validator, indexes. Crawls go on while
    indexes are built.

    Args:
        database: the database.
        todo: what `plan` found.
        progress: is told how far it is.

    Raises:
        BeingCrawledError: documents are to be changed, and a site is being crawled.
        PyMongoError: the server refuses.
    """
    if any(count for _, count in todo.documents) and (busy := _being_crawled(database)):
        raise BeingCrawledError(f"{busy} is being crawled: migrate when no crawl runs")
    if todo.version < VERSION:
        _change_documents(database, todo.version, progress)
    set_validator(database)
    for name in INDEXES:
        if missing := todo.indexes.get(name):
            progress(f"indexes of {name}", 0, 0)
            build(database[name], missing)
        for index in todo.anew.get(name, ()):
            progress(f"index {name}.{index.name}", 0, 0)
            build_anew(database[name], index)


def _after(version: int) -> list[Migration]:
    return [migration for migration in MIGRATIONS if migration.version > version]


def _change_documents(database: Database[Document], version: int, progress: Progress) -> None:
    for migration in _after(version):
        collection = database[migration.collection]
        total = collection.count_documents(migration.waiting)
        found = collection.find(migration.waiting).sort("_id", 1).batch_size(_BATCH)
        done = 0
        for batch in _batches(found):
            updates = [UpdateOne({"_id": doc["_id"], **migration.waiting}, migration.change(doc)) for doc in batch]
            collection.bulk_write(updates, ordered=False)
            done += len(batch)
            progress(migration.what, done, total)
        record = {"version": migration.version, "by": f"feedcrawler {__version__}", "at": datetime.now(UTC)}
        database.schema.update_one({"_id": "version"}, {"$set": record}, upsert=True)


def _batches(found: Iterator[Document]) -> Iterator[list[Document]]:
    while batch := list(islice(found, _BATCH)):
        yield batch


def _being_crawled(database: Database[Document]) -> str | None:
    """A site that is being crawled now, if there is one."""
    held = database.locks.find({"$expr": {"$gt": ["$expiresAt", "$$NOW"]}})
    return next((str(lock["_id"]) for lock in held if not is_dead(lock["owner"])), None)
