"""Spiders that are given their articles, so that a crawl can be compared with one that has no feeds to read."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from feedcrawler.discovery import Entry, merge
from feedcrawler.site import Site
from feedcrawler.spiders.agenda import Task
from feedcrawler.spiders.kyiv_independent import KyivIndependentSpider
from feedcrawler.spiders.news import NewsSpider


class _Given(NewsSpider):
    """The whole crawl, but for feeds and listings: `-a urls=FILE`, an address a line."""

    def __init__(self, *args: Any, urls: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._urls = Path(urls).read_text("utf-8").split()

    async def _tasks(self) -> list[Task]:
        self.now = datetime.now(UTC)
        entries = (Entry(url=url, via="archive", feed_url=url) for url in self._urls)
        return [Task(id=one.id, url=one.url, source=one.source(self.site)) for one in merge(entries, self.site)]


class GivenSpider(_Given):
    """Articles of one site."""

    name = "given"
    site = KyivIndependentSpider.site


class Anywhere(Site):
    """All sites as one."""

    def is_article(self, url: str) -> bool:
        """Whatever is given is one."""
        return bool(url)


class AnywhereSpider(_Given):
    """Articles of many sites; without their robots.txt, of which one site would have one."""

    name = "anywhere"
    site = Anywhere(name="anywhere", domain="anywhere.invalid")
    custom_settings = {"ROBOTSTXT_OBEY": False}  # noqa: RUF012 - as Scrapy declares it
