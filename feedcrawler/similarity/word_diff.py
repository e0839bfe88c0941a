"""The difference of two texts, word by word: what is the same, what went, what came."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from typing import Literal

from feedcrawler.similarity.words import SPACELESS

Sign = Literal["=", "-", "+"]
Piece = tuple[Sign, str]
"""A run of words that is in both texts, only in the old one, or only in the new one."""

# Comparing takes time with the product of the lengths: what is longer is shown as replaced whole.
_MOST = 2_000_000
_PARAGRAPHS = re.compile(r"\n\s*\n")
# A word with the space after it; in scripts without spaces a character.
_WORD = re.compile(rf"\n\n|[{SPACELESS}] ?|[^\s{SPACELESS}]+ ?")


def word_diff(old: str, new: str) -> list[list[Piece]]:
    """The pieces of both texts in order, those of paragraphs that stayed apart from those that changed."""
    one, other = _paragraphs(old), _paragraphs(new)
    hunks: list[list[Piece]] = []
    for tag, a, b in _runs(one, other, one, other):
        if tag == "=":
            hunks.append([("=", "\n\n".join(a))])
        elif len(a) == len(b):  # most likely each was edited by itself
            hunks += [_words(x, y) for x, y in zip(a, b, strict=True)]
        else:
            hunks.append(_words("\n\n".join(a), "\n\n".join(b)))
    return hunks


def marked(pieces: Sequence[Piece]) -> Iterator[Piece]:
    """Pieces as they are shown: white space is outside of what is marked, as the sign "=".

    Nothing stands between what went and what came in its place.
    """
    for number, (sign, text) in enumerate(pieces):
        words = text.rstrip() if sign != "=" else text
        if words:
            yield sign, words
        replaced = sign == "-" and number + 1 < len(pieces) and pieces[number + 1][0] == "+"
        if (space := text[len(words) :]) and not replaced:
            yield "=", space


def plain(pieces: Sequence[Piece]) -> str:
    """Pieces with the marks of `git diff --word-diff`: [-old-]{+new+}."""
    marks = {"=": ("", ""), "-": ("[-", "-]"), "+": ("{+", "+}")}
    return "".join(f"{marks[sign][0]}{text}{marks[sign][1]}" for sign, text in marked(pieces))


def _words(old: str, new: str) -> list[Piece]:
    one, other = _WORD.findall(old), _WORD.findall(new)
    pieces: list[Piece] = []
    for tag, a, b in _runs(one, other, [w.rstrip(" ") for w in one], [w.rstrip(" ") for w in other]):
        if tag == "=":
            pieces.append(("=", "".join(b)))
        else:
            pieces += [(sign, "".join(words)) for sign, words in (("-", a), ("+", b)) if words]  # type: ignore[misc]
    return pieces


def _runs(
    one: list[str], other: list[str], keys: list[str], other_keys: list[str]
) -> Iterator[tuple[str, list[str], list[str]]]:
    """The two lists in runs: what both have ("=") and what differs ("±"), compared by `keys`."""
    start, shorter = 0, min(len(keys), len(other_keys))
    while start < shorter and keys[start] == other_keys[start]:
        start += 1
    end = 0
    while end < shorter - start and keys[-1 - end] == other_keys[-1 - end]:
        end += 1
    i, j = len(keys) - end, len(other_keys) - end
    if start:
        yield "=", one[:start], other[:start]
    if (i - start) * (j - start) > _MOST:
        yield "±", one[start:i], other[start:j]
    else:
        for tag, a, b, c, d in SequenceMatcher(None, keys[start:i], other_keys[start:j]).get_opcodes():
            sign = "=" if tag == "equal" else "±"
            yield sign, one[start + a : start + b], other[start + c : start + d]
    if end:
        yield "=", one[i:], other[j:]


def _paragraphs(text: str) -> list[str]:
    return [" ".join(part.split()) for part in _PARAGRAPHS.split(text) if part.strip()]
