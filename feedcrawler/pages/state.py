"""The text of a page that shows none until its scripts have run: markup in the data that the scripts are given."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

from lxml.etree import LxmlError
from lxml.etree import _Element as Element
from lxml.html import fragment_fromstring

from feedcrawler.pages.body import Block, walk
from feedcrawler.pages.document import is_overloaded

# A string that is not closed runs to the end, so that no quote in it makes the search start over.
_STRING = re.compile(r'"(?:[^"\\]++|\\.?)*+(?:"|\Z)', re.DOTALL)
_FLIGHT_ROW = re.compile(r"[0-9a-f]{1,8}:T[0-9a-f]{1,8},")  # React: number, type and length of the text that follows
_DATA = re.compile(r'\s*(?:[0-9a-f]{1,8}:)?[\[{"]')
_PARAGRAPH = re.compile(r"<(?:p|br)[\s/>]", re.IGNORECASE)
_MIN, _MAX = 400, 1_000_000  # characters of a string with an article
_MAX_SCRIPTS = 2_000_000  # characters
_MAX_STRINGS = 50
_DEPTH = 3  # strings in strings: data are written as text, and that as text again


def read_state(root: Element) -> list[Block]:
    """The blocks of the longest text that stands as HTML in a string of the page's scripts."""
    readings = (_read(markup) for markup in _markup_in(root))
    return max(readings, key=lambda blocks: sum(len(block.text) for block in blocks), default=[])


def _markup_in(root: Element) -> Iterator[str]:
    left, count = _MAX_SCRIPTS, 0
    for script in root.iter("script"):
        text = script.text or ""
        if len(text) > left or "ld+json" in (script.get("type") or ""):
            continue
        left -= len(text)
        for markup in _strings(text, _DEPTH):
            yield markup
            count += 1
            if count >= _MAX_STRINGS:
                return


def _strings(text: str, depth: int) -> Iterator[str]:
    """The strings in JSON or JavaScript that are HTML with paragraphs."""
    for match in _STRING.finditer(text):
        if not _MIN <= len(match[0]) <= _MAX:
            continue
        try:
            value = json.loads(match[0], strict=False)
        except ValueError:
            continue
        if _is_data(value):
            if depth > 1:
                yield from _strings(value, depth - 1)
        elif _PARAGRAPH.search(value):
            yield _FLIGHT_ROW.sub("", value, 1) if _FLIGHT_ROW.match(value) else value


def _is_data(text: str) -> bool:
    """Whether a string holds JSON, not HTML."""
    if '\\"' in text or "\\u003c" in text:
        return True
    return _DATA.match(text) is not None and text.rstrip().endswith(("]", "}", '"'))


def _read(markup: str) -> list[Block]:
    if is_overloaded(markup.encode(errors="replace")):
        return []
    try:
        return walk(fragment_fromstring(markup, create_parent="div")).blocks
    except (LxmlError, ValueError):
        return []
