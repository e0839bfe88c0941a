"""`feedcrawler report`: how the crawls went, on one page."""

from __future__ import annotations

import argparse
import sys
from datetime import UTC, datetime
from typing import Any, ClassVar

from scrapy.commands import ScrapyCommand
from scrapy.exceptions import UsageError

from feedcrawler.commands.common import as_json, reported
from feedcrawler.figures import Figures, Period, as_plain
from feedcrawler.mongodb.connection import open_database
from feedcrawler.mongodb.figures import gather
from feedcrawler.output import written

_DAYS = 30
_MOST_DAYS = 366


class Command(ScrapyCommand):
    """Writes a page of figures: articles, lag, fields, health, stories, pages, runs."""

    requires_crawler_process = False
    default_settings: ClassVar[dict[str, Any]] = {"LOG_ENABLED": False}

    def syntax(self) -> str:
        """What follows the command's name."""
        return "[-o FILE] [--days N] [--site NAME] [--json]"

    def short_desc(self) -> str:
        """One line for the list of commands."""
        return "Show how the crawls went, on one page"

    def long_desc(self) -> str:
        """What `feedcrawler report -h` says."""
        return (
            "Writes one HTML file that needs no network and no other file: the last night, articles a day and by hour,"
            " the time from publication to storage, fields by run, health and gaps by site, edited and repeated"
            " stories, slow and failing pages, the last runs. With --json the same figures for programs."
        )

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """Scrapy's options and ours."""
        super().add_options(parser)
        parser.add_argument(
            "-o",
            "--output",
            metavar="FILE",
            help="write into FILE; -: standard output (default: report.html; with --json: standard output)",
        )
        parser.add_argument(
            "--days", type=int, default=_DAYS, metavar="N", help=f"today and the days before it (default: {_DAYS})"
        )
        parser.add_argument("--site", metavar="NAME", help="only this site (`source.site`)")
        parser.add_argument("--json", action="store_true", help="the figures as one JSON object")

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        """Write the report."""
        if args:
            raise UsageError
        if not 1 <= opts.days <= _MOST_DAYS:
            raise UsageError(f"--days {opts.days}: give a number from 1 to {_MOST_DAYS}", print_help=False)
        assert self.settings is not None
        output = opts.output or ("-" if opts.json else "report.html")
        with reported(self):
            with open_database(self.settings) as database:
                figures = gather(database, Period(datetime.now(UTC), opts.days), opts.site)
            text = as_json(as_plain(figures)) + "\n" if opts.json else _page(figures)
            with written(output, sys.stdout.buffer, packed=False) as (file, _):
                file.write(text.encode())
            if output != "-":
                sys.stderr.write(f"feedcrawler: {output} is written\n")


def _page(figures: Figures) -> str:
    from feedcrawler.report.page import page

    return page(figures)
