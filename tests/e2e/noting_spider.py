"""The spider for any site, made to say or do something on the way."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import AsyncIterator
from typing import Any

from feedcrawler.errors import ConfigurationError, DatabaseError
from feedcrawler.pipelines.mongodb import MongoDBPipeline
from feedcrawler.sitelist import SiteEntry
from feedcrawler.spiders.news import NewsSpider


class NotingNewsSpider(NewsSpider):
    """`-a note=…` says what."""

    name = "noting_news"

    def __init__(self, entry: SiteEntry | None = None, note: str = "", **kwargs: Any) -> None:
        if note == "refuse":
            raise ConfigurationError("note=refuse is not possible")
        if note == "break" and entry and entry.publisher:
            raise RuntimeError("this site breaks the spider")
        if note == "stop":
            os.kill(os.getpid(), signal.SIGTERM)
        super().__init__(entry=entry, **kwargs)
        self.entry_name = entry.site_name if entry else ""
        self.note = note

    async def start(self) -> AsyncIterator[Any]:
        """What there is to crawl, unless the note says otherwise."""
        if self.note == "lose database":
            pipeline = self.crawler.get_item_pipeline(MongoDBPipeline)
            assert pipeline
            pipeline.lose_database(DatabaseError("MongoDB was lost: it does not answer"))
            return
        if self.note == "fail":
            raise RuntimeError("the spider has a mistake")
        if self.note == "settings":
            names = ("DOWNLOAD_DELAY", "CONCURRENT_REQUESTS_PER_DOMAIN", "FEEDCRAWLER_DAILY_REQUESTS")
            values = [self.settings.getfloat(name) for name in names]
            only_due = self.settings.getbool("FEEDCRAWLER_ONLY_DUE")
            sys.stderr.write(f"{self.entry_name} has {values}, only what is due: {only_due}\n")
        async for request in super().start():
            yield request
        if self.note == "break record":
            self.gaps.append(None)  # type: ignore[arg-type]
