"""JSON-LD as pages really write it: comments, trailing commas, raw newlines, escaped HTML, several in one."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator
from itertools import islice
from typing import Any, TypeAlias

Node: TypeAlias = dict[str, Any]

MAX_CHARS = 2_000_000
MAX_NODES = 5_000

_WRAPPING = re.compile(r"<!--|-->|(?://|/\*)?\s?(?:<!\[CDATA\[|\]\]>)(?:\s?\*/)?")
# A string, kept, and what is dropped between strings: comments, then commas before a closing bracket. Each runs to
# the end if it is not closed, so that no quote makes it start over.
_STRING = r'("(?:[^"\\]|\\.)*+(?:"|\Z))'
_COMMENTS = re.compile(rf"{_STRING}|//[^\n]*+|/\*.*?(?:\*/|\Z)", re.DOTALL)
_COMMAS = re.compile(rf"{_STRING}|,(?=\s*+[}}\]])", re.DOTALL)
_DECODER = json.JSONDecoder(strict=False)


def load(text: str) -> list[Any]:
    """The JSON values in a script, as far as they can be read, at most MAX_NODES; none where it is too large."""
    text = text.strip()
    if not text or len(text) > MAX_CHARS:
        return []
    best: list[Any] = []
    for attempt in (_as_it_is, _mended, _unescaped):
        values: list[Any] = []
        try:
            values.extend(islice(_values(attempt(text)), MAX_NODES))
        except (ValueError, RecursionError):
            best = max(best, values, key=len)
            continue
        return values
    return best


def nodes(values: list[Any]) -> list[tuple[Node, int]]:
    """Every object in `values` with its depth, outermost first, at most MAX_NODES."""
    found: list[tuple[Node, int]] = []
    level: list[Any] = values
    depth = 0
    while level and len(found) < MAX_NODES:
        below: list[Any] = []
        for value in level[:MAX_NODES]:
            if isinstance(value, list):
                below.extend(value)
            elif isinstance(value, dict):
                found.append((value, depth))
                below.extend(inner for inner in value.values() if isinstance(inner, list | dict))
        level, depth = below, depth + 1
    return found[:MAX_NODES]


def _values(text: str) -> Iterator[Any]:
    """The values in `text`, one after the other."""
    at = 0
    while at < len(text):
        value, at = _DECODER.raw_decode(text, at)
        yield value
        while at < len(text) and (text[at].isspace() or text[at] in ",;"):
            at += 1


def _as_it_is(text: str) -> str:
    return text


def _mended(text: str) -> str:
    text = _WRAPPING.sub("", text)
    for slips in (_COMMENTS, _COMMAS):
        text = slips.sub(lambda match: match[1] or "", text)
    return text.strip()


def _unescaped(text: str) -> str:
    return _mended(html.unescape(text))
