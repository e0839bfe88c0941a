"""Runs a tiny spider in a process of its own (a reactor runs once in a process) and prints what it met.

    python -m tests.recording.crawl '{"urls": […], "settings": {…}}'

Every attempt to reach the network is noted: a replay must make none.
"""

from __future__ import annotations

import base64
import json
import sys
from collections.abc import AsyncIterator, Iterator
from typing import Any

from scrapy import Request, Spider
from scrapy.crawler import AsyncCrawlerProcess
from scrapy.http import Response
from twisted.python.failure import Failure

from feedcrawler.errors import FeedcrawlerError

BASE_SETTINGS: dict[str, Any] = {
    "ADDONS": {"feedcrawler.recording.ReplayAddon": 100},
    "EXTENSIONS": {"feedcrawler.recording.ArchiveExtension": 100},
    "ROBOTSTXT_OBEY": True,
    "DOWNLOAD_DELAY": 0,
    "CONCURRENT_REQUESTS": 1,
    "TELNETCONSOLE_ENABLED": False,
    "REMOTE_CONTROL_ENABLED": False,
    "LOG_LEVEL": "WARNING",
    "RETRY_TIMES": 1,
    "USER_AGENT": "feedcrawler-test",
}

network: list[str] = []


def note_network(event: str, args: tuple[Any, ...]) -> None:
    if event in {"socket.connect", "socket.getaddrinfo", "socket.sendto"}:
        network.append(f"{event} {args[1:]}")


class TinySpider(Spider):
    name = "tiny"
    results: list[dict[str, Any]]

    async def start(self) -> AsyncIterator[Request]:
        self.results = []
        for entry in self.urls:  # type: ignore[attr-defined]
            options = {"url": entry} if isinstance(entry, str) else entry
            yield Request(callback=self.parse, errback=self.failed, dont_filter=True, **options)

    def parse(self, response: Response, **kwargs: Any) -> Iterator[None]:
        fetched_at = response.meta.get("fetched_at")
        self.results.append(
            {
                "url": response.url,
                "status": response.status,
                "headers": dict(response.headers.to_unicode_dict()),
                "body": base64.b64encode(response.body).decode(),
                "flags": response.flags,
                "fetched_at": fetched_at and fetched_at.isoformat(),
            }
        )
        yield from ()

    def failed(self, failure: Failure) -> None:
        assert failure.value is not None
        self.results.append(
            {"url": failure.request.url, "error": type(failure.value).__name__}  # type: ignore[attr-defined]
        )


def main() -> None:
    job = json.loads(sys.argv[1])
    settings = BASE_SETTINGS | {"HTTPERROR_ALLOW_ALL": True} | job["settings"]
    process = AsyncCrawlerProcess(settings)
    crawler = process.create_crawler(TinySpider)
    task = process.crawl(crawler, urls=job["urls"])
    sys.addaudithook(note_network)
    process.start()
    try:
        task.result()
    except FeedcrawlerError as error:
        sys.stdout.write(json.dumps({"refused": str(error), "network": network}))
        sys.exit(error.exit_code)
    spider = crawler.spider
    assert isinstance(spider, TinySpider)
    stats = {key: value for key, value in crawler.stats.get_stats().items() if isinstance(value, int | str | list)}
    sys.stdout.write(json.dumps({"results": spider.results, "stats": stats, "network": network}))


if __name__ == "__main__":
    main()
