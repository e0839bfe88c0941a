"""How much one site is asked in one day."""

from __future__ import annotations

from typing import Self

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.exceptions import NotConfigured

from feedcrawler.downloading.reasons import BUDGET, Postponed
from feedcrawler.incidents import note


class BudgetMiddleware:
    """Sends no more than FEEDCRAWLER_DAILY_REQUESTS requests to a site in one day.

    Everything that goes out counts: robots.txt, redirects, retries. What earlier runs of the day have sent is the
    spider's `requests_before`.
    """

    def __init__(self, crawler: Crawler) -> None:
        self._budget = crawler.settings.getint("FEEDCRAWLER_DAILY_REQUESTS")
        if not self._budget or crawler.settings.get("FEEDCRAWLER_REPLAY"):
            raise NotConfigured
        self.crawler = crawler
        self._sent = 0
        self._is_used_up = False

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Scrapy's way to make a middleware."""
        return cls(crawler)

    def process_request(self, request: Request) -> None:
        """Count a request.

        Raises:
            Postponed: the budget is used up.
        """
        if getattr(self.crawler.spider, "requests_before", 0) + self._sent < self._budget:
            self._sent += 1
            return
        stats = self.crawler.stats
        stats.inc_value("feedcrawler/budget/postponed")
        if not self._is_used_up:
            self._is_used_up = True
            note(stats, BUDGET, request.url, f"{self._budget} requests a day")
        raise Postponed(BUDGET)
