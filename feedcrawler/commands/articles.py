"""`feedcrawler articles [URL]`: look at what is stored."""

from __future__ import annotations

import argparse
import json
import sys
from datetime import datetime
from typing import Any

from pymongo.database import Database
from rich.console import Console
from rich.table import Table
from rich.text import Text
from scrapy.commands import ScrapyCommand
from scrapy.exceptions import UsageError

from feedcrawler.errors import FAILED, FeedcrawlerError
from feedcrawler.mongodb.connection import open_database
from feedcrawler.pages import site_of
from feedcrawler.printable import printable

_COLUMNS = {"headline": 1, "datePublished": 1, "authors.name": 1, "revision": 1, "wordCount": 1}


class Command(ScrapyCommand):
    """Shows stored articles: the latest in a table, or one whole as JSON."""

    requires_crawler_process = False
    default_settings = {"LOG_ENABLED": False}  # noqa: RUF012 - as Scrapy declares it

    def syntax(self) -> str:
        """What follows the command's name."""
        return "[options] [URL]"

    def short_desc(self) -> str:
        """One line for the list of commands."""
        return "Show the latest stored articles, or one of them whole"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """Scrapy's options and ours."""
        super().add_options(parser)
        parser.add_argument("-n", "--limit", type=int, default=20, help="how many articles to list (default: 20)")

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        """Print the articles."""
        if len(args) > 1 or opts.limit < 1:
            raise UsageError
        assert self.settings is not None
        try:
            with open_database(self.settings) as database:
                if args:
                    self._show(database, args[0])
                else:
                    self._list(database, opts.limit)
        except FeedcrawlerError as error:
            sys.stderr.write(f"feedcrawler: {error}\n")
            self.exitcode = error.exit_code

    def _show(self, database: Database[dict[str, Any]], url: str) -> None:
        try:
            identity = site_of(url).identity(url)
        except ValueError as error:
            raise UsageError(str(error), print_help=False) from None
        names = [identity, url]
        article = database.articles.find_one({"$or": [{"_id": {"$in": names}}, {"aliases": {"$in": names}}]})
        if article is None:
            sys.stderr.write(f"feedcrawler: no article {identity} is stored\n")
            self.exitcode = FAILED
            return
        text = json.dumps(article, indent=2, ensure_ascii=not sys.stdout.isatty(), default=_plain)
        sys.stdout.write(printable(text) + "\n")

    def _list(self, database: Database[dict[str, Any]], limit: int) -> None:
        table = Table(box=None, padding=(0, 2, 0, 0))
        for name in ("published (UTC)", "headline", "by", "words", "rev"):
            table.add_column(name, overflow="fold")
        for doc in database.articles.find({}, _COLUMNS).sort("datePublished", -1).limit(limit):
            published = doc.get("datePublished")
            authors = ", ".join(author["name"] for author in doc["authors"])
            cells = [f"{published:%Y-%m-%d %H:%M}" if published else "?", doc["headline"], authors]
            table.add_row(*(Text(printable(c)) for c in [*cells, str(doc["wordCount"]), str(doc["revision"])]))
        console = Console()
        console.print(table)
        count = database.articles.estimated_document_count()
        console.print(f"{min(limit, count)} of {count} articles", highlight=False)


def _plain(value: Any) -> str:
    return value.isoformat() if isinstance(value, datetime) else str(value)
