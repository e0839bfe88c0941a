"""Asking a site's feeds, sitemaps and listings what they announce."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from functools import partial

from scrapy.crawler import Crawler
from scrapy.http import HtmlResponse, Response

from feedcrawler.discovery import (
    Announcement,
    Entry,
    is_feed,
    is_sitemap,
    merge,
    page_of,
    read_feed,
    read_listing,
    read_more,
)
from feedcrawler.incidents import note
from feedcrawler.mongodb.feeds import Kind
from feedcrawler.mongodb.store import Store
from feedcrawler.polling.asking import Asker, Poll, aside, header, judge_content, note_oddities
from feedcrawler.polling.sitemaps import SitemapPoller
from feedcrawler.polling.sources import Sources
from feedcrawler.site import Site
from feedcrawler.urls import domain_of, normalize_url

_STALE_PAGES = 3  # pages in a row without anything new, after which a listing is endless
_SOME = 3  # articles that were known: more than the old posts that a feed puts on top
# A news sitemap shows the articles of so many days (https://www.google.com/schemas/sitemap-news/0.9).
_NEWS_AGE = timedelta(days=2)
_CHUNK = 1000  # entries that are looked up at a time


@dataclass(slots=True)
class Page:
    """One page of a feed or listing."""

    entries: list[Entry] = field(default_factory=list)
    next_url: str | None = None
    problem: str | None = None
    hint: timedelta | None = None


Read = Callable[[Response], Awaitable[Page]]


class Poller:
    """Polls the sources of one site."""

    def __init__(
        self, crawler: Crawler, site: Site, store: Store, sources: Sources, since: datetime | None = None
    ) -> None:
        self._crawler = crawler
        self._site = site
        self._store = store
        self._since = since
        self._asker = Asker(crawler)
        self._sitemaps = SitemapPoller(crawler, site, sources, self._asker)
        self._max_pages = crawler.settings.getint("FEEDCRAWLER_LISTING_MAX_PAGES")
        self._max_entries = crawler.settings.getint("FEEDCRAWLER_MAX_ENTRIES")

    async def poll(self, poll: Poll) -> None:
        """Ask a source; what it announces is in `poll` afterwards, or what is wrong with it."""
        state = poll.state
        if state.bound is not None and state.bound < self._max_pages:
            state.complete_at, poll.force = None, True  # more pages are wanted than were read
        match state.kind:
            case "sitemap":
                await self._sitemaps.poll(poll)
                poll.lacks = await self._has_forgotten(poll)
            case "load more":
                await self._walk(poll, page_of(state.url, 1), self._more(poll))
            case "feed":
                await self._walk(poll, state.moved_to or state.url, self._feed(poll))
            case "listing":
                await self._walk(poll, state.moved_to or state.url, self._listing(poll))
        self._done(poll)

    async def _walk(self, poll: Poll, url: str, read: Read) -> None:
        """Read page after page, until what was known before, the end, or a bound.

        Known before means: on record when the last complete poll ended. What came later does not count: a crawl that
        was cut short has read the newest, and left its holes further down.
        """
        visited: set[str] = set()
        seen: set[str] = set()
        stale = 0
        last: list[Entry] = []
        following: str | None = url
        while following is not None and poll.reached is None:
            visited.add(normalize_url(following))
            response = await self._asker.ask(poll, following)
            if response is None:
                break
            page = await read(response)
            poll.hint = max(filter(None, (poll.hint, page.hint)), default=None)
            if page.problem and poll.pages > 1 and not page.entries:
                if poll.first:
                    poll.problem = page.problem
                poll.reached, poll.lacks = "end", not poll.first
                return
            judge_content(poll, page.problem, page.entries)
            articles = {self._site.identity(e.url) for e in page.entries if self._site.is_article(e.url)}
            stale = 0 if articles - seen else stale + 1
            seen |= articles
            poll.entries += page.entries
            last = page.entries if articles else last
            following = self._following(poll, page, visited)
            if await self._reaches(poll, page.entries):
                poll.reached = "known"
            elif following is None:
                poll.reached = "end"
            elif stale >= _STALE_PAGES:
                poll.reached = "loop"
                note(self._crawler.stats, "endless listing", poll.url, f"{poll.pages} pages")
            elif poll.pages >= self._max_pages:
                poll.reached = "bound"
                note(self._crawler.stats, "many pages", poll.url, f"{poll.pages} were read: the rest is left")
        if poll.reached is not None and not poll.first:
            poll.lacks = await self._lacks(poll, last)

    def _following(self, poll: Poll, page: Page, visited: set[str]) -> str | None:
        """The next page to read: one that was not read, and that is the source's own."""
        url = page.next_url
        if poll.state.kind == "load more" and url is None and page.entries:
            url = page_of(poll.state.url, poll.pages + 1)
        if url is None or normalize_url(url) in visited:
            return None
        own = domain_of(poll.state.moved_to or poll.url)
        return url if domain_of(url) == own or self._site.has_host(domain_of(url)) else None

    async def _reaches(self, poll: Poll, entries: list[Entry]) -> bool:
        """Whether a page reaches what was known.

        A listing's dates are not the articles', and an old post may be put on top: of a listing everything must be
        known. Of a feed the newest of the last poll is enough, or some that are older.
        """
        if poll.first:
            return False
        announced = merge(entries, self._site)
        before = await self._known_before(poll, announced)
        if poll.state.kind != "feed":
            return bool(before) and all(before)
        known = [article for article, is_known in zip(announced, before, strict=True) if is_known]
        newest = poll.state.watermark_at
        return len(known) >= _SOME or any(newest is None or article.newest >= newest for article in known)

    async def _lacks(self, poll: Poll, last: list[Entry]) -> bool:
        """Whether a walk has ended before it came to what was known.

        Its last page is the oldest: of a listing that ends something there must be known. What shows nothing at all
        mends nothing.
        """
        if not last:
            return poll.state.gap_at is not None
        if poll.reached == "known":
            return False
        return poll.reached == "bound" or poll.state.kind == "feed" or not await self._shows_known(poll, last)

    async def _has_forgotten(self, poll: Poll) -> bool:
        """Whether a sitemap may have lost articles since it was read: one of news holds those of two days."""
        before, now = poll.state.complete_at, poll.fetched_at
        if not (before and now and now - before > _NEWS_AGE and poll.entries):
            return False
        return not await self._shows_known(poll, poll.entries)

    async def _shows_known(self, poll: Poll, entries: list[Entry]) -> bool:
        """Whether any of these was on record when the last complete poll ended."""
        for start in range(0, len(entries), _CHUNK):
            if any(await self._known_before(poll, merge(entries[start : start + _CHUNK], self._site))):
                return True
        return False

    async def _known_before(self, poll: Poll, announced: list[Announcement]) -> list[bool]:
        """For each article, whether it was on record when the last complete poll ended, or is not wanted."""
        complete_at = poll.state.complete_at
        assert complete_at
        known = await self._store.known([name for a in announced for name in (a.id, *a.aliases)])
        return [
            self._is_too_old(a) or any(n in known and known[n].since <= complete_at for n in (a.id, *a.aliases))
            for a in announced
        ]

    def _is_too_old(self, announced: Announcement) -> bool:
        """Whether it has an earlier date than those that are asked for."""
        return self._since is not None and announced.newest.year > 1 and announced.newest < self._since

    def _feed(self, poll: Poll) -> Read:
        async def read(response: Response) -> Page:
            feed = await aside(
                response,
                partial(read_feed, content_type=_content_type(response), max_entries=self._max_entries),
            )
            if feed.problem == "not a feed" and poll.state.origin == "home" and poll.pages == 1:
                page = await self._listing(poll)(response)  # it was one for once
                if page.entries:
                    poll.state.kind = "listing"
                    return page
            note_oddities(self._crawler.stats, response, feed)
            entries = [replace(entry, feed_url=poll.url) for entry in feed.entries]
            return Page(entries, feed.next_url, feed.problem, feed.ttl)

        return read

    def _listing(self, poll: Poll) -> Read:
        async def read(response: Response) -> Page:
            if poll.pages == 1 and (kind := _other_kind(response)):
                poll.state.kind = kind
                if kind == "feed":
                    return await self._feed(poll)(response)
                await self._sitemaps.read(poll, response)
                return Page()
            if poll.pages > 1 and not isinstance(response, HtmlResponse):
                return await self._more(poll)(response)  # a page that loads more from an endpoint
            if not isinstance(response, HtmlResponse):
                return Page(problem=f"not a page at {response.url}")
            if poll.pages == 1:
                poll.home = response
            found = read_listing(
                response.selector, response.url, self._site, feed_url=poll.url, max_entries=self._max_entries
            )
            empty = not found.entries and poll.pages == 1
            return Page(found.entries, found.next_url, "announces no articles" if empty else None)

        return read

    def _more(self, poll: Poll) -> Read:
        async def read(response: Response) -> Page:
            found = read_more(
                response.body,
                response.url,
                self._site,
                feed_url=poll.url,
                content_type=_content_type(response),
                max_entries=self._max_entries,
            )
            return Page(found.entries, found.next_url)

        return read

    def _done(self, poll: Poll) -> None:
        stats = self._crawler.stats
        poll.announced = poll.announced or len(poll.entries)
        stats.inc_value("feedcrawler/polls")
        stats.inc_value("feedcrawler/polls/pages", poll.pages)
        stats.inc_value("feedcrawler/entries", poll.announced)
        if poll.unchanged:
            stats.inc_value("feedcrawler/polls/unchanged")
        if poll.postponed:
            stats.inc_value("feedcrawler/polls/postponed")


def _other_kind(response: Response) -> Kind | None:
    """What is at an address where a page was looked for."""
    if is_feed(response.body, _content_type(response)):
        return "feed"
    return "sitemap" if is_sitemap(response.body) else None


def _content_type(response: Response) -> str:
    return header(response, "Content-Type") or ""
