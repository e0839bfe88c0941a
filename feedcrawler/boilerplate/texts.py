"""Articles as they are stored, for those who look through all of them: from MongoDB or from a file of JSON lines."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from feedcrawler.boilerplate.patterns import Names
from feedcrawler.boilerplate.rules import Rules
from feedcrawler.errors import ConfigurationError
from feedcrawler.items import Removed

PROJECTION = {
    "headline": 1,
    "alternativeHeadline": 1,
    "articleBody": 1,
    "authors.name": 1,
    "articleSection": 1,
    "publisher.name": 1,
    "datePublished": 1,
    "extraction.removed": 1,
}
"""The fields of a stored article that are needed here."""

_LONGEST_ROW = 50_000_000  # characters of a line of JSON


@dataclass(frozen=True, slots=True)
class StoredText:
    """What is said of an article in the document that stores it."""

    id: str
    body: str
    headlines: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()
    sections: tuple[str, ...] = ()
    publishers: tuple[str, ...] = ()
    published: date | None = None
    removed: tuple[Removed, ...] = ()

    def names(self, rules: Rules) -> Names:
        """The article's own names, for the placeholders of rules."""
        return Names(
            headlines=self.headlines,
            authors=self.authors,
            sections=self.sections,
            publishers=[*rules.publisher, *self.publishers],
        )


def stored_text(document: Mapping[str, Any]) -> StoredText:
    """The text in a document of the collection `articles`, or in a row that has some of its fields.

    Raises:
        ValueError: it has no `articleBody`, or it is no text.
    """
    body = document.get("articleBody")
    if not isinstance(body, str):
        raise ValueError(f"no articleBody; it has {', '.join(map(repr, [*document][:12])) or 'nothing'}")  # noqa: TRY004
    extraction = document.get("extraction")
    removed = extraction.get("removed") if isinstance(extraction, Mapping) else None
    return StoredText(
        id=_clean(str(document.get("_id") or document.get("url") or "")),
        body=_clean(body),
        headlines=_words([document.get("headline"), document.get("alternativeHeadline")]),
        authors=_words(document.get("authors")),
        sections=_words(document.get("articleSection")),
        publishers=_words([document.get("publisher")]),
        published=_day(document.get("datePublished")),
        removed=tuple(_removals(removed)),
    )


def read_file(path: Path, body: str = "articleBody") -> Iterator[StoredText]:
    """The articles in a file of JSON lines; `body` is the field that holds the text.

    Raises:
        ConfigurationError: it cannot be read, or a line of it is no article; the message names the line.
    """
    try:
        with path.open(encoding="utf-8-sig") as file:
            for number, row in enumerate(iter(lambda: file.readline(_LONGEST_ROW), ""), 1):
                if row.strip():
                    yield _read_row(row, body, f"{path} line {number}")
    except OSError as error:
        raise ConfigurationError(f"{path} cannot be read: {error.strerror}") from None
    except UnicodeDecodeError as error:
        raise ConfigurationError(f"{path} is no UTF-8 text: {error.reason}; convert it first") from None


def _read_row(row: str, body: str, place: str) -> StoredText:
    try:
        document = json.loads(row)
    except (ValueError, RecursionError):
        raise ConfigurationError(f"{place} is no JSON; there must be one object a line") from None
    if not isinstance(document, dict):
        raise ConfigurationError(f"{place} is no JSON object")
    try:
        text = stored_text(document | {"articleBody": document.get(body)})
    except ValueError:
        known = ", ".join(str(name) for name in [*document][:12]) or "nothing"
        what = f"it is {_kind(document[body])}; the line" if body in document else "it"
        raise ConfigurationError(
            f"{place} has no text in {body!r}; {what} has {known}; name the field of the text with --body"
        ) from None
    return text


def _kind(value: Any) -> str:
    """What a JSON value is, in JSON's words."""
    kinds = {dict: "an object", list: "a list", bool: "true or false", type(None): "null"}
    return kinds.get(type(value), "a number")


def _words(values: Any) -> tuple[str, ...]:
    """The strings among `values`, and the names of objects among them."""
    listed = values if isinstance(values, list) else [values]
    plain = [value.get("name") if isinstance(value, Mapping) else value for value in listed]
    return tuple(_clean(value) for value in plain if isinstance(value, str) and value.strip())


def _removals(values: Any) -> Iterator[Removed]:
    for value in values if isinstance(values, list) else []:
        match value:
            case {"rule": str(rule), "text": str(text)}:
                yield Removed(rule=_clean(rule), text=_clean(text))


def _day(value: Any) -> date | None:
    if isinstance(value, datetime):
        return value.date()
    try:
        return date.fromisoformat(value[:10]) if isinstance(value, str) else None
    except ValueError:
        return None


def _clean(text: str) -> str:
    """`text` without halves of characters, which JSON can hold and no file or terminal."""
    return text.encode("utf-8", "replace").decode("utf-8")
