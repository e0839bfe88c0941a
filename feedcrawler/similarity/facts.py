"""The facts of a text, and which of them another text replaces.

A story that was edited has other words; another day's report has other numbers, dates and names between the same
words. So facts are compared in their places: a fact of one text is replaced where the other text has another one
between the same words. What only one text tells (a paragraph cut or added) replaces nothing.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from typing import NamedTuple

Context = tuple[str, str, str, str]

_TOKEN = re.compile(r"[.!?…:\n\"“”„«»]|\d+(?:[.,:]\d+)*|\w+")
_THOUSANDS = re.compile(r"[.,](?=\d{3}(?!\d))")
_NUMBER, _NAME = "#", "@"
_MAX_CHARACTERS = 200_000
# Names at least this alike are two spellings of one: Zelensky, Zelenskiy.
_SAME_NAME = 0.6
# Bounds for hostile texts, which cost the same as others beyond them.
_SPELLINGS = 20
_MAX_NAMES = 500
_MAX_AT_ONE_PLACE = 50


def _sets() -> defaultdict[str, set[Context]]:
    return defaultdict(set)


@dataclass(frozen=True, slots=True)
class Facts:
    """The numbers and names of a text, each with the words around it; and by those words."""

    numbers: list[tuple[str, set[Context]]] = field(default_factory=list)
    names: defaultdict[str, set[Context]] = field(default_factory=_sets)
    at: defaultdict[Context, set[str]] = field(default_factory=lambda: defaultdict(set))


class Replaced(NamedTuple):
    """Facts of one text that another replaces."""

    number: int
    share: float
    """… of those that it keeps or replaces."""


def facts_of(text: str) -> Facts:
    """The facts of a text: words with digits; capitalised words inside sentences, in scripts that have capitals."""
    words, masked = _masked(unicodedata.normalize("NFKC", text[:_MAX_CHARACTERS]))
    facts = Facts()
    around = ["", "", *masked, "", ""]
    for i, (word, mask) in enumerate(zip(words, masked, strict=True)):
        if mask in (_NUMBER, _NAME):
            before2, before, _, after, after2 = around[i : i + 5]
            places = {(mask, before2, before, after), (mask, before, after, after2)}
            if mask == _NUMBER:
                facts.numbers.append((word, places))
            else:
                facts.names[word] |= places
            for place in places:
                facts.at[place].add(word)
    return facts


def replaced_numbers(one: Facts, other: Facts) -> Replaced:
    """The numbers of `one` that `other` replaces."""
    kept = replaced = 0
    for number, places in one.numbers:  # each time it is said: small ones are said of many things
        there = _there(places, other)
        kept += number in there
        replaced += bool(there) and number not in there
    return _replaced(replaced, kept)


def replaced_names(one: Facts, other: Facts) -> Replaced:
    """The names of `one` that `other` replaces by names that it lacks and that are not spelt like them."""
    gone = [name for name in one.names if name not in other.names]
    replaced = 0
    for name in gone[:_MAX_NAMES]:
        there = _there(one.names[name], other) - one.names.keys()
        replaced += bool(there) and not any(_alike(name, another) for another in sorted(there)[:_SPELLINGS])
    return _replaced(replaced, len(one.names) - len(gone))


def _there(places: set[Context], other: Facts) -> set[str]:
    """The facts at these places in another text. A place that many facts have, as in a table, is none."""
    found = (other.at.get(place, set()) for place in places)
    return set().union(*(facts for facts in found if len(facts) <= _MAX_AT_ONE_PLACE))


def _replaced(count: int, kept: int) -> Replaced:
    return Replaced(count, count / (count + kept) if count else 0.0)


def _alike(one: str, other: str) -> bool:
    return SequenceMatcher(None, one[:40], other[:40], autojunk=False).ratio() >= _SAME_NAME


def _masked(text: str) -> tuple[list[str], list[str]]:
    """The words of a text, and the same with each fact as a mask: so a fact's neighbours may be other facts."""
    words, masked = [], []
    inside = False  # a sentence: at its beginning every word has a capital
    for found in _TOKEN.findall(text):
        first = found[0]
        if not (first.isalnum() or first == "_"):
            inside = False
            continue
        word = found.casefold()
        if any(map(str.isdigit, word)):
            word = _THOUSANDS.sub("", word)
            masked.append(_NUMBER)
        else:
            masked.append(_NAME if inside and len(word) > 1 and first.isupper() else word)
        words.append(word)
        inside = True
    return words, masked
