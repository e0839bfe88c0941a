"""A host that is down is left alone."""

from __future__ import annotations

import logging
from collections import Counter
from typing import Self

from scrapy import Request, signals
from scrapy.crawler import Crawler
from scrapy.exceptions import NotConfigured
from scrapy.http import Response
from scrapy.utils.httpobj import urlparse_cached

from feedcrawler.downloading.reasons import NO_ANSWER, Postponed, reason_of
from feedcrawler.incidents import note

logger = logging.getLogger(__name__)


class BreakerMiddleware:
    """Asks nothing more of a host after FEEDCRAWLER_MAX_FAILURES failures in a row.

    A failure is a request that got no answer, or 429 or 5xx, after its last retry; so this stands before the
    retries. Any other answer of the host, also a redirect, begins the row anew.
    """

    def __init__(self, crawler: Crawler) -> None:
        self._most = crawler.settings.getint("FEEDCRAWLER_MAX_FAILURES")
        if not self._most or crawler.settings.get("FEEDCRAWLER_REPLAY"):
            raise NotConfigured
        self.crawler = crawler
        self._failures: Counter[str] = Counter()
        crawler.signals.connect(self._answered, signals.response_downloaded)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Scrapy's way to make a middleware."""
        return cls(crawler)

    def process_request(self, request: Request) -> None:
        """Let requests to hosts that are up pass.

        Raises:
            Postponed: the host is down.
        """
        if self._failures[_host(request)] >= self._most:
            self.crawler.stats.inc_value("feedcrawler/breaker/postponed")
            raise Postponed("host is down")

    def process_response(self, request: Request, response: Response) -> Response:
        """Count an answer that is a failure, and pass it on."""
        if _is_failure(response):
            self._failed(request, f"http {response.status}")
        return response

    def process_exception(self, request: Request, exception: Exception) -> None:
        """Count a request that got no answer."""
        if (reason := reason_of(exception)) in NO_ANSWER:
            self._failed(request, reason)

    def _answered(self, response: Response, request: Request) -> None:
        if not _is_failure(response):
            self._failures.pop(_host(request), None)

    def _failed(self, request: Request, reason: str) -> None:
        host = _host(request)
        self._failures[host] += 1
        if self._failures[host] == self._most:
            note(self.crawler.stats, "host is down", request.url, f"{self._most} failures in a row, the last: {reason}")
            logger.warning("%s is down (%s): nothing more is asked of it in this crawl", host, reason)


def _host(request: Request) -> str:
    return urlparse_cached(request).netloc


def _is_failure(response: Response) -> bool:
    return response.status >= 500 or response.status == 429
