"""`feedcrawler savefixture PAGE URL`: record a page, and what its page object reads from it, as a test."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from scrapy_poet.commands import SaveFixtureCommand

from feedcrawler.errors import ConfigurationError


class Command(SaveFixtureCommand):
    """scrapy-poet's command, from the network or an archive; nothing is stored in MongoDB."""

    def short_desc(self) -> str:
        """One line for the list of commands."""
        return "Record a page and what is read from it as a fixture that pytest replays"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """Scrapy's options and ours."""
        super().add_options(parser)
        parser.add_argument("--replay", action="append", metavar="FILE", help="take the page from a WARC file")

    def process_options(self, args: list[str], opts: argparse.Namespace) -> None:
        """A page alone is wanted: no pipeline, no run record."""
        super().process_options(args, opts)
        assert self.settings is not None
        own = {name: None for name in self.settings.getdict("EXTENSIONS") if name.startswith("feedcrawler.")}
        self.settings.setdict({"ITEM_PIPELINES": {}, "EXTENSIONS": own, "LOG_LEVEL": "ERROR"}, priority="cmdline")
        if opts.replay:
            self.settings.set("FEEDCRAWLER_REPLAY", opts.replay, priority="cmdline")

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        """Save the fixture and say where it is."""
        assert self.settings is not None
        folder = self.settings.get("SCRAPY_POET_TESTS_DIR", "fixtures")
        before = _saved(folder)
        try:
            super().run(args, opts)  # type: ignore[no-untyped-call]
        except (ImportError, NameError, ValueError, TypeError) as error:
            raise ConfigurationError(f"there is no page object {args[0]!r}: {error}") from None
        for path in sorted(_saved(folder) - before):
            sys.stdout.write(f"saved {path}: look at output.json, and correct it where the reader is wrong\n")


def _saved(folder: str) -> set[Path]:
    return {meta.parent for meta in Path(folder).glob("*/*/meta.json")}
