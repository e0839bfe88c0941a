"""The crawl of one site: ask where articles are announced, ask what is known, fetch what is due.

A spider only moves. What a feed says is read in `discovery`, what a page says in `pages`, what is known is asked of
MongoDB.
"""

from __future__ import annotations

import time
from collections.abc import AsyncIterator, Awaitable, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any, ClassVar
from urllib.parse import urlsplit

from scrapy import Request, Spider
from scrapy.http import Response
from scrapy.spidermiddlewares.httperror import HttpError
from twisted.python.failure import Failure

from feedcrawler import __version__
from feedcrawler.discovery import merge, shape_of
from feedcrawler.downloading.reasons import INCIDENTS, Postponed, reason_of
from feedcrawler.downloading.retry import wait_asked
from feedcrawler.errors import ConfigurationError, DatabaseError
from feedcrawler.incidents import note
from feedcrawler.items import Article, Crawl
from feedcrawler.mongodb.store import Store
from feedcrawler.pages import ArticlePage, NotAnArticle, site_of
from feedcrawler.pipelines.mongodb import MongoDBPipeline
from feedcrawler.polling.asking import GONE, Poll, fetched_at, header, moved_for_good
from feedcrawler.polling.discovering import Discovery
from feedcrawler.polling.gaps import Gap, find_gaps
from feedcrawler.polling.outcome import every, note_outcome
from feedcrawler.polling.schedule import Schedule
from feedcrawler.polling.sources import Declared
from feedcrawler.recording import NotInArchive
from feedcrawler.run_record import new_run_id
from feedcrawler.site import Site, declare
from feedcrawler.sitelist import SiteEntry
from feedcrawler.spiders.agenda import Agenda, Task
from feedcrawler.spiders.arguments import Arguments
from feedcrawler.urls import same_slug


class NewsSpider(Spider):
    """A spider for one news site: any, by its address, or in a subclass one that is declared there."""

    name = "news"
    site: Site
    feeds: ClassVar[Sequence[str]] = ()
    """RSS, Atom and JSON feeds."""
    sitemaps: ClassVar[Sequence[str]] = ()
    listings: ClassVar[Sequence[str]] = ()
    """HTML listings; their next pages are followed."""
    load_more: ClassVar[Sequence[str]] = ()
    """Addresses that load more of a listing, with `{page}` for the number."""

    def __init__(
        self,
        *args: Any,
        url: str | None = None,
        entry: SiteEntry | None = None,
        recheck: str = "due",
        since: str | None = None,
        **unknown: Any,
    ) -> None:
        name = unknown.pop("name", None)
        self.arguments = Arguments.read(url=url, entry=entry, recheck=recheck, since=since, unknown=unknown)
        super().__init__(name, *args)
        if url is not None and hasattr(type(self), "site"):
            raise ConfigurationError(f"{self.name} is for its own site; for others: crawl news -a url={url[:200]}")
        if self.arguments.entry is not None:
            self.site = _site_of(self.arguments.entry)
            declare(self.site)
        elif not hasattr(self, "site"):
            raise ConfigurationError("say which site: -a url=https://example.org/, or many: -a sites=FILE")
        self.run_id = new_run_id(self.site.name, datetime.now(UTC))
        self.declared = self._declared(self.arguments.entry)
        self.own_hosts = frozenset(urlsplit(url).netloc for url in (self.declared.home, *dict(self.declared)) if url)
        """The hosts that a person has named."""
        self.requests_before = 0
        """Requests of earlier runs of this day."""
        self.now: datetime | None = None
        """When the newest announcement was fetched: the clock of this crawl, also in a replay."""
        self.gaps: list[Gap] = []
        self.fresh: set[str] = set()
        """Articles that were asked for and have never been on record."""
        self.tried_before: set[str] = set()
        """Those of them that failed before."""

    async def start(self) -> AsyncIterator[Request]:
        """Requests for the articles that are due, newest first."""
        try:
            tasks = await self._tasks()
        except DatabaseError as error:
            self._pipeline.lose_database(error)
            return
        for task in tasks:
            yield self._request(task)

    async def parse_article(
        self, response: Response, page: ArticlePage, task: Task
    ) -> AsyncIterator[Article | Request]:
        """The article on a page; a page that holds none, or only half of one, goes to quarantine."""
        async for article in self._read(response, page, task):
            yield article
        if request := self._then(task, response):
            yield request

    async def failed(self, failure: Failure) -> AsyncIterator[Request]:
        """Put on record why a page could not be fetched: it is due again later."""
        request: Request = failure.request  # type: ignore[attr-defined]
        task: Task = request.cb_kwargs["task"]
        await self._note_failure(request, task, failure.value)
        if next_request := self._then(task, None):
            yield next_request

    async def _tasks(self) -> list[Task]:
        """Ask all sources, put on record what they announce, then ask the database what is due."""
        settings, store = self.settings, self._store
        midnight = datetime.now(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
        self.requests_before = await store.runs.requests_since(self.site.name, midnight)
        began = time.monotonic()
        polls = await Discovery(self.crawler, self.site, store, self.declared, self.arguments.since).run()
        self.crawler.stats.set_value("feedcrawler/seconds/polling", round(time.monotonic() - began, 3))
        fetched = [poll.fetched_at for poll in every(polls) if poll.fetched_at]
        self.now = max(fetched, default=datetime.now(UTC))
        agenda = Agenda(self.site, store, settings, self.now)
        await agenda.note(polls, self.arguments.since)
        await self._note_outcomes(polls)
        tasks = await agenda.tasks(self.arguments.recheck)
        self.fresh = {task.id for task in tasks if not task.stored}
        self.tried_before = {task.id for task in tasks if task.tried_before}
        for name, count in {
            "announced": agenda.announced,
            "known": agenda.known,
            "requested": len(tasks),
            "requested/fresh": len(self.fresh),
        }.items():
            self.crawler.stats.set_value(f"feedcrawler/{name}", count)
        return tasks

    async def _note_outcomes(self, polls: list[Poll]) -> None:
        """Put on record how far each source was read, now that what it announced is."""
        assert self.now
        patience = timedelta(days=self.settings.getfloat("FEEDCRAWLER_GAP_DAYS"))
        self.gaps = find_gaps(polls, self.site, self.now, patience)
        for gap in self.gaps:
            self.crawler.stats.inc_value(f"feedcrawler/gaps/{gap.state}")
        schedule = Schedule.from_settings(self.settings)
        asked = [poll for poll in every(polls) if not poll.postponed]
        found = [p.state for p in every(polls) if p.postponed and not p.pages and p.state.last_polled_at is None]
        await self._store.feeds.save(found)  # what names them may say next time that it has not changed
        await self._store.feeds.save(
            [note_outcome(poll, merge(poll.entries, self.site), schedule, self.now) for poll in asked]
        )

    async def _read(self, response: Response, page: ArticlePage, task: Task) -> AsyncIterator[Article]:
        assert response.request
        if not (self.site.is_article(response.url) and self._stays(response, task)):
            await self._lost(response, task, "redirected", f"leads to {response.url[:500]}")
            return
        try:
            article, is_cut_off = page.read(), page.is_cut_off
        except NotAnArticle as error:
            await self._lost(response, task, "not an article", error.reason)
            return
        except Exception as error:
            self.logger.exception("cannot read %s", response.url)
            self.crawler.stats.inc_value("feedcrawler/articles/error")
            await self._quarantine(response.request, "error", [repr(error)[:500]])
            return
        finally:
            page.release()  # the request holds on to the page until the article is stored
        assert article.extraction
        article.extraction.version = __version__
        article.requestedUrl = _requested(response.request)
        article.aliases = list(task.aliases)
        article.source = task.source
        article.crawl = self._crawl(response)
        article._id = self.site.identity(response.url)
        if is_cut_off:
            await self._quarantine(response.request, "cut off", ["the page ends in the middle"], article)
            return
        yield article

    def _stays(self, response: Response, task: Task) -> bool:
        """Whether what answered is what was asked for: itself, where it moved to for good, or where it forwards to."""
        if self.site.identity(response.url) == task.id or moved_for_good(response):
            return True
        return not task.stored and _forwards(task.id, self.site.identity(response.url))

    async def _lost(self, response: Response, task: Task, reason: str, detail: str) -> None:
        """There is no article where one was announced; what is stored has gone if it leads elsewhere for good."""
        assert response.request
        first = next(iter(response.meta.get("redirect_reasons", [])), None)
        if task.stored and first is not None and moved_for_good(response):
            at, leads_to = fetched_at(response), response.url[:500]
            await self._tell(self._store.gone(task.id, status=first, at=at, leads_to=leads_to))
            self.crawler.stats.inc_value("feedcrawler/articles/gone")
            return
        await self._quarantine(response.request, reason, [detail])

    async def _note_failure(self, request: Request, task: Task, error: BaseException | None) -> None:
        stats = self.crawler.stats
        if error is None or isinstance(error, NotInArchive):
            return  # no answer of the site: nothing is known of the article
        if isinstance(error, Postponed):
            stats.inc_value("feedcrawler/postponed")
            return
        if isinstance(error, HttpError) and task.stored and error.response.status in {304, *GONE}:
            await self._looked_at(error.response, task)
            return
        reason = reason_of(error)
        if reason in INCIDENTS:
            note(stats, reason, request.url)
        wait = wait_asked(error.response) if isinstance(error, HttpError) else None
        await self._quarantine(request, reason, [str(error)[:500]], wait=wait)

    async def _looked_at(self, response: Response, task: Task) -> None:
        """A stored article is as it was, or gone."""
        at = fetched_at(response)
        if response.status == 304:
            etag, last_modified = header(response, "ETag"), header(response, "Last-Modified")
            checked = self._store.checked(task.id, at=at, etag=etag, last_modified=last_modified, source=task.source)
            await self._tell(checked)
            self.crawler.stats.inc_value("feedcrawler/articles/unchanged")
            self.crawler.stats.inc_value("feedcrawler/unchanged/not modified")
        else:
            await self._tell(self._store.gone(task.id, status=response.status, at=at))
            self.crawler.stats.inc_value("feedcrawler/articles/gone")

    def _then(self, task: Task, response: Response | None) -> Request | None:
        """The request for a new address that turns out to be another article than the stored one it was taken for."""
        if task.then is None or (response is not None and self.site.identity(response.url) == task.then.id):
            return None
        return self._request(task.then)

    def _request(self, task: Task) -> Request:
        headers = {"If-None-Match": task.etag, "If-Modified-Since": task.last_modified}
        return Request(
            task.url,
            self.parse_article,
            errback=self.failed,
            dont_filter=True,
            headers={name: value for name, value in headers.items() if value},
            cb_kwargs={"task": task},
        )

    def _crawl(self, response: Response) -> Crawl:
        return Crawl(
            runId=self.run_id,
            fetchedAt=fetched_at(response),
            status=response.status,
            etag=header(response, "ETag"),
            lastModified=header(response, "Last-Modified"),
            replayed="replayed" in response.flags,
        )

    async def _quarantine(
        self,
        request: Request,
        reason: str,
        errors: list[str],
        item: Article | None = None,
        wait: timedelta | None = None,
    ) -> None:
        task: Task = request.cb_kwargs["task"]
        await self._pipeline.quarantine(
            _requested(request), task.source, reason=reason, errors=errors, item=item, wait=wait
        )

    async def _tell(self, told: Awaitable[None]) -> None:
        """Tell the database something; without it the crawl ends."""
        try:
            await told
        except DatabaseError as error:
            self._pipeline.lose_database(error)

    def _declared(self, entry: SiteEntry | None) -> Declared:
        """Where the site announces its articles: as declared here, and as a person says."""
        said = Declared(
            feeds=(*self.feeds, *(entry.feeds if entry else ())),
            sitemaps=(*self.sitemaps, *(entry.sitemaps if entry else ())),
            listings=(*self.listings, *(entry.listings if entry else ())),
            load_more=(*self.load_more, *(entry.load_more if entry else ())),
        )
        if entry is None:
            return said
        look_around = entry.discover if entry.discover is not None else not dict(said)
        return replace(said, home=entry.url) if look_around else said

    @property
    def _pipeline(self) -> MongoDBPipeline:
        pipeline = self.crawler.get_item_pipeline(MongoDBPipeline)
        assert pipeline
        return pipeline

    @property
    def _store(self) -> Store:
        store = self._pipeline.store
        assert store
        return store


def _site_of(entry: SiteEntry) -> Site:
    """What is declared about a site, and what a person says of it."""
    declared = site_of(entry.url)
    site = replace(
        declared,
        name=entry.name or (declared.name if declared.knows_its_articles else entry.site_name),
        timezone=entry.timezone or declared.timezone,
        language=entry.language or declared.language,
        publisher=entry.publisher or declared.publisher,
    )
    if declared.knows_its_articles:
        return site
    return replace(site, subdomains=True, port=urlsplit(entry.url).port)


def _forwards(asked: str, answered: str) -> bool:
    """Whether a redirect for the time being only forwards: to the same slug, or from what looks like no article to one.

    Counters and choices of language do so. An article that leads elsewhere tonight is asked for again instead.
    """
    return same_slug(asked, answered) or (shape_of(asked) != "article" and shape_of(answered) == "article")


def _requested(request: Request) -> str:
    """What was asked for, before any redirect."""
    first: str = next(iter(request.meta.get("redirect_urls", [])), request.url)
    return first
