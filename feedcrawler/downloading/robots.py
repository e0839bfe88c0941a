"""robots.txt, obeyed by every request that waits for it."""

from __future__ import annotations

import logging
from typing import Any

from scrapy import Request
from scrapy.downloadermiddlewares.robotstxt import RobotsTxtMiddleware
from scrapy.http import Response
from scrapy.robotstxt import RobotParser
from scrapy.utils.httpobj import urlparse_cached

logger = logging.getLogger(__name__)


class RobotsMiddleware(RobotsTxtMiddleware):
    """Scrapy's, with the answer for everyone.

    In Scrapy 2.19 requests that wait together for one robots.txt share a Deferred whose result the first of them uses
    up: the others find no rules, and are let through.
    """

    async def _parse_robots(self, response: Response, netloc: str, request: Request) -> None:
        """A site that cannot say what it allows allows nothing for now (RFC 9309, section 2.3.1.4)."""
        if response.status >= 500 or response.status == 429:
            logger.warning("%s answers %d: nothing is fetched there in this crawl", response.url, response.status)
            response = response.replace(body=b"User-agent: *\nDisallow: /")
        await super()._parse_robots(response, netloc, request)

    async def robot_parser(self, request: Request) -> RobotParser | None:
        """The rules of the request's host; None where there are none."""
        await super().robot_parser(request)
        parser: Any = self._parsers[urlparse_cached(request).netloc]
        return parser if isinstance(parser, RobotParser) else None
