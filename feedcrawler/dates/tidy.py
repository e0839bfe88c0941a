"""A date's text as the readers want it: one line, ASCII digits, clocks with a colon."""

from __future__ import annotations

import re
import unicodedata

from feedcrawler.dates.instant import DateError

MAX_LENGTH = 200
"""Characters; longer texts are no dates."""

_INVISIBLE = re.compile("[\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]")
# 8時5分, 21点15分30秒, 오후 9시 15분; not 2時間前, "two hours ago".
_EAST_ASIAN_CLOCK = re.compile(
    r"(?<!\d)(?P<h>\d{1,2})\s?[時时點点시](?![間间간])\s?(?:(?P<m>\d{1,2})\s?[分분]\s?(?:(?P<s>\d{1,2})\s?[秒초])?)?"
)
_EAST_ASIAN_WEEKDAY = re.compile(r"(?:週|周|星期|禮拜|礼拜)[一二三四五六日天]")
_BUDDHIST_YEAR = re.compile(r"(?<!\d)2[45]\d\d(?!\d)")
_BUDDHA = 543
_IN_WORDS = (
    (re.compile(r"\bмск\b", re.IGNORECASE), "MSK"),
    (re.compile(r"\((?:за київським часом|за києвом|по киеву|по киевскому времени)\)", re.IGNORECASE), "(Kyiv time)"),
    (re.compile(r"\((?:по москве|по московскому времени)\)", re.IGNORECASE), "MSK"),
)


def tidy(raw: str, languages: tuple[str, ...] = ()) -> str:
    """`raw` on one line, compatibility characters and direction marks folded, digits in ASCII.

    Clocks of East Asia get a colon, Thai years are those of the common era, zones in words of Ukrainian and Russian
    are in English.

    Raises:
        DateError: it is empty or too long.
    """
    if len(raw) > MAX_LENGTH:
        raise DateError("too long for a date")
    text = raw
    if not text.isascii():
        folded = unicodedata.normalize("NFKC", _INVISIBLE.sub("", text))
        text = "".join(str(unicodedata.decimal(c)) if c.isdecimal() else c for c in folded)[:MAX_LENGTH]
        text = _EAST_ASIAN_WEEKDAY.sub(" ", _EAST_ASIAN_CLOCK.sub(_colon, text))
        for words, zone in _IN_WORDS:
            text = words.sub(zone, text)
    if any(tag.lower().startswith("th") for tag in languages):
        text = _BUDDHIST_YEAR.sub(lambda year: str(int(year[0]) - _BUDDHA), text)
    text = " ".join(text.split())
    if not text:
        raise DateError("empty date")
    return text


def _colon(clock: re.Match[str]) -> str:
    parts = [clock["h"], (clock["m"] or "0").zfill(2), *([clock["s"].zfill(2)] if clock["s"] else [])]
    return ":".join(parts)
