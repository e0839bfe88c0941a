"""Which pages of a crawl took longest."""

from __future__ import annotations

import heapq

from scrapy import Request
from scrapy.http import Response

_MOST = 10
_MOST_TEXT = 500


class SlowestPages:
    """Remembers the pages whose answers took longest."""

    def __init__(self) -> None:
        self._slowest: list[tuple[float, str]] = []

    def received(self, response: Response, request: Request) -> None:
        """Note an answer."""
        seconds = request.meta.get("download_latency")
        if seconds is None:
            return
        push = heapq.heappush if len(self._slowest) < _MOST else heapq.heappushpop
        push(self._slowest, (float(seconds), response.url[:_MOST_TEXT]))

    @property
    def found(self) -> list[dict[str, float | str]]:
        """`url` and `seconds` of each, the slowest first."""
        return [{"url": url, "seconds": round(seconds, 3)} for seconds, url in sorted(self._slowest, reverse=True)]
