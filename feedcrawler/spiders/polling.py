"""Asking a site's feeds and listings what they announce."""

from __future__ import annotations

import logging
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Literal

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.http import HtmlResponse, Response
from scrapy.http.request import NO_CALLBACK

from feedcrawler.discovery import Entry, merge, read_feed, read_listing
from feedcrawler.mongodb.store import Store
from feedcrawler.site import Site
from feedcrawler.urls import domain_of

logger = logging.getLogger(__name__)

_GONE = {404, 410}

Reached = Literal["end", "known", "bound"]


@dataclass(slots=True, kw_only=True)
class Poll:
    """What came of asking one feed or listing."""

    url: str
    entries: list[Entry] = field(default_factory=list)
    fetched_at: datetime | None = None
    """When its first page was fetched; for a replay, when it was recorded."""
    pages: int = 0
    problem: str | None = None
    reached: Reached | None = None
    """Where the walk through a listing ended."""
    first: bool = False
    """Whether nothing of it is on record: then a walk that ends at the bound leaves no gap."""


def fetched_at(response: Response) -> datetime:
    """When a response was fetched, in UTC; for a replay, when it was recorded."""
    recorded = response.request.meta.get("fetched_at") if response.request else None
    return recorded if isinstance(recorded, datetime) else datetime.now(UTC)


class Poller:
    """Polls the feeds and listings of one site through the crawl's own downloader."""

    def __init__(self, crawler: Crawler, site: Site, store: Store) -> None:
        self._crawler = crawler
        self._site = site
        self._store = store
        self._max_pages = crawler.settings.getint("FEEDCRAWLER_LISTING_MAX_PAGES")
        self._max_entries = crawler.settings.getint("FEEDCRAWLER_MAX_ENTRIES")

    async def feed(self, url: str) -> Poll:
        """What a feed announces; a feed that cannot be read is a poll with a problem."""
        poll = Poll(url=url)
        response = await self._fetch(url, poll)
        if response is not None:
            content_type = (response.headers.get("Content-Type") or b"").decode("latin-1")
            feed = read_feed(response.body, url, content_type=content_type, max_entries=self._max_entries)
            poll.entries, poll.problem = feed.entries, feed.problem
        return self._done(poll)

    async def listing(self, url: str) -> Poll:
        """What a listing announces, page after page, until all on a page was on record before.

        On record means: when the last complete poll ended. What a crawl stored that was then interrupted does not
        count, for it fetches newest first and so leaves its holes further down.
        """
        complete_at = await self._store.complete_until(url, self._max_pages)
        poll = Poll(url=url, first=complete_at is None)
        visited: set[str] = set()
        page: str | None = url
        while page is not None and poll.reached is None:
            visited.add(page)
            response = await self._fetch(page, poll)
            if response is None:
                break
            if not isinstance(response, HtmlResponse):
                poll.problem = f"not a page at {page}"
                break
            listing = read_listing(
                response.selector, response.url, self._site, feed_url=url, max_entries=self._max_entries
            )
            poll.entries += listing.entries
            if not listing.entries and poll.pages == 1:
                poll.problem = "announces no articles"
            page = listing.next_url if listing.next_url not in visited else None
            if page is not None and domain_of(page) != self._site.domain:
                page = None
            if complete_at is not None and await self._all_known(listing.entries, complete_at):
                poll.reached = "known"
            elif page is None:
                poll.reached = "end"
            elif poll.pages >= self._max_pages:
                poll.reached = "bound"
        return self._done(poll)

    async def _all_known(self, entries: list[Entry], complete_at: datetime) -> bool:
        announced = merge(entries, self._site)
        known = await self._store.known([name for a in announced for name in (a.id, *a.aliases)])
        return bool(announced) and all(
            any(n in known and known[n].since <= complete_at for n in (a.id, *a.aliases)) for a in announced
        )

    async def _fetch(self, url: str, poll: Poll) -> Response | None:
        """The page at `url`; None, and a problem of the poll, where there is none."""
        try:
            response = await self._crawler.engine.download_async(Request(url, callback=NO_CALLBACK, dont_filter=True))
        except Exception as error:
            poll.problem = f"{type(error).__name__}: {error}"[:300]
            return None
        poll.pages += 1
        poll.fetched_at = poll.fetched_at or fetched_at(response)
        if response.status in _GONE and poll.pages > 1:
            poll.reached = "end"  # the last page moves up as old posts are taken down
            return None
        if response.status != 200:
            poll.problem = f"http {response.status} at {url}"
            return None
        return response

    def _done(self, poll: Poll) -> Poll:
        stats = self._crawler.stats
        stats.inc_value("feedcrawler/polls")
        stats.inc_value("feedcrawler/polls/pages", poll.pages)
        stats.inc_value("feedcrawler/entries", len(poll.entries))
        if poll.problem:
            stats.inc_value("feedcrawler/polls/failed")
            logger.warning("%s: %s", poll.url, poll.problem)
        if poll.reached == "bound" and not poll.first:
            logger.warning(
                "%s: %d pages did not reach what was known: raise FEEDCRAWLER_LISTING_MAX_PAGES",
                poll.url,
                poll.pages,
            )
        return poll
