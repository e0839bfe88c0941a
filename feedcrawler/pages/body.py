"""The blocks of an article: paragraphs, headings, list items, quotations and table rows, in order."""

from __future__ import annotations

from collections.abc import Set
from dataclasses import dataclass, field
from typing import Literal

from lxml import etree
from lxml.etree import _Element as Element

from feedcrawler.pages.box_names import Furniture, name_of
from feedcrawler.pages.furniture import (
    BESIDE_TAGS,
    BLOCK_TAGS,
    BOX_TAGS,
    HEADING_TAGS,
    furniture,
    is_appeal,
    is_captioned,
    named_furniture,
)
from feedcrawler.pages.text import fold, length_of

Kind = Literal["paragraph", "heading", "item", "quote", "listing", "row", "loose"]

_KINDS: dict[str, Kind] = {
    "p": "paragraph",
    "li": "item",
    "dt": "item",
    "dd": "item",
    "blockquote": "quote",
    "pre": "listing",
    **dict.fromkeys(HEADING_TAGS, "heading"),
}
_IN_LINE = frozenset(["b", "i", "em", "strong", "br", "u", "sup", "sub", "small", "time", "code", "q", "cite", "abbr"])
_MAY_BE_PICTURES = BOX_TAGS | {"p"}
_BREAK = "\x0b"  # stands for <br>; in the page's own text it would be white space
_CELL = " | "
_NAMES_MAY_HOLD = 0.4  # the most of a container's text that an element may hold and still be judged by its name


@dataclass(frozen=True, slots=True)
class Block:
    """One piece of text as a reader sees it: never empty, one line."""

    kind: Kind
    """`loose` is text that stands in no paragraph element."""
    text: str
    tag: str = ""
    element: Element | None = field(default=None, compare=False, repr=False)
    """The innermost block element that holds it."""


@dataclass(slots=True)
class Walk:
    """What is in a part of a page, in order."""

    blocks: list[Block] = field(default_factory=list)
    pictures: list[Element] = field(default_factory=list)
    cards: list[Element] = field(default_factory=list)
    embeds: list[Element] = field(default_factory=list)

    def text(self) -> str:
        """The blocks with a blank line between them."""
        return "\n\n".join(block.text for block in self.blocks)


@dataclass(frozen=True, slots=True)
class Without:
    """What in a part of a page is no text."""

    boxes: Set[Element] = frozenset()
    """Elements that are left out, whatever they hold."""
    cards: Set[Element] = frozenset()
    """Elements that are cards, if they are not left out for another reason."""
    beside: Set[Element] | None = None
    """The elements whose names or tags are to be believed when they say that they are not the article; all that hold
    little of the text, if None."""


NOTHING = Without()


def walk(
    container: Element,
    *,
    after: Element | None = None,
    until: Element | None = None,
    without: Without = NOTHING,
    as_header: bool = False,
) -> Walk:
    """Reads `container` in document order, without recursion.

    Args:
        container: where the text is.
        after: nothing before the end of this element counts.
        until: nothing from this element on counts.
        without: what in it is no text.
        as_header: whether this is a page's header: class names do not show that something is not text, and two
            elements in one line are two words.
    """
    return _Walker(container, after, until, without, as_header).run()


class _Walker:
    def __init__(
        self,
        container: Element,
        after: Element | None,
        until: Element | None,
        without: Without,
        as_header: bool,
    ) -> None:
        self.container = container
        self.after = after
        self.until = until
        self.without = without
        self.as_header = as_header
        self.found = Walk()
        self.started = after is None
        self.text: list[str] = []
        self.open: list[str] = []  # tags of the open blocks
        self.elements: list[Element] = [container]  # the open blocks themselves
        self.in_row = False
        self.cells = 0
        self.in_html_card = False
        self._length: int | None = None

    def run(self) -> Walk:
        events = etree.iterwalk(self.container, events=("start", "end", "comment"))
        for event, element in events:
            if element is self.until:
                break
            if event == "comment":
                self.comment(element)
            elif event == "start":
                kind = self.leave_out(element)
                if kind:
                    self.keep(kind, element)
                    events.skip_subtree()
                    self.open.append("")  # its end event follows
                else:
                    self.start(element)
            else:
                self.end(element)
        self.flush()
        return self.found

    def leave_out(self, element: Element) -> Furniture | None:
        if element.tag in _IN_LINE or element is self.container:
            return None
        if element in self.without.boxes:
            return "drop"
        kind = furniture(element) or ("card" if element in self.without.cards else None)
        if self.without.beside is not None and element.tag in BESIDE_TAGS and element not in self.without.beside:
            kind = None
        if kind is None and not self.as_header:
            kind = self.named(element)
        if kind and self.after is not None and not self.started and _holds(element, self.after):
            return None
        return kind

    def named(self, element: Element) -> Furniture | None:
        """What an element is by its name, if its name is to be believed; or by few words that say as much."""
        kind: Furniture | None = None
        if element.tag in BOX_TAGS and (self.without.beside is None or element in self.without.beside):
            kind = named_furniture(element)
        if element.tag not in BOX_TAGS and name_of(element).is_unseen:
            return "drop"
        if element.tag in BOX_TAGS and kind is None and is_appeal(element):
            kind = "drop"
        if kind and self.without.beside is None and self.is_large(element):
            return None
        if kind is None and element.tag in _MAY_BE_PICTURES and is_captioned(element):
            return "picture"
        return kind

    def is_large(self, element: Element) -> bool:
        if self._length is None:
            self._length = length_of(self.container)
        return length_of(element) > self._length * _NAMES_MAY_HOLD

    def keep(self, kind: Furniture, element: Element) -> None:
        if element.tag in BLOCK_TAGS or kind == "card":
            self.separate()
        if self.started and kind != "drop":
            {"picture": self.found.pictures, "card": self.found.cards, "embed": self.found.embeds}[kind].append(element)

    def start(self, element: Element) -> None:
        tag = element.tag
        if tag == "br":
            self.text.append(" " if self.in_row else _BREAK)
        elif tag in BLOCK_TAGS:
            self.separate()
            self.start_of_table(tag, element)
        elif self.as_header:
            self.text.append(" ")
        self.open.append(tag if tag in BLOCK_TAGS else "")
        if self.open[-1]:
            self.elements.append(element)
        if element.text and not (self.in_html_card and not self.in_block()):
            self.text.append(element.text)

    def start_of_table(self, tag: str, element: Element) -> None:
        if tag == "table" and is_data(element):
            self.in_row = True
        elif tag == "tr" and self.in_row:
            self.flush()
            self.cells = 0
        elif tag in {"td", "th"} and self.in_row:
            if self.cells:
                self.text.append(_CELL)
            self.cells += 1

    def end(self, element: Element) -> None:
        tag = self.open[-1]
        if tag == "tr" and self.in_row:
            self.flush("row")
        elif tag:
            self.separate()
        elif self.as_header:
            self.text.append(" ")
        if tag == "table" and self.in_row:
            self.flush()
            self.in_row = False
        if self.open.pop():
            self.elements.pop()
        if element is self.after:
            self.text.clear()
            self.started = True
        self.tail(element)

    def tail(self, element: Element) -> None:
        if element.tail and element is not self.container and not (self.in_html_card and not self.in_block()):
            self.text.append(element.tail)

    def comment(self, comment: Element) -> None:
        """Ghost marks cards of raw HTML by comments: in one, only real paragraphs are text."""
        text = comment.text or ""
        if "kg-card-begin: html" in text:
            self.separate()
            self.in_html_card = True
        elif "kg-card-end: html" in text:
            self.separate()
            self.in_html_card = False
        self.tail(comment)

    def in_block(self) -> bool:
        return any(tag in _KINDS for tag in self.open)

    def separate(self) -> None:
        """Ends the block at hand; inside a table's row blocks run on."""
        if self.in_row:
            if self.text:
                self.text.append(" ")
        else:
            self.flush()

    def flush(self, kind: Kind | None = None) -> None:
        if not self.text:
            return
        text = "".join(self.text)
        self.text.clear()
        if not self.started or text.isspace():
            return
        tag, found = self.kind()
        for part in _paragraphs(text):
            self.found.blocks.append(Block(kind or found, part, tag, self.elements[-1]))

    def kind(self) -> tuple[str, Kind]:
        named = [tag for tag in self.open if tag in _KINDS]
        if not named:
            return "", "loose"
        tag = "blockquote" if "blockquote" in named else named[-1]
        if tag == "p" and len(named) > 1:
            tag = named[-2]
        return tag, _KINDS[tag]


def _paragraphs(text: str) -> list[str]:
    """The paragraphs in a block's text: two line breaks in a row end one, a single one is a space."""
    if _BREAK not in text:
        folded = fold(text)
        return [folded] if folded else []
    parts: list[list[str]] = [[]]
    for line in text.split(_BREAK):
        if folded := fold(line):
            parts[-1].append(folded)
        elif parts[-1]:
            parts.append([])
    return [" ".join(lines) for lines in parts if lines]


def is_data(table: Element) -> bool:
    """Whether a table holds data in rows, not a page laid out in cells."""
    cells = sum(1 for _ in table.iterdescendants("td", "th"))
    paragraphs = sum(1 for _ in table.iterdescendants("p", "div", "table"))
    return cells > 1 and paragraphs <= cells


def _holds(element: Element, other: Element) -> bool:
    return any(ancestor is element for ancestor in other.iterancestors())
