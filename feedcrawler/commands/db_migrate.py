"""`feedcrawler db migrate`: the database of an earlier version becomes one of this version."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import Any

from scrapy.settings import BaseSettings

from feedcrawler.commands.common import as_json
from feedcrawler.commands.db_progress import shown_progress
from feedcrawler.errors import DONE, FAILED
from feedcrawler.mongodb.connection import open_database
from feedcrawler.mongodb.migrate import Plan, migrate, plan
from feedcrawler.mongodb.migrations import VERSION
from feedcrawler.printable import printable


def migrate_database(settings: BaseSettings, *, dry_run: bool, in_json: bool) -> int:
    """Migrate, or only say what would be done; gives the exit code.

    Raises:
        FeedcrawlerError: the database cannot be used, is of a later version, or is being crawled.
    """
    with open_database(settings) as database:
        todo = plan(database)
        if not dry_run:
            with shown_progress() as progress:
                migrate(database, todo, progress)
    if in_json:
        sys.stdout.write(as_json(_as_data(todo) | {"dryRun": dry_run}) + "\n")
    else:
        sys.stdout.writelines(printable(line) + "\n" for line in _lines(todo, dry_run=dry_run))
    return FAILED if todo.blocked and not dry_run else DONE


def _lines(todo: Plan, *, dry_run: bool) -> Iterator[str]:
    if todo.empty and not todo.blocked:
        yield f"nothing to do: the database is of version {VERSION}, with its validator and indexes"
        return
    for migration, count in todo.documents:
        yield f"version {migration.version}: {migration.what} ({count:,} documents)"
    if todo.validator:
        yield "validator: this version's"
    for what, indexes in (("built", todo.indexes), ("built anew", todo.anew)):
        for name, found in indexes.items():
            yield from (f"index {name}.{index.name} of {todo.sizes[name]:,} documents: {what}" for index in found)
    yield from (f"index {blocked} has its place: drop that one, then migrate again" for blocked in todo.blocked)
    if not todo.empty:
        yield f"from version {todo.version} to {VERSION}: {'nothing was changed yet' if dry_run else 'done'}"


def _as_data(todo: Plan) -> dict[str, Any]:
    return {
        "version": todo.version,
        "expected": VERSION,
        "documents": [{"version": m.version, "what": m.what, "documents": count} for m, count in todo.documents],
        "validator": todo.validator,
        "indexes": [f"{name}.{index.name}" for name, found in todo.indexes.items() for index in found],
        "anew": [f"{name}.{index.name}" for name, found in todo.anew.items() for index in found],
        "blocked": list(todo.blocked),
    }
