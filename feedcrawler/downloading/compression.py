"""Answers that are packed: unpacked once or twice, not a thousand times."""

from __future__ import annotations

from scrapy import Request
from scrapy.downloadermiddlewares.httpcompression import HttpCompressionMiddleware
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Response

from feedcrawler.downloading.reasons import Refused

MAX_CODINGS = 3
"""How often an answer may be packed: one is usual, two a mistake, and each costs an unpacking."""


class BoundedCompressionMiddleware(HttpCompressionMiddleware):
    """Scrapy's, which bounds what comes out of each unpacking; here their number is bounded too."""

    def process_response(self, request: Request, response: Response) -> Request | Response:  # type: ignore[override]
        """The response, unpacked.

        Raises:
            Refused: it is too large unpacked, packed too often, or damaged.
        """
        codings = b",".join(response.headers.getlist("Content-Encoding")).count(b",") + 1
        if codings > MAX_CODINGS:
            raise Refused("broken answer", f"{codings} content codings")
        try:
            unpacked: Request | Response = super().process_response(request, response)
        except IgnoreRequest as error:
            raise Refused("too large", str(error)) from None
        except Exception as error:  # each library has its own
            raise Refused("broken answer", f"{type(error).__name__}: {error}") from None
        return unpacked
