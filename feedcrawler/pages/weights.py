"""How much text, links and labels each element of a page holds: measured once, block by block."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TypeAlias, cast

from lxml.etree import XPath
from lxml.etree import _Element as Element

from feedcrawler.pages.furniture import BESIDE_TAGS, BLOCK_TAGS, BOX_TAGS, HEADING_TAGS, ROLES, is_hidden, name_of

# Text in these is never an article's.
_NEVER = frozenset(
    [
        "script", "style", "template", "noscript", "svg", "audio", "button", "input", "select", "textarea", "object",
        "canvas", "figcaption", "label", "map", "progress", "head", "title", "option", "video", "iframe", "figure",
    ]
)  # fmt: skip
_INLINE = frozenset(["a", "span", "b", "i", "em", "strong", "br", "u", "font", "sup", "sub", "small", "time", "code"])
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
class Block:
    """A block element, what stands in it itself, and what it comes to with the blocks below it."""

    element: Element
    parent: Block | None
    is_body: bool = False
    """Whether it is named as what holds an article's text."""
    is_beside: bool = False
    """Whether it is named or tagged as something beside the article."""
    is_out: bool = False
    """Whether it is left out, or is in a block that is."""
    chars: int = 0
    linked: int = 0
    """Characters in links."""
    links: int = 0
    """Pieces of text in links."""
    own_text: int = 0
    """Characters of running text in it itself: none in a label, a heading, a list of links."""
    raw: int = 0
    """Characters of running text in all."""
    text: int = 0
    """The same without what is left out."""
    value: int = 0
    """The same less the noise."""

    def measure(self) -> None:
        """Work out the running text from what stands in it itself."""
        plain, tag = self.chars - self.linked, self.element.tag
        if self.linked <= plain and tag not in HEADING_TAGS:
            self.own_text = plain if plain >= (_SENTENCE if tag in _PARAGRAPHS else _LOOSE) else 0

    @property
    def own_noise(self) -> int:
        """How much it speaks against what it stands in: links and labels."""
        plain, tag = self.chars - self.linked, self.element.tag
        if self.linked > plain or (plain < _SHORT and tag != "p"):
            if self.linked:
                return min(self.chars, _MAX_NOISE) + _CHROME
            return 0 if tag in _LISTED or not plain else _CHROME
        return 0

    def up(self) -> Iterator[Block]:
        """It and the blocks around it, innermost first."""
        block: Block | None = self
        while block is not None:
            yield block
            block = block.parent


_Place: TypeAlias = tuple[Block | None, bool]
"""Where text stands: its block (None where text is never an article's), and whether in a link."""
_NOWHERE: _Place = (None, False)


@dataclass(slots=True, eq=False)
class Weights:
    """The blocks of a page in document order, each after the one that it stands in."""

    blocks: list[Block]
    known: dict[Element, _Place] = field(default_factory=dict)

    @property
    def body(self) -> Block:
        """The block of the whole page."""
        return self.blocks[0]

    def block_of(self, element: Element) -> Block | None:
        """The block that an element is or stands in, if any text of the page led there."""
        node: Element | None = element
        while node is not None:
            if node in self.known:
                return self.known[node][0]
            node = node.getparent()
        return None

    def leave_out(self, boxes: set[Element], start: int) -> None:
        """Sum up what may be the article.

        Args:
            boxes: elements that are not the article, whatever they hold; what is beside it by name or tag is not either.
            start: the block before which there is no article.
        """
        believed = self._believed()
        for at, block in enumerate(self.blocks):
            is_in_out = block.parent is not None and block.parent.is_out
            block.is_out = is_in_out or block.element in boxes or (block.is_beside and _name(block) in believed)
            if at >= start and not block.is_out:
                block.text = block.own_text
                block.value = block.own_text - block.own_noise
        for block in reversed(self.blocks):
            if block.parent is not None:
                block.parent.text += block.text
                block.parent.value += block.value

    def _believed(self) -> set[str]:
        """The names that are true: the blocks of that name hold little of the text together."""
        held: dict[str, int] = {}
        for block in self.blocks:
            if block.is_beside and not any(_name(one) == _name(block) for one in block.up() if one is not block):
                held[_name(block)] = held.get(_name(block), 0) + block.raw
        return {name for name, text in held.items() if text <= self.body.raw * _max_share(name)}


def weigh(root: Element) -> Weights:
    """Measure a page."""
    body = root.find("body")
    page = Block(root if body is None else body, None)
    weights = Weights([page], {page.element: (page, False)})
    for text in cast("list[str]", _TEXTS(page.element)):
        parent = text.getparent()  # type: ignore[attr-defined]  # lxml's strings know where they stand
        block, is_linked = _place(parent.getparent() if text.is_tail else parent, weights)  # type: ignore[attr-defined]
        if block is not None:
            length = len(text.strip()) + 1
            block.chars += length
            if is_linked:
                block.linked += length
                block.links += 1
    for block in reversed(weights.blocks):
        block.measure()
        block.raw += block.own_text
        if block.parent is not None:
            block.parent.raw += block.raw
    return weights


def _place(element: Element, weights: Weights) -> _Place:
    """The place of text that is a child of `element`; each element is looked at once."""
    known = weights.known
    if element in known:
        return known[element]
    path = [element]
    node = element.getparent()
    while node is not None and node not in known:
        path.append(node)
        node = node.getparent()
    place = known[node] if node is not None else _NOWHERE
    for inner in reversed(path):
        if place[0] is not None:
            place = _below(place[0], place[1], inner, weights.blocks)
        known[inner] = place
    return place


def _below(around: Block, is_linked: bool, element: Element, blocks: list[Block]) -> _Place:
    tag = element.tag
    if tag in _INLINE:
        return around, is_linked or tag == "a"
    if tag in _NEVER:
        return _NOWHERE
    names = element.keys()
    if names and (is_hidden(element) or ("role" in names and element.get("role", "").lower() in ROLES)):
        return _NOWHERE
    if tag not in BLOCK_TAGS:
        return around, is_linked
    name = name_of(element)
    is_body = name.is_body or ("itemprop" in names and element.get("itemprop") == "articleBody")
    is_beside = not is_body and (tag in BESIDE_TAGS or (name.furniture is not None and tag in BOX_TAGS))
    block = Block(element, around, is_body, is_beside)
    blocks.append(block)
    return block, is_linked


def _name(block: Block) -> str:
    """What blocks that are the same kind of thing have in common; a tag is judged by itself."""
    element = block.element
    if name_of(element).is_comments:
        return _COMMENTS
    if element.tag in BESIDE_TAGS:
        return f"<{id(element)}"
    return element.get("class") or element.get("id") or ""


def _max_share(name: str) -> float:
    if name == _COMMENTS:
        return _MAX_OF_COMMENTS
    return _MAX_OF_TAG if name.startswith("<") else _MAX_OF_NAME
