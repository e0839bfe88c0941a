"""`feedcrawler changes --since T`: what is new, what was changed, what is gone."""

from __future__ import annotations

import argparse
import heapq
import sys
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from itertools import chain, islice
from typing import Any, ClassVar

from pymongo.database import Database
from rich.table import Table
from rich.text import Text
from scrapy.commands import ScrapyCommand
from scrapy.exceptions import UsageError

from feedcrawler.commands.common import as_json, moment, on_the_screen, reported
from feedcrawler.mongodb.connection import open_database
from feedcrawler.mongodb.document import Document
from feedcrawler.printable import printable

_FIELDS = {"headline": 1, "revision": 1, "firstSeenAt": 1, "lastChangedAt": 1, "state": 1, "source.site": 1, "url": 1}
_ROWS = 50
_CHUNK = 200


class Command(ScrapyCommand):
    """Lists what has happened to stored articles since a moment, the latest first."""

    requires_crawler_process = False
    default_settings: ClassVar[dict[str, Any]] = {"LOG_ENABLED": False}

    def syntax(self) -> str:
        """What follows the command's name."""
        return "[--since T] [options]"

    def short_desc(self) -> str:
        """One line for the list of commands."""
        return "List the articles that are new, changed or gone since a moment"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """Scrapy's options and ours."""
        super().add_options(parser)
        parser.add_argument(
            "--since",
            default="24h",
            metavar="T",
            help="a date, an ISO 8601 instant (UTC where it names no zone), or so long ago: 24h, 7d (default: 24h)",
        )
        parser.add_argument("--site", help="only this site's articles (`source.site`)")
        parser.add_argument("--json", action="store_true", help="one JSON object an article, one a line")
        parser.add_argument(
            "-n", "--limit", type=int, help=f"how many to list (default: {_ROWS}; with --json: all of them)"
        )

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        """Print the changes."""
        if args or (opts.limit is not None and opts.limit < 1):
            raise UsageError
        try:
            since = moment(opts.since, datetime.now(UTC))
        except ValueError as error:
            raise UsageError(str(error), print_help=False) from None
        assert self.settings is not None
        with reported(self), open_database(self.settings) as database:
            found = changes(database, since, opts.site)
            if opts.json:
                for change in islice(found, opts.limit):
                    sys.stdout.write(as_json(change) + "\n")
            else:
                _show(found, since, opts.limit or _ROWS)


def changes(database: Database[Document], since: datetime, site: str | None = None) -> Iterator[Document]:
    """What has happened to articles since a moment, the latest first, found by the indexes on its time."""
    of_site = {"source.site": site} if site else {}
    written = database.articles.find({"lastChangedAt": {"$gte": since}, **of_site}, _FIELDS).sort("lastChangedAt", -1)
    gone = database.articles.find({"state.since": {"$gte": since}, **of_site}, _FIELDS).sort("state.since", -1)
    found = heapq.merge(
        (_change(doc, doc["lastChangedAt"], "new" if doc["firstSeenAt"] >= since else "changed") for doc in written),
        (_change(doc, doc["state"]["since"], "gone") for doc in gone),
        key=lambda change: change["at"],
        reverse=True,
    )
    while some := list(islice(found, _CHUNK)):
        changed = [change["_id"] for change in some if change["what"] != "gone" and change["revision"] > 1]
        names = _changed_fields(database, changed, since)
        for change in some:
            if change["what"] != "gone" and change["_id"] in names:
                change["fields"] = names[change["_id"]]
            yield change


def _change(doc: Document, at: datetime, what: str) -> Document:
    change = {"at": at, "what": what, **{k: doc[k] for k in ("_id", "url", "headline", "revision")}}
    change["site"] = doc["source"]["site"]
    if what == "gone":
        change |= {k: v for k, v in doc["state"].items() if k in ("status", "leadsTo")}
    return change


def _changed_fields(database: Database[Document], identities: list[str], since: datetime) -> dict[str, list[str]]:
    """For each article the names of the fields that changed."""
    if not identities:
        return {}
    names = {"$map": {"input": {"$objectToArray": "$fields"}, "in": "$$this.k"}}
    pipeline: list[Document] = [
        {"$match": {"articleId": {"$in": identities}, "replacedAt": {"$gte": since}}},
        {"$project": {"articleId": 1, "names": names}},
        {"$group": {"_id": "$articleId", "names": {"$addToSet": "$names"}}},
    ]
    found = database.revisions.aggregate(pipeline)
    return {doc["_id"]: sorted(set(chain.from_iterable(doc["names"]))) for doc in found}


def _show(found: Iterable[Document], since: datetime, limit: int) -> None:
    rows = list(islice(found, limit + 1))
    console = on_the_screen()
    if not rows:
        console.print(f"Nothing is new, changed or gone since {since:%Y-%m-%d %H:%M %Z}.", highlight=False)
        return
    table = Table(box=None, padding=(0, 2, 0, 0))
    for name in ("when (UTC)", "what", "article", "details"):
        table.add_column(name, overflow="fold")
    for change in rows[:limit]:
        article = f"{change['headline']}\n{change['_id']}"
        cells = [f"{change['at']:%Y-%m-%d %H:%M}", change["what"], article, _details(change)]
        table.add_row(*(Text(printable(cell)) for cell in cells))
    console.print(table)
    if len(rows) > limit:
        console.print(f"… and more: -n lists more than {limit}", highlight=False)


def _details(change: Document) -> str:
    if change["what"] == "gone":
        leads_to = f", leads to {change['leadsTo']}" if "leadsTo" in change else ""
        return f"http {change['status']}{leads_to}"
    return ", ".join(change.get("fields", ()))
