"""A crawl that is told to end sends nothing more."""

from __future__ import annotations

from typing import Any, Self

from scrapy import Request, signals
from scrapy.crawler import Crawler
from scrapy.utils.asyncio import AsyncioLoopingCall

from feedcrawler.downloading.reasons import ENDING, Postponed

_LOOK = 0.5  # seconds; Scrapy has no signal for it


class EndingMiddleware:
    """Takes back what has not been sent when a crawl is told to end; it stays due. What has been sent is waited for.

    Scrapy by itself would send what is in its queues, at the pace of each host: with a minute between two requests that
    takes a quarter of an hour, and whoever asked for the end does not wait so long.
    """

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler
        self._looking = AsyncioLoopingCall(self._look)
        crawler.signals.connect(self._opened, signals.spider_opened)
        crawler.signals.connect(self._closed, signals.spider_closed)
        # This signal is sent before the next request is taken from the queue.
        crawler.signals.connect(self._look, signals.response_downloaded)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Scrapy's way to make a middleware."""
        return cls(crawler)

    def process_request(self, request: Request) -> None:  # noqa: ARG002 - Scrapy calls it so
        """Let requests pass until the crawl is told to end.

        Raises:
            Postponed: it is.
        """
        if is_ending(self.crawler):
            raise Postponed(ENDING)

    def _opened(self) -> None:
        self._looking.start(_LOOK, now=False)

    def _closed(self) -> None:
        if self._looking.running:
            self._looking.stop()

    def _look(self) -> None:
        if is_ending(self.crawler):
            for slot in self.crawler.engine.downloader.slots.values():
                while slot.queue:
                    _, waiting = slot.queue.popleft()
                    waiting.errback(Postponed(ENDING))


def is_ending(crawler: Crawler) -> bool:
    """Whether a crawl has been told to end: by a signal, or by one of its parts."""
    slot: Any = crawler.engine._slot if crawler.engine else None
    return not crawler.crawling or (slot is not None and slot.closing is not None)
