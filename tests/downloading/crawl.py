"""Runs a tiny spider with the project's settings in a process of its own, and prints what it met.

python -m tests.downloading.crawl '{"urls": […], "spider": {…}, "settings": {…}}'
"""

from __future__ import annotations

import json
import sys
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any

from scrapy import Request, Spider
from scrapy.crawler import AsyncCrawlerProcess
from scrapy.http import Response
from scrapy.settings import Settings
from twisted.python.failure import Failure

from feedcrawler.downloading.reasons import Postponed, reason_of
from feedcrawler.downloading.retry import wait_asked
from feedcrawler.downloading.robots import RobotsMiddleware
from tests.downloading import names

QUICK: dict[str, Any] = {
    "ADDONS": {"feedcrawler.recording.ReplayAddon": 500},
    "SPIDER_MODULES": [],
    "EXTENSIONS": {},
    "ITEM_PIPELINES": {},
    "DOWNLOAD_DELAY": 0,
    "AUTOTHROTTLE_ENABLED": False,
    "FEEDCRAWLER_RETRY_BACKOFF": 0.01,
    "RETRY_TIMES": 1,
    "TWISTED_DNS_RESOLVER": "tests.downloading.names.Names",
}


class TinySpider(Spider):
    name = "tiny"
    met: dict[str, dict[str, Any]]
    order: list[str]

    async def start(self) -> AsyncIterator[Request]:
        self.met, self.order = {}, []
        for url in self.urls:  # type: ignore[attr-defined]
            yield Request(url, self.parse, errback=self.failed, dont_filter=True, cb_kwargs={"asked": url})

    def parse(self, response: Response, asked: str) -> Iterator[None]:
        self.order.append(asked)
        self.met[asked] = {"status": response.status, "size": len(response.body), "url": response.url}
        yield from ()

    def failed(self, failure: Failure) -> None:
        error = failure.value
        assert error is not None
        asked = failure.request.cb_kwargs["asked"]  # type: ignore[attr-defined]
        self.order.append(asked)
        met: dict[str, Any] = {"reason": reason_of(error), "postponed": isinstance(error, Postponed)}
        response = getattr(error, "response", None)
        if response is not None and (wait := wait_asked(response)) is not None:
            met["wait"] = wait.total_seconds()
        self.met[asked] = met


def most_memory() -> int:
    """The most memory that this process has had, in KiB."""
    (line,) = (line for line in Path("/proc/self/status").read_text().splitlines() if line.startswith("VmHWM:"))
    return int(line.split()[1])


def main() -> None:
    job = json.loads(sys.argv[1])
    settings = Settings()
    settings.setmodule("feedcrawler.settings", priority="project")
    settings.setdict(QUICK | job["settings"], priority="cmdline")
    process = AsyncCrawlerProcess(settings)
    crawler = process.create_crawler(TinySpider)
    before = most_memory()
    task = process.crawl(crawler, urls=job["urls"], **job["spider"])
    process.start()
    task.result()
    spider = crawler.spider
    assert isinstance(spider, TinySpider)
    out = {
        "met": spider.met,
        "order": spider.order,
        "stats": {k: v for k, v in crawler.stats.get_stats().items() if isinstance(v, int | float | str | list)},
        "looked_up": names.asked,
        "grown": most_memory() - before,
    }
    middleware = crawler.get_downloader_middleware(RobotsMiddleware)
    out["sitemaps"] = middleware.sitemaps if middleware else None
    sys.stdout.write(json.dumps(out))


if __name__ == "__main__":
    main()
