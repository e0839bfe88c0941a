"""How much text each element of a page holds: measured once, block by block."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple, cast

from lxml.etree import XPath
from lxml.etree import _Element as Element

from feedcrawler.pages.furniture import (
    BESIDE_TAGS,
    BLOCK_TAGS,
    BOX_TAGS,
    HEADING_TAGS,
    ROLES,
    is_comments,
    is_hidden,
    named_body,
    named_furniture,
)

# Text in these is never an article's.
_NEVER = frozenset(
    [
        "script", "style", "template", "noscript", "svg", "audio", "button", "input", "select", "textarea", "object",
        "canvas", "figcaption", "label", "map", "progress", "head", "title", "option",
        "video", "iframe", "figure",
    ]
)  # fmt: skip
_PARAGRAPHS = frozenset(["p", "blockquote", "pre"])
_LISTED = HEADING_TAGS | {"li", "td", "th", "dt", "dd"}
_SHORT, _SENTENCE, _LOOSE = 20, 25, 60  # characters
_MAX_NOISE = 80
_CHROME = 5
_COMMENTS = "comments"
# The share of the page's text that elements may hold and still be what their tag, or the name they share, says.
_MAX_OF_COMMENTS, _MAX_OF_TAG, _MAX_OF_NAME = 0.9, 0.6, 0.4
_TEXTS = XPath("descendant::text()[normalize-space() and not(parent::script or parent::style or parent::noscript)]")


@dataclass(slots=True, eq=False)
class Passage:
    """The text that stands in one block element itself, not in blocks below it."""

    element: Element
    beside: tuple[Element, ...]
    """The elements around it that are named or tagged as something beside the article."""
    chars: int = 0
    linked: int = 0
    """Characters in links."""
    links: int = 0
    """Pieces of text in links."""

    @property
    def text(self) -> int:
        """Characters of running text: 0 for a label, a heading, a list of links."""
        plain, tag = self.chars - self.linked, self.element.tag
        if self.linked > plain or tag in HEADING_TAGS:
            return 0
        return plain if plain >= (_SENTENCE if tag in _PARAGRAPHS else _LOOSE) else 0

    @property
    def noise(self) -> int:
        """How much it speaks against an element that it stands in: links and labels."""
        plain, tag = self.chars - self.linked, self.element.tag
        if self.linked > plain or (plain < _SHORT and tag != "p"):
            if self.linked:
                return min(self.chars, _MAX_NOISE) + _CHROME
            return 0 if tag in _LISTED else _CHROME
        return 0


@dataclass(slots=True, eq=False)
class Weights:
    """The passages of a page, and what they come to in each element."""

    body: Element
    passages: list[Passage]
    """In document order."""
    bodies: list[Element]
    """Elements whose names say that they hold an article's text."""
    beside: set[Element] = field(default_factory=set)
    """Elements that are not the article."""
    raw: dict[Element, int] = field(default_factory=dict)
    """Characters of running text in each element."""
    text: dict[Element, int] = field(default_factory=dict)
    """The same without what is beside the article."""
    value: dict[Element, int] = field(default_factory=dict)
    """The same less the noise."""

    def up(self, element: Element) -> Iterator[Element]:
        """An element and those around it, up to the body."""
        node: Element | None = element
        while node is not None:
            yield node
            if node is self.body:
                return
            node = node.getparent()

    def leave_out(self, boxes: set[Element], start: int) -> None:
        """Sum up what may be the article: not `boxes`, nor what is beside it by name or tag and holds little text.

        Args:
            boxes: elements that are not the article, whatever they hold.
            start: the passage before which there is no article.
        """
        self.beside = self._beside()
        out = dict.fromkeys(self.beside | boxes, True)
        for passage in self.passages[start:]:
            text, noise = passage.text, passage.noise
            if (text or noise) and not self._is_out(passage.element, out):
                for node in self.up(passage.element):
                    self.text[node] = self.text.get(node, 0) + text
                    self.value[node] = self.value.get(node, 0) + text - noise

    def _beside(self) -> set[Element]:
        """The elements that are what their name or tag says: all with this name hold little of the text."""
        kinds = {one: _name(one) for passage in self.passages for one in passage.beside}
        outermost = {one for passage in self.passages for one in _first_of_each(passage.beside, kinds)}
        text: dict[str, int] = {}
        for one in outermost:
            text[kinds[one]] = text.get(kinds[one], 0) + self.raw.get(one, 0)
        whole = self.raw.get(self.body, 0)
        believed = {name for name, held in text.items() if held <= whole * _max_share(name)}
        return {one for one, name in kinds.items() if name in believed}

    def _is_out(self, element: Element, out: dict[Element, bool]) -> bool:
        """Whether an element is in something left out; remembers every ancestor it asks."""
        path = []
        answer = False
        for node in self.up(element):
            if node in out:
                answer = out[node]
                break
            path.append(node)
        out.update(dict.fromkeys(path, answer))
        return answer


def weigh(root: Element) -> Weights:
    """Measure a page."""
    found = root.find("body")
    weights = Weights(root if found is None else found, [], [])
    passages: dict[Element, Passage] = {}
    places = _Places(weights)
    for text in cast("list[str]", _TEXTS(weights.body)):
        parent = text.getparent()  # type: ignore[attr-defined]  # lxml's strings know where they stand
        place = places.of(parent.getparent() if text.is_tail else parent)  # type: ignore[attr-defined]
        if place.block is None:
            continue
        passage = passages.get(place.block)
        if passage is None:
            passage = passages[place.block] = Passage(place.block, place.beside)
        length = len(text.strip()) + 1
        passage.chars += length
        if place.is_linked:
            passage.linked += length
            passage.links += 1
    weights.passages.extend(passages.values())
    for passage in weights.passages:
        if chars := passage.text:
            for node in weights.up(passage.element):
                weights.raw[node] = weights.raw.get(node, 0) + chars
    return weights


def _name(element: Element) -> str:
    """What elements that are the same kind of thing have in common; a tag is judged by itself."""
    if is_comments(element):
        return _COMMENTS
    if element.tag in BESIDE_TAGS:
        return f"<{id(element)}"
    return element.get("class") or element.get("id") or ""


def _max_share(name: str) -> float:
    if name == _COMMENTS:
        return _MAX_OF_COMMENTS
    return _MAX_OF_TAG if name.startswith("<") else _MAX_OF_NAME


def _first_of_each(elements: Iterable[Element], kinds: Mapping[Element, str]) -> Iterable[Element]:
    """The outermost element of each kind, of several that hold one another."""
    first: dict[str, Element] = {}
    for one in elements:
        first.setdefault(kinds[one], one)
    return first.values()


class _Place(NamedTuple):
    """Where text stands."""

    block: Element | None
    """The block; None where text is never an article's."""
    is_linked: bool
    beside: tuple[Element, ...]


class _Places:
    """Where each element's text stands; each element is looked at once."""

    def __init__(self, weights: Weights) -> None:
        self._known: dict[Element, _Place] = {weights.body: _Place(weights.body, False, ())}
        self._weights = weights

    def of(self, element: Element) -> _Place:
        """The place of text that is a child of `element`."""
        path = []
        node: Element | None = element
        while node is not None and node not in self._known:
            path.append(node)
            node = node.getparent()
        place = self._known[node] if node is not None else _Place(None, False, ())
        for inner in reversed(path):
            place = self._known[inner] = self._below(place, inner)
        return place

    def _below(self, place: _Place, element: Element) -> _Place:
        tag = element.tag
        if place.block is None or not isinstance(tag, str):
            return place
        if tag in _NEVER or is_hidden(element) or (element.get("role") or "").lower() in ROLES:
            return _Place(None, False, ())
        if tag == "a":
            return place._replace(is_linked=True)
        if tag not in BLOCK_TAGS:
            return place
        if named_body(element):
            self._weights.bodies.append(element)
        elif tag in BESIDE_TAGS or (tag in BOX_TAGS and named_furniture(element)):
            place = place._replace(beside=(*place.beside, element))
        return place._replace(block=element)
