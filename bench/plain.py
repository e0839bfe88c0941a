"""The peer: what most people write first. A Scrapy spider, trafilatura for everything, one `update_one` a page."""

from __future__ import annotations

import sys
from collections.abc import AsyncIterator
from typing import Any

import trafilatura
from pymongo import MongoClient
from scrapy import Request, Spider
from scrapy.crawler import AsyncCrawlerProcess
from scrapy.http import Response

from feedcrawler.recording import Archive


class PlainSpider(Spider):
    """Every article page of an archive, read by trafilatura, written one by one."""

    name = "plain"
    urls: tuple[str, ...] = ()
    uri = ""

    async def start(self) -> AsyncIterator[Request]:
        """Requests for all pages."""
        self.articles: Any = MongoClient(self.uri).plain.articles
        for url in self.urls:
            yield Request(url)

    def parse(self, response: Response) -> dict[str, Any]:
        """Read and store one page."""
        read = trafilatura.bare_extraction(response.text, url=response.url, with_metadata=True)
        document = read.as_dict() if read else {}
        document = {k: document.get(k) for k in ("title", "author", "date", "text")} | {"url": response.url}
        self.articles.update_one({"_id": response.url}, {"$set": document}, upsert=True)
        return document


def main(archive: str, uri: str, *urls: str) -> None:
    """Crawl `urls` from `archive` into the database at `uri`."""
    settings = {
        "ADDONS": {"feedcrawler.recording.ReplayAddon": 500},
        "FEEDCRAWLER_REPLAY": [archive],
        "LOG_LEVEL": "ERROR",
        "TELNETCONSOLE_ENABLED": False,
        "REMOTE_CONTROL_ENABLED": False,
    }
    process = AsyncCrawlerProcess(settings)
    process.crawl(PlainSpider, urls=urls or tuple(_articles(archive)), uri=uri)
    process.start()


def _articles(archive: str) -> list[str]:
    return [url for url in Archive([archive]) if not any(part in url for part in ("/tag/", "/news-archive/", "robots"))]


if __name__ == "__main__":
    main(*sys.argv[1:])
