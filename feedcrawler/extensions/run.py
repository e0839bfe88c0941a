"""The record of a run: one document that tells how a crawl went."""

from __future__ import annotations

import asyncio
import logging
import platform
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import cache
from importlib.metadata import version
from typing import Any, Self

from scrapy import signals
from scrapy.crawler import Crawler

from feedcrawler import __version__
from feedcrawler.errors import DatabaseError
from feedcrawler.extensions.log import TidyLog
from feedcrawler.mongodb.document import Document
from feedcrawler.mongodb.store import Store
from feedcrawler.pipelines.mongodb import MongoDBPipeline
from feedcrawler.spiders.news import NewsSpider
from feedcrawler.verdict import judge

logger = logging.getLogger(__name__)

_BEAT = 30.0  # seconds after which the counts of a run are written again: it may be killed
_VERSIONS = ("scrapy", "pymongo", "trafilatura", "dateparser", "web-poet")


class RunExtension:
    """Writes the run into `runs` when it starts, now and then, and when it ends."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._started = datetime.now(UTC)
        self._beat: asyncio.Task[None] | None = None

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Scrapy's way to make an extension."""
        extension = cls(crawler)
        crawler.signals.connect(extension.opened, signal=signals.spider_opened)
        crawler.signals.connect(extension.closed, signal=signals.spider_closed)
        return extension

    async def opened(self, spider: Any) -> None:
        """Put on record that the run has begun: a run without an end is one that was killed."""
        for handler in logging.root.handlers:  # Scrapy has put its own there by now
            handler.addFilter(TidyLog())
        if isinstance(spider, NewsSpider) and (store := self._store):
            with _reported():
                await store.runs.record(self._document(spider) | {"verdict": "running"})
            self._beat = asyncio.create_task(self._note_counts(spider))

    async def closed(self, spider: Any, reason: str) -> None:
        """Put on record how it went."""
        if self._beat is not None:
            self._beat.cancel()
        if isinstance(spider, NewsSpider) and (store := self._store):
            with _reported():
                await self._record(store, spider, reason)

    async def _record(self, store: Store, spider: NewsSpider, reason: str) -> None:
        stats = self._crawler.stats
        stats.set_value("feedcrawler/due", await store.due.count(spider.site.name))
        duplicates = await store.count_duplicates(spider.run_id)
        stats.set_value("feedcrawler/articles/duplicate", sum(duplicates.values()))
        for why, number in duplicates.items():
            stats.set_value(f"feedcrawler/duplicate/{why}", number)
        for what, number in store.linking.items():
            stats.set_value(f"feedcrawler/duplicates/{what}", number)
        verdict = judge(stats.get_stats(), reason)
        ending = {
            "finishedAt": datetime.now(UTC),
            "finishReason": reason,
            "verdict": verdict.word,
            "exitCode": verdict.exit_code,
            "reasons": list(verdict.reasons),
            "counts": self._counts(),
            "gaps": [gap.to_document() for gap in spider.gaps],
            "incidents": stats.get_value("feedcrawler/incidents", []),
            "missing": stats.get_value("feedcrawler/replay/missing_urls", [])[:1000],
        }
        await store.runs.record(self._document(spider) | ending)

    async def _note_counts(self, spider: NewsSpider) -> None:
        while True:
            await asyncio.sleep(_BEAT)
            if store := self._store:
                with _reported():
                    await store.runs.note_counts(spider.run_id, self._counts())

    def _counts(self) -> Document:
        counts = self._crawler.stats.get_stats().items()
        return {k.replace(".", "_"): v for k, v in counts if _is_count(k, v)}

    def _document(self, spider: NewsSpider) -> Document:
        return {
            "_id": spider.run_id,
            "spider": spider.name,
            "site": spider.site.name,
            "startedAt": self._started,
            "replayed": bool(self._crawler.settings["FEEDCRAWLER_REPLAY"]),
            "versions": {"feedcrawler": __version__, "python": platform.python_version(), **_versions()},
        }

    @property
    def _store(self) -> Store | None:
        """The way to the database, while there is one."""
        pipeline = self._crawler.get_item_pipeline(MongoDBPipeline)
        lost = self._crawler.stats.get_value("feedcrawler/database/lost")
        return pipeline.store if pipeline and not lost else None


@cache
def _versions() -> dict[str, str]:
    return {name: version(name) for name in _VERSIONS}


@contextmanager
def _reported() -> Iterator[None]:
    """A database that goes away at the last moment is worth a line, not a traceback."""
    try:
        yield
    except DatabaseError as error:
        logger.error("the run cannot be recorded: %s", error)  # noqa: TRY400 - the message says it all


def _is_count(key: str, value: Any) -> bool:
    return key.startswith(("feedcrawler/", "downloader/", "retry/")) and isinstance(value, int | float)
