"""Many sites in one process: each is a crawl of its own, some run side by side, none holds up another."""

from __future__ import annotations

import asyncio
import inspect
import logging
from collections.abc import Iterator, Sequence
from contextlib import suppress
from importlib import import_module
from typing import Any

from scrapy import signals
from scrapy.crawler import AsyncCrawlerProcess, Crawler
from twisted.internet.defer import Deferred

from feedcrawler.commands.run_of_many import RunOfMany
from feedcrawler.errors import ConfigurationError, FeedcrawlerError
from feedcrawler.extensions.log import SITE
from feedcrawler.extensions.progress import Progress
from feedcrawler.extensions.status_line import shown
from feedcrawler.mongodb.server import database_uri
from feedcrawler.sitelist import SiteEntry
from feedcrawler.summary import SiteOutcome
from feedcrawler.verdict import Verdict, judge, judge_many

logger = logging.getLogger(__name__)

_PROGRESS = "feedcrawler.extensions.progress.ProgressExtension"
_TO_END = 5.0
"""Seconds that crawls which had only begun when the process was told to stop have to end."""


class ManySites:
    """Crawls sites side by side with one spider, each with its own crawler, settings, stats and run record."""

    def __init__(self, process: AsyncCrawlerProcess, spider: str, arguments: dict[str, str]) -> None:
        self._process = process
        self._spider = spider
        self._arguments = arguments
        self._running: dict[str, Crawler] = {}
        self._outcomes: dict[str, SiteOutcome] = {}
        self._wrong: list[ConfigurationError] = []
        self._stopped_by = ""
        self._record = RunOfMany(process.settings, spider)

    @property
    def run_id(self) -> str:
        """The record of the whole in `runs`."""
        return self._record.id

    def run(self, entries: Sequence[SiteEntry], at_once: int) -> tuple[list[SiteOutcome], Verdict]:
        """Crawl all of them; how each went, in their order, and all together.

        Raises:
            ConfigurationError: the spider is not for many sites, or what is wrong with its arguments or settings stops
                every site.
        """
        _check(self._process.spider_loader.load(self._spider), self._spider, self._arguments)
        self._uri = database_uri(self._process.settings)  # once, or each site would look for the embedded server
        self._entries = entries
        self._progress = Progress(len(entries))
        self._everything = asyncio.get_event_loop().create_task(self._crawl_all(at_once))
        self._process.start(stop_after_crawl=False)
        if self._everything.done():
            self._everything.result()
        if len(self._wrong) == len(entries):
            raise self._wrong[0]
        return self._how_it_went()

    def _how_it_went(self) -> tuple[list[SiteOutcome], Verdict]:
        sites = [self._outcomes.get(e.site_name) or self._cut_short(e.site_name) for e in self._entries]
        return sites, judge_many([(site.name, site.verdict) for site in sites])

    async def _crawl_all(self, at_once: int) -> None:
        reactor: Any = import_module("twisted.internet.reactor")
        reactor.addSystemEventTrigger("before", "shutdown", self._stop)
        try:
            await self._record.begin()
            waiting = iter(self._entries)
            with shown(self._say):
                await asyncio.gather(*(self._crawl_next(waiting) for _ in range(min(at_once, len(self._entries)))))
            if len(self._wrong) == len(self._entries):
                await self._record.discard()
            else:
                await self._record.end(*self._how_it_went())
        finally:
            with suppress(RuntimeError):  # it is being stopped already
                reactor.stop()

    async def _crawl_next(self, waiting: Iterator[SiteEntry]) -> None:
        for entry in waiting:
            self._outcomes[entry.site_name] = await self._crawl(entry)
            if self._stopped_by:
                return

    async def _crawl(self, entry: SiteEntry) -> SiteOutcome:
        """Crawl one site; whatever goes wrong is its own failure. Its crawler is let go of with all that it holds."""
        name = entry.site_name
        SITE.set(name)
        try:
            crawler = self._running[name] = self._crawler(entry)
            await self._process.crawl(crawler, entry=entry, **self._arguments)
        except FeedcrawlerError as error:
            if isinstance(error, ConfigurationError):
                self._wrong.append(error)
            return SiteOutcome.of(name, Verdict("failed", (str(error),)), {})
        except Exception as error:
            logger.exception("%s cannot be crawled", name)
            return SiteOutcome.of(name, Verdict("failed", (f"cannot be crawled: {error!r}"[:500],)), {})
        finally:
            ended = self._running.pop(name, None)
            self._progress.end(name, ended._stats.get_stats() if ended and ended._stats else {})
        stats = crawler.stats.get_stats()
        reason = stats.get("finish_reason", "never started")
        if "feedcrawler/database/lost" in stats:
            self._stopped_by = "MongoDB was lost"
        elif reason == "shutdown":
            self._stopped_by = "the crawl was stopped"
        return SiteOutcome.of(name, judge(stats, reason), stats)

    def _crawler(self, entry: SiteEntry) -> Crawler:
        """A crawler with what the file says of the site; what the command line says outranks it."""
        crawler = self._process.create_crawler(self._spider)
        settings = crawler.settings
        own = {
            "DOWNLOAD_DELAY": entry.delay,
            "AUTOTHROTTLE_START_DELAY": entry.delay,
            "AUTOTHROTTLE_MAX_DELAY": max(entry.delay or 0, settings.getfloat("AUTOTHROTTLE_MAX_DELAY")),
            "CONCURRENT_REQUESTS_PER_DOMAIN": entry.concurrency,
            "FEEDCRAWLER_DAILY_REQUESTS": entry.daily_requests,
            "FEEDCRAWLER_ONLY_DUE": True,
            "FEEDCRAWLER_PART_OF": self._record.id,
            "MONGODB_URI": self._uri,
            "EXTENSIONS": {**settings.getdict("EXTENSIONS"), _PROGRESS: None},  # one line for all
        }
        settings.update({name: value for name, value in own.items() if value is not None}, priority="spider")
        crawler.signals.connect(self._stop_if_late, signal=signals.engine_started)
        return crawler

    async def _stop_if_late(self, sender: Crawler) -> None:
        """Scrapy stops the crawls that run; this one had not come so far yet."""
        if self._stopped_by:
            await sender.engine.stop_async()

    def _stop(self) -> Deferred[Any]:
        """Start no further site, and have the reactor wait for those that only began."""
        self._stopped_by = self._stopped_by or "the crawl was stopped"
        ending = asyncio.ensure_future(asyncio.wait([self._everything], timeout=_TO_END))
        return Deferred.fromFuture(ending)

    def _cut_short(self, name: str) -> SiteOutcome:
        if name in self._running:
            return SiteOutcome.of(name, Verdict("failed", ("the crawl ended early: killed",)), {})
        return SiteOutcome.of(name, Verdict("failed", (f"not crawled: {self._stopped_by}",)), {})

    def _say(self) -> list[str]:
        return self._progress.say({name: c._stats.get_stats() for name, c in self._running.items() if c._stats})


def _check(spider: type[Any], name: str, arguments: dict[str, str]) -> None:
    """Whether a spider takes a site, and these arguments with it."""
    named = inspect.signature(spider).parameters.values()
    takes = [one.name for one in named if one.kind not in (one.VAR_POSITIONAL, one.VAR_KEYWORD)]
    if "entry" not in takes or getattr(spider, "site", None) is not None:
        raise ConfigurationError(f"the spider {name!r} has a site of its own: -a sites=FILE is for the spider 'news'")
    others = [argument for argument in takes if argument not in ("entry", "url")]
    for argument in arguments:
        if argument not in others:
            raise ConfigurationError(
                f"-a {argument}=… does not go with -a sites=FILE; what does: {', '.join(others) or 'nothing'}"
            )
