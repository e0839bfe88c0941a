"""Lines of a page's header by what they look like: bylines, dates, reading times."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from feedcrawler.pages.date_words import AFTER, AGO, ALONE, BEFORE, WITH_CLOCK, is_month

Label = Literal["published", "updated"]

_NAME = r"(?:[^\W\d_][^\s\d.,;:|()/–—-]{2,13}|[\u0e01-\u0e3a]{1,3}\.[\u0e01-\u0e2e]|मई)\.?"  # a month in any language
_YEAR = r"(?:19|20|25)\d\d(?!\d)"
_ORDINAL = r"(?:st|nd|rd|th|\.|º|er|°)?"
_DAY = (
    rf"(?<!\w)(?P<m1>{_NAME})\s\d{{1,2}}(?:st|nd|rd|th)?,?\s(?:de\s)?{_YEAR}"
    rf"|(?<![\w.:/])\d{{1,2}}{_ORDINAL}[\s-]{{0,2}}(?:de\s|of\s|di\s|d['’]\s?)?(?P<m2>{_NAME}),?[\s-](?:de\s|del\s)?{_YEAR}"
    rf"|(?<!\d){_YEAR}\.?\s(?:m\.\s)?(?P<m3>{_NAME})\s\d{{1,2}}(?:\.|\sd\.)?"
    rf"|(?<![\d./-]){_YEAR}(?:-\s?\d{{1,2}}-\s?\d{{1,2}}|/\d{{1,2}}/\d{{1,2}}|\.\s?\d{{1,2}}\.\s?\d{{1,2}})(?![\d/-])"
    rf"|(?<![\d./:-])\d{{1,2}}(?:\.\s?\d{{1,2}}\.\s?|/\d{{1,2}}/|-\d{{1,2}}-){_YEAR}"
    r"|(?<![\d./:-])\d\d[./]\d\d[./]\d\d(?=,?\s\d{1,2}:\d\d)"
    rf"|(?<!\d){_YEAR}\s?[年년]\s?\d{{1,2}}\s?[月월]\s?\d{{1,2}}\s?[日일]"
    rf"|(?<!\d)\d{{1,2}}\stháng\s\d{{1,2}},?\s(?:năm\s)?{_YEAR}"
)
_CLOCK = (
    r"(?:(?:오전|오후|午前|午後|上午|下午|晚上|凌晨|早上|中午)\s?)?"
    r"\d{1,2}(?:[:.]\d{2}(?::\d{2})?|\s?h\s?\d{2}|\s?[時时點点시]\s?(?:\d{1,2}\s?[分분])?)(?!\d)"
    r"(?:\s?[ap]\.?m(?![^\W\d_])\.?)?"  # "11:01 PM2 min read" has one, too
    r"|\d{1,2}\s?(?:[ap]\.?m(?![^\W\d_])\.?|Uhr)"
)
_CLOCK_WORD = (
    r"(?:at|um|om|à|a las|às|alle(?: ore)?|ore|ora|o godz\.|godz\.|o|kl\.?|klo|u|v|ve|ob|lúc|pukul|saat"
    r"|в|о|об|у|στις|เวลา)"
)
_GLUE = rf"(?:T|\s?[,|·•/–—-]?\s?(?:\([^\W\d_]{{1,3}}\)\s?)?(?:{_CLOCK_WORD}\s)?)"
_ZONE = (
    r"\s?(?:\((?-i:[A-Z][a-z]+) time\)|\(?(?-i:UTC|GMT|MSK|МСК|IST|WIB|[A-Z]{1,4}T)(?:[+-]\d{1,2}(?::?\d{2})?)?\b\)?"
    r"|Uhr\b|Z\b|[+-]\d\d:?\d\d\b)"
)
_DATE = re.compile(rf"(?:{_DAY})(?:{_GLUE}(?:{_CLOCK})(?:{_ZONE})?)?", re.IGNORECASE)
_BARE_DAY = re.compile(
    rf"(?:[^\W\d_]{{2,12}}[.,]?\s)??(?:\d{{1,2}}{_ORDINAL}\s(?:de\s|of\s)?(?P<m1>{_NAME})|(?P<m2>{_NAME})\s\d{{1,2}}"
    rf"(?:st|nd|rd|th)?|\d{{1,2}}\s?[月월]\s?\d{{1,2}}\s?[日일])(?:{_GLUE}(?:{_CLOCK})(?:{_ZONE})?)?",
    re.IGNORECASE,
)
_ENGLISH = re.compile(
    r"(?:\d{1,2} )?(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b",
    re.IGNORECASE,
)
_AGO = re.compile(
    rf"(?<!\w)(?:{WITH_CLOCK})\s?[,|·•–—-]?\s?(?:{_CLOCK_WORD}\s)?(?:{_CLOCK})(?:{_ZONE})?"
    rf"|(?:\b|(?=\d))(?:{AGO})",  # where a word or a number begins: soon seen to be no such place
    re.IGNORECASE,
)
_ONLY_TIME = re.compile(rf"(?:{_CLOCK})(?:{_ZONE})?", re.IGNORECASE)
_HAS_CLOCK = re.compile(r"\d[:.h]\d{2}(?![\d.])|\d\s?[ap]\.?m(?![^\W\d_])|\d\s?[時时點点시]", re.IGNORECASE)
_NO_NAME_AFTER = re.compile(
    r"(?:[\s,;|·•–—-]+(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|mon|tue|wed|thu|fri|sat|sun"
    r"|updated|published|posted|last|on|at)[.,:]?)+\s*$",
    re.IGNORECASE,
)
_MINUTES = re.compile(r"(?<!\d)(\d{1,3})\s?-?\s?(?:min(?:ute)?s?\.?)\s?(?:read|to read|reading)\b", re.IGNORECASE)
_BY = re.compile(r"(?:written |story )?by[:\s]\s*(.+)", re.IGNORECASE)

_DIGIT = re.compile(r"\d")
_HAS_DAY = re.compile(r"(?:19|20|25)\d\d|\d\d[./]\d\d[./]\d\d")  # what all of _DATE hold: soon seen to be missing
_MAX_LINE = 250
_MAX_REST = 80
_MAX_LABEL = 60


@dataclass(frozen=True, slots=True)
class Printed:
    """A date as printed."""

    raw: str
    source: str
    """css for an attribute, text for what a reader sees."""
    path: str | None = None
    label: Label | None = None
    """What the words beside it say that it is."""
    at: tuple[int, int] = (0, 0)
    """Where it stands: the line, and the character in it."""

    @property
    def is_update(self) -> bool:
        """Whether "Updated" or the like stands beside it."""
        return self.label == "updated"


def dates_in(lines: list[str]) -> Iterator[Printed]:
    """The dates in the lines that say little else; a time on a line of its own belongs to the date before it.

    A label on a line of its own ("Updated") belongs to the date on the next line.
    """
    for at, line in enumerate(lines):
        if len(line) > _MAX_LINE or not (_DIGIT.search(line) or _AGO.search(line)) or not is_header_line(line):
            continue
        for match in _matches(line):
            raw = match[0]
            following = lines[at + 1] if at + 1 < len(lines) else ""
            if match.end() == len(line) and ":" not in raw and match.re is _DATE and _ONLY_TIME.fullmatch(following):
                raw = f"{raw} {following}"
            label = label_at(lines, at, match.start())
            if label is None and AFTER.match(line, match.end()):
                label = "updated"
            yield Printed(raw, "text", label=label, at=(at, match.start()))


def label_at(lines: list[str], at: int, column: int) -> Label | None:
    """What stands right before this place, on its line or alone on the line before."""
    before = lines[at][:column]
    if before.strip() or at == 0:
        return label_in(before)
    return label_of(ALONE.fullmatch(lines[at - 1][-_MAX_LABEL:]))


def label_in(text: str) -> Label | None:
    """The label that a text ends in."""
    return label_of(BEFORE.search(text[-_MAX_LABEL:]))


def label_of(match: re.Match[str] | None) -> Label | None:
    """Which of the two it is."""
    if match is None:
        return None
    return "updated" if match["updated"] else "published"


def has_clock(text: str) -> bool:
    """Whether a text holds a time of day."""
    return _HAS_CLOCK.search(text) is not None


def is_clock(text: str) -> bool:
    """Whether a text is a time of day and nothing else."""
    return _ONLY_TIME.fullmatch(text) is not None


def minutes_in(lines: Iterable[str]) -> tuple[int, str] | None:
    """The reading time in the lines of a header, in minutes and as printed."""
    for line in lines:
        if len(line) <= _MAX_LINE and (match := _MINUTES.search(line)):
            return int(match[1]), match[0]
    return None


def is_header_line(line: str) -> bool:
    """Whether a line is a byline, a date or a reading time and nothing else."""
    if len(line) > _MAX_LINE:
        return False
    rest = _MINUTES.sub("", line)
    for match in reversed(_matches(rest)):
        rest = rest[: match.start()] + rest[match.end() :]
    rest = rest.strip(" ,;|·•–—-")
    if rest == line.strip(" ,;|·•–—-"):
        return len(line) < _MAX_REST and _BY.fullmatch(line) is not None
    return len(rest) < _MAX_REST and not (rest.endswith((".", "!", "?")) and any(char.isalnum() for char in rest))


@lru_cache(maxsize=256)  # a line is asked about as part of the header, of the text and by itself
def _matches(line: str) -> list[re.Match[str]]:
    """The dates in a line, in order; one without a year only where it stands alone."""
    found = [match for match in _DATE.finditer(line) if _names_month(match)] if _HAS_DAY.search(line) else []
    found += _AGO.finditer(line)
    if not found and _DIGIT.search(line):
        start = len(match[0]) if (match := ALONE.match(line)) else 0
        bare = _BARE_DAY.fullmatch(line, start)
        if bare and _names_month(bare) and (_HAS_CLOCK.search(bare[0]) or _ENGLISH.match(line, start)):
            found.append(bare)
    return sorted(found, key=re.Match.start)


def _names_month(match: re.Match[str]) -> bool:
    word = next((word for name, word in match.groupdict().items() if word and name.startswith("m")), None)
    return word is None or is_month(word)


def before_numbers(text: str) -> str:
    """A byline without the date and reading time that follow the names, and without what announces them."""
    starts = [match.start() for pattern in (_DATE, _AGO, _MINUTES) if (match := pattern.search(text))]
    return _NO_NAME_AFTER.sub("", text[: min(starts)]) if starts else text
