"""When a stored article is looked at again: often while it is young, then ever more rarely, then never."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Self

from scrapy.settings import BaseSettings

from feedcrawler.errors import ConfigurationError

_UNITS = {"s": "seconds", "m": "minutes", "h": "hours", "d": "days"}
_DURATION = re.compile(r"(\d{1,6})([smhd])")
_SOON = timedelta(minutes=5)  # two looks are never closer than this
# A page may say for years that it is live, and that it was changed a moment ago.
_LONGEST_LIVE = timedelta(days=30)


def durations(text: str) -> tuple[timedelta, ...]:
    """Durations such as "15m 1h 7d", in ascending order.

    Raises:
        ValueError: a word is none.
    """
    found = []
    for word in text.replace(",", " ").split():
        match = _DURATION.fullmatch(word)
        if match is None:
            raise ValueError(f"{word!r} is no duration: a number and s, m, h or d")
        found.append(timedelta(**{_UNITS[match[2]]: int(match[1])}))
    return tuple(sorted(found))


@dataclass(frozen=True, slots=True)
class Recheck:
    """The schedule on which stored articles are looked at again."""

    ages: tuple[timedelta, ...] = ()
    """The ages at which an article is looked at; none: never."""
    live: timedelta = timedelta(minutes=5)
    """How often a live blog is looked at …"""
    quiet: timedelta = timedelta(hours=12)
    """… until it has not changed for so long, or is a month old."""

    @classmethod
    def from_settings(cls, settings: BaseSettings) -> Self:
        """As FEEDCRAWLER_RECHECK, FEEDCRAWLER_LIVE_MINUTES and FEEDCRAWLER_LIVE_QUIET_HOURS say.

        Raises:
            ConfigurationError: FEEDCRAWLER_RECHECK is no list of durations.
        """
        try:
            ages = durations(" ".join(settings.getlist("FEEDCRAWLER_RECHECK")))
        except ValueError as error:
            raise ConfigurationError(f"FEEDCRAWLER_RECHECK: {error}") from None
        return cls(
            ages,
            timedelta(minutes=settings.getfloat("FEEDCRAWLER_LIVE_MINUTES")),
            timedelta(hours=settings.getfloat("FEEDCRAWLER_LIVE_QUIET_HOURS")),
        )

    def next_at(
        self, looked_at: datetime, *, published: datetime | None, first_seen: datetime, changed: datetime, live: bool
    ) -> datetime | None:
        """When to look again; None: not any more.

        Args:
            looked_at: the last look, in UTC.
            published: the article's date; one in the future, or none, counts from `first_seen`.
            first_seen: when it was first stored.
            changed: when its words last changed.
            live: whether it is a live blog.
        """
        born = published if published is not None and published <= first_seen else first_seen
        regular = next((born + age for age in self.ages if born + age >= looked_at + _SOON), None)
        if live and looked_at - changed < self.quiet and looked_at - born < _LONGEST_LIVE:
            return min(looked_at + self.live, regular) if regular else looked_at + self.live
        return regular
