"""Retries that wait: longer each time, and as long as the site asks for."""

from __future__ import annotations

import asyncio
import random
import time
from email.utils import parsedate_to_datetime
from typing import Self

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.downloadermiddlewares.retry import RetryMiddleware
from scrapy.http import Response
from scrapy.utils.httpobj import urlparse_cached

_NOT_BEFORE = "feedcrawler_not_before"
_BUSY = {429, 503}


class BackoffRetryMiddleware(RetryMiddleware):
    """Scrapy's retries with a wait before each.

    The wait doubles from try to try, with jitter. `Retry-After` of a 429 or 503 (RFC 9110, section 10.2.3: seconds or
    a date) holds every request to that host; one that is longer than FEEDCRAWLER_RETRY_AFTER_MAX ends the request.
    """

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler.settings)
        self.crawler = crawler
        self._backoff = crawler.settings.getfloat("FEEDCRAWLER_RETRY_BACKOFF")
        self._longest = crawler.settings.getfloat("FEEDCRAWLER_RETRY_AFTER_MAX")
        self._held: dict[str, float] = {}

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Scrapy's way to make a middleware."""
        return cls(crawler)

    async def process_request(self, request: Request) -> None:
        """Wait until the request may be sent."""
        host = urlparse_cached(request).netloc
        while (wait := max(request.meta.get(_NOT_BEFORE, 0.0), self._held.get(host, 0.0)) - time.monotonic()) > 0:
            self.crawler.stats.inc_value("feedcrawler/retry/waits")
            await asyncio.sleep(wait)

    def process_response(self, request: Request, response: Response) -> Request | Response:  # type: ignore[override]
        """The response, or the request that tries again."""
        if response.status in _BUSY and (asked := retry_after(response)) is not None:
            if asked > self._longest:
                self.crawler.stats.inc_value("feedcrawler/retry/too_long")
                return response
            host = urlparse_cached(request).netloc
            wait = asked if self._backoff else 0.0
            self._held[host] = max(self._held.get(host, 0.0), time.monotonic() + wait)
        result: Request | Response = super().process_response(request, response)
        return self._delayed(result)

    def process_exception(self, request: Request, exception: Exception) -> Request | Response | None:  # type: ignore[override]
        """The request that tries again, or None for an error that a retry does not mend."""
        result = super().process_exception(request, exception)
        return self._delayed(result) if result is not None else None

    def _delayed(self, result: Request | Response) -> Request | Response:
        if isinstance(result, Request) and self._backoff:
            wait = self._backoff * 2 ** (result.meta.get("retry_times", 1) - 1)
            result.meta[_NOT_BEFORE] = time.monotonic() + wait * random.uniform(0.75, 1.25)  # noqa: S311
        return result


def retry_after(response: Response) -> float | None:
    """Seconds from now that a response asks to wait; None where it does not ask in a form that can be read."""
    raw = (response.headers.get("Retry-After") or b"").decode("latin-1").strip()
    if raw.isascii() and raw.isdigit():
        return float(raw[:9])
    try:
        return max(0.0, parsedate_to_datetime(raw).timestamp() - time.time()) if raw else None
    except (ValueError, TypeError, OverflowError):
        return None
