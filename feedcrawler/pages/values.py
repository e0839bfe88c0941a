"""Values of structured data: what pages really hold where the standard wants one thing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property
from typing import Any

from feedcrawler.pages.json_ld import Node
from feedcrawler.pages.text import plain

MAX_LIST = 200
MAX_TEXT = 10_000

_ENTITY = re.compile(r"&(?:#\d{2,6}|#x[0-9a-fA-F]{2,5}|[a-zA-Z]{2,8});")
_NAMES = ("name", "@value", "headline", "text")  # what an object is called
_NO_TEXT = frozenset(["null", "none", "undefined", "nan"])


class Values:
    """Reads values: a string, a number, a list, an object, a reference to one, null. It never raises."""

    @cached_property
    def nodes(self) -> list[tuple[Node, int]]:
        """Every object that a value may refer to, with its depth."""
        return []

    def each(self, value: Any) -> list[Any]:
        """`value` as a list, references by `@id` resolved."""
        values = value if isinstance(value, list) else [value]
        return [self._resolve(one) for one in values[:MAX_LIST] if one is not None]

    def text_of(self, value: Any) -> str | None:
        """The first plain text in a value: the string itself, or an object's name."""
        for one in self.each(value):
            said = one
            if isinstance(one, dict):
                names = (name for part in _NAMES for name in _flat(one.get(part)) if isinstance(name, str))
                said = next(names, None)
            if isinstance(said, str) and (text := _unescaped(said)) and text.lower() not in _NO_TEXT:
                return text
        return None

    def url_of(self, value: Any) -> str | None:
        """The first URL in a value, as written."""
        for one in self.each(value):
            inner = (
                [one.get(part) for part in ("url", "contentUrl", "embedUrl", "@id")] if isinstance(one, dict) else one
            )
            for url in _flat(inner):
                if isinstance(url, str) and url.strip():
                    return url.strip()
        return None

    @cached_property
    def _by_id(self) -> dict[str, Node]:
        found: dict[str, Node] = {}
        for node, _ in self.nodes:
            identity = node.get("@id")
            if isinstance(identity, str) and len(node) > 1:
                found.setdefault(identity, node)
        return found

    def _resolve(self, value: Any) -> Any:
        """`value`, or the object that it refers to."""
        if isinstance(value, dict) and len(value) <= 2 and isinstance(value.get("@id"), str):
            return self._by_id.get(value["@id"], value)
        return value


def _unescaped(text: str) -> str:
    """A text without tags and entities; some are escaped twice."""
    text = plain(text[:MAX_TEXT])
    return plain(text) if _ENTITY.search(text) else text


def _flat(values: Any) -> Iterator[Any]:
    """A value, or those in a list of values and lists."""
    for value in values if isinstance(values, list) else [values]:
        if isinstance(value, list):
            yield from value[:MAX_LIST]
        else:
            yield value
