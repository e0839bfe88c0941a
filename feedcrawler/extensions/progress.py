"""The line that a person at a terminal sees while the crawl runs."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Self

from scrapy import signals
from scrapy.crawler import Crawler
from scrapy.exceptions import NotConfigured
from scrapy.utils.asyncio import AsyncioLoopingCall

if TYPE_CHECKING:
    from rich.console import Console

_INTERVAL = 0.25


class ProgressExtension:
    """Shows how far the crawl is, on a terminal only."""

    def __init__(self, crawler: Crawler, console: Console) -> None:
        self._stats = crawler.stats
        self._status = console.status("polling feeds and listings …")
        self._task = AsyncioLoopingCall(self._update)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Scrapy's way to make an extension.

        Raises:
            NotConfigured: there is no terminal.
        """
        if not sys.stderr.isatty():
            raise NotConfigured
        from rich.console import Console

        extension = cls(crawler, Console(stderr=True))
        crawler.signals.connect(extension.opened, signal=signals.spider_opened)
        crawler.signals.connect(extension.closed, signal=signals.spider_closed)
        return extension

    def opened(self) -> None:
        """Show the line."""
        self._status.start()
        self._task.start(_INTERVAL)

    def closed(self) -> None:
        """Take the line away: the summary follows."""
        if self._task.running:
            self._task.stop()
        self._status.stop()

    def _update(self) -> None:
        get = self._stats.get_value
        requested = get("feedcrawler/requested")
        if requested is None:
            self._status.update(
                f"polling: {get('feedcrawler/entries', 0)} entries in {get('feedcrawler/polls', 0)} feeds"
            )
            return
        stored = sum(get(f"feedcrawler/articles/{o}", 0) for o in ("new", "changed", "unchanged"))
        quarantined = get("feedcrawler/articles/quarantined", 0)
        self._status.update(
            f"{stored + quarantined} of {requested} articles: {stored} stored, {quarantined} in quarantine"
        )
