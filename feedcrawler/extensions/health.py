"""The alarm: looks at what the pages of a crawl give, and at its end holds it against the site's history."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Self
from weakref import WeakValueDictionary

from scrapy import Request, signals
from scrapy.crawler import Crawler
from scrapy.http import Response
from web_poet import HttpResponse, HttpResponseHeaders

from feedcrawler.errors import DatabaseError
from feedcrawler.health import Finding, Needs, Observation, Rules, Seen, examine, usual_fields
from feedcrawler.health.history import Key, key_of
from feedcrawler.health.kept import KeptPages, kinds_of, kinds_of_failure, kinds_that_show
from feedcrawler.health.saving import Place, save
from feedcrawler.items import Article, Source
from feedcrawler.mongodb.document import Document
from feedcrawler.mongodb.folder import data_dir
from feedcrawler.mongodb.store import Store
from feedcrawler.pages import ArticlePage, page_class_for
from feedcrawler.polling.asking import fetched_at
from feedcrawler.signals import article_failed
from feedcrawler.spiders.agenda import Task
from feedcrawler.spiders.news import NewsSpider

logger = logging.getLogger(__name__)

_Told = tuple[Key, datetime]
"""What a finding is about, and since when."""
_ERROR = "the alarm met an error in feedcrawler itself: see the log"


class HealthExtension:
    """Observes a crawl of one site.

    Stats: `feedcrawler/health/observed` for the new articles that were looked at, `feedcrawler/health/findings` with
    what was found, in words.
    """

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._observation = Observation()
        self._kept = KeptPages(crawler.settings.getint("FEEDCRAWLER_ALARM_MEMORY"))
        self._answers: WeakValueDictionary[str, Response] = WeakValueDictionary()

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Scrapy's way to make an extension."""
        extension = cls(crawler)
        crawler.signals.connect(extension.received, signal=signals.response_received)
        crawler.signals.connect(extension.scraped, signal=signals.item_scraped)
        crawler.signals.connect(extension.failed, signal=article_failed)
        return extension

    def received(self, response: Response, request: Request) -> None:
        """Remember which page answered for an article, as long as somebody reads it."""
        if isinstance(task := request.cb_kwargs.get("task"), Task):
            self._answers[task.id] = response

    def scraped(self, item: Any, response: Response) -> None:
        """Look at an article that is stored for the first time."""
        task = response.request.cb_kwargs.get("task") if response.request else None
        if not isinstance(item, Article) or not isinstance(task, Task) or task.stored:
            return
        page = page_class_for(response.url)
        if self._observation.add(item, page):
            self._keep(response, page, kinds_of(item, page), fetched_at(response))

    def failed(self, identity: str, source: Source, reason: str, at: datetime) -> None:
        """Look at an article that could not be stored at the first try."""
        spider: Any = self._crawler.spider
        if identity not in spider.fresh or identity in spider.tried_before:
            return
        if self._observation.fail(reason, source, at) and (response := self._answers.get(identity)) is not None:
            self._keep(response, page_class_for(response.url), kinds_of_failure(reason), at)

    def observed(self) -> Document:
        """What the run saw, for its record."""
        self._crawler.stats.set_value("feedcrawler/health/observed", self._observation.articles)
        return self._observation.to_document()

    async def examine(self, store: Store, spider: NewsSpider, reason: str) -> list[Finding]:
        """What is not as it used to be, for the run's record and verdict; pages that show it are saved.

        Args:
            store: the way to the database.
            spider: who crawled.
            reason: why its spider was closed.

        Raises:
            DatabaseError: the database is lost.
        """
        try:
            return await self._examine(store, spider, reason)
        except DatabaseError:
            raise
        except Exception:  # the record of the run is worth more
            logger.exception("the alarm cannot judge this run of %s", spider.site.name)
            self._crawler.stats.set_value("feedcrawler/health/findings", [_ERROR])
            return []

    async def _examine(self, store: Store, spider: NewsSpider, reason: str) -> list[Finding]:
        days = self._crawler.settings.getint("FEEDCRAWLER_ALARM_HISTORY")
        if not days or spider.now is None:
            return []
        now = spider.now.replace(microsecond=spider.now.microsecond // 1000 * 1000)  # as MongoDB keeps it
        records = await store.runs.observed(spider.site.name, now - timedelta(days=days), now)
        history = [Seen.of(record) for record in records]
        present = Seen.of({"asOf": now, "observed": self.observed(), "finishReason": reason})
        found = [
            replace(finding, pages=self._kept.addresses(*kinds_that_show(finding)))
            for finding in examine(history, present, self._rules)
        ]
        findings = await self._saved(spider.run_id, found, _fixtures(records), usual_fields(history))
        if findings:
            messages = [finding.message for finding in findings]
            self._crawler.stats.set_value("feedcrawler/health/findings", messages)
        return findings

    def _keep(self, response: Response, page: type[ArticlePage], kinds: set[str], at: datetime) -> None:
        """Keep a page that may be needed as a fixture."""
        if self._kept.wants(kinds):
            headers = HttpResponseHeaders.from_bytes_dict(response.headers)
            self._kept.keep(
                HttpResponse(response.url, response.body, status=response.status, headers=headers), page, kinds, at
            )

    async def _saved(
        self, run_id: str, findings: list[Finding], before: Mapping[_Told, str], usual: Sequence[str]
    ) -> list[Finding]:
        """The findings with where pages are saved that show them; what was found before has its own."""
        told = [_told(finding.to_document()) for finding in findings]
        new = [finding for finding, one in zip(findings, told, strict=True) if one not in before]
        try:
            folder = await asyncio.to_thread(save, run_id, new, self._kept, usual, self._place) if new else None
        except OSError as error:
            logger.warning("the pages that show what the alarm found cannot be saved: %s", error)
            folder = None
        here = str(folder or "")
        return [replace(finding, fixtures=before.get(one, here)) for finding, one in zip(findings, told, strict=True)]

    @property
    def _rules(self) -> Rules:
        number = self._crawler.settings.getint
        needs = Needs(number("FEEDCRAWLER_ALARM_MIN_DAYS"), number("FEEDCRAWLER_ALARM_MIN_ARTICLES"))
        return Rules(needs, timedelta(days=number("FEEDCRAWLER_ALARM_SAID_DAYS")))

    @property
    def _place(self) -> Place:
        settings = self._crawler.settings
        given = settings.get("FEEDCRAWLER_ALARM_FIXTURES")
        folder = Path(given).expanduser().resolve() if given else data_dir(settings) / "alarms"
        return Place(folder, settings.getint("FEEDCRAWLER_ALARM_PAGES"), settings.getint("FEEDCRAWLER_ALARM_KEPT"))


def _told(finding: Document) -> _Told:
    return key_of(finding), finding["since"]


def _fixtures(records: Sequence[Document]) -> dict[_Told, str]:
    """Where earlier runs have saved pages, by what they found."""
    findings = [finding for record in records for finding in record.get("findings") or ()]
    return {_told(finding): finding["fixtures"] for finding in findings if finding.get("fixtures")}
