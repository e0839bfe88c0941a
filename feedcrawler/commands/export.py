"""`feedcrawler export -o FILE`: articles for other programs."""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from typing import Any, ClassVar

from scrapy.commands import ScrapyCommand
from scrapy.exceptions import UsageError

from feedcrawler.commands.common import moment, reported
from feedcrawler.exporting.columns import columns, shallowest
from feedcrawler.exporting.export import Exported, export
from feedcrawler.exporting.formats import NAMES, Format
from feedcrawler.mongodb.connection import open_database
from feedcrawler.mongodb.document import Document
from feedcrawler.mongodb.selection import Selection
from feedcrawler.printable import printable

_MOMENTS = {
    "since": "stored, changed or gone at this moment or later: 2026-11-01, 2026-11-01T08:00:00Z, 24h, 7d",
    "until": "… and before this one",
    "published-since": "published at this moment or later, in place of --since",
    "published-until": "… and before this one",
}


class Command(ScrapyCommand):
    """Writes stored articles into a file, as JSON Lines, CSV or Parquet."""

    requires_crawler_process = False
    default_settings: ClassVar[dict[str, Any]] = {"LOG_ENABLED": False}

    def syntax(self) -> str:
        """What follows the command's name."""
        return "[options] [-o FILE]"

    def short_desc(self) -> str:
        """One line for the list of commands."""
        return "Write articles as JSON Lines, CSV or Parquet"

    def long_desc(self) -> str:
        """What the help says."""
        return "Write articles as JSON Lines, CSV or Parquet, with the same columns in each. docs/export.md says more."

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """Scrapy's options and ours."""
        super().add_options(parser)
        parser.add_argument(
            "-o",
            "--output",
            default="-",
            metavar="FILE",
            help="where to: a name in .jsonl, .csv (either with .gz) or .parquet; -: the standard output (default)",
        )
        parser.add_argument("--format", choices=NAMES, help="the format, if the name does not tell")
        for name, meaning in _MOMENTS.items():
            parser.add_argument(f"--{name}", metavar="T", help=meaning)
        parser.add_argument("--site", help="only this site's articles (`source.site`)")
        parser.add_argument("--originals", action="store_true", help="without what repeats another article")
        parser.add_argument(
            "--fields", metavar="A,B", help="only these fields, in this order: _id,headline,source.site"
        )

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        """Write them."""
        if args:
            raise UsageError
        selection, to_stream = _selection(opts), opts.output == "-"
        assert self.settings is not None
        with reported(self):
            chosen = columns(name for name in map(str.strip, (opts.fields or "").split(",")) if name)
            format_ = Format.of(opts.output, opts.format or ("jsonl" if to_stream else None))
            if to_stream and format_.name == "parquet" and sys.stdout.isatty():
                raise UsageError("Parquet is not for terminals: name a file with -o", print_help=False)
            started = time.monotonic()
            with open_database(self.settings) as database:
                found = selection.read(database, [*shallowest(column.path for column in chosen)])
                if sys.stderr.isatty() and not (to_stream and sys.stdout.isatty()):
                    found = _with_progress(found, selection.at_most(database))
                done = export(found, chosen, opts.output, format_, sys.stdout.buffer)
            where = "the standard output" if to_stream else opts.output
            for line in _told(done, where, time.monotonic() - started):
                sys.stderr.write(printable(f"feedcrawler: {line}") + "\n")


def _selection(opts: argparse.Namespace) -> Selection:
    """The articles that the options name."""
    by_storage, by_publication = (opts.since, opts.until), (opts.published_since, opts.published_until)
    if any(by_storage) and any(by_publication):
        raise UsageError("--since and --until, or --published-since and --published-until", print_help=False)
    now = datetime.now(UTC)
    try:
        since, until, published_since, published_until = (
            None if said is None else moment(said, now) for said in (*by_storage, *by_publication)
        )
    except ValueError as error:
        raise UsageError(str(error), print_help=False) from None
    return Selection(
        since=since,
        until=until,
        published_since=published_since,
        published_until=published_until,
        site=opts.site,
        originals=opts.originals,
    )


def _with_progress(documents: Iterable[Document], total: int) -> Iterator[Document]:
    """The same documents, counted on the terminal as they go by."""
    from rich.console import Console
    from rich.progress import track

    console = Console(stderr=True)
    yield from track(documents, "Articles", total=total, console=console, transient=True)


def _told(done: Exported, where: str, seconds: float) -> Iterator[str]:
    """What came of it, a line each."""
    articles = "1 article" if done.articles == 1 else f"{done.articles:,} articles"
    size = f"{done.bytes / 1e6:,.1f} MB" if done.bytes >= 1e6 else f"{done.bytes / 1e3:.1f} kB"
    yield f"{articles}, {size} in {where}, {seconds:.1f} s"
    if done.misfits:
        values = "1 value is" if done.misfits == 1 else f"{done.misfits:,} values are"
        yield f"{values} left out, not being of the field's type: `feedcrawler db check` says where"
