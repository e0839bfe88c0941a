"""`feedcrawler articles [URL]`: look at what is stored."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable

from pymongo.database import Database
from rich.table import Table
from rich.text import Text
from scrapy.commands import ScrapyCommand
from scrapy.exceptions import UsageError

from feedcrawler.commands.common import addresses, as_json, on_the_screen, reported
from feedcrawler.errors import FeedcrawlerError
from feedcrawler.mongodb.connection import open_database
from feedcrawler.mongodb.document import Document
from feedcrawler.mongodb.history import find_article
from feedcrawler.printable import printable

_COLUMNS = {"url", "headline", "datePublished", "authors.name", "revision", "wordCount", "source.site"}


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
        parser.add_argument("--json", action="store_true", help="list: one JSON object an article, one a line")
        parser.add_argument("-n", "--limit", type=int, default=20, help="how many articles to list (default: 20)")

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        """Print the articles."""
        if len(args) > 1 or opts.limit < 1:
            raise UsageError
        assert self.settings is not None
        with reported(self), open_database(self.settings) as database:
            if args:
                _show(database, addresses(args[0]))
            elif opts.json:
                for doc in _latest(database, opts.limit):
                    sys.stdout.write(as_json(doc) + "\n")
            else:
                _list(database, opts.limit)


def _show(database: Database[Document], names: list[str]) -> None:
    article = find_article(database, *names)
    if article is None:
        raise FeedcrawlerError(f"no article {names[0]} is stored")
    sys.stdout.write(printable(as_json(article, indent=2, ensure_ascii=not sys.stdout.isatty())) + "\n")


def _list(database: Database[Document], limit: int) -> None:
    table = Table(box=None, padding=(0, 2, 0, 0))
    for name in ("published (UTC)", "headline", "by", "words", "rev"):
        table.add_column(name, overflow="fold")
    for doc in _latest(database, limit):
        published = doc.get("datePublished")
        authors = ", ".join(author["name"] for author in doc["authors"])
        cells = [f"{published:%Y-%m-%d %H:%M}" if published else "?", doc["headline"], authors]
        table.add_row(*(Text(printable(c)) for c in [*cells, str(doc["wordCount"]), str(doc["revision"])]))
    console = on_the_screen()
    console.print(table)
    count = database.articles.estimated_document_count()
    console.print(f"{min(limit, count)} of {count} articles", highlight=False)


def _latest(database: Database[Document], limit: int) -> Iterable[Document]:
    return database.articles.find({}, _COLUMNS).sort("datePublished", -1).limit(limit)
