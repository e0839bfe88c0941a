"""What a person at a terminal sees while the crawl runs: how far it is, how fast, and how long it will take."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Self

from scrapy import signals
from scrapy.crawler import Crawler
from scrapy.exceptions import NotConfigured

from feedcrawler.extensions.status_line import StatusLine, is_terminal

_WHILE = 60.0
"""Seconds that a rate is of."""
_SOON = 5.0
"""Seconds before there is a rate."""
_STORED = ("new", "changed", "unchanged")
_OVER = (*_STORED, "gone", "quarantined", "error")


@dataclass(frozen=True, slots=True)
class Figures:
    """How far a crawl is."""

    found: int = 0
    """Entries of feeds, sitemaps and listings."""
    requested: int | None = None
    """Articles that it fetches; None: it does not know yet."""
    fetched: int = 0
    """Articles that it is done with, whatever became of them."""
    stored: int = 0
    """Of those, what it has stored, or found as they were stored."""
    errors: int = 0
    """What could not be read or stored."""

    @classmethod
    def of(cls, stats: Mapping[str, Any]) -> Self:
        """What the stats of a crawl say."""
        counts = {outcome: stats.get(f"feedcrawler/articles/{outcome}", 0) for outcome in _OVER}
        failed = stats.get("feedcrawler/polls/failed", 0) + stats.get("spider_exceptions/count", 0)
        return cls(
            found=stats.get("feedcrawler/entries", 0),
            requested=stats.get("feedcrawler/requested"),
            fetched=sum(counts.values()),
            stored=sum(counts[outcome] for outcome in _STORED),
            errors=counts["quarantined"] + counts["error"] + failed,
        )

    def __add__(self, other: Figures) -> Figures:
        return Figures(
            self.found + other.found,
            (self.requested or 0) + (other.requested or 0),
            self.fetched + other.fetched,
            self.stored + other.stored,
            self.errors + other.errors,
        )


class Pace:
    """How fast something goes on, over the last while."""

    def __init__(self) -> None:
        self._seen: deque[tuple[float, int]] = deque()

    def note(self, now: float, number: int) -> None:
        """Note how far it is."""
        self._seen.append((now, number))
        while now - self._seen[0][0] > _WHILE:
            self._seen.popleft()

    @property
    def per_second(self) -> float | None:
        """So many a second; None while that cannot be known."""
        if not self._seen:
            return None
        (then, before), (now, number) = self._seen[0], self._seen[-1]
        return (number - before) / (now - then) if now - then >= _SOON else None

    def seconds_left(self, number: int) -> float | None:
        """How long so many more will take; None while that cannot be known."""
        rate = self.per_second
        return number / rate if rate else None


class Progress:
    """How far the crawl of one site, or of many, is.

    Args:
        sites: how many there are; None: one, of which need not be spoken.
        clock: gives the time in seconds.
    """

    def __init__(self, sites: int | None = None, clock: Callable[[], float] = time.monotonic) -> None:
        self._sites = sites
        self._clock = clock
        self._began = clock()
        self._ended = Figures()
        self._number_ended = 0
        self._pace = Pace()
        self._paces: dict[str, Pace] = {}

    def end(self, name: str, stats: Mapping[str, Any]) -> None:
        """A site is done with."""
        self._ended += Figures.of(stats)
        self._number_ended += 1
        self._paces.pop(name, None)

    def say(self, running: Mapping[str, Mapping[str, Any]]) -> list[str]:
        """How far it is, what matters most first.

        Args:
            running: the stats of the crawls that run, by their names.
        """
        now = self._clock()
        figures = {name: Figures.of(stats) for name, stats in running.items()}
        total = sum(figures.values(), self._ended)
        self._pace.note(now, total.fetched)
        return [*self._parts(total, self._left(figures, now), now - self._began)]

    def _parts(self, total: Figures, left: float | None, elapsed: float) -> Iterator[str]:
        if self._sites is not None:
            yield f"{self._number_ended} of {self._sites} sites"
        if total.requested:
            yield f"{total.fetched} of {total.requested} articles fetched"
            yield f"{total.stored} stored"
        yield f"{total.found} found"
        if total.errors:
            yield f"{total.errors} {'error' if total.errors == 1 else 'errors'}"
        if left is not None:
            yield f"{_clock(left)} left"
        if (rate := self._pace.per_second) is not None and total.requested:
            yield f"{rate * 60:.0f}/min"
        yield f"{_clock(elapsed)} so far"

    def _left(self, figures: Mapping[str, Figures], now: float) -> float | None:
        """How long the slowest of the sites will take, if all have begun and say how much they fetch."""
        for name, one in figures.items():
            self._paces.setdefault(name, Pace()).note(now, one.fetched)
        if not figures or self._number_ended + len(figures) < (self._sites or 1):
            return None
        left = []
        for name, one in figures.items():
            if one.requested is None:
                return None
            if more := one.requested - one.fetched:
                left.append(self._paces[name].seconds_left(more))
        known = [seconds for seconds in left if seconds is not None]
        return max(known, default=None) if len(known) == len(left) else None


class ProgressExtension:
    """Shows how far the crawl of one site is, on a terminal only."""

    def __init__(self, crawler: Crawler) -> None:
        progress = Progress()
        self._line = StatusLine(lambda: progress.say({"": crawler.stats.get_stats()}))

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Scrapy's way to make an extension.

        Raises:
            NotConfigured: there is no terminal.
        """
        if not is_terminal():
            raise NotConfigured
        extension = cls(crawler)
        crawler.signals.connect(extension.opened, signal=signals.spider_opened)
        crawler.signals.connect(extension.closed, signal=signals.spider_closed)
        return extension

    def opened(self) -> None:
        """Show the line."""
        self._line.start()

    def closed(self) -> None:
        """Take the line away."""
        self._line.stop()


def _clock(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"
