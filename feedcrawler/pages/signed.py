"""Lines that sign: what announces a name, in the languages of news."""

from __future__ import annotations

import re
from collections.abc import Iterable

from feedcrawler.pages.names import looks_like_a_person, names
from feedcrawler.pages.printed import before_numbers

_BRACKETS = " ()[]（）【】"
_MAX_LINE = 250
MAX_SIGNATURE = 80
"""Characters of a line that is nothing but a signature."""

_BY = re.compile(r"(?:(?:written|reported|story|words|text|posted|published) )?by[:\s]\s*(.+)", re.IGNORECASE)
# Words that begin other lines, too: what follows has to have the form of a name.
_FROM = re.compile(r"(?:von|par|por|di|door|av|af|de|przez|текст|автор|автори|авторы)[:\s]\s*(.+)", re.IGNORECASE)
_LABELLED = re.compile(
    r"(?:autor(?:in|en|es|a)?|auteur|autore|authors?|contributors?|text[eo]?|作者|记者|記者|责编|責編|责任编辑|編輯|编辑)"
    r"\s*[:：]\s*(.+)",
    re.IGNORECASE,
)
_LABEL = re.compile(
    r"(?:written by|by|authors?|contributors?|autor(?:in|en|es|a)?|auteur|autore|автори?|авторы)\s*:?", re.IGNORECASE
)
_PLACE = re.compile(r",?\s+in\s+(?=[A-Z]).*")


def signed_by(lines: Iterable[str]) -> list[str]:
    """The names in the first line that begins with "by" or the like, or that follows such a line."""
    label = False
    for raw in lines:
        line = raw.strip(_BRACKETS) if len(raw) <= _MAX_LINE else ""
        if match := _BY.fullmatch(line):
            return _names(match[1])
        if match := _FROM.fullmatch(line) or _LABELLED.fullmatch(line):
            found = _names(match[1])
            if found and all(map(_may_sign, found)):
                return found
        if label and (found := _names(line)) and all(map(looks_like_a_person, found)):
            return found
        label = _LABEL.fullmatch(line) is not None
    return []


def names_alone(line: str) -> list[str]:
    """The names in a line that holds nothing else; a line of other words in capitals may look the same."""
    found = names(line) if len(line) <= MAX_SIGNATURE else []
    return found if all(looks_like_a_person(one) and one[0].isupper() for one in found) else []


def _names(text: str) -> list[str]:
    return names(_PLACE.sub("", before_numbers(text)))


def _may_sign(text: str) -> bool:
    return looks_like_a_person(text) or (not text.isascii() and len(text) <= 4)  # 毛泽东
