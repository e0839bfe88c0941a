"""Asking a site's sitemaps: an index first, then those of its sitemaps that may hold something new."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial

from scrapy.crawler import Crawler
from scrapy.http import Response

from feedcrawler.discovery import Entry, SitemapLink, read_sitemap, shape_of
from feedcrawler.incidents import note
from feedcrawler.mongodb.feeds import FeedState
from feedcrawler.polling.asking import Asker, Poll, aside, fetched_at, judge_content, note_oddities
from feedcrawler.polling.schedule import may_ask
from feedcrawler.polling.sources import Sources
from feedcrawler.site import Site

_MAX_DEPTH = 3  # an index of indices of sitemaps
_MAX_ENTRIES = 50_000  # entries of one site's sitemaps in one crawl: the rest is read in the next
_ACTIVE = timedelta(days=3)
_A_DAY = timedelta(days=2)  # from the start of a day in UTC to its end, wherever the site is
_LONG_AGO = datetime.min.replace(tzinfo=UTC)
# As content systems name the sitemaps of what is no article.
_OF_OTHERS = re.compile(
    r"(?:^|[/_-])(?:categor(?:y|ies)|(?:post_)?tags?|authors?|users?|topics?)-?_?(?:sitemap|\d|\.)", re.IGNORECASE
)


class SitemapPoller:
    """Polls the sitemaps of one site."""

    def __init__(self, crawler: Crawler, site: Site, sources: Sources, asker: Asker) -> None:
        self._stats = crawler.stats
        self._site = site
        self._sources = sources
        self._asker = asker
        self._max_entries = crawler.settings.getint("FEEDCRAWLER_SITEMAP_MAX_ENTRIES")
        self._max_files = crawler.settings.getint("FEEDCRAWLER_SITEMAP_MAX_FILES")
        self._read = 0

    async def poll(self, poll: Poll, depth: int = 0) -> None:
        """Ask a sitemap, and what it leads to."""
        response = await self._asker.ask(poll, poll.state.moved_to or poll.url)
        if response is not None:
            await self.read(poll, response, depth)
        elif poll.unchanged:
            states = self._sources.children(poll.url)
            await self._ask_children(poll, [(state, None) for state in states], depth)

    async def read(self, poll: Poll, response: Response, depth: int = 0) -> None:
        """Read a sitemap that was fetched, and ask what it leads to."""
        read = partial(read_sitemap, max_entries=self._max_entries, fetched_at=fetched_at(response))
        found = await aside(response, read)
        note_oddities(self._stats, response, found)
        poll.reached = "end"
        entries = [replace(entry, feed_url=poll.url) for entry in found.entries if self._may_be_article(entry)]
        poll.entries, self._read = entries, self._read + len(entries)
        poll.announced = len(entries)
        judge_content(poll, found.problem, found.entries)
        if found.children and depth >= _MAX_DEPTH:
            note(self._stats, "endless sitemaps", poll.url)
        elif found.children:
            await self._ask_children(poll, [(self._child(link, poll.url), link) for link in found.children], depth)

    async def _ask_children(self, poll: Poll, children: list[tuple[FeedState, SitemapLink | None]], depth: int) -> None:
        wanted = [(state, link) for state, link in children if _is_wanted(state, link, poll)]
        wanted.sort(key=_urgency)
        for count, (state, link) in enumerate(wanted):
            if count >= self._max_files or self._read >= _MAX_ENTRIES:
                poll.left = sum(map(_must_be_read, wanted[count:]))
                break
            child = Poll(state=state, force=poll.force)
            await self.poll(child, depth + 1)
            if link is not None and child.is_whole:
                state.index_says = link.modified
            poll.children.append(child)
            poll.pages += child.pages
            poll.announced += child.announced
            poll.problem = poll.problem or child.problem
            poll.postponed = poll.postponed or child.postponed
        if poll.left:
            note(self._stats, "many sitemaps", poll.url, f"{poll.left} are left for the next crawl")

    def _child(self, link: SitemapLink, parent: str) -> FeedState:
        return self._sources.add(link.url, "sitemap", "index", parent)

    def _may_be_article(self, entry: Entry) -> bool:
        return self._site.is_article(entry.url) and (self._site.knows_its_articles or shape_of(entry.url) != "page")


def _urgency(child: tuple[FeedState, SitemapLink | None]) -> tuple[bool, float]:
    """For an order of work: first what was never read, then what was changed last."""
    state, link = child
    changed = link.modified if link is not None else state.last_changed_at
    return state.complete_at is not None, -(changed or _LONG_AGO).timestamp()


def _must_be_read(child: tuple[FeedState, SitemapLink | None]) -> bool:
    """Whether a sitemap that is wanted holds something new for sure."""
    state, link = child
    return state.complete_at is None or (link is not None and link.modified is not None)


def _is_wanted(state: FeedState, link: SitemapLink | None, index: Poll) -> bool:
    """Whether a sitemap may hold something new.

    One that the index dates is asked when it has changed since; another one as long as it changes now and then.
    """
    now = index.fetched_at or datetime.now(UTC)
    if _OF_OTHERS.search(state.url) or not may_ask(state, now, only_due=False):
        return False
    if index.force or state.complete_at is None or state.last_polled_at is None:
        return True
    if link is not None and link.modified is not None:
        is_day = not (link.modified.hour or link.modified.minute or link.modified.second)
        return link.modified != state.index_says or (is_day and link.modified + _A_DAY > state.last_polled_at)
    latest = max(filter(None, (state.watermark_at, state.last_changed_at)), default=now)
    return now - latest <= _ACTIVE or state.next_due_at is None or state.next_due_at <= now
