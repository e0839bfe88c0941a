"""What most people write: a Scrapy spider on a feed and a listing, and a set of what it has."""

from __future__ import annotations

import os
import sys
from collections.abc import AsyncIterator, Iterable, Iterator
from typing import Any

import trafilatura
from pymongo import MongoClient
from scrapy import Request, Spider
from scrapy.crawler import AsyncCrawlerProcess
from scrapy.http import Response


class PlainSpider(Spider):
    """What is not in the database is fetched, read by trafilatura and written."""

    name = "plain"
    site = ""

    async def start(self) -> AsyncIterator[Request]:
        """The feed and the first page of the listing."""
        client: Any = MongoClient(os.environ["MONGODB_URI"])
        self.articles = client[os.environ["MONGODB_DATABASE"]].articles
        self.stored = {article["_id"] for article in self.articles.find({}, {"_id": 1})}
        self.seen = set(self.stored)
        yield Request(f"{self.site}/rss.xml", self.parse_feed)
        yield Request(f"{self.site}/latest/", self.parse_listing)

    def parse_feed(self, response: Response) -> Iterator[Request]:
        """The articles of the feed."""
        yield from self._new(response.xpath("//item/link/text()").getall())

    def parse_listing(self, response: Response) -> Iterator[Request]:
        """The articles of a page of the listing, and the next page if something on this one is not stored yet."""
        urls = [response.urljoin(path) for path in response.css("article h3 a::attr(href)").getall()]
        yield from self._new(urls)
        following = response.css("a[rel=next]::attr(href)").get()
        if following and not self.stored.issuperset(urls):
            yield response.follow(following, self.parse_listing)

    def parse(self, response: Response) -> None:
        """Read and store one article."""
        read: Any = trafilatura.bare_extraction(response.text, url=response.url, with_metadata=True)
        document = read.as_dict() if read else {}
        document = {k: document.get(k) for k in ("title", "author", "date", "text")} | {"url": response.url}
        self.articles.update_one({"_id": response.url}, {"$set": document}, upsert=True)

    def _new(self, urls: Iterable[str]) -> Iterator[Request]:
        for url in urls:
            if url not in self.seen:
                self.seen.add(url)
                yield Request(url)


def main(address: str) -> None:
    """Crawl once."""
    settings = {
        "ROBOTSTXT_OBEY": True,
        "DOWNLOAD_DELAY": 0,
        "LOG_LEVEL": "ERROR",
        "TELNETCONSOLE_ENABLED": False,
        "REMOTE_CONTROL_ENABLED": False,
    }
    process = AsyncCrawlerProcess(settings)
    process.crawl(PlainSpider, site=address)
    process.start()


if __name__ == "__main__":
    main(*sys.argv[1:])
