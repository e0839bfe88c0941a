"""Lines of a page's header by what they look like: bylines, dates, reading times."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from feedcrawler.pages.names import names

_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|"
    r"nov(?:ember)?|dec(?:ember)?)\.?"
)
_WORD = r"[^\W\d_]{3,12}\.?"  # a month in any language
_TIME = r"\d{1,2}[:.]\d{2}(?::\d{2})?(?:\s?[ap]\.?m(?![^\W\d_])\.?)?"  # "11:01 PM2 min read" has one, too
_ZONE = r"\s?(?:\((?-i:[A-Z][a-z]+) time\)|\(?(?-i:UTC|GMT|MSK|[A-Z]{1,4}T)(?:[+-]\d{1,2}(?::?\d{2})?)?\b\)?)"
_DAY = (
    rf"(?:{_MONTH}\s\d{{1,2}}(?:st|nd|rd|th)?,?\s\d{{4}}"
    rf"|\d{{1,2}}(?:st|nd|rd|th|\.|º|er)?\s(?:de\s)?{_WORD},?\s(?:de\s)?\d{{4}}"
    r"|\d{4}-\d{1,2}-\d{1,2}|\d{1,2}[./]\d{1,2}[./]\d{4}|\d{4}年\d{1,2}月\d{1,2}日)"
)
_DATE = re.compile(rf"\b{_DAY}(?:(?:\s?[,|·•–-]?\s?|\sat\s|T){_TIME}(?:{_ZONE})?)?", re.IGNORECASE)
_AGO = re.compile(
    r"\b(?:\d{1,3}|an?) (?:minutes?|mins?|hours?|hrs?|days?|weeks?) ago\b|\byesterday\b(?: at [\d:]+)?|\bjust now\b",
    re.IGNORECASE,
)
_ONLY_TIME = re.compile(_TIME, re.IGNORECASE)
_CLOCK = re.compile(r"\d[:.h]\d{2}|\d\s?[ap]\.?m(?![^\W\d_])", re.IGNORECASE)
_CHANGED = (
    r"(?:(?:last )?(?:updated?|modified|edited)(?: on| at)?|оновлено|обновлено|aktualisiert|mis à jour|actualizado)"
    r"\W{0,3}"
)
_UPDATED = re.compile(rf"{_CHANGED}$", re.IGNORECASE)
_LABEL = re.compile(_CHANGED, re.IGNORECASE)
_NO_NAME_AFTER = re.compile(
    r"(?:[\s,;|·•–—-]+(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|mon|tue|wed|thu|fri|sat|sun"
    r"|updated|published|posted|last|on|at)[.,:]?)+\s*$",
    re.IGNORECASE,
)
_MINUTES = re.compile(r"(?<!\d)(\d{1,3})\s?-?\s?(?:min(?:ute)?s?\.?)\s?(?:read|to read|reading)\b", re.IGNORECASE)
_BY = re.compile(r"(?:written |story )?by[:\s]\s*(.+)", re.IGNORECASE)

_MAX_LINE = 250
_MAX_REST = 80


@dataclass(frozen=True, slots=True)
class Printed:
    """A date as printed."""

    raw: str
    source: str
    """css for an attribute, text for what a reader sees."""
    path: str | None = None
    is_update: bool = False
    """Whether "Updated" or the like stands before it."""
    at: tuple[int, int] = (0, 0)
    """Where it stands: the line, and the character in it."""


def dates_in(lines: list[str]) -> Iterator[Printed]:
    """The dates in the lines that say little else; a time on a line of its own belongs to the date before it.

    A label on a line of its own ("Updated") belongs to the date on the next line.
    """
    for at, line in enumerate(lines):
        if not is_header_line(line):
            continue
        matches = [*_DATE.finditer(line), *_AGO.finditer(line)]
        for match in sorted(matches, key=lambda match: match.start()):
            raw = match[0]
            following = lines[at + 1] if at + 1 < len(lines) else ""
            if match.end() == len(line) and ":" not in raw and match.re is _DATE and _ONLY_TIME.fullmatch(following):
                raw = f"{raw} {following}"
            yield Printed(raw, "text", is_update=is_update_at(lines, at, match.start()), at=(at, match.start()))


def is_update_at(lines: list[str], at: int, column: int) -> bool:
    """Whether "Updated" or the like stands right before this place, on its line or alone on the line before."""
    before = lines[at][:column]
    if before.strip() or at == 0:
        return says_update(before)
    return _LABEL.fullmatch(lines[at - 1]) is not None


def has_clock(text: str) -> bool:
    """Whether a text holds a time of day."""
    return _CLOCK.search(text) is not None


def is_clock(text: str) -> bool:
    """Whether a text is a time of day and nothing else."""
    return _ONLY_TIME.fullmatch(text) is not None


def says_update(text: str) -> bool:
    """Whether a text ends in "Updated" or the like."""
    return _UPDATED.search(text[-60:]) is not None


def minutes_in(lines: Iterable[str]) -> tuple[int, str] | None:
    """The reading time in the lines of a header, in minutes and as printed."""
    for line in lines:
        if len(line) <= _MAX_LINE and (match := _MINUTES.search(line)):
            return int(match[1]), match[0]
    return None


def signed_by(lines: Iterable[str]) -> list[str]:
    """The names in the first line that begins with "by"."""
    for line in lines:
        if len(line) <= _MAX_LINE and (match := _BY.fullmatch(line)):
            return names(_before_numbers(match[1]))
    return []


def is_header_line(line: str) -> bool:
    """Whether a line is a byline, a date or a reading time and nothing else."""
    if len(line) > _MAX_LINE:
        return False
    rest = _MINUTES.sub("", _AGO.sub("", _DATE.sub("", line))).strip(" ,;|·•–—-")
    if rest == line.strip(" ,;|·•–—-"):
        return len(line) < _MAX_REST and _BY.fullmatch(line) is not None
    return len(rest) < _MAX_REST and not rest.endswith((".", "!", "?"))


def _before_numbers(text: str) -> str:
    """A byline without the date and reading time that follow the names, and without what announces them."""
    starts = [match.start() for pattern in (_DATE, _AGO, _MINUTES) if (match := pattern.search(text))]
    return _NO_NAME_AFTER.sub("", text[: min(starts)]) if starts else text
