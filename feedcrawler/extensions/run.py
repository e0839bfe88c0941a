"""The record of a run: one document that tells how a crawl went."""

from __future__ import annotations

import logging
import platform
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
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

_VERSIONS = ("scrapy", "pymongo", "trafilatura", "dateparser", "web-poet")


class RunExtension:
    """Writes the run into `runs` when it starts and when it ends, and how far its feeds were read into `feeds`."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._started = datetime.now(UTC)

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
                await store.record_run(self._document(spider) | {"verdict": "running"})

    async def closed(self, spider: Any, reason: str) -> None:
        """Put on record how it went, and which feeds were read whole."""
        if isinstance(spider, NewsSpider):
            stats = self._crawler.stats
            stats.set_value("feedcrawler/unsettled", len(spider.unsettled))
            gaps = sum(poll.reached == "bound" and not poll.first for poll in spider.polls)
            stats.set_value("feedcrawler/polls/gaps", gaps)
            if store := self._store:
                with _reported():
                    await self._record(store, spider, reason)

    async def _record(self, store: Store, spider: NewsSpider, reason: str) -> None:
        stats = self._crawler.stats
        duplicates = await store.count_duplicates(spider.run_id)
        stats.set_value("feedcrawler/articles/duplicate", sum(duplicates.values()))
        for why, number in duplicates.items():
            stats.set_value(f"feedcrawler/duplicate/{why}", number)
        for what, number in store.linking.items():
            stats.set_value(f"feedcrawler/duplicates/{what}", number)
        whole = reason == "finished" and not spider.unsettled and not await store.overlapped(self._document(spider))
        for poll in spider.polls:
            at, status = poll.fetched_at or self._started, poll.problem or "ok"
            complete = whole and poll.problem is None
            await store.polled(
                poll.url,
                site=spider.site.name,
                at=at,
                status=status,
                complete=complete,
                reached=poll.reached,
                pages=poll.pages,
            )
        verdict = judge(stats.get_stats(), reason)
        ending = {
            "finishedAt": datetime.now(UTC),
            "finishReason": reason,
            "verdict": verdict.word,
            "exitCode": verdict.exit_code,
            "reasons": list(verdict.reasons),
            "counts": {k.replace(".", "_"): v for k, v in stats.get_stats().items() if _is_count(k, v)},
            "missing": stats.get_value("feedcrawler/replay/missing_urls", [])[:1000],
        }
        await store.record_run(self._document(spider) | ending)

    def _document(self, spider: NewsSpider) -> Document:
        versions = {name: version(name) for name in _VERSIONS}
        return {
            "_id": spider.run_id,
            "spider": spider.name,
            "site": spider.site.name,
            "startedAt": self._started,
            "replayed": bool(self._crawler.settings["FEEDCRAWLER_REPLAY"]),
            "versions": {"feedcrawler": __version__, "python": platform.python_version(), **versions},
        }

    @property
    def _store(self) -> Store | None:
        """The way to the database, while there is one."""
        pipeline = self._crawler.get_item_pipeline(MongoDBPipeline)
        lost = self._crawler.stats.get_value("feedcrawler/database/lost")
        return pipeline.store if pipeline and not lost else None


@contextmanager
def _reported() -> Iterator[None]:
    """A database that goes away at the last moment is worth a line, not a traceback."""
    try:
        yield
    except DatabaseError as error:
        logger.error("the run cannot be recorded: %s", error)  # noqa: TRY400 - the message says it all


def _is_count(key: str, value: Any) -> bool:
    return key.startswith(("feedcrawler/", "downloader/", "retry/")) and isinstance(value, int | float)
