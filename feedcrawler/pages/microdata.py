"""Microdata and RDFa: schema.org's properties written on the elements that show them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Literal, cast

from lxml.etree import XPath
from lxml.etree import _Element as Element

from feedcrawler.pages.json_ld import Node
from feedcrawler.pages.text import plain

Syntax = Literal["microdata", "rdfa"]

_MAX_ITEMS = 100
_MAX_ELEMENTS = 20_000  # of all items together
_MAX_CHARS = 1_000_000  # of all items together
_MAX_VALUES = 50  # of one property
_MAX_TEXT = 5_000
_MAX_DEPTH = 4
# What an element's value is where it is not its text: https://html.spec.whatwg.org/multipage/microdata.html#values
_ATTRIBUTES = {
    "a": "href", "area": "href", "link": "href", "audio": "src", "embed": "src", "iframe": "src", "img": "src",
    "source": "src", "track": "src", "video": "src", "object": "data", "data": "value", "meter": "value",
    "time": "datetime",
}  # fmt: skip
# Properties that are text even where they are written on a link, and those that the page itself says better.
_TEXTS = frozenset({"headline", "alternativeHeadline", "name", "author", "creator", "articleSection", "keywords"})
_LONG = frozenset({"articleBody", "text", "comment", "review", "hasPart"})


_ITEMS = XPath("descendant-or-self::*/@itemtype/.. | descendant-or-self::*/@typeof/..")  # by attribute: it is faster


@dataclass(frozen=True, slots=True)
class _Words:
    """The attributes of a syntax."""

    type: str
    property: str


_SYNTAXES: dict[Syntax, _Words] = {"microdata": _Words("itemtype", "itemprop"), "rdfa": _Words("typeof", "property")}


def items(root: Element, types: frozenset[str]) -> dict[Syntax, list[Node]]:
    """The objects of these types (lower case) on a page, by syntax, in document order, as JSON-LD would write them.

    Args:
        root: the page.
        types: what to read; other objects are read only as properties of these.
    """
    found = cast("list[Element]", _ITEMS(root))
    read: dict[Syntax, list[Node]] = {}
    for syntax, words in _SYNTAXES.items():
        reader = _Reader(words)
        wanted = (element for element in found if types & set(reader.types(element)))
        read[syntax] = [reader.item(element) for element in islice(wanted, _MAX_ITEMS)]
    return read


class _Reader:
    """Reads the items of one page, no more than the limits allow."""

    def __init__(self, words: _Words) -> None:
        self.words = words
        self._elements = _MAX_ELEMENTS
        self._chars = _MAX_CHARS

    def types(self, element: Element) -> list[str]:
        return [_plain(one).lower() for one in (element.get(self.words.type) or "")[:_MAX_TEXT].split()]

    def item(self, item: Element, depth: int = 0) -> Node:
        node: Node = {"@type": self.types(item)}
        for element in self._own(item):
            names = [_plain(name) for name in (element.get(self.words.property) or "")[:_MAX_TEXT].split()]
            names = [name for name in names if name and name not in _LONG and len(node.get(name, ())) < _MAX_VALUES]
            if names and (value := self._value(element, names[0], depth)):
                for name in names:
                    node.setdefault(name, []).append(value)
        return node

    def _own(self, item: Element) -> Iterator[Element]:
        """The elements in an item that are not in an item inside it, in document order."""
        stack = list(reversed(item))
        while stack and self._elements:
            self._elements -= 1
            element = stack.pop()
            if isinstance(element.tag, str):
                yield element
                if element.get(self.words.type) is None:
                    stack.extend(reversed(element))

    def _value(self, element: Element, name: str, depth: int) -> str | Node | None:
        if element.get(self.words.type) is not None:
            return self._object(element, depth) if depth < _MAX_DEPTH else None
        if (content := element.get("content")) is not None:
            return content.strip()[:_MAX_TEXT]
        said = element.get(_ATTRIBUTES[str(element.tag)]) if element.tag in _ATTRIBUTES else None
        if said and name not in _TEXTS:
            return said.strip()[:_MAX_TEXT]
        text = self._text(element)
        return {"name": text, "url": said} if said and text and name in {"author", "creator"} else text

    def _object(self, element: Element, depth: int) -> Node:
        """An item in an item; one that names nothing but has text is called what it shows."""
        node = self.item(element, depth + 1)
        if len(node) == 1 and (text := element.get("content") or self._text(element)):
            node["name"] = text
        return node

    def _text(self, element: Element) -> str:
        """The text in an element, as much as is left to read."""
        parts, length = [], 0
        for part in element.itertext():
            parts.append(str(part))
            length += len(part)
            if length > _MAX_TEXT:
                break
        self._chars -= length
        return plain("".join(parts)[:_MAX_TEXT]) if self._chars > 0 else ""


def _plain(name: str) -> str:
    """A name without its vocabulary's address or prefix."""
    return name.rstrip("/").rpartition("/")[2].rpartition("#")[2].rpartition(":")[2]
