"""The pace that a robots.txt asks for."""

from __future__ import annotations

from typing import Any, Self

from scrapy import Request, signals
from scrapy.crawler import Crawler
from scrapy.exceptions import NotConfigured
from scrapy.robotstxt import RobotParser
from scrapy.utils.httpobj import urlparse_cached

from feedcrawler.incidents import note


class CrawlDelayMiddleware:
    """Sends one request at a time to a host whose robots.txt asks for a pace, and keeps it.

    The pace is `Crawl-delay` (seconds between requests) or `Request-rate` (so many requests in so many seconds),
    whichever is slower; neither is in RFC 9309, both are in use. A wait longer than FEEDCRAWLER_CRAWL_DELAY_MAX is
    cut to that.
    """

    def __init__(self, crawler: Crawler) -> None:
        settings = crawler.settings
        if not settings.getbool("ROBOTSTXT_OBEY") or settings.get("FEEDCRAWLER_REPLAY"):
            raise NotConfigured
        self.crawler = crawler
        self._user_agent = str(settings["ROBOTSTXT_USER_AGENT"] or settings["USER_AGENT"])
        self._longest = settings.getfloat("FEEDCRAWLER_CRAWL_DELAY_MAX")
        self._paced: set[str] = set()
        crawler.signals.connect(self._robots_parsed, signals.robots_parsed)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Scrapy's way to make a middleware."""
        return cls(crawler)

    def process_request(self, request: Request) -> None:
        """Put a request into the queue of its own host, out of AutoThrottle's hands where the host has a pace."""
        if request.meta.get("redirect_times"):
            request.meta.pop("download_slot", None)  # Scrapy leaves a redirect in the queue of the first host
        if urlparse_cached(request).hostname in self._paced:
            request.meta["autothrottle_dont_adjust_delay"] = True

    def _robots_parsed(self, robotparser: RobotParser, request: Request) -> None:
        asked = _delay(robotparser, self._user_agent)
        if asked <= 0:
            return
        if asked > self._longest:
            note(self.crawler.stats, "crawl delay", request.url, f"{asked:g} seconds, cut to {self._longest:g}")
        host = urlparse_cached(request).hostname or ""
        self._paced.add(host)
        self._set(host, min(asked, self._longest))
        self.crawler.stats.inc_value("feedcrawler/robots/crawl_delay")

    def _set(self, host: str, delay: float) -> None:
        """Give a host's queue its pace: the queue that is there, and those that Scrapy makes later."""
        downloader = self.crawler.engine.downloader
        known = downloader.per_slot_settings.get(host, {})
        delay = max(delay, known.get("delay", 0.0), self.crawler.settings.getfloat("DOWNLOAD_DELAY"))
        downloader.per_slot_settings[host] = known | {"delay": delay, "concurrency": 1, "jitter": 0.0}
        if slot := downloader.slots.get(host):
            slot.delay, slot.concurrency, slot.jitter = delay, 1, 0.0


def _delay(parser: RobotParser, user_agent: str) -> float:
    """Seconds between two requests that the rules for `user_agent` ask for; 0 for none."""
    protego: Any = getattr(parser, "rp", None)
    rate = protego.request_rate(user_agent) if hasattr(protego, "request_rate") else None
    try:
        between = rate.seconds / rate.requests if rate else 0.0
    except OverflowError:  # a number of a thousand digits
        between = 0.0
    return max(parser.crawl_delay(user_agent) or 0.0, between)
