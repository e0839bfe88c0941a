"""Patterns of lines: text in which `*` stands for any words, `#` for a number, `{author}` for a name.

A pattern is what a person reads on the page, so a rule can be written, or mined, without knowing regular
expressions; and because it cannot say more, no rule can take more than linear time.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Generic, TypeVar

T = TypeVar("T")

# Private characters stand for the article's own names; `fold` takes them out of text that comes from a page.
_PLACEHOLDERS = {"{headline}": "\ue000", "{author}": "\ue001", "{section}": "\ue002", "{publisher}": "\ue003"}
_HEADLINE, _AUTHOR, _SECTION, _PUBLISHER = _PLACEHOLDERS.values()
_INVISIBLE = "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"
_FOLDED = (
    dict.fromkeys("’‘‛ʼ`´", "'")
    | dict.fromkeys("“”„‟«»″", '"')
    | dict.fromkeys("‐‑‒–—−", "-")
    | dict.fromkeys([*_INVISIBLE, *_PLACEHOLDERS.values()], "")
)
_FOLDS = re.compile(f"[{''.join(_FOLDED)}]")
NUMBER = r"\d{1,9}+(?:[.,]\d{1,9}+){0,3}+"
_MAX_NAMES = 20


def fold(text: str) -> str:
    """`text` as rules compare it: without case, typographic quotes and dashes, and kinds of white space."""
    if text.isascii():
        return fold_space(text.lower().replace("`", "'"))
    text = unicodedata.normalize("NFKC", text).casefold()
    return fold_space(_FOLDS.sub(lambda found: _FOLDED[found[0]], text))  # `translate` takes three times as long


def fold_space(text: str) -> str:
    """`text` with single spaces for its white space, and none around it; most texts are so already."""
    if "  " not in text and text.isprintable():
        return text.strip()
    return " ".join(text.split())


def spell_placeholders(form: str) -> str:
    """A form of a line that `Names.forms` gave, with its placeholders as a pattern has them."""
    for name, mark in _PLACEHOLDERS.items():
        form = form.replace(mark, name)
    return form


def check_pattern(pattern: str) -> str:
    """`pattern` as it is.

    Raises:
        ValueError: it would match any line, or names a placeholder that is not known.
    """
    if unknown := [name for name in re.findall(r"\{\w*\}", pattern) if name not in _PLACEHOLDERS]:
        raise ValueError(f"{pattern!r} has the unknown placeholder {unknown[0]}; known: {', '.join(_PLACEHOLDERS)}")
    if not re.sub(r"[*#\s]", "", fold(pattern)):
        raise ValueError(f"{pattern!r} would match any line; give it words")
    return pattern


class Names:
    """The names that rules may ask for: `{headline}`, `{author}`, `{section}`, `{publisher}`."""

    def __init__(
        self,
        *,
        headlines: Iterable[str] = (),
        authors: Iterable[str] = (),
        sections: Iterable[str] = (),
        publishers: Iterable[str] = (),
    ) -> None:
        people = [(fold(name), _AUTHOR) for name in islice(authors, _MAX_NAMES)]
        people += [(fold(name), _PUBLISHER) for name in islice(publishers, _MAX_NAMES)]
        others = [(fold(name), _SECTION) for name in sections] + [(fold(name), _HEADLINE) for name in headlines]
        self._whole = {name: mark for name, mark in people[::-1] + others if name}
        # A name of one word is too often an ordinary one to be looked for in a sentence.
        self._within = [(name, mark) for name, mark in people if " " in name]

    def forms(self, line: str) -> tuple[str, ...]:
        """The folded `line`, and the same with the first of the names in it replaced by its placeholder."""
        if mark := self._whole.get(line):
            return line, mark
        return line, *(line.replace(name, mark, 1) for name, mark in self._within if name in line)


class Matcher(Generic[T]):
    """Finds which of many patterns match a folded line, and gives the values that came with them."""

    def __init__(self, patterns: Iterable[tuple[str, T]]) -> None:
        self._exact: dict[str, list[T]] = {}
        self._by_word: dict[str | None, list[tuple[str, re.Pattern[str], T]]] = {}
        for pattern, value in patterns:
            text = fold(pattern)
            for name, mark in _PLACEHOLDERS.items():
                text = text.replace(name, mark)
            literals = re.split(r"[*#]", text)
            if len(literals) == 1:
                self._exact.setdefault(text, []).append(value)
            else:
                candidate = max(literals, key=len), _compile(text), value
                self._by_word.setdefault(_first_word(text), []).append(candidate)

    def find(self, line: str) -> Iterator[T]:
        """The values of the patterns that match the whole of `line`."""
        yield from self._exact.get(line, ())
        for word in (line.partition(" ")[0], "", "#" if line[:1].isdigit() else None):
            for literal, regex, value in self._by_word.get(word, ()):
                if literal in line and regex.fullmatch(line):
                    yield value


def _first_word(pattern: str) -> str:
    """The word that a line must begin with to match, `#` for a number, or nothing where any will do."""
    if pattern.startswith("#"):
        return "#"
    word, space, _ = re.split(r"[*#]", pattern, maxsplit=1)[0].partition(" ")
    return word if space else ""


def _compile(text: str) -> re.Pattern[str]:
    first, *rest = (re.escape(part).replace(r"\#", NUMBER) for part in text.split("*"))
    if not rest:
        return re.compile(first)
    middle = "".join(f"(?>.*?{part})" for part in rest[:-1])  # atomic: the first place is as good as any later
    return re.compile(f"{first}{middle}.*{rest[-1]}")
