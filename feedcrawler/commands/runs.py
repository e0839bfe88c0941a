"""`feedcrawler runs`: how the crawls went."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from typing import Any, ClassVar

from pymongo.database import Database
from rich.console import Console
from rich.text import Text
from scrapy.commands import ScrapyCommand
from scrapy.exceptions import UsageError

from feedcrawler.commands import one_run
from feedcrawler.commands.common import as_json, moment, reported
from feedcrawler.mongodb.connection import open_database
from feedcrawler.mongodb.document import Document
from feedcrawler.mongodb.past_runs import find_run, list_runs, sites_of
from feedcrawler.printable import printable

_ROWS = 20
_VERDICTS = ("running", "done", "degraded", "failed", "busy")
_COLUMNS = ("new", "changed", "quarantined")
_HEADS = ("when (UTC)", "verdict", "exit", "took", *_COLUMNS, "crawl of")
_NUMBERS = range(2, 7)  # columns
_REASON = 160  # characters of a reason


class Command(ScrapyCommand):
    """Lists the last runs, or shows one whole."""

    requires_crawler_process = False
    default_settings: ClassVar[dict[str, Any]] = {"LOG_ENABLED": False}

    def syntax(self) -> str:
        """What follows the command's name."""
        return "[options] [RUN_ID|last]"

    def short_desc(self) -> str:
        """One line for the list of commands."""
        return "List the last runs, or show how one went"

    def long_desc(self) -> str:
        """What `feedcrawler runs -h` says."""
        return (
            "Lists the last runs, a crawl of many sites as one. With RUN_ID, or as much of it as no other has, or"
            " `last`, it shows one run whole."
        )

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """Scrapy's options and ours."""
        super().add_options(parser)
        parser.add_argument("--site", help="only this site's runs, also those that are part of a crawl of many")
        parser.add_argument("--verdict", choices=_VERDICTS, help="only those that went so")
        parser.add_argument(
            "--since", metavar="T", help="only those that began since a date, an instant, or so long ago: 24h, 7d"
        )
        parser.add_argument(
            "--json", action="store_true", help="one JSON object a run, one a line; one whole: indented"
        )
        parser.add_argument(
            "-n", "--limit", type=int, help=f"how many to list (default: {_ROWS}; with --json: all of them)"
        )

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        """Print the runs."""
        choice = (opts.site, opts.verdict, opts.since, opts.limit)
        if len(args) > 1 or (args and any(one is not None for one in choice)):
            raise UsageError
        if opts.limit is not None and opts.limit < 1:
            raise UsageError
        now = datetime.now(UTC)
        try:
            since = moment(opts.since, now) if opts.since else None
        except ValueError as error:
            raise UsageError(str(error), print_help=False) from None
        assert self.settings is not None
        with reported(self), open_database(self.settings) as database:
            if args:
                _show(database, args[0], now, json=opts.json)
                return
            limit = opts.limit or (0 if opts.json else _ROWS)
            found = list_runs(database, limit, site=opts.site, verdict=opts.verdict, since=since)
            if opts.json:
                for run in found:
                    sys.stdout.write(as_json(run) + "\n")
            else:
                _list(found, now)


def _show(database: Database[Document], name: str, now: datetime, *, json: bool) -> None:
    run = find_run(database, name)
    if json:
        sys.stdout.write(as_json(run, indent=2) + "\n")
    else:
        one_run.show(Console(), run, sites_of(database, run), now)


def _list(found: Iterable[Document], now: datetime) -> None:
    runs = [(_cells(run, now), _remarks(run, now)) for run in found]
    if not runs:
        sys.stdout.write("No such run is on record.\n")
        return
    widths = [max(map(len, column)) for column in zip(_HEADS, *(cells for cells, _ in runs), strict=True)]
    console = Console(soft_wrap=True)
    console.print(_line(_HEADS, widths))
    for cells, remarks in runs:
        console.print(_line(cells, widths))
        for remark in remarks:
            console.print(Text(f"    {printable(remark)}"))
    console.print(Text("feedcrawler runs RUN_ID, or last, shows one whole"))


def _line(cells: Iterable[str], widths: Iterable[int]) -> Text:
    aligned = (c.rjust(w) if n in _NUMBERS else c.ljust(w) for n, (c, w) in enumerate(zip(cells, widths, strict=True)))
    return Text("  ".join(aligned).rstrip())


def _cells(run: Document, now: datetime) -> list[str]:
    code, verdict = run.get("exitCode"), str(run.get("verdict", "?"))
    numbers = (str(run["outcomes"][outcome]) for outcome in _COLUMNS)
    took = one_run.duration(one_run.seconds_of(run, now))
    cells = [f"{run['startedAt']:%Y-%m-%d %H:%M}", verdict, "" if code is None else str(code), took, *numbers]
    return [printable(cell) for cell in (*cells, one_run.name_of(run))]


def _remarks(run: Document, now: datetime) -> Iterator[str]:
    """What does not fit into columns: its id, whether it is alive, the first reason."""
    yield str(run["_id"])
    if run.get("verdict") == "running":
        yield one_run.verdict_of(run, now)
    for reason in run.get("reasons", ())[:1]:
        line = " ".join(reason.split())
        yield line if len(line) <= _REASON else line[: _REASON - 1] + "…"
