"""The record of a run: one document that tells how a crawl went. And its lock: one crawl of a site at a time."""

from __future__ import annotations

import asyncio
import logging
import time
from datetime import UTC, datetime
from functools import partial
from typing import Any, Self

from scrapy import signals
from scrapy.crawler import Crawler
from scrapy.exceptions import CloseSpider

from feedcrawler.beat import Beat
from feedcrawler.errors import DatabaseError
from feedcrawler.extensions.health import HealthExtension
from feedcrawler.extensions.log import TIDY, LastErrors
from feedcrawler.extensions.pages import SlowestPages
from feedcrawler.mongodb.document import Document
from feedcrawler.mongodb.locks import Lock
from feedcrawler.mongodb.store import Store
from feedcrawler.pipelines.mongodb import DATABASE_LOST, MongoDBPipeline
from feedcrawler.run_record import beginning, counts, numbers, peak_memory
from feedcrawler.spiders.news import NewsSpider
from feedcrawler.verdict import LOCK_LOST, LOCKED, judge

logger = logging.getLogger(__name__)

_BEATS = 3
"""How often a lock is renewed while it would hold without."""
_LONGEST_BEAT = 20.0
"""Seconds after which the counts of a run are written again, at the latest: it may be killed."""


class RunExtension:
    """Takes the site's lock and writes the run into `runs` when it starts, now and then, and when it ends."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._started = datetime.now(UTC)
        self._clock, self._cpu = time.monotonic(), time.process_time()
        self._slowest = SlowestPages()
        self._errors: LastErrors | None = None
        self._lock: Lock | None = None
        self._beat: Beat | None = None

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Scrapy's way to make an extension."""
        extension = cls(crawler)
        crawler.signals.connect(extension.opened, signal=signals.spider_opened)
        crawler.signals.connect(extension.closed, signal=signals.spider_closed)
        crawler.signals.connect(extension._slowest.received, signal=signals.response_received)
        return extension

    async def opened(self, spider: Any) -> None:
        """Take the lock, and put on record that the run has begun: a run without an end is one that was killed.

        Raises:
            CloseSpider: another run holds the lock; or the database is lost.
        """
        for handler in logging.root.handlers:  # Scrapy has put its own there by now
            handler.addFilter(TIDY)
        if not isinstance(spider, NewsSpider) or (store := self._store) is None:
            return
        self._errors = LastErrors(spider.site.name)
        logging.root.addHandler(self._errors)
        try:
            await self._begin(store, spider)
        except DatabaseError as error:
            self._lose(error)
            raise CloseSpider(DATABASE_LOST) from None
        pause = min(self._crawler.settings.getfloat("FEEDCRAWLER_LOCK_SECONDS") / _BEATS, _LONGEST_BEAT)
        self._beat = Beat(pause, partial(self._stay_alive, store, spider))

    async def closed(self, spider: Any, reason: str) -> None:
        """Put on record how it went, and give the lock back."""
        if self._beat is not None:
            await self._beat.end()
        if self._lock is not None and (store := self._store):
            try:
                await self._put_on_record(store, spider, reason)
                await self._lock.release()
            except DatabaseError as error:
                self._lose(error)
        if self._errors is not None:
            logging.root.removeHandler(self._errors)

    async def _begin(self, store: Store, spider: NewsSpider) -> None:
        seconds = self._crawler.settings.getfloat("FEEDCRAWLER_LOCK_SECONDS")
        lock = Lock(store.database, spider.site.name, spider.run_id, seconds)
        if holder := await lock.acquire():
            self._crawler.stats.set_value("feedcrawler/lock/holder", str(holder))
            raise CloseSpider(LOCKED)
        self._lock = lock
        if killed := await store.runs.bury(spider.site.name, spider.run_id):
            logger.warning("the run of %s before this one was killed: this one goes on from there", spider.site.name)
            self._crawler.stats.set_value("feedcrawler/runs/killed", killed)
        await store.runs.record(self._document(spider) | {"verdict": "running", "aliveAt": datetime.now(UTC)})
        self._crawler.stats.set_value("feedcrawler/run_id", spider.run_id)

    async def _stay_alive(self, store: Store, spider: NewsSpider) -> bool:
        """Renew the lock, and note how far the run is; False: there is nothing to renew any more."""
        assert self._lock
        try:
            if not await self._lock.renew():
                logger.error("another run has taken over the lock of %s: this one ends", spider.site.name)
                closing = self._crawler.engine.close_spider_async(reason=LOCK_LOST)
                self._closing = asyncio.ensure_future(closing)  # not in here: closing ends this
                return False
            await store.runs.note_alive(spider.run_id, self._so_far(spider))
        except DatabaseError as error:
            self._lose(error)
            return False
        return True

    async def _put_on_record(self, store: Store, spider: NewsSpider, reason: str) -> None:
        """Write how it went; as much of it as matters most, if something in the rest cannot be had or written."""
        try:
            more = await self._looked_back(store, spider, reason)
            await store.runs.record(self._document(spider) | more | self._ending(reason))
        except DatabaseError:
            raise
        except Exception as error:
            logger.exception("the record of the run of %s is not whole", spider.site.name)
            self._crawler.stats.set_value("feedcrawler/record/failed", repr(error)[:300])
            await store.runs.record(self._document(spider) | self._ending(reason))

    def _ending(self, reason: str) -> Document:
        verdict = judge(self._crawler.stats.get_stats(), reason)
        return {
            "finishedAt": datetime.now(UTC),
            "finishReason": reason,
            "verdict": verdict.word,
            "exitCode": verdict.exit_code,
            "reasons": list(verdict.reasons),
            **self._numbers(),
            "seconds": self._seconds(),
            **({} if self._part_of else {"memory": peak_memory()}),
        }

    async def _looked_back(self, store: Store, spider: NewsSpider, reason: str) -> Document:
        """What is known when all is stored: it may be part of the verdict."""
        stats = self._crawler.stats
        stats.set_value("feedcrawler/due", await store.due.count(spider.site.name))
        duplicates = await store.count_duplicates(spider.run_id)
        stats.set_value("feedcrawler/articles/duplicate", sum(duplicates.values()))
        for why, number in duplicates.items():
            stats.set_value(f"feedcrawler/duplicate/{why}", number)
        for what, number in store.linking.items():
            stats.set_value(f"feedcrawler/duplicates/{what}", number)
        findings = await self._health.examine(store, spider, reason) if self._health else []
        return {
            **self._seen(spider),
            "findings": [finding.to_document() for finding in findings],
            "gaps": [gap.to_document() for gap in spider.gaps],
            "incidents": stats.get_value("feedcrawler/incidents", []),
            "missing": stats.get_value("feedcrawler/replay/missing_urls", [])[:1000],
            "slowest": self._slowest.found,
            "failures": stats.get_value("feedcrawler/failures", []),
            "errors": self._errors.kept if self._errors else [],
        }

    def _so_far(self, spider: NewsSpider) -> Document:
        """What is known at any time. Of a run that is killed, too: what it stored the next one does not see."""
        return {**self._numbers(), **self._seen(spider)}

    def _numbers(self) -> Document:
        stats = self._crawler.stats.get_stats()
        return {**numbers(stats), "counts": counts(stats)}

    def _seen(self, spider: NewsSpider) -> Document:
        """By the clock of the crawl, what the pages gave."""
        clock = {"asOf": spider.now} if spider.now else {}
        return {**clock, "observed": self._health.observed() if self._health else {}}

    def _seconds(self) -> dict[str, float]:
        """How long the run took; the processor's time only where the process has no other run."""
        total = time.monotonic() - self._clock
        polling = min(self._crawler.stats.get_value("feedcrawler/seconds/polling", total), total)
        taken = {"total": total, "polling": polling, "fetching": total - polling}
        if not self._part_of:
            taken["cpu"] = time.process_time() - self._cpu
        return {name: round(seconds, 3) for name, seconds in taken.items()}

    def _document(self, spider: NewsSpider) -> Document:
        replayed = bool(self._crawler.settings["FEEDCRAWLER_REPLAY"])
        begun = beginning(spider.run_id, spider.name, self._started, replayed=replayed)
        return begun | {"site": spider.site.name} | ({"partOf": self._part_of} if self._part_of else {})

    def _lose(self, error: DatabaseError) -> None:
        pipeline = self._crawler.get_item_pipeline(MongoDBPipeline)
        assert pipeline
        pipeline.lose_database(error)

    @property
    def _health(self) -> HealthExtension | None:
        return self._crawler.get_extension(HealthExtension)

    @property
    def _part_of(self) -> str:
        return str(self._crawler.settings["FEEDCRAWLER_PART_OF"])

    @property
    def _store(self) -> Store | None:
        """The way to the database, while there is one."""
        pipeline = self._crawler.get_item_pipeline(MongoDBPipeline)
        lost = self._crawler.stats.get_value("feedcrawler/database/lost")
        return pipeline.store if pipeline and not lost else None
