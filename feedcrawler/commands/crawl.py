"""`feedcrawler crawl SPIDER`: crawl what is new, store it, say how it went."""

from __future__ import annotations

import argparse
import signal
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

from scrapy.commands.crawl import Command as ScrapyCrawl
from scrapy.crawler import AsyncCrawlerProcess
from scrapy.spiderloader import get_spider_loader

from feedcrawler import summary
from feedcrawler.commands.common import as_json, reported
from feedcrawler.commands.many_sites import ManySites
from feedcrawler.commands.settings_check import check_settings
from feedcrawler.ending import Ending
from feedcrawler.errors import ConfigurationError, FeedcrawlerError, mask_uri
from feedcrawler.mongodb.connection import prepare_database
from feedcrawler.mongodb.server import database_uri
from feedcrawler.notifying import telling
from feedcrawler.printable import printable
from feedcrawler.sitelist import SiteEntry, read_list
from feedcrawler.surroundings import complain, give_up
from feedcrawler.verdict import judge

if TYPE_CHECKING:
    from rich.console import Console


class Command(ScrapyCrawl):
    """Scrapy's `crawl`, with replay, recording, a verdict and its exit code."""

    def short_desc(self) -> str:
        """One line for the list of commands."""
        return "Crawl what is new and store it in MongoDB"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """Scrapy's options and ours."""
        super().add_options(parser)
        group = parser.add_argument_group(title="Recording")
        group.add_argument("--replay", nargs="+", metavar="FILE", help="answer from WARC files, network closed")
        group.add_argument("--archive", metavar="DIR", help="record what is fetched, as WARC, into DIR")
        parser.add_argument("--json", action="store_true", help="say how it went as one JSON object")

    def process_options(self, args: list[str], opts: argparse.Namespace) -> None:
        """Turn our options into settings."""
        super().process_options(args, opts)
        assert self.settings is not None
        if opts.replay:
            self.settings.set("FEEDCRAWLER_REPLAY", opts.replay, priority="cmdline")
        if opts.archive:
            self.settings.set("FEEDCRAWLER_ARCHIVE", opts.archive, priority="cmdline")

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        """Crawl; the exit code is the verdict."""
        assert self.settings is not None
        with reported(self), telling(self.settings, " ".join(args)) as self._telling, _stopped_in_words():
            self._json = opts.json
            self._run(args, opts)

    def _run(self, args: list[str], opts: argparse.Namespace) -> None:
        assert self.settings is not None
        check_settings(self.settings)
        name, arguments = self._spider_name(args), dict(opts.spargs)
        file = arguments.pop("sites", None)
        sites = read_list(Path(file)) if file is not None else None
        self._telling.begin()
        prepare_database(self.settings)
        if not self.settings.getlist("FEEDCRAWLER_REPLAY"):
            # Loading it reads the source of all that is on the stack, to say what is deprecated: little, here.
            import_module("scrapy.core.downloader.handlers.http11")
        if sites is None:
            self._crawl_one(name, arguments)
            return
        if sites.left_out:
            first = printable(sites.left_out[0])
            sys.stderr.write(f"feedcrawler: {file}: {first} (`feedcrawler sites check` says all that is left out)\n")
        self._crawl_many(name, arguments, sites.entries)

    def _crawl_one(self, name: str, arguments: dict[str, str]) -> None:
        assert self.crawler_process is not None
        crawler = self._create_crawler(name)
        crawling: Any = self.crawler_process.crawl(crawler, **arguments)
        self.crawler_process.start()
        if crawling.done() and isinstance(error := crawling.exception(), FeedcrawlerError):
            raise error  # what is wrong with a setting is found when the crawler is made
        if self.crawler_process.bootstrap_failed:
            raise FeedcrawlerError(f"the crawl of {name} could not begin: the log above says why")
        stats = crawler.stats.get_stats()
        verdict = judge(stats, stats.get("finish_reason", "never started"))
        site = getattr(crawler.spider, "site", None)
        shown = f"{name} {site.name}" if site and "url" in arguments else name
        if console := self._ended(Ending.of_one(shown, crawler.spider, stats, verdict)):
            summary.show(console, shown, stats, verdict, where=self._where)

    def _crawl_many(self, name: str, arguments: dict[str, str], entries: Sequence[SiteEntry]) -> None:
        assert self.settings is not None
        assert isinstance(self.crawler_process, AsyncCrawlerProcess)
        at_once = max(1, self.settings.getint("FEEDCRAWLER_SITES_AT_ONCE"))
        crawl = ManySites(self.crawler_process, name, arguments)
        sites, verdict = crawl.run(entries, at_once)
        if console := self._ended(Ending.of_many(name, crawl.run_id, sites, verdict)):
            summary.show_all(console, name, sites, verdict, where=self._where)

    def _ended(self, ending: Ending) -> Console | None:
        """Say how it went, in one line; or give the terminal on which to show it."""
        self._telling.ending = ending
        self.exitcode = ending.verdict.exit_code
        if not self._json and (console := _terminal()):
            return console
        _say(as_json(ending.to_document()) if self._json else ending.line)
        return None

    @property
    def _where(self) -> str:
        assert self.settings is not None
        return f"{mask_uri(database_uri(self.settings))}, database {self.settings['MONGODB_DATABASE']}"

    def _spider_name(self, args: list[str]) -> str:
        assert self.settings is not None
        known = get_spider_loader(self.settings).list()
        if unknown := next((word for word in args if word.startswith("-")), None):
            raise ConfigurationError(f"there is no option {unknown!r}: `feedcrawler crawl -h` lists those there are")
        if len(args) != 1:
            raise ConfigurationError(f"say which one spider to crawl: {', '.join(known)}")
        if args[0] not in known:
            raise ConfigurationError(f"there is no spider {args[0]!r}; there are: {', '.join(known)}")
        return args[0]


@contextmanager
def _stopped_in_words() -> Iterator[None]:
    """Let SIGTERM and Ctrl-C end a crawl that has not begun like any other failure; of one that runs Scrapy sees to it.

    Raises:
        FeedcrawlerError: it was told to stop.
    """
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        yield
    except KeyboardInterrupt:
        raise FeedcrawlerError("the crawl was stopped before it began") from None


def _terminal() -> Console | None:
    """The terminal to show a table on, if standard output is one."""
    if not sys.stdout.isatty():
        return None
    from rich.console import Console

    return Console(soft_wrap=True)


def _say(line: str) -> None:
    """Print the one line; whoever was to read it may be gone, and the exit code says how it went all the same."""
    try:
        sys.stdout.write(f"{line}\n")
        sys.stdout.flush()
    except OSError as error:
        give_up(sys.stdout)
        with suppress(OSError):
            sys.stderr.write(f"{line}\n")
        complain(error)
