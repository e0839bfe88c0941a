"""A grammar of written dates: a day, a clock beside it, a zone beside that."""

from __future__ import annotations

import re
from datetime import time, tzinfo
from typing import TYPE_CHECKING, NamedTuple

from feedcrawler.dates.instant import ImpossibleDateError, Page, ParsedDate, Written, instant_of, milliseconds
from feedcrawler.dates.zones import find_zone

if TYPE_CHECKING:
    from feedcrawler.items import Precision

_MONTH_NAMES = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTHS = {name: number for number, name in enumerate(_MONTH_NAMES, start=1)}
_MONTH = (
    r"(?P<m>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b"
)
CLOCK = (
    r"(?P<hour>\d{1,3})(?:"
    r"(?::(?P<minute>\d{1,3})(?::(?P<second>\d{1,3})(?:[.,](?P<fraction>\d+))?)?|[.h](?P<minute2>\d\d)(?!\d))"
    r"(?:\s?(?P<half>[ap])\.?\s?m\b)?"
    r"|\s?(?P<half2>[ap])\.?\s?m\b)"
)
# Between a day and its clock: "T", punctuation, "at", "о", "um", "a las"; not the sign of an offset.
_GAP = r"(?:T|(?![+-]\d)[^\w+]{0,5}(?:[a-zà-öø-ÿа-яґєіїў]{1,3}\.?\s){0,2})"
_YEAR = r"(?P<y>\d{4,}(?!\d|:\d)|\d\d(?=\s\d{1,2}:\d\d))"
# Only before a clock or at an end: the author in "by John May 5 min read" is no date.
_NO_YEAR = rf"(?={_GAP}\d{{1,2}}(?::\d|[.h]\d\d|\s?[ap]\.?\s?m\b)|\s*(?:$|[^\w\s–—-]))"
_ORDINAL = r"(?:st|nd|rd|th)?"
_WEEKDAY = r"(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?"

_YEAR_FIRST = re.compile(r"(?<![\d.])(?P<y>\d{4})(?P<s>[-/.])(?P<m>\d{1,2})(?P=s)(?P<d>\d{1,2})(?!\d)", re.ASCII)
_MONTH_FIRST = re.compile(
    rf"\b{_MONTH}[.\s-]{{0,3}}(?P<d>\d{{1,3}}){_ORDINAL}(?![\w:]|\.\d)(?:[\s,.-]{{1,3}}{_YEAR}|{_NO_YEAR})",
    re.IGNORECASE,
)
_DAY_FIRST = re.compile(
    rf"(?<![\w:.])(?P<d>\d{{1,3}}){_ORDINAL}[\s,.-]{{0,3}}(?:of\s)?{_MONTH}(?:[\s,.-]{{1,3}}{_YEAR}|{_NO_YEAR})",
    re.IGNORECASE,
)
_NUMBERS = re.compile(
    r"(?<![\d./:-])(?P<a>\d{1,2})(?P<s>[./-])(?P<b>\d{1,2})(?P=s)(?P<y>\d{4,}|\d\d)(?!\d|:\d|[./-]\d)",
    re.ASCII,
)
_EAST_ASIAN = re.compile(
    r"(?:(?P<y>\d{4})[年년]\s?)?(?<!\d)(?P<m>\d{1,2})[月월]\s?(?P<d>\d{1,2})[日일](?:\s?\([^\W\d]{1,3}\))?"
)
_COMPACT = re.compile(r"(\d{4})(\d\d)(\d\d)(?:T?(\d\d)(\d\d)(\d\d)?)?(Z|[+-]\d\d:?\d\d)?", re.ASCII)

_ANY_CLOCK = re.compile(rf"(?<![\w:.]){CLOCK}", re.IGNORECASE)
_CLOCK_AFTER = re.compile(_GAP + CLOCK, re.IGNORECASE)
_THEN_DAY = re.compile(rf"\W{{0,3}}(?:on\s)?(?:{_WEEKDAY}\W{{1,2}})?", re.IGNORECASE)  # "20:11 on Tue, 3 Jan"
_YEAR_AFTER = re.compile(r"\s(\d{4})(?![\d:])", re.ASCII)  # "Tue Jun 3 13:18:00 2025"
_BROKEN_CLOCK = re.compile(r"T?\d|T(?!\w)", re.ASCII)
_CLOCKLIKE = re.compile(r"\d\s?[:h時时点點시]", re.ASCII)
_WORD = re.compile(r"\s?[^\W\d_]")
_NOT_LATIN = re.compile(r"[^\W\d_a-zA-Z\u00c0-\u024f]")

_MONTH_FIRST_TAGS = frozenset({"en", "en-us", "en-ph", "en-pr", "en-gu", "es-us", "es-pr", "fil"})


class _Day(NamedTuple):
    """A day as written, and where in the text."""

    year: int | None
    month: int
    day: int
    start: int
    end: int
    warning: str | None = None


def read_written(text: str, page: Page) -> ParsedDate | None:
    """The first date in `text`; None where there is none that this grammar is sure of.

    Raises:
        ValueError, OverflowError: it is an impossible one.
    """
    text = _spread(text)
    if (day := _find_day(text, page)) is None:
        return _todays(text, page)
    clock, zone, end = _find_clock(text, day, page)
    if (text[end : end + 1].isdigit() if clock else _BROKEN_CLOCK.match(text, day.end)) and not zone:
        raise ImpossibleDateError
    if not zone and _is_foreign(text, page) and _is_doubtful(text, clock, end):
        return None
    written = Written(day.year, day.month, day.day, zone=zone, warning=day.warning)
    if written.year is None and (year := _YEAR_AFTER.match(text, end)):
        written.year = int(year[1])
    if clock:
        written.clock, written.precision = _time(clock)
    return instant_of(written, page)


def _todays(text: str, page: Page) -> ParsedDate | None:
    """A clock that stands alone is today's; None where it has not come yet."""
    if (clock := _ANY_CLOCK.match(text)) is None or not (clock["minute"] or clock["minute2"]):
        return None
    zone, end = find_zone(text, clock.end(), page)
    if text[end:].strip(" )."):
        return None
    today = page.fetched_at.astimezone(zone or page.zone).date()
    written = Written(today.year, today.month, today.day, *_time(clock), zone=zone)
    parsed = instant_of(written, page)
    return parsed if parsed.instant <= page.fetched_at else None


def find_clock_zone(text: str, page: Page) -> tuple[str, tzinfo | None]:
    """The text without the first zone that is written after a clock, and that zone."""
    for clock in _ANY_CLOCK.finditer(text):
        zone, end = find_zone(text, clock.end(), page)
        if zone:
            return f"{text[: clock.end()]} {text[end:].lstrip(' )')}".strip(), zone
    return text, None


def _spread(text: str) -> str:
    """ISO 8601's basic form (20250603T134300Z) in its extended one; anything else as it is."""
    if (found := _COMPACT.fullmatch(text)) is None:
        return text
    year, month, day, hour, minute, second, zone = found.groups(default="")
    clock = f"T{hour}:{minute}" if hour else ""
    return f"{year}-{month}-{day}{clock}{second and ':' + second}{zone}"


def _find_day(text: str, page: Page) -> _Day | None:
    if found := _YEAR_FIRST.search(text) or _EAST_ASIAN.search(text):
        return _Day(int(found["y"]) if found["y"] else None, int(found["m"]), int(found["d"]), *found.span())
    named = [found for form in (_MONTH_FIRST, _DAY_FIRST) if (found := form.search(text))]
    if named:
        found = min(named, key=re.Match.start)  # "24 Sep 26 15:59" is not 26 September
        year = _full_year(found["y"]) if found["y"] else None
        return _Day(year, _MONTHS[found["m"][:3].lower()], int(found["d"]), *found.span())
    if found := _NUMBERS.search(text):
        return _numbers(found, page)
    return None


def _full_year(digits: str) -> int:
    """The year; one of two digits is from 1969 to 2068."""
    year = int(digits)
    if len(digits) == 2:
        year += 1900 if year > 68 else 2000
    return year


def _numbers(found: re.Match[str], page: Page) -> _Day | None:
    """Day and month from two numbers before a year."""
    one, two, year, dots = int(found["a"]), int(found["b"]), found["y"], found["s"] == "."
    if len(year) == 2 and (found["s"] == "-" or len(found["a"] + found["b"]) < 4):
        return None  # a version, a score
    tag = page.languages[0].lower() if page.languages else "en"
    american, warning = tag in _MONTH_FIRST_TAGS, None
    month_first = american and not dots
    if max(one, two) > 12 and (american or not dots):
        month_first = two > 12  # only one order is possible
    elif (tag == "en" or (american and dots)) and one != two:
        warning = f"day and month may be swapped in {found[0]!r}"
    month, day = (one, two) if month_first else (two, one)
    return _Day(_full_year(year), month, day, *found.span(), warning)


def _find_clock(text: str, day: _Day, page: Page) -> tuple[re.Match[str] | None, tzinfo | None, int]:
    """The clock after the day or before it, the zone written with it, and where they end."""
    if clock := _CLOCK_AFTER.match(text, day.end):
        return clock, *find_zone(text, clock.end(), page)
    for clock in _ANY_CLOCK.finditer(text, 0, day.start):
        zone, end = find_zone(text, clock.end(), page)
        if _THEN_DAY.fullmatch(text, end, day.start):
            return clock, zone, day.end
    return None, *find_zone(text, day.end, page)


def _time(clock: re.Match[str]) -> tuple[time, Precision]:
    """The time of day, with the seconds' precision where they are written.

    Raises:
        ValueError: no clock shows it.
    """
    hour, minute, second = int(clock["hour"]), clock["minute"] or clock["minute2"] or "00", clock["second"]
    half = (clock["half"] or clock["half2"] or "").lower()
    if len(minute) != 2 or len(second or "00") != 2 or (half, hour > 12) == ("a", True) or (half, hour) == ("p", 0):
        raise ImpossibleDateError
    if half and hour <= 12:
        hour = hour % 12 + (12 if half == "p" else 0)
    microsecond = milliseconds(clock["fraction"] or "") * 1000
    return time(hour, int(minute), int(second or 0), microsecond), "second" if second else "minute"


def _is_foreign(text: str, page: Page) -> bool:
    return any(not tag.lower().startswith("en") for tag in page.languages) or bool(_NOT_LATIN.search(text))


def _is_doubtful(text: str, clock: re.Match[str] | None, end: int) -> bool:
    """Whether words unknown here may hold the clock or turn it: "8:11 пп", "오후 8:11"."""
    if clock is None:
        return bool(_CLOCKLIKE.search(text, end))
    return not (clock["half"] or clock["half2"]) and int(clock["hour"]) <= 12 and bool(_WORD.match(text, end))
