"""robots.txt, obeyed by every request that waits for it."""

from __future__ import annotations

import asyncio
import logging
from itertools import islice

from scrapy import Request, signals
from scrapy.crawler import Crawler
from scrapy.downloadermiddlewares.robotstxt import RobotsTxtMiddleware
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Response
from scrapy.http.request import NO_CALLBACK
from scrapy.robotstxt import RobotParser
from scrapy.utils.httpobj import urlparse_cached
from scrapy.utils.misc import build_from_crawler

from feedcrawler.downloading.reasons import Postponed, Refused, reason_of
from feedcrawler.downloading.robots_txt import read_part
from feedcrawler.urls import absolute_url

logger = logging.getLogger(__name__)

MAX_SITEMAPS = 50
"""How many sitemaps of one robots.txt are kept."""

_UNREADABLE = "robots.txt cannot be read"

Answer = RobotParser | str | None
"""The rules of a host; None where it has none; or why they are not known for now."""


class RobotsMiddleware(RobotsTxtMiddleware):
    """Scrapy's, with the answer for everyone and RFC 9309's meaning of each answer.

    In Scrapy 2.19 requests that wait together for one robots.txt share a Deferred whose result the first of them
    uses up: the others find no rules, and are let through. And what is no robots.txt (an error page, no answer at
    all) allows everything, where RFC 9309 (section 2.3.1) tells "there is none" from "it cannot be read".

    `sitemaps` holds what the robots.txt of each host (as in its URLs) that was asked for one names as sitemaps.
    """

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self.sitemaps: dict[str, list[str]] = {}
        self._answers: dict[str, asyncio.Future[Answer]] = {}

    async def robot_parser(self, request: Request) -> RobotParser | None:
        """The rules of the request's host; None where there are none.

        Raises:
            Postponed: they cannot be read for now.
        """
        netloc = urlparse_cached(request).netloc
        if netloc not in self._answers:
            self._answers[netloc] = asyncio.ensure_future(self._ask(request))
        answer = await asyncio.shield(self._answers[netloc])  # one that is given up takes it from no other
        if isinstance(answer, str):
            self._stats.inc_value("feedcrawler/robots/postponed")
            raise Postponed(answer)
        return answer

    def process_request_2(self, rp: RobotParser | None, request: Request) -> None:
        """Let a request that the rules allow pass.

        Raises:
            Refused: they do not.
        """
        try:
            super().process_request_2(rp, request)
        except IgnoreRequest:
            raise Refused("robots.txt") from None

    async def _ask(self, request: Request) -> Answer:
        parts = urlparse_cached(request)
        url = f"{parts.scheme}://{parts.netloc}/robots.txt"
        asked = Request(url, NO_CALLBACK, priority=self.DOWNLOAD_PRIORITY, meta={"dont_obey_robotstxt": True})
        self._stats.inc_value("robotstxt/request_count")
        try:
            response = await self.crawler.engine.download_async(asked)
        except Postponed as error:
            return error.reason
        except Exception as error:
            return self._failed(url, error)
        self._stats.inc_value("robotstxt/response_count")
        self._stats.inc_value(f"robotstxt/response_status_count/{response.status}")
        if response.status >= 500 or response.status == 429:
            return self._unreadable(url, f"http {response.status}")
        return await self._read(response, request) if 200 <= response.status < 300 else None

    async def _read(self, response: Response, request: Request) -> RobotParser:
        user_agent = self._robotstxt_useragent or self._default_useragent
        parser: RobotParser = build_from_crawler(
            self._parserimpl, self.crawler, read_part(response.body, str(user_agent))
        )
        links = (absolute_url(response.url, link) for link in getattr(getattr(parser, "rp", None), "sitemaps", ()))
        found = dict.fromkeys(link for link in islice(links, 10 * MAX_SITEMAPS) if link)
        self.sitemaps[urlparse_cached(request).netloc] = list(islice(found, MAX_SITEMAPS))
        await self.crawler.signals.send_catch_log_async(
            signal=signals.robots_parsed, robotparser=parser, request=request
        )
        return parser

    def _failed(self, url: str, error: Exception) -> Answer:
        """What it means that nothing was answered."""
        if isinstance(error, IgnoreRequest) and not isinstance(error, Refused):
            # Redirected without end (RFC 9309, section 2.3.1.2), or not in the archive that is replayed: there is none.
            return None
        self._stats.inc_value(f"robotstxt/exception_count/{type(error)}")
        return self._unreadable(url, reason_of(error))

    def _unreadable(self, url: str, reason: str) -> str:
        """A site that cannot say what it allows allows nothing for now (RFC 9309, section 2.3.1.4)."""
        self._stats.inc_value("feedcrawler/robots/unreadable")
        logger.warning("%s: %s: nothing is fetched there in this crawl", url, reason)
        return _UNREADABLE
