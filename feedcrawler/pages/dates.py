"""What a page says about its dates, as it says it: `feedcrawler.pipelines.dates` makes instants of it.

What is written for machines comes first, then what is printed under the headline, then a date elsewhere on the page,
last the day in the address. `dateModified` never stands in for `datePublished`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from functools import cached_property

from lxml.etree import _Element as Element

from feedcrawler.dates import ParsedDate, machine_date
from feedcrawler.items import DateEvidence
from feedcrawler.pages.address import day_in_address
from feedcrawler.pages.byline import Header
from feedcrawler.pages.candidates import Candidates
from feedcrawler.pages.document import Document
from feedcrawler.pages.printed import Printed
from feedcrawler.pages.stated_dates import (
    OLDEST,
    Said,
    evidence,
    is_impossible,
    stated_created,
    stated_modified,
    stated_of_the_page,
    stated_published,
)
from feedcrawler.pages.structured_data import StructuredData
from feedcrawler.pages.visible_dates import find_published

_HAS_TIME = re.compile(r"\d{1,2}:\d{2}|\dT\d{2}|(?<!\d)1\d{9}")
_MIDNIGHT = re.compile(r"[T ]00:00(?::00(?:\.0+)?)?(?![:\d.])")
_SECOND, _MINUTE, _DAY = timedelta(seconds=1), timedelta(minutes=1), timedelta(days=1)
_WEST, _EAST = -12 * 60, 14 * 60
_NOT_WHOLE = frozenset([-210, 210, 270, 330, 345, 390, 570, 630])  # the offsets that are not of whole hours


class Dating:
    """The dates of one page."""

    def __init__(
        self, data: StructuredData, header: Header, document: Document, headline: Element | None, language: str | None
    ) -> None:
        """Take what the page says of itself, what is printed on it, and its language."""
        self._data = data
        self._header = header
        self._document = document
        self._headline = headline
        self._languages = (language,) if language else ()

    def published(self) -> Candidates[DateEvidence]:
        """JSON-LD and its kin, meta tags, the date printed next to the headline or elsewhere, the address."""
        if (said := self._first) is not None:
            yield self._at_home(said)
        yield from self._in_words(self._published)
        yield from stated_of_the_page(self._data, self._document.root)
        for shown in (self._shown, self._header.published):
            if shown and not self._is_change(shown):
                yield evidence(shown.raw, shown.source, shown.path)
        yield from stated_created(self._data)
        if day := day_in_address(self._document.url):
            yield evidence(day.isoformat(), "url", "path")
        yield from (said for said in self._published if is_impossible(said.value.raw))

    def modified(self) -> Candidates[DateEvidence]:
        """JSON-LD and its kin, meta tags, the "updated" printed next to the headline."""
        printed = self._header.modified
        said = [*self._modified, *([evidence(printed.raw, printed.source, printed.path)] if printed else [])]
        readable = self._readable(said)
        yield from [self._with_clock(readable)] if readable else []
        yield from self._in_words(said)
        yield from (one for one in said if is_impossible(one.value.raw))

    @property
    def disagree(self) -> bool:
        """Whether what is printed under the headline is surely another day than what machines are told."""
        stated, printed = self._stated, self._printed
        if stated is None or printed is None or abs(stated.day - printed.day) <= _DAY:
            return False
        return (self._changed is None or self._changed.day != printed.day) and self._is_shown(printed)

    @cached_property
    def _published(self) -> list[Said]:
        return list(stated_published(self._data))

    @cached_property
    def _modified(self) -> list[Said]:
        return list(stated_modified(self._data))

    @cached_property
    def _stated(self) -> ParsedDate | None:
        """The first date that the page tells machines."""
        readable = self._readable(self._published)
        return machine_date(readable[0].value.raw, self._languages) if readable else None

    @cached_property
    def _changed(self) -> ParsedDate | None:
        readable = self._readable(self._modified)
        return machine_date(readable[0].value.raw, self._languages) if readable else None

    def _is_change(self, printed: Printed) -> bool:
        """Whether what is printed is the change that machines are told, and nothing calls it the publication."""
        date = machine_date(printed.raw, self._languages)
        if date is None or self._changed is None or printed.label == "published":
            return False
        if date.precision == "day" or self._changed.precision == "day":
            return date.day == self._changed.day
        return abs(date.instant - self._changed.instant) < _MINUTE

    @cached_property
    def _printed(self) -> ParsedDate | None:
        """The date printed under the headline, where it says all by itself."""
        printed = self._header.published
        date = machine_date(printed.raw, self._languages) if printed else None
        return date if date and not date.warning else None

    @cached_property
    def _shown(self) -> Printed | None:
        """The date that the page shows, wherever it stands."""
        return find_published(self._document.root, self._headline)

    def _is_shown(self, printed: ParsedDate) -> bool:
        """Whether a date under the headline is the article's own, not that of a teaser there."""
        date = machine_date(self._shown.raw, self._languages) if self._shown else None
        return date is not None and date.day == printed.day

    @cached_property
    def _first(self) -> Said | None:
        """What counts of the dates for machines and the one that is printed."""
        readable = self._readable(self._published)
        if not readable:
            return None
        printed = self._header.published
        if printed and self._is_older_than_the_file():
            return evidence(printed.raw, printed.source, printed.path)
        if printed and self._printed and not _has_clock(readable[0].value.raw):
            readable.append(evidence(printed.raw, printed.source, printed.path))
        return self._with_clock(readable)

    def _is_older_than_the_file(self) -> bool:
        """Whether the page prints an older date, and machines are only told when it was last saved.

        Content systems that were moved or filled by hand write the day of that as both their dates.
        """
        if not (self._stated and self._changed and self._changed.instant <= self._stated.instant + _MINUTE):
            return False
        printed = self._printed
        if printed is None or printed.day >= self._stated.day - _DAY:  # the day before is the same in another zone
            return False
        return self._is_shown(printed)

    def _at_home(self, said: Said) -> Said:
        """An instant in UTC with the site's own offset, where the page shows it."""
        if said.source in {"css", "text"} or (offset := self._home_offset()) is None:
            return said
        return replace(said, value=replace(said.value, offsetMinutes=offset))

    def _home_offset(self) -> int | None:
        """How far the site's clock is from UTC, as an instant for machines and the same one in print show it.

        Only a clock gives it: a day that is printed as the one before or after leaves many.
        """
        stated, printed = self._stated, self._printed
        if stated is None or stated.precision == "day" or stated.offset_minutes:
            return None
        if printed is None or printed.precision == "day":
            return None
        if printed.offset_minutes:
            return printed.offset_minutes if abs(printed.instant - stated.instant) < _MINUTE else None
        return _offset(printed.instant - stated.instant)

    def _readable(self, said: list[Said]) -> list[Said]:
        dates = ((one, machine_date(one.value.raw, self._languages)) for one in said)
        return [one for one, date in dates if date and date.instant.year >= OLDEST and not is_impossible(one.value.raw)]

    def _in_words(self, said: list[Said]) -> Iterator[Said]:
        """What only `dateparser` may read."""
        for one in said:
            if not is_impossible(one.value.raw) and machine_date(one.value.raw, self._languages) is None:
                yield one

    def _with_clock(self, readable: list[Said]) -> Said:
        """The first; where it is a bare day or cut to midnight, the first that knows the hour of that day."""
        first = readable[0]
        if _has_clock(first.value.raw):
            return self._with_zone(readable)
        day = _day(first, self._languages)
        better = (one for one in readable[1:] if _has_clock(one.value.raw) and _day(one, self._languages) == day)
        return next(better, first)

    def _with_zone(self, readable: list[Said]) -> Said:
        """The first; where another is the same instant or the same clock, and has the site's offset, that one.

        Themes write the site's own time as if it were UTC, or without a zone.
        """
        first = machine_date(readable[0].value.raw, self._languages)
        if first is None or first.offset_minutes:
            return readable[0]
        for one in readable[1:]:
            other = machine_date(one.value.raw, self._languages)
            if other and other.offset_minutes and other.precision == first.precision:
                home = timedelta(minutes=other.offset_minutes)
                if abs(first.instant - other.instant) < _SECOND or abs(first.instant - other.instant - home) < _SECOND:
                    return one
        return readable[0]


def _day(said: Said, languages: tuple[str, ...]) -> date | None:
    found = machine_date(said.value.raw, languages)
    return found.day if found else None


def _offset(difference: timedelta) -> int | None:
    """The offset from UTC that a difference of clocks is, the seconds that print leaves out aside."""
    minutes = -(-difference // _MINUTE)
    if minutes and _WEST <= minutes <= _EAST and (minutes % 60 == 0 or minutes in _NOT_WHOLE):
        return minutes
    return None


def _has_clock(raw: str) -> bool:
    return _HAS_TIME.search(raw) is not None and not _MIDNIGHT.search(raw)
