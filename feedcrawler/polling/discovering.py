"""Discovery: all sources of a site are asked before its articles are."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from urllib.parse import urlsplit

from scrapy.crawler import Crawler
from scrapy.http import HtmlResponse

from feedcrawler.downloading.robots import RobotsMiddleware
from feedcrawler.mongodb.feeds import FeedState
from feedcrawler.mongodb.store import Store
from feedcrawler.polling.asking import Poll
from feedcrawler.polling.gaps import is_worth_a_try
from feedcrawler.polling.poller import Poller
from feedcrawler.polling.sources import Declared, Sources
from feedcrawler.site import Site

logger = logging.getLogger(__name__)


class Discovery:
    """Asks a site where it announces articles: what is declared and known of it, and what they lead to."""

    def __init__(
        self, crawler: Crawler, site: Site, store: Store, declared: Declared, since: datetime | None = None
    ) -> None:
        self._crawler = crawler
        self._site = site
        self._store = store
        self._declared = declared
        self._since = since
        self._replayed = bool(crawler.settings["FEEDCRAWLER_REPLAY"])

    async def run(self) -> list[Poll]:
        """Ask all sources whose time has come, new ones too, and the others if a gap is to be filled."""
        known = await self._store.feeds.of_site(self._site.name)
        sources = Sources(self._site, self._declared, known, self._crawler.settings.getint("FEEDCRAWLER_MAX_SOURCES"))
        poller = Poller(self._crawler, self._site, self._store, sources, self._since)
        states = [*sources]
        asked = self._to_ask(sources)
        has_gap = self._try_gaps(states)
        polls = await self._ask(poller, asked, force=has_gap)
        if self._declared.home is not None:
            polls += await self._look_around(poller, sources, polls)
        if has_gap or any(poll.lacks for poll in polls):
            left = {state.url for state in asked}
            others = sources.to_ask(datetime.now(UTC), only_due=False)
            polls += await self._ask(poller, [s for s in others if s.url not in left | _urls(polls)], force=True)
        self._crawler.stats.set_value("feedcrawler/sources", len([*sources]))
        self._count_others([state for state in states if state.url not in _urls(polls)])
        return polls

    def _try_gaps(self, states: list[FeedState]) -> bool:
        """Whether there is a gap for which all sources are to be read now."""
        now = datetime.now(UTC)
        tried = [state for state in states if is_worth_a_try(state, now)]
        for state in tried:
            state.gap_tried_at = now
        return bool(tried)

    def _to_ask(self, sources: Sources) -> list[FeedState]:
        if self._replayed:  # the archive's time is another one
            return [*sources]
        only_due = self._crawler.settings.getbool("FEEDCRAWLER_ONLY_DUE")
        return sources.to_ask(datetime.now(UTC), only_due=only_due)

    def _count_others(self, states: Iterable[FeedState]) -> None:
        """Count the sources that were not asked: they wait for better times, or their time has not come."""
        now = datetime.now(UTC)
        for state in states:
            waits = state.not_before is not None and state.not_before > now
            self._crawler.stats.inc_value(f"feedcrawler/polls/{'waiting' if waits else 'not due'}")

    async def _ask(self, poller: Poller, states: Iterable[FeedState], *, force: bool = False) -> list[Poll]:
        """Ask side by side; what can fill a gap is read whatever it says, if there is one."""
        polls = [Poll(state=state, force=force and state.kind != "feed") for state in states]
        await asyncio.gather(*(poller.poll(poll) for poll in polls))
        for poll in polls:
            if poll.failed:
                self._crawler.stats.inc_value("feedcrawler/polls/failed")
                logger.warning("%s: %s", poll.url, poll.problem)
            elif poll.problem:
                self._crawler.stats.inc_value("feedcrawler/polls/useless")
                logger.info("%s: %s", poll.url, poll.problem)
        return polls

    async def _look_around(self, poller: Poller, sources: Sources, polls: list[Poll]) -> list[Poll]:
        """Ask what the first page and robots.txt name; where they name nothing, what most sites have."""
        home = next((poll for poll in polls if poll.url == self._declared.home), None)
        if home is not None and home.state.kind != "listing":
            return []  # it is a feed itself: that is what was asked for
        page = home.home if home else None
        new = sources.find(page, self._named_in_robots(page))
        found = await self._ask(poller, new)
        if home is not None and home.pages and not any(s.kind in {"feed", "sitemap"} for s in sources):
            found += await self._guess(poller, sources.guesses("feed"))
            found += await self._guess(poller, sources.guesses("sitemap"))
        return found

    async def _guess(self, poller: Poller, guesses: Iterator[FeedState]) -> list[Poll]:
        """Ask one after the other, until one answers."""
        polls: list[Poll] = []
        for state in guesses:
            polls += await self._ask(poller, [state])
            if polls[-1].announced:
                break
        return polls

    def _named_in_robots(self, home: HtmlResponse | None) -> list[str]:
        """What the robots.txt names of the host that a person named, and of the one that it leads to."""
        middleware = self._crawler.get_downloader_middleware(RobotsMiddleware)
        if middleware is None:
            return []
        hosts = dict.fromkeys(urlsplit(url).netloc for url in (self._declared.home, home and home.url) if url)
        return [sitemap for host in hosts for sitemap in middleware.sitemaps.get(host, [])]


def _urls(polls: list[Poll]) -> set[str]:
    return {poll.url for poll in polls}
