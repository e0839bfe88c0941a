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
from itertools import islice
from typing import NamedTuple

from feedcrawler.similarity.numerals import HAN, NUMERALS
from feedcrawler.similarity.words import SPACELESS

Context = tuple[str, str, str, str, str]

# A word, a number in digits or in Chinese numerals, a character of a script without spaces, or what ends a sentence.
_TOKEN = re.compile(rf"[.!?…:\n\"“”„«»。！？]|\d+(?:[.,:]\d+)*|[{HAN}]+|[{SPACELESS}]|[^\W{SPACELESS}]+")
_APOSTROPHE = re.compile("(?<=[пвПВ])['’ʼ](?=я)")  # of п'ять, дев'ять
_THOUSANDS = re.compile(r"[.,](?=\d{3}(?!\d))")
_NUMBER, _NAME = "#", "@"
_MAX_CHARACTERS = 200_000
# Names at least this alike, with one first letter and about one length, are two spellings of one: Zelensky, Zelenskiy.
_SAME_NAME = 0.8
_NEVER_ALIKE = frozenset({"tuesday", "thursday"})
# Bounds for hostile texts, which cost the same as others beyond them.
_SPELLINGS = 500
_MAX_FACTS = 10_000
_MAX_NAMES = 500
_MAX_AT_ONE_PLACE = 50


def _sets() -> defaultdict[str, set[Context]]:
    return defaultdict(set)


@dataclass(frozen=True, slots=True)
class Facts:
    """The numbers and names of a text, each with the words around it; and by those words."""

    numbers: list[tuple[str, set[Context]]] = field(default_factory=list)
    in_words: list[tuple[str, set[Context]]] = field(default_factory=list)
    """Numbers in words, as digits."""
    names: defaultdict[str, set[Context]] = field(default_factory=_sets)
    at: defaultdict[Context, set[str]] = field(default_factory=lambda: defaultdict(set))


class Replaced(NamedTuple):
    """Facts of one text that another replaces."""

    number: int
    share: float
    """… of those that it keeps or replaces."""


def facts_of(text: str) -> Facts:
    """The facts of a text: numbers; capitalised words inside sentences, in scripts that have capitals."""
    words, masked = _masked(_APOSTROPHE.sub("", unicodedata.normalize("NFKC", text[:_MAX_CHARACTERS])))
    facts = Facts()
    around = ["", "", *masked, "", ""]
    found = (i for i, mask in enumerate(masked) if mask in (_NUMBER, _NAME))
    for i in islice(found, _MAX_FACTS):
        mask, word = masked[i], words[i]
        before2, before, _, after, after2 = around[i : i + 5]
        places = {(mask, before2, before, after, ""), (mask, "", before, after, after2)}
        if mask == _NAME:
            facts.names[word] |= places
        elif word in NUMERALS or word[0] in HAN:
            word = NUMERALS.get(word, word)
            facts.in_words.append((word, places))
        else:
            facts.numbers.append((word, places))
        for place in places:
            facts.at[place].add(word)
    return facts


def replaced_numbers(one: Facts, other: Facts) -> Replaced:
    """The numbers of `one` that `other` replaces: of those in digits and those in words, what has the larger share."""
    found = (_replaced_numbers(numbers, other) for numbers in (one.numbers, one.in_words))
    return max(found, key=lambda replaced: (replaced.share, replaced.number))


def _replaced_numbers(numbers: list[tuple[str, set[Context]]], other: Facts) -> Replaced:
    kept = replaced = 0
    for number, places in numbers:  # each time it is said: small ones are said of many things
        there = _there(places, other)
        kept += number in there
        replaced += bool(there) and number not in there
    return _replaced(replaced, kept)


def replaced_names(one: Facts, other: Facts) -> Replaced:
    """The names of `one` that `other` replaces by names that it lacks and that are not spelt like them."""
    gone = [name for name in one.names if name not in other.names]
    replaced, left = 0, _SPELLINGS
    for name in gone[:_MAX_NAMES]:
        there = _there(one.names[name], other) - one.names.keys()
        spellings = sorted(another for another in there if _may_be_alike(name, another))[:left]
        left -= len(spellings)
        replaced += bool(there) and not any(is_spelling(name, another) for another in spellings)
    return _replaced(replaced, len(one.names) - len(gone))


def is_spelling(one: str, other: str) -> bool:
    """Whether two words, folded, are likely spellings or forms of one."""
    if not _may_be_alike(one, other) or {one, other} == _NEVER_ALIKE:
        return False
    return SequenceMatcher(None, one[:40], other[:40], autojunk=False).ratio() >= _SAME_NAME


def _may_be_alike(one: str, other: str) -> bool:
    return one[:1] == other[:1] and abs(len(one) - len(other)) <= 1


def _there(places: set[Context], other: Facts) -> set[str]:
    """The facts at these places in another text. A place that many facts have, as in a table, is none."""
    found = (other.at.get(place, set()) for place in places)
    return set().union(*(facts for facts in found if len(facts) <= _MAX_AT_ONE_PLACE))


def _replaced(count: int, kept: int) -> Replaced:
    return Replaced(count, count / (count + kept) if count else 0.0)


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
        elif inside and len(word) > 1 and first.isupper():
            masked.append(_NAME)
        else:
            masked.append(_NUMBER if word in NUMERALS or (len(word) > 1 and first in HAN) else word)
        words.append(word)
        inside = True
    return words, masked
