"""What `dateparser` knows: other languages, and "2 hours ago".

Its answer counts only where every number of the text is in it: it would otherwise drop a time that it cannot read.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta, tzinfo
from typing import TYPE_CHECKING, Any, NamedTuple

from feedcrawler.dates.instant import DateError, ImpossibleDateError, Page, ParsedDate, Written, at, instant_of
from feedcrawler.dates.written import find_clock_zone

if TYPE_CHECKING:
    from feedcrawler.items import Precision

_LABEL = re.compile(r"(?:[^\W\d]{3,20}:|published|posted|updated)\s+", re.IGNORECASE)
_NOW = frozenset({
    "now", "just now", "moments ago", "a moment ago", "щойно", "тільки що", "только что", "à l'instant",
    "gerade eben", "ahora mismo", "agora mesmo", "przed chwilą", "adesso", "az önce", "たった今", "刚刚", "剛剛",
})  # fmt: skip
_OTHER_NAMES = {"iw": "he", "no": "nb"}  # tags that dateparser knows by another name
# What stands before a clock in languages in which dateparser stumbles over it; what stands for its colon, or after it.
_CLOCK_WORD = re.compile(
    r"(?:\b(?:at|um|om|a las|às|as|à|alle(?: ore)?|ore|orele|ora|la|o godz\.?|godz\.?|kl\.?|klo|ve|v|ob|u|lúc|pukul"
    r"|jam|saat|στις|στην|в|во|о|об|у)|เวลา|(?<=\s)בשעה|الساعة) (?=\d{1,2}(?:[:.h]|\s?(?:h|uhr)\b))",
    re.IGNORECASE,
)
_SPACED_CLOCK = re.compile(r"(?<=\s)(\d{1,2})\s?(?:h|uhr)(?:\s?(\d\d))?(?!\w)", re.IGNORECASE)
_AFTER_CLOCK = re.compile(r"(?<=\d)\s(?:h|hs|hrs|uhr|uur|ч|г|год|น)\b\.?", re.IGNORECASE)
_AFTER_DAY = re.compile(r"(?<=\d) (?:m|d)\. ")  # Lithuanian "2026 m. gegužės 3 d."
_HALF_AN_HOUR = re.compile(r"\bhalf an? hour\b", re.IGNORECASE)
_WORD_AND_CLOCK = re.compile(
    r"(?:on )?([^\W\d_][^\s\d,:.]+)[.,]{0,2}"
    r" \d{1,2}[:.]\d\d(?: ?[ap]\.?m\.?)?",
    re.IGNORECASE,
)
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
# For pages whose text is in another language than they say.
_COMMON = [
    "uk", "ru", "de", "fr", "es", "it", "pt", "nl", "pl", "cs", "sv", "nb", "da", "fi", "tr", "ro",
    "hu", "el", "bg", "ar", "he", "hi", "id", "vi", "sr", "hr", "sk", "lt", "lv", "et", "ca",
]  # fmt: skip
_DATED = 3  # numbers in a text with a day, a year and a clock, at least
_WEEK = timedelta(days=7)
_DIGITS = re.compile(r"\d+", re.ASCII)
_WITH_SECONDS = re.compile(r"\d:\d\d:\d\d", re.ASCII)

# The base's microseconds: an answer has them too unless the text has a clock of its own.
_MARK = 777_777
_HOUR = 3600


class _Answer(NamedTuple):
    """What dateparser made of a text, in the local time of its base."""

    local: datetime
    period: str
    parts: tuple[str, ...]


def read_with_dateparser(text: str, page: Page) -> ParsedDate | None:
    """The date that `text` is; None where dateparser knows of none.

    Raises:
        DateError: it is not exact to a day, or dateparser left something out.
        ValueError, OverflowError: it is an impossible one.
    """
    if label := _LABEL.match(text):
        text = text[label.end() :]
    if text.casefold() in _NOW:
        return at(page.fetched_at.astimezone(UTC), page.zone, "minute")
    text, zone = find_clock_zone(_with_plain_clock(text), page)
    base = page.fetched_at.astimezone(zone or page.zone).replace(tzinfo=None, microsecond=_MARK)
    others = [language for language in _known(page.languages) if language != "en"]
    for loose in (False, True):
        if others and (answer := _ask("absolute-time", text, others, base, loose)):
            return _absolute(text, answer, zone, page)
        if loose and not _DIGITS.search(text):
            break  # "The World Today"
        if answer := _ask("relative-time", text, [*others, "en"], base, loose):
            return _relative(text, answer, base, zone, page)
    if answer := _weekday(text, [*others, "en"], base):
        return _absolute(text, answer, zone, page)
    if _YEAR.search(text) and (answer := _ask("absolute-time", text, _COMMON, base, loose=False)):
        return _absolute(text, answer, zone, page)
    return None


def _with_plain_clock(text: str) -> str:
    """`text` with its clock as dateparser knows clocks, without the words around it."""
    text = _HALF_AN_HOUR.sub("30 minutes", text)
    if len(_DIGITS.findall(text)) >= _DATED:
        text = _SPACED_CLOCK.sub(lambda clock: f"{clock[1]}:{clock[2] or '00'}", text)
        text = _AFTER_DAY.sub(" ", _AFTER_CLOCK.sub("", text))
    return _CLOCK_WORD.sub("", text)


def _weekday(text: str, languages: list[str], base: datetime) -> _Answer | None:
    """The last time that it was that hour of that weekday; dateparser takes today's for that of a week ago."""
    found = _WORD_AND_CLOCK.fullmatch(text)
    if found is None or _ask("weekday", found[1], languages, base, loose=False) is None:
        return None
    answer = _ask("weekday", text, languages, base, loose=False)
    if answer and answer.local + _WEEK <= base:
        return answer._replace(local=answer.local + _WEEK)
    return answer


def _known(tags: Iterable[str]) -> list[str]:
    """The languages of `tags` as dateparser calls them, each once."""
    from dateparser.data.languages_info import language_order

    found: dict[str, None] = {}
    for tag in tags:
        parts = tag.split("-")
        language = _OTHER_NAMES.get(parts[0].lower(), parts[0].lower())
        for name in ("-".join([language, *parts[1:2]]), language):
            if name in language_order:
                found[name] = None
                break
    return list(found)


def _ask(parser: str, text: str, languages: list[str], base: datetime, loose: bool) -> _Answer | None:
    """The answer, if there is one. `loose` ignores unknown words around the date."""
    from dateparser.date import DateDataParser  # slow to import, and most pages never need it

    settings: dict[str, Any] = {
        "PARSERS": ["absolute-time" if parser == "weekday" else parser],
        "RELATIVE_BASE": base,
        "TIMEZONE": "UTC",  # nothing is converted: base and answer are both local
        "RETURN_TIME_AS_PERIOD": True,
        "IGNORE_SURROUNDING_TEXT": loose,
    }
    if parser == "absolute-time":
        settings |= {"REQUIRE_PARTS": ["day", "month"], "PREFER_DATES_FROM": "past"}
    elif parser == "weekday":
        settings["PREFER_DATES_FROM"] = "past"
    else:
        settings["PREFER_DATES_FROM"] = "future"  # "5 min" is a reading time, only "5 min ago" is the past
    try:
        reader = DateDataParser(languages=languages, use_given_order=True, settings=settings)
        answer = reader.get_date_data(text)
    except Exception:  # any text may come here, and whatever dateparser trips over is no date
        return None
    if answer.date_obj is None or answer.date_obj.tzinfo is not None:
        return None
    if loose and not {"year", "time"} & set(answer.parts):
        return None  # the author in "von Johann Mai 5 Minuten"
    return _Answer(answer.date_obj, answer.period, answer.parts)


def _absolute(text: str, answer: _Answer, zone: tzinfo | None, page: Page) -> ParsedDate:
    local, has_year = answer.local, "year" in answer.parts
    has_clock = "time" in answer.parts and answer.period != "part_of_day"
    # Without a year the month is a word: two numbers alone are a score or a page.
    month_and_year = ({local.month}, {local.year, local.year % 100}) if has_year else ()
    _check_numbers(text, {local.day}, *month_and_year, *_clock_numbers(local, has_clock))
    written = _written(text, local, has_clock, zone)
    if not has_year:
        written.year = None
    return instant_of(written, page)


def _relative(text: str, answer: _Answer, base: datetime, zone: tzinfo | None, page: Page) -> ParsedDate | None:
    local, has_clock = answer.local, answer.period == "time"
    days = (base.date() - local.date()).days
    if days < 0:
        return None
    if answer.period not in ("time", "day", "part_of_day"):
        raise DateError("date not exact to a day")
    if has_clock and local.microsecond == _MARK:
        return _elapsed(text, base - local, page)
    _check_numbers(text, {days}, *_clock_numbers(local, has_clock))
    return instant_of(_written(text, local, has_clock, zone), page)


def _elapsed(text: str, elapsed: timedelta, page: Page) -> ParsedDate | None:
    """That long before the fetch, in real hours whatever the clocks did meanwhile."""
    seconds = elapsed // timedelta(seconds=1)
    if seconds < 0 or (not seconds and _DIGITS.search(text)):
        return None  # "0 min read"
    minutes, hours = seconds // 60, seconds // _HOUR
    units = {elapsed.days, hours, hours % 24, minutes, minutes % 60, seconds, seconds % 60}
    _check_numbers(text, *[units] * 4)
    precision: Precision = "second" if seconds % 60 else "minute" if seconds % _HOUR or not seconds else "day"
    return at(page.fetched_at.astimezone(UTC) - elapsed, page.zone, precision)


def _written(text: str, local: datetime, has_clock: bool, zone: tzinfo | None) -> Written:
    written = Written(local.year, local.month, local.day, zone=zone)
    if has_clock:
        written.clock = local.time()
        written.precision = "second" if _WITH_SECONDS.search(text) else "minute"
    return written


def _clock_numbers(local: datetime, has_clock: bool) -> tuple[set[int], ...]:
    return ({local.hour, local.hour % 12 or 12}, {local.minute}, {local.second}) if has_clock else ()


def _check_numbers(text: str, *slots: set[int]) -> None:
    """Find every number of the text in a slot of its own.

    Raises:
        ImpossibleDateError: one was dropped or changed.
    """
    free = sorted(slots, key=len)
    for number in map(int, _DIGITS.findall(text)):
        for slot in free:
            if number in slot:
                free.remove(slot)
                break
        else:
            raise ImpossibleDateError
