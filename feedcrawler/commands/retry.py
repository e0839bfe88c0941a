"""`feedcrawler retry`: what could not be stored, and what of it is to be tried again at once."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any, ClassVar

from pymongo.database import Database
from rich.console import Console
from rich.table import Table
from rich.text import Text
from scrapy.commands import ScrapyCommand
from scrapy.exceptions import UsageError

from feedcrawler.errors import FAILED, FeedcrawlerError
from feedcrawler.mongodb.connection import open_database
from feedcrawler.mongodb.document import Document
from feedcrawler.pages import site_of
from feedcrawler.printable import printable

_FIELDS = {"url": 1, "site": 1, "reason": 1, "errors": 1, "tries": 1, "firstAt": 1, "lastAt": 1, "retryAt": 1}
_ROWS = 50


class Command(ScrapyCommand):
    """Lists what was given up and what waits, or makes it due."""

    requires_crawler_process = False
    default_settings: ClassVar[dict[str, Any]] = {"LOG_ENABLED": False}

    def syntax(self) -> str:
        """What follows the command's name."""
        return "[--now] [options] [URL ...]"

    def short_desc(self) -> str:
        """One line for the list of commands."""
        return "List what could not be stored, or have it tried again"

    def long_desc(self) -> str:
        """What `feedcrawler retry -h` says."""
        return (
            "Lists the articles that could not be stored: why, how often they were tried, when they are tried next."
            " With --now the next crawl of their site tries them, also those that were given up."
        )

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """Scrapy's options and ours."""
        super().add_options(parser)
        parser.add_argument("--now", action="store_true", help="make them due; those given up get all their tries anew")
        parser.add_argument("--site", help="only this site's (`source.site`)")
        parser.add_argument("--reason", help="only those that failed so: 'http 404', 'not an article', …")
        parser.add_argument("--json", action="store_true", help="one JSON object an article, one a line")
        parser.add_argument(
            "-n", "--limit", type=int, help=f"how many to list (default: {_ROWS}; with --json: all of them)"
        )

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        """List them, or make them due."""
        if (opts.limit is not None and opts.limit < 1) or (opts.now and (opts.json or opts.limit)):
            raise UsageError
        query = _query(args, opts)
        assert self.settings is not None
        try:
            with open_database(self.settings) as database:
                found = make_due(database, query) if opts.now else self._list(database, query, opts)
        except FeedcrawlerError as error:
            sys.stderr.write(f"feedcrawler: {error}\n")
            self.exitcode = error.exit_code
            return
        if opts.now:
            articles = "1 article is" if found == 1 else f"{found} articles are"
            sys.stdout.write(f"{articles} due: the next crawl of the site tries again\n")
        if args and not found:
            sys.stderr.write("feedcrawler: nothing of this has failed\n")
            self.exitcode = FAILED

    def _list(self, database: Database[Document], query: Document, opts: argparse.Namespace) -> int:
        count = database.quarantine.count_documents(query)
        limit = opts.limit or (0 if opts.json else _ROWS)
        found = database.quarantine.find(query, _FIELDS | {"givenUpAt": 1})
        found = found.sort([("site", 1), ("retryAt", 1)]).allow_disk_use(True).limit(limit)
        if opts.json:
            for doc in found:
                sys.stdout.write(json.dumps(doc, default=_plain) + "\n")
        else:
            _show(found, count)
        return count


def make_due(database: Database[Document], query: Document) -> int:
    """Make everything that `query` finds in quarantine due; gives how much that is."""
    now = datetime.now(UTC)
    tries = {"$cond": [{"$eq": [{"$type": "$givenUpAt"}, "missing"]}, "$tries", 0]}
    update: list[Document] = [{"$set": {"retryAt": now, "tries": tries}}, {"$unset": "givenUpAt"}]
    return database.quarantine.update_many(query, update).matched_count


def _query(urls: list[str], opts: argparse.Namespace) -> Document:
    query: Document = {k: v for k, v in (("site", opts.site), ("reason", opts.reason)) if v}
    if urls:
        try:
            names = [name for url in urls for name in (site_of(url).identity(url), url)]
        except ValueError as error:
            raise UsageError(str(error), print_help=False) from None
        query["$or"] = [{"_id": {"$in": names}}, {"aliases": {"$in": names}}]
    return query


def _show(found: Iterable[Document], count: int) -> None:
    console = Console()
    table = Table(box=None, padding=(0, 2, 0, 0))
    for name in ("address", "reason", "tries", "since (UTC)", "next try (UTC)"):
        table.add_column(name, overflow="fold")
    for doc in found:
        again = f"{doc['retryAt']:%Y-%m-%d %H:%M}" if "retryAt" in doc else "given up"
        cells = [doc["url"], doc["reason"], str(doc["tries"]), f"{doc['firstAt']:%Y-%m-%d %H:%M}", again]
        table.add_row(*(Text(printable(cell)) for cell in cells))
    if table.row_count:
        console.print(table)
    console.print(f"{table.row_count} of {count} that could not be stored", highlight=False)


def _plain(value: Any) -> str:
    return value.isoformat() if isinstance(value, datetime) else str(value)
