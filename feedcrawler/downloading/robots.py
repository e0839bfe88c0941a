"""robots.txt, obeyed by every request that waits for it."""

from __future__ import annotations

from typing import Any

from scrapy import Request
from scrapy.downloadermiddlewares.robotstxt import RobotsTxtMiddleware
from scrapy.robotstxt import RobotParser
from scrapy.utils.httpobj import urlparse_cached


class RobotsMiddleware(RobotsTxtMiddleware):
    """Scrapy's, with the answer for everyone.

    In Scrapy 2.19 requests that wait together for one robots.txt share a Deferred whose result the first of them uses
    up: the others find no rules, and are let through.
    """

    async def robot_parser(self, request: Request) -> RobotParser | None:
        """The rules of the request's host; None where there are none."""
        await super().robot_parser(request)
        parser: Any = self._parsers[urlparse_cached(request).netloc]
        return parser if isinstance(parser, RobotParser) else None
