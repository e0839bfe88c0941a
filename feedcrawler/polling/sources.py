"""Where a site announces its articles: what a person declared, and what was found."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from scrapy.http import HtmlResponse

from feedcrawler.discovery import WELL_KNOWN, SourceLink, find_sources
from feedcrawler.mongodb.feeds import FeedState, Kind, Origin
from feedcrawler.polling.schedule import may_ask
from feedcrawler.site import Site
from feedcrawler.urls import absolute_url, normalize_url

_MAX_LISTINGS = 2  # of those that show everything, where there are feeds or sitemaps besides
_ARCHIVE_RANK = 1  # listings of this rank or better show everything


@dataclass(frozen=True, slots=True, kw_only=True)
class Declared:
    """What a person says of where a site announces its articles."""

    home: str | None = None
    """The site's first page, where others may be found; None: there is no need to look."""
    feeds: tuple[str, ...] = ()
    sitemaps: tuple[str, ...] = ()
    listings: tuple[str, ...] = ()
    load_more: tuple[str, ...] = ()

    def __iter__(self) -> Iterator[tuple[str, Kind]]:
        """Every source with its kind."""
        yield from ((url, "feed") for url in self.feeds)
        yield from ((url, "sitemap") for url in self.sitemaps)
        yield from ((url, "listing") for url in self.listings)
        yield from ((url, "load more") for url in self.load_more)


class Sources:
    """The sources of one site, with their poll states."""

    def __init__(self, site: Site, declared: Declared, known: dict[str, FeedState], max_sources: int) -> None:
        self._site = site
        self._declared = declared
        self._states = known
        self._max = max_sources
        for url, kind in declared:
            self.add(url, kind, "declared")
        if declared.home:
            self.add(declared.home, "listing", "home")

    def __iter__(self) -> Iterator[FeedState]:
        """Those that are asked by themselves: not the sitemaps of an index."""
        return (state for state in [*self._states.values()] if state.origin != "index")

    def add(self, url: str, kind: Kind, origin: Origin, parent: str | None = None) -> FeedState:
        """The state of a source, a new one if there is none."""
        state = self._states.get(url)
        if state is None:
            state = FeedState(url=url, site=self._site.name, kind=kind, origin=origin, parent=parent)
            self._states[url] = state
        elif origin == "declared":
            state.origin = origin
        return state

    def children(self, parent: str) -> list[FeedState]:
        """The sitemaps that are known of an index."""
        return [state for state in self._states.values() if state.parent == parent]

    def to_ask(self, now: datetime, *, only_due: bool) -> list[FeedState]:
        """The sources whose time has come."""
        return [state for state in self if may_ask(state, now, only_due=only_due)]

    def find(self, home: HtmlResponse | None, sitemaps: Iterable[str]) -> list[FeedState]:
        """The sources that the site's first page and its robots.txt name, and that are new."""
        links = find_sources(home.selector, home.url, self._site) if home is not None else []
        listed = [SourceLink(url=url, kind="sitemap") for url in sitemaps]
        feeds = [link for link in links if link.kind == "feed"]
        found = [*feeds, *listed, *(link for link in links if link.kind == "sitemap")]
        has_better = bool(found) or any(s.kind in {"feed", "sitemap"} and not s.failures for s in self)
        listings = [link for link in links if link.kind == "listing"]
        found += [link for link in listings if link.rank <= _ARCHIVE_RANK][:_MAX_LISTINGS] if has_better else listings
        new = []
        here = {normalize_url(state.url) for state in self}
        for link in found:
            if len(here) < self._max and normalize_url(link.url) not in here:
                here.add(normalize_url(link.url))
                origin: Origin = "robots.txt" if link in listed else "page"
                new.append(self.add(link.url, link.kind, origin))
        return new

    def guesses(self, kind: Literal["feed", "sitemap"]) -> Iterator[FeedState]:
        """Sources of a kind at the addresses where many sites have them; none where one is known or was tried."""
        if self._declared.home is None or any(state.kind == kind for state in self):
            return
        for path in WELL_KNOWN[kind]:
            if url := absolute_url(self._declared.home, path):
                yield self.add(url, kind, "guess")
