"""Reads an article's text: from where the site has it, else from where the page's structure says it is."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import cast

from lxml.etree import _Element as Element
from lxml.etree import tostring

from feedcrawler.pages.body import Block, Walk, Without, walk
from feedcrawler.pages.container import Place, find_container
from feedcrawler.pages.css import path_of
from feedcrawler.pages.furniture import DROPPED_TAGS, HEADING_TAGS, furniture, wraps_blocks
from feedcrawler.pages.pointers import is_label, is_read_also
from feedcrawler.pages.printed import is_header_line
from feedcrawler.pages.text import fold, key, text_of

_ENOUGH = 80  # characters of text that need no sentence to be an article's
_SENTENCE = 60
_SHORT = 40
_MAX_TAGS = 50
_MAX_ELEMENTS = 20_000  # that a second reader is given
_STANDFIRST = 50  # characters of a heading before the text that are its standfirst
_HEADER_LINE = 250  # characters
_HEADER = 6  # blocks among which an article's header ends


@dataclass(slots=True)
class Reading:
    """An article's text, where it was found and what else was there."""

    walk: Walk = field(default_factory=Walk)
    source: str = "structure"
    """css (the site's own element) or structure (found by weight)."""
    path: str | None = None
    container: Element | None = None
    start: Element | None = None
    """The first element of the text: what stands before it is the article's header."""
    share: float = 1.0
    """How much of what may be the article on the page was read: where it is little, another reader is asked, too."""
    is_part: bool = False
    """Whether structured data have the text, and more of it than the page shows."""
    cards: list[Element] = field(default_factory=list)
    """Cards of other stories, in the text and right after it."""

    @property
    def is_text(self) -> bool:
        """Whether this is an article's text, not some scraps; what the site's own element holds always is."""
        return self.source == "css" or self.size >= _ENOUGH or any(_is_sentence(block) for block in self.walk.blocks)

    @property
    def size(self) -> int:
        """Characters of text."""
        return sum(len(block.text) for block in self.walk.blocks)


def read_body(
    root: Element, headline: Element | None, known: list[Element], end: Element | None, *, believe: bool = True
) -> Reading:
    """The text of the article on a page.

    Args:
        root: the page.
        headline: the element with the headline.
        known: elements that hold the text on this site; the one with the most is taken, even if it is empty.
        end: an element where the text ends.
        believe: whether boxes are what their names and tags say.
    """
    if known:
        readings = [_read(Place(element), headline, end, "css") for element in known]
        return max(readings, key=lambda reading: reading.size)
    place = find_container(root, headline, believe=believe)
    if place.container is None:
        return Reading()
    return _read(place, headline, end, "structure")


def read_fully(root: Element, headline: Element | None) -> str:
    """What trafilatura reads on a page whose structure says nothing: slower, and it guesses."""
    if sum(1 for _ in islice(root.iter(), _MAX_ELEMENTS + 1)) > _MAX_ELEMENTS:
        return ""
    from lxml.html import document_fromstring
    from trafilatura import extract

    logging.getLogger("trafilatura").setLevel(logging.ERROR)  # it warns of each page that has little for it
    try:
        text = (
            extract(document_fromstring(tostring(root)), fast=True, include_comments=False, include_tables=True) or ""
        )
    except Exception:  # it has its own troubles with broken trees
        return ""
    lines = [line for part in text.split("\n") if (line := fold(part.lstrip("- ")))]
    if lines and headline is not None and key(lines[0]) == key(text_of(headline)):
        del lines[0]
    return "\n\n".join(lines)


def _read(place: Place, headline: Element | None, end: Element | None, source: str) -> Reading:
    container = cast("Element", place.container)
    inside = headline is not None and any(node is container for node in headline.iterancestors())
    read_also = dict.fromkeys(paragraph for paragraph in container.iter("p") if is_read_also(paragraph))
    around = set(headline.iterancestors()) if headline is not None else set()
    left_out = (place.boxes - around) | read_also.keys()
    left_out |= set(_tag_rows(container, left_out))
    beside = None if place.beside is None else place.beside - around
    found = walk(
        container, after=headline if inside else None, until=end, without=Without(left_out, place.lists, beside)
    )
    start = container
    links = _Links()
    header = _header_length(found.blocks, links) if inside or source == "structure" else 0
    if inside or header:
        found.blocks = _from_text(found.blocks, header, links) or _from_text(found.blocks, 0, links)
        start = _first(container, found.blocks)
    if source == "structure":
        found.blocks = _without_lists(found.blocks, links)
    cards = [*found.cards, *read_also, *_cards_after(container)]
    return Reading(found, source, path_of(container), container, start, share=place.share, cards=cards)


def _header_length(blocks: list[Block], links: _Links) -> int:
    """How many blocks end with the last byline or date before the text: one paragraph, a standfirst, may precede."""
    length = texts = 0
    for at, block in enumerate(blocks[:_HEADER]):
        if block.kind in {"loose", "paragraph"} and len(block.text) <= _HEADER_LINE and is_header_line(block.text):
            length = at + 1
        elif _is_text(block, links):
            texts += 1
            if texts > 1:
                break
    return length


def _from_text(blocks: list[Block], start: int, links: _Links) -> list[Block]:
    """The blocks from the first one that is text: labels may stand before it."""
    return next((blocks[at:] for at in range(start, len(blocks)) if _is_text(blocks[at], links)), [])


def _is_text(block: Block, links: _Links) -> bool:
    if block.kind == "heading":
        return len(block.text) < _STANDFIRST
    if len(block.text) < _SENTENCE and (block.kind == "loose" or links.fill(block)):
        return False
    return not is_header_line(block.text)


def _without_lists(blocks: list[Block], links: _Links) -> list[Block]:
    """The blocks without lists of other stories, each a label and items that are links; nor headings at the end."""
    kept: list[Block] = []
    in_list = False
    for block in blocks:
        if block.kind in {"heading", "paragraph", "loose", "item"} and is_label(block.text):
            in_list = True
        elif not (in_list and links.fill(block)):
            in_list = False
            kept.append(block)
    while kept and kept[-1].kind == "heading":
        kept.pop()
    return kept


class _Links:
    """What the links in elements say: looked up once for each, as one element may hold many blocks."""

    def __init__(self) -> None:
        self._in: dict[Element, list[str]] = {}

    def fill(self, block: Block) -> bool:
        """Whether most of a block is links."""
        element = block.element
        if element is None:
            return False
        if element not in self._in:
            self._in[element] = [key(text_of(link)) for link in islice(element.iter("a"), _MAX_TAGS)]
        words = key(block.text)
        return 2 * sum(len(link) for link in self._in[element] if link in words) > len(words)


def _tag_rows(container: Element, boxes: frozenset[Element]) -> Iterator[Element]:
    """The rows of links at the end of the text: nothing else is in them."""
    for element in container.iterchildren(reversed=True):
        if (element.tail or "").strip():
            return
        if not isinstance(element.tag, str) or element in boxes or furniture(element):
            continue
        if text := text_of(element):
            links = list(islice(element.iter("a"), _MAX_TAGS))
            linked = "".join(map(text_of, links))
            if len(links) < 2 or key(linked) != key(text) or any(map(wraps_blocks, links)):
                return
            yield element


def _first(container: Element, blocks: list[Block]) -> Element:
    """The element that shows the first block; the container, if that cannot be told."""
    if not blocks or not blocks[0].tag:
        return container
    for element in container.iter(blocks[0].tag):
        if text_of(element).startswith(blocks[0].text[:_SENTENCE]):
            return element
    return container


def _cards_after(container: Element) -> list[Element]:
    """Cards that follow the text before anything else does."""
    found: list[Element] = []
    for sibling in list(container.itersiblings())[:5]:
        if not isinstance(sibling.tag, str):
            continue
        kind = furniture(sibling)
        if kind == "card":
            found.append(sibling)
        elif sibling.tag in DROPPED_TAGS | HEADING_TAGS or text_of(sibling):
            break
    return found


def _is_sentence(block: Block) -> bool:
    return block.kind == "paragraph" and len(block.text) >= _SHORT and block.text.endswith((".", "!", "?", "”", '"'))
