"""What elements of a listing say of themselves: by their role, by their class and id, by a few of their words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import islice

from lxml import etree
from lxml.etree import _Element as Element
from lxml.html import HtmlElement

from feedcrawler.discovery.words import words
from feedcrawler.urls import absolute_url

_MAX_NAME = 400
_MAX_TEXTS = 1000  # pieces of text of one element
_INLINE = words("a abbr b bdi bdo cite code em i mark q s small span strong sub sup u wbr font ins del")
_UNSEEN = frozenset(["script", "style", "template", "noscript", "svg"])
_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_PARTS = re.compile(r"[^a-z0-9]+")


@lru_cache(maxsize=8192)
def _parts(name: str) -> tuple[tuple[str, ...], ...]:
    words = _CAMEL.sub("-", name[:_MAX_NAME]).lower().split()
    return tuple(tuple(part for part in _PARTS.split(word) if part) for word in words)


def names_of(element: Element) -> tuple[tuple[str, ...], ...]:
    """The words of an element's class and id, each in its parts: `main-menu` and `mainMenu` are (main, menu)."""
    named = f"{element.get('class') or ''} {element.get('id') or ''}"
    return _parts(named) if len(named) > 1 else ()


def text_of(element: Element, limit: int) -> str:
    """The text of an element in one line, cut off at `limit`; the texts of blocks are parted."""
    pieces: list[str] = []
    length = 0
    for piece in islice(_texts(element), _MAX_TEXTS):
        pieces.append(piece[: 4 * limit])  # mark-up is indented
        length += len(piece)
        if length > 4 * limit:
            break
    return " ".join("".join(pieces).split())[:limit].rstrip()


def _texts(element: Element) -> Iterator[str]:
    events = etree.iterwalk(element, events=("start", "end"))
    for event, one in events:
        if event == "start":
            if one.tag in _UNSEEN:
                events.skip_subtree()
            elif isinstance(one.tag, str):
                yield from (" " if _is_block(one) else "", one.text or "")
        elif one is not element:
            yield from (" " if _is_block(one) else "", one.tail or "")


def _is_block(element: Element) -> bool:
    return element.tag not in _INLINE or (element.tag == "span" and element.get("class") is not None)


def base_of(root: HtmlElement, url: str) -> str:
    """Where a page's relative links start (HTML, 4.2.3): its first `base`, or its own address."""
    base = next(root.iter("base"), None)
    href = base.get("href") if base is not None else None
    return (absolute_url(url, href) if href else None) or url
