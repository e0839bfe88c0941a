"""The articles on their way through the passes of mining: read once, kept in a temporary file."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import IO, Self

from feedcrawler.boilerplate.body import strip_body
from feedcrawler.boilerplate.lines import LONGEST
from feedcrawler.boilerplate.mining.forms import form_of, keys, named_form
from feedcrawler.boilerplate.patterns import Names
from feedcrawler.boilerplate.rules import Rules
from feedcrawler.boilerplate.texts import StoredText
from feedcrawler.errors import FeedcrawlerError

_MOST_LINES = 2_000  # of an article; what is more often repeated is repeated in the others, too


@dataclass(frozen=True, slots=True)
class Line:
    """A line of an article, with the keys under which it is counted."""

    text: str
    keys: tuple[tuple[str, int], ...]

    @property
    def wholes(self) -> list[int]:
        """The keys of the whole line."""
        return [key for kind, key in self.keys if kind == "whole"]


@dataclass(frozen=True, slots=True)
class Mined:
    """An article as mining sees it."""

    id: str
    headlines: tuple[str, ...]
    authors: tuple[str, ...]
    sections: tuple[str, ...]
    day: int | None
    lines: tuple[Line, ...]

    @property
    def names(self) -> Names:
        """Its own names; the publisher's are the site's and stay as they are."""
        return Names(headlines=self.headlines, authors=self.authors, sections=self.sections)

    @property
    def headline(self) -> str:
        """Its headline; without one, how its text begins."""
        return self.headlines[0] if self.headlines else " ".join(line.text for line in self.lines[:2])


class Spool:
    """Articles that can be read again and again, in order, and take no memory."""

    def __init__(self) -> None:
        self._file: IO[str] = tempfile.TemporaryFile("w+", encoding="utf-8", errors="replace")  # noqa: SIM115 - closed on exit

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()

    def add(self, article: Mined) -> None:
        """Keep an article.

        Raises:
            FeedcrawlerError: there is no room for it.
        """
        row = [
            article.id,
            article.headlines,
            article.authors,
            article.sections,
            article.day,
            [[line.text, line.keys] for line in article.lines],
        ]
        try:
            self._file.write(json.dumps(row) + "\n")
        except OSError as error:
            folder = tempfile.gettempdir()
            raise FeedcrawlerError(f"no temporary file in {folder}: {error.strerror}; set TMPDIR") from None

    def __iter__(self) -> Iterator[Mined]:
        self._file.seek(0)
        for row in self._file:
            name, headlines, authors, sections, day, lines = json.loads(row)
            yield Mined(
                name,
                tuple(headlines),
                tuple(authors),
                tuple(sections),
                day,
                tuple(Line(text, tuple((kind, key) for kind, key in keyed)) for text, keyed in lines),
            )


def prepare(text: StoredText, rules: Rules | None, number: int) -> tuple[Mined, int]:
    """The article with its lines' keys, and how many lines the rules cover.

    Stored text was stripped when it was stored; it is stripped again, for rules that are newer.
    """
    body, covered = text.body, sum(len(removed.text.splitlines()) for removed in text.removed)
    if rules:
        stripped = strip_body(body, rules, text.names(rules))
        body = stripped.text
        covered += sum(len(removed.text.splitlines()) for removed in stripped.removed)
    publishers = {name.casefold() for name in (*text.publishers, *(rules.publisher if rules else ()))}
    authors = tuple(name for name in text.authors if name.casefold() not in publishers)
    names = Names(headlines=text.headlines, authors=authors, sections=text.sections)
    lines = tuple(_lines(body, names))
    day = text.published.toordinal() if isinstance(text.published, date) else None
    return Mined(text.id or f"number {number}", text.headlines, authors, text.sections, day, lines), covered


def _lines(body: str, names: Names) -> Iterator[Line]:
    for _, raw in zip(range(_MOST_LINES), filter(str.strip, body.splitlines()), strict=False):
        text = " ".join(raw.split())
        forms: Iterable[str | None] = (form_of(text), named_form(text, names)) if len(text) <= LONGEST else ()
        yield Line(text, tuple(dict.fromkeys(key for form in forms if form for key in keys(form))))
