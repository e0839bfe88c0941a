"""The peer: what most people write first. A Scrapy spider, trafilatura for everything, one `update_one` a page."""

from __future__ import annotations

import sys
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import trafilatura
from pymongo import MongoClient
from scrapy import Request, Spider
from scrapy.crawler import AsyncCrawlerProcess
from scrapy.http import Response


class PlainSpider(Spider):
    """Pages read by trafilatura and written one by one."""

    name = "plain"
    urls: tuple[str, ...] = ()
    uri = ""
    database = ""

    async def start(self) -> AsyncIterator[Request]:
        """Requests for all pages."""
        self.articles: Any = MongoClient(self.uri)[self.database].articles
        for url in self.urls:
            yield Request(url)

    def parse(self, response: Response) -> dict[str, Any]:
        """Read and store one page."""
        read: Any = trafilatura.bare_extraction(response.text, url=response.url, with_metadata=True)
        document = read.as_dict() if read else {}
        document = {k: document.get(k) for k in ("title", "author", "date", "text")} | {"url": response.url}
        self.articles.update_one({"_id": response.url}, {"$set": document}, upsert=True)
        return document


def main(archive: str, uri: str, database: str, urls: str) -> None:
    """Crawl the addresses in the file `urls` from `archive` into a database."""
    settings = {
        "ADDONS": {"feedcrawler.recording.ReplayAddon": 500},
        "FEEDCRAWLER_REPLAY": [archive],
        "LOG_LEVEL": "ERROR",
        "TELNETCONSOLE_ENABLED": False,
        "REMOTE_CONTROL_ENABLED": False,
    }
    process = AsyncCrawlerProcess(settings)
    process.crawl(PlainSpider, urls=Path(urls).read_text("utf-8").split(), uri=uri, database=database)
    process.start()


if __name__ == "__main__":
    main(*sys.argv[1:])
