"""The line that a person at a terminal sees while the crawl runs."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any, Self

from scrapy import signals
from scrapy.crawler import Crawler
from scrapy.exceptions import NotConfigured
from scrapy.utils.asyncio import AsyncioLoopingCall

_INTERVAL = 0.25


class StatusLine:
    """A line on the terminal that says again and again how far things are."""

    def __init__(self, say: Callable[[], str]) -> None:
        from rich.console import Console

        self._status = Console(stderr=True).status(say())
        self._task = AsyncioLoopingCall(lambda: self._status.update(say()))

    def start(self) -> None:
        """Show the line."""
        self._status.start()
        self._task.start(_INTERVAL)

    def stop(self) -> None:
        """Take the line away: the summary follows."""
        if self._task.running:
            self._task.stop()
        self._status.stop()


@contextmanager
def shown(say: Callable[[], str]) -> Iterator[None]:
    """Show what `say` says, on a terminal only."""
    if not sys.stderr.isatty():
        yield
        return
    line = StatusLine(say)
    line.start()
    try:
        yield
    finally:
        line.stop()


class ProgressExtension:
    """Shows how far the crawl of one site is, on a terminal only."""

    def __init__(self, crawler: Crawler) -> None:
        self._stats = crawler.stats
        self._line = StatusLine(self._say)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Scrapy's way to make an extension.

        Raises:
            NotConfigured: there is no terminal.
        """
        if not sys.stderr.isatty():
            raise NotConfigured
        extension = cls(crawler)
        crawler.signals.connect(extension.opened, signal=signals.spider_opened)
        crawler.signals.connect(extension.closed, signal=signals.spider_closed)
        return extension

    def opened(self) -> None:
        """Show the line."""
        self._line.start()

    def closed(self) -> None:
        """Take the line away."""
        self._line.stop()

    def _say(self) -> str:
        get = self._stats.get_value
        requested = get("feedcrawler/requested")
        if requested is None:
            return f"polling: {get('feedcrawler/entries', 0)} entries in {get('feedcrawler/polls', 0)} feeds"
        stored, quarantined = stored_so_far(self._stats.get_stats()), get("feedcrawler/articles/quarantined", 0)
        return f"{stored + quarantined} of {requested} articles: {stored} stored, {quarantined} in quarantine"


def stored_so_far(stats: Mapping[str, Any]) -> int:
    """How many articles a crawl has stored, or found as they were stored."""
    return sum(stats.get(f"feedcrawler/articles/{outcome}", 0) for outcome in ("new", "changed", "unchanged"))
