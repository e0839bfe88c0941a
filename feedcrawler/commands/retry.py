"""`feedcrawler retry`: what could not be stored, and what of it is to be tried again at once."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from typing import Any, ClassVar

from pymongo.database import Database
from rich.table import Table
from rich.text import Text
from scrapy.commands import ScrapyCommand
from scrapy.exceptions import UsageError

from feedcrawler.commands.common import addresses, as_json, on_the_screen, reported
from feedcrawler.errors import FAILED
from feedcrawler.mongodb.connection import open_database
from feedcrawler.mongodb.document import Document, under
from feedcrawler.printable import printable

_FIELDS = dict.fromkeys(("url", "site", "reason", "errors", "tries", "firstAt", "lastAt", "retryAt", "givenUpAt"), 1)
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
            " Of addresses that are given, all that is known is shown, what exactly is wrong too."
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
        query: Document = {k: v for k, v in (("site", opts.site), ("reason", opts.reason)) if v}
        if args:
            query |= under(name for url in args for name in addresses(url))
        assert self.settings is not None
        with reported(self), open_database(self.settings) as database:
            if opts.now:
                found = make_due(database, query)
                articles = "1 article is" if found == 1 else f"{found} articles are"
                sys.stdout.write(f"{articles} due: the next crawl of the site tries again\n")
            else:
                found = _list(database, query, opts, whole=bool(args))
            if args and not found:
                sys.stderr.write("feedcrawler: nothing of this has failed\n")
                self.exitcode = FAILED


def _list(database: Database[Document], query: Document, opts: argparse.Namespace, *, whole: bool) -> int:
    """Show what `query` finds, `whole` or a line each; gives how much that is."""
    quarantine = database.quarantine
    count = quarantine.count_documents(query) if query else quarantine.estimated_document_count()
    limit = opts.limit or (0 if opts.json or whole else _ROWS)
    found = quarantine.find(query, None if whole else _FIELDS)
    found = found.sort([("site", 1), ("retryAt", 1)]).allow_disk_use(True).limit(limit)
    if opts.json:
        for doc in found:
            sys.stdout.write(as_json(doc) + "\n")
    elif whole:
        for doc in found:
            sys.stdout.writelines(printable(line) + "\n" for line in [*_portrait(doc), ""])
    else:
        _show(found, count)
    return count


def make_due(database: Database[Document], query: Document) -> int:
    """Make everything that `query` finds in quarantine due; gives how much that is."""
    now = datetime.now(UTC)
    tries = {"$cond": [{"$eq": [{"$type": "$givenUpAt"}, "missing"]}, "$tries", 0]}
    update: list[Document] = [{"$set": {"retryAt": now, "tries": tries}}, {"$unset": "givenUpAt"}]
    return database.quarantine.update_many(query, update).matched_count


def _show(found: Iterable[Document], count: int) -> None:
    console = on_the_screen()
    table = Table(box=None, padding=(0, 2, 0, 0))
    for name in ("address", "reason", "tries", "since (UTC)", "next try (UTC)"):
        table.add_column(name, overflow="fold")
    for doc in found:
        cells = [doc["url"], doc["reason"], str(doc["tries"]), _instant(doc["firstAt"]), _next(doc)]
        table.add_row(*(Text(printable(cell)) for cell in cells))
    if table.row_count:
        console.print(table)
    console.print(f"{table.row_count} of {count} that could not be stored", highlight=False)


def _portrait(doc: Document) -> Iterator[str]:
    """All that is known of one of them."""
    yield doc["url"]
    yield from (f"  also     {alias}" for alias in (doc["_id"], *doc["aliases"]) if alias != doc["url"])
    source = doc["source"]
    yield f"  site     {doc['site']}, announced by {source.get('feedUrl') or ', '.join(source['via']) or 'nobody'}"
    yield f"  reason   {doc['reason']} (run {doc['runId']})"
    yield from (f"           {error}" for error in doc["errors"])
    yield f"  tries    {doc['tries']}, first {_instant(doc['firstAt'])}, last {_instant(doc['lastAt'])}"
    yield f"  next     {_next(doc)}"
    if headline := doc.get("item", {}).get("headline"):
        yield f"  read as  {headline}"


def _next(doc: Document) -> str:
    return _instant(doc["retryAt"]) if "retryAt" in doc else "given up"


def _instant(at: datetime) -> str:
    return f"{at:%Y-%m-%d %H:%M}"
