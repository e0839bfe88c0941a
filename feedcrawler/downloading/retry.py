"""Retries that wait: longer each time, and as long as the site asks for."""

from __future__ import annotations

import asyncio
import random
import time
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Self

from scrapy import Request, signals
from scrapy.crawler import Crawler
from scrapy.downloadermiddlewares.retry import RetryMiddleware
from scrapy.http import Response
from scrapy.utils.httpobj import urlparse_cached

from feedcrawler.downloading.ending import is_ending
from feedcrawler.downloading.reasons import ENDING, Postponed

_NOT_BEFORE = "feedcrawler_not_before"
_BUSY = {429, 503}
_TURN = 1.0
_MAX_DIGITS = 9  # more seconds than a life


class BackoffRetryMiddleware(RetryMiddleware):
    """Scrapy's retries with a wait before each.

    The wait doubles from try to try, with jitter. `Retry-After` of a 429 or 503 (RFC 9110, section 10.2.3: seconds or
    a date) holds every request to that host; one that is longer than FEEDCRAWLER_RETRY_AFTER_MAX ends the request,
    and `wait_asked` of its response says how long it is.
    """

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler.settings)
        self.crawler = crawler
        self._backoff = crawler.settings.getfloat("FEEDCRAWLER_RETRY_BACKOFF")
        self._longest = crawler.settings.getfloat("FEEDCRAWLER_RETRY_AFTER_MAX")
        self._held: dict[str, float] = {}
        # This signal is sent before the next request is taken from the queue.
        crawler.signals.connect(self._answered, signals.response_downloaded)
        self._waiting = 0
        self._places = max(1, crawler.settings.getint("CONCURRENT_REQUESTS") // 2)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Scrapy's way to make a middleware."""
        return cls(crawler)

    async def process_request(self, request: Request) -> Request | None:
        """Wait until the request may be sent.

        What waits takes one of the crawl's CONCURRENT_REQUESTS places. Half of them are for waits; who finds them
        taken goes back to the queue after a moment, so that other hosts get their turn.

        Raises:
            Postponed: the crawl is told to end meanwhile.
        """
        host = urlparse_cached(request).netloc
        while (wait := max(request.meta.get(_NOT_BEFORE, 0.0), self._held.get(host, 0.0)) - time.monotonic()) > 0:
            if self._waiting >= self._places and wait > _TURN:
                await asyncio.sleep(_TURN)
                return request.replace(dont_filter=True)
            self.crawler.stats.inc_value("feedcrawler/retry/waits")
            self._waiting += 1
            try:
                await self._sleep(wait)
            finally:
                self._waiting -= 1
        return None

    async def _sleep(self, seconds: float) -> None:
        end = time.monotonic() + seconds
        while (left := end - time.monotonic()) > 0:
            if is_ending(self.crawler):
                raise Postponed(ENDING)
            await asyncio.sleep(min(left, _TURN))

    def process_response(self, request: Request, response: Response) -> Request | Response:  # type: ignore[override]
        """The response, or the request that tries again."""
        if _asked(response) > self._longest:
            self.crawler.stats.inc_value("feedcrawler/retry/too_long")
            return response
        result: Request | Response = super().process_response(request, response)
        return self._delayed(result)

    def process_exception(self, request: Request, exception: Exception) -> Request | Response | None:  # type: ignore[override]
        """The request that tries again, or None for an error that a retry does not mend."""
        result = super().process_exception(request, exception)
        return self._delayed(result) if result is not None else None

    def _answered(self, response: Response, request: Request) -> None:
        """Send nothing more to a host that asks to wait, also of what is in its queue already."""
        wait = _asked(response)
        if not 0 < wait <= self._longest or not self._backoff:
            return
        until = time.monotonic() + wait
        host = urlparse_cached(request).netloc
        self._held[host] = max(self._held.get(host, 0.0), until)
        if slot := self.crawler.engine.downloader.slots.get(request.meta.get("download_slot", "")):
            slot.lastseen = max(slot.lastseen, until)  # the next request is sent DOWNLOAD_DELAY after this

    def _delayed(self, result: Request | Response) -> Request | Response:
        if isinstance(result, Request) and self._backoff:
            wait = self._backoff * 2 ** (result.meta.get("retry_times", 1) - 1)
            result.meta[_NOT_BEFORE] = time.monotonic() + wait * random.uniform(0.75, 1.25)  # noqa: S311
        return result


def _asked(response: Response) -> float:
    """Seconds for which a host that is busy asks to be left alone."""
    wait = wait_asked(response) if response.status in _BUSY else None
    return wait.total_seconds() if wait else 0.0


def wait_asked(response: Response) -> timedelta | None:
    """How long from now a response asks to wait; None where it does not ask in a form that can be read.

    A date may be in any of the three forms of RFC 9110 (section 5.6.7), all of which are in UTC; one that has passed
    asks for no wait.
    """
    raw = (response.headers.get("Retry-After") or b"").decode("latin-1").strip()
    if raw.isascii() and raw.isdigit():
        return timedelta(seconds=int(raw) if len(raw) <= _MAX_DIGITS else 10**_MAX_DIGITS)
    try:
        date = parsedate_to_datetime(raw)
        date = date.replace(tzinfo=UTC) if date.tzinfo is None else date
        return max(timedelta(0), date - datetime.now(UTC))
    except (ValueError, TypeError, OverflowError):
        return None
