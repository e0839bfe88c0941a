"""Storage: an article counts as scraped once MongoDB has it in its journal."""

from __future__ import annotations

import asyncio
import logging
from datetime import UTC, datetime, timedelta
from typing import Any, Self

from scrapy import signals
from scrapy.crawler import Crawler
from scrapy.exceptions import CloseSpider
from twisted.python.failure import Failure

from feedcrawler.errors import DatabaseError, FeedcrawlerError
from feedcrawler.incidents import note_failure
from feedcrawler.items import Article, Source
from feedcrawler.mongodb.connection import Connection, connect, prepare_database
from feedcrawler.mongodb.failures import Failed
from feedcrawler.mongodb.store import Saved, Store
from feedcrawler.pipelines.validation import InvalidArticle
from feedcrawler.recheck import Recheck
from feedcrawler.signals import article_failed

logger = logging.getLogger(__name__)

DATABASE_LOST = "database_lost"
_LOOK = 0.05  # seconds


class MongoDBPipeline:
    """Collects articles that are ready at about the same time and writes them together.

    The item waits for its batch, so an error belongs to the article that has it, and the crawl slows down when the
    database does.
    """

    store: Store | None = None

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._stats = crawler.stats
        self._size = crawler.settings.getint("FEEDCRAWLER_BATCH_SIZE")
        self._seconds = crawler.settings.getfloat("FEEDCRAWLER_BATCH_SECONDS")
        self._waiting: list[tuple[Article, asyncio.Future[Saved]]] = []
        self._timer: asyncio.TimerHandle | None = None
        self._writing = asyncio.Lock()
        self._flushes: set[asyncio.Task[None]] = set()
        self._connection: Connection | None = None
        self._lost: DatabaseError | None = None

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Scrapy's way to make a pipeline."""
        pipeline = cls(crawler)
        crawler.signals.connect(pipeline.quarantine_invalid, signal=signals.item_dropped)
        crawler.signals.connect(pipeline.quarantine_error, signal=signals.item_error)
        crawler.signals.connect(pipeline.stopped, signal=signals.engine_stopped)
        return pipeline

    async def open_spider(self) -> None:
        """Connect, and bring the database's validator and indexes up to date.

        Raises:
            CloseSpider: the database cannot be used; its reason says why.
        """
        try:
            recheck = Recheck.from_settings(self._crawler.settings)
            await asyncio.to_thread(prepare_database, self._crawler.settings)
            self._connection = connect(self._crawler.settings)
        except FeedcrawlerError as error:
            logger.error("%s", error)  # noqa: TRY400 - a traceback would tell the user nothing
            raise CloseSpider(str(error)) from None
        self.store = Store(self._connection.database, recheck)

    async def close_spider(self) -> None:
        """Write what still waits."""
        self._flush()
        while self._flushes:
            await asyncio.gather(*self._flushes, return_exceptions=True)

    async def stopped(self) -> None:
        """Hang up after everybody who writes at the end of a crawl has done so.

        Of a crawl that is told to stop while it ends by itself Scrapy says too early that it has stopped.
        """
        while self._crawler.engine.spider is not None:
            await asyncio.sleep(_LOOK)
        await self.hang_up()

    async def hang_up(self) -> None:
        """Close the connection."""
        if self._connection is not None:
            await self._connection.close()

    async def process_item(self, item: Article) -> Article:
        """The article once it is stored.

        Raises:
            InvalidArticle: the database's validator refuses it.
            DatabaseError: the database is lost; the crawl is being closed, the article stays due.
        """
        saved: asyncio.Future[Saved] = asyncio.get_running_loop().create_future()
        self._waiting.append((item, saved))
        if len(self._waiting) >= self._size:
            self._flush()
        elif self._timer is None:
            self._timer = asyncio.get_running_loop().call_later(self._seconds, self._flush)
        result = await saved
        if result.outcome == "invalid":
            raise InvalidArticle(list(result.errors))
        self._stats.inc_value(f"feedcrawler/articles/{result.outcome}")
        for event in result.events:
            self._stats.inc_value(f"feedcrawler/articles/{event}")
        return item

    async def quarantine_invalid(self, item: Any, exception: Exception) -> None:
        """Keep an invalid article, with its errors, where it can be looked at and tried again."""
        if isinstance(exception, InvalidArticle) and isinstance(item, Article):
            url, source = item.requestedUrl or item.url, item.source
            assert source
            await self.quarantine(url, source, reason="invalid", errors=exception.errors, item=item)

    async def quarantine_error(self, item: Any, failure: Failure) -> None:
        """Keep an article that met an error of ours: it is due again like any other that failed."""
        if isinstance(item, Article) and item.source and not isinstance(failure.value, DatabaseError):
            self._stats.inc_value("feedcrawler/articles/error")
            await self.quarantine(
                item.requestedUrl or item.url, item.source, reason="error", errors=[repr(failure.value)[:500]]
            )

    async def quarantine(  # noqa: PLR0913
        self,
        url: str,
        source: Source,
        *,
        reason: str,
        errors: list[str],
        item: Article | None = None,
        wait: timedelta | None = None,
    ) -> None:
        """Put on record that the article at `url` could not be stored.

        Args:
            url: the address that was asked for.
            source: where it was announced.
            reason: in few words.
            errors: what exactly is wrong.
            item: as much of the article as was read.
            wait: how long the site asked to wait.
        """
        spider: Any = self._crawler.spider
        if self.store is None or self._lost is not None:
            return
        identity, settings = spider.site.identity(url), self._crawler.settings
        failed = Failed(
            url=url,
            source=source,
            reason=reason,
            errors=errors,
            run_id=spider.run_id,
            at=item.crawl.fetchedAt if item and item.crawl else spider.now or datetime.now(UTC),
            item=item,
        )
        hours = settings.getfloat("FEEDCRAWLER_QUARANTINE_HOURS")
        try:
            tried_again = await self.store.quarantine(
                identity,
                failed,
                hours=max(hours, wait.total_seconds() / 3600) if wait else hours,
                max_tries=settings.getint("FEEDCRAWLER_MAX_TRIES"),
            )
        except DatabaseError as error:
            self.lose_database(error)
            return
        self._stats.inc_value("feedcrawler/articles/quarantined")
        self._stats.inc_value(f"feedcrawler/quarantined/{reason}")
        note_failure(self._stats, url, reason)
        self._crawler.signals.send_catch_log(
            article_failed, identity=identity, url=url, source=source, reason=reason, at=failed.at
        )
        if not tried_again:
            self._stats.inc_value("feedcrawler/articles/given up")
        if identity in spider.fresh:
            self._stats.inc_value("feedcrawler/articles/quarantined/fresh")

    def _flush(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        if self._waiting:
            batch, self._waiting = self._waiting, []
            task = asyncio.get_running_loop().create_task(self._write(batch))
            self._flushes.add(task)
            task.add_done_callback(self._flushes.discard)

    async def _write(self, batch: list[tuple[Article, asyncio.Future[Saved]]]) -> None:
        """One batch at a time: copies of one text that are written side by side would not see each other."""
        try:
            async with self._writing:
                results = await self._save([article for article, _ in batch])
        except DatabaseError as error:
            self.lose_database(error)
            for _, saved in batch:
                if not saved.done():
                    saved.set_exception(error)
            return
        for (_, saved), result in zip(batch, results, strict=True):
            if not saved.done():
                saved.set_result(result)

    async def _save(self, articles: list[Article]) -> list[Saved]:
        """Save articles together; if one of them cannot even be sent, each by itself, so that it harms no other."""
        if self._lost is not None:
            raise self._lost  # waiting for it again for each article would take minutes
        assert self.store is not None
        try:
            return await self.store.save(articles)
        except DatabaseError:
            raise
        except Exception as error:  # a document that BSON cannot hold
            if len(articles) == 1:
                return [Saved("invalid", errors=(f"document: {error}"[:500],))]
            return [saved for article in articles for saved in await self._save([article])]

    def lose_database(self, error: DatabaseError) -> None:
        """Close the crawl: what cannot be stored need not be fetched."""
        if self._lost is None:
            self._lost = error
            self._stats.set_value("feedcrawler/database/lost", str(error))
            logger.error("%s", error)
            engine = self._crawler.engine
            if engine is not None:
                self._closing = asyncio.ensure_future(engine.close_spider_async(reason=DATABASE_LOST))
