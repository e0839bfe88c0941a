"""The crawl of one site: ask where articles are announced, ask what is known, fetch what is due.

A spider only moves. What a feed says is read in `discovery`, what a page says in `pages`, what is known is asked of
MongoDB.
"""

from __future__ import annotations

import uuid
from collections.abc import AsyncIterator, Iterable, Sequence
from datetime import UTC, datetime
from typing import Any, ClassVar, Self

from scrapy import Request, Spider, signals
from scrapy.crawler import Crawler
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Response
from scrapy.spidermiddlewares.httperror import HttpError
from twisted.python.failure import Failure

from feedcrawler import __version__
from feedcrawler.discovery import Announcement, merge
from feedcrawler.errors import DatabaseError
from feedcrawler.items import Article, Crawl, Source
from feedcrawler.mongodb.store import Known, Store
from feedcrawler.pages import ArticlePage, NotAnArticle
from feedcrawler.pipelines.mongodb import MongoDBPipeline
from feedcrawler.recording import NotInArchive
from feedcrawler.site import Site
from feedcrawler.spiders.due import Recheck, is_due
from feedcrawler.spiders.polling import Poll, Poller, fetched_at

_MOVED = {301, 308}


class NewsSpider(Spider):
    """A spider for one news site: a subclass says which site, and where it announces its articles."""

    site: ClassVar[Site]
    feeds: ClassVar[Sequence[str]] = ()
    """RSS and Atom feeds."""
    listings: ClassVar[Sequence[str]] = ()
    """HTML listings; their next pages are followed."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        started = datetime.now(UTC)
        self.run_id = f"{started:%Y%m%dT%H%M%SZ}-{self.name}-{uuid.uuid4().hex[:8]}"
        self.now: datetime | None = None
        """When the newest announcement was fetched: the clock of this crawl, also in a replay."""
        self.polls: list[Poll] = []
        self.unsettled: set[str] = set()
        """Articles that were asked for and are not on record yet."""
        self.fresh: set[str] = set()
        """Articles that were asked for and have never been on record."""

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> Self:
        """Scrapy's way to make a spider."""
        spider = super().from_crawler(crawler, *args, **kwargs)
        crawler.signals.connect(spider.settle, signal=signals.item_scraped)
        return spider

    async def start(self) -> AsyncIterator[Request]:
        """Requests for the articles that are due, newest first."""
        try:
            requests = await self._discover()
        except DatabaseError as error:
            self._pipeline.lose_database(error)
            return
        for request in requests:
            yield request

    async def parse_article(
        self,
        response: Response,
        page: ArticlePage,
        identity: str,
        source: Source,
        aliases: list[str],
    ) -> AsyncIterator[Article]:
        """The article on a page; a page that holds none, or only half of one, goes to quarantine."""
        assert response.request
        if not (self.site.is_article(response.url) and self._stays(response, identity)):
            await self._quarantine(response.request, "redirected", [f"leads to {response.url[:500]}"])
            return
        try:
            article, is_cut_off = page.read(), page.is_cut_off
        except NotAnArticle as error:
            await self._quarantine(response.request, "not an article", [error.reason])
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
        article.aliases = aliases
        article.source = source
        article.crawl = self._crawl(response)
        article._id = self.site.identity(response.url)
        if is_cut_off:
            await self._quarantine(response.request, "cut off", ["the page ends in the middle"], article)
            return
        yield article

    async def failed(self, failure: Failure) -> None:
        """Put on record why a page could not be fetched: it is due again later."""
        request: Request = failure.request  # type: ignore[attr-defined]
        error = failure.value
        if isinstance(error, NotInArchive):
            return  # no answer of the site: nothing is known of the article
        if isinstance(error, HttpError):
            reason = f"http {error.response.status}"
        elif isinstance(error, IgnoreRequest):
            reason = "not allowed"
        else:
            reason = type(error).__name__
        await self._quarantine(request, reason, [str(error)[:500]])

    def _stays(self, response: Response, identity: str) -> bool:
        """Whether what answered is what was asked for: itself, or where it has moved to for good."""
        if self.site.identity(response.url) == identity:
            return True
        return all(status in _MOVED for status in response.meta.get("redirect_reasons", []))

    def settle(self, item: Any) -> None:
        """Note that an article is stored."""
        if isinstance(item, Article):
            names = {item._id, *item.aliases, item.requestedUrl and self.site.identity(item.requestedUrl)}
            self.unsettled -= names

    async def _discover(self) -> list[Request]:
        """Ask all sources, then the database, what is due."""
        poller = Poller(self.crawler, self.site, self._store)
        self.polls = [await poller.feed(url) for url in self.feeds]
        self.polls += [await poller.listing(url) for url in self.listings]
        self.now = max((p.fetched_at for p in self.polls if p.fetched_at), default=datetime.now(UTC))
        announced = merge((entry for poll in self.polls for entry in poll.entries), self.site)
        self.crawler.stats.set_value("feedcrawler/announced", len(announced))
        return await self._requests(announced)

    async def _requests(self, announced: list[Announcement]) -> list[Request]:
        assert self.now
        recheck = Recheck.from_settings(self.settings)
        known = await self._known(announced)
        announced = _one_each(announced, known)
        await self._store.announce(
            (k.id, [*a.source(self.site).via], a.aliases) for a in announced if (k := known[a.id]) and k.stored
        )
        due = [a for a in announced if is_due(a, known[a.id], self.now, recheck)]
        requests = [self._request(a.id, a.url, a.source(self.site), a.aliases) for a in due]
        asked = {a.id for a in announced}
        for identity, url, source in await self._store.due_in_quarantine(self.site.name, self.now):
            if identity not in asked:
                requests.append(self._request(identity, url, source, []))
        self.unsettled = {request.cb_kwargs["identity"] for request in requests}
        self.fresh = {a.id for a in due if known[a.id] is None}
        stats = self.crawler.stats
        stats.set_value("feedcrawler/known", sum(k is not None for k in known.values()))
        stats.set_value("feedcrawler/requested", len(requests))
        stats.set_value("feedcrawler/requested/fresh", len(self.fresh))
        return requests

    async def _known(self, announced: Iterable[Announcement]) -> dict[str, Known | None]:
        found = await self._store.known([name for a in announced for name in (a.id, *a.aliases)])
        return {a.id: next((found[n] for n in (a.id, *a.aliases) if n in found), None) for a in announced}

    def _request(self, identity: str, url: str, source: Source, aliases: list[str]) -> Request:
        arguments = {"identity": identity, "source": source, "aliases": aliases}
        return Request(url, self.parse_article, errback=self.failed, dont_filter=True, cb_kwargs=arguments)

    def _crawl(self, response: Response) -> Crawl:
        def header(name: str) -> str | None:
            return (response.headers.get(name) or b"").decode("latin-1")[:500] or None

        return Crawl(
            runId=self.run_id,
            fetchedAt=fetched_at(response),
            status=response.status,
            etag=header("ETag"),
            lastModified=header("Last-Modified"),
            replayed="replayed" in response.flags,
        )

    async def _quarantine(self, request: Request, reason: str, errors: list[str], item: Article | None = None) -> None:
        source: Source = request.cb_kwargs["source"]
        await self._pipeline.quarantine(_requested(request), source, reason=reason, errors=errors, item=item)

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


def _one_each(announced: list[Announcement], known: dict[str, Known | None]) -> list[Announcement]:
    """One announcement a document: an old address that is announced beside the new one says no more than that."""
    merged: dict[str, Announcement] = {}
    for announcement in announced:
        record = known[announcement.id]
        name = record.id if record else announcement.id
        if name in merged:
            merged[name].entries += announcement.entries
        else:
            merged[name] = announcement
    return list(merged.values())


def _requested(request: Request) -> str:
    """What was asked for, before any redirect."""
    first: str = next(iter(request.meta.get("redirect_urls", [])), request.url)
    return first
