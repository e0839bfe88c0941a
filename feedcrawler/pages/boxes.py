"""Boxes that say what they are by the button or link in them: a feed, an author's bio, an appeal."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from lxml.etree import _Element as Element

from feedcrawler.pages.text import fold, is_longer, text_of
from feedcrawler.pages.weights import Area, Weights

_MARKERS = re.compile(
    r"(?:show|load|see|view) (?:more|all)|read (?:more|full bio)|more (?:by|from) .{1,60}|avatar|subscribe(?: now)?|"
    r"sign up(?: now)?|become a (?:member|supporter|patron)|support us|donate(?: now)?|join (?:us|now)|\(updated:\s*\)",
    re.IGNORECASE,
)
_FIRST_WORDS = frozenset(
    "show load see view read more avatar subscribe sign become support donate join (updated:".split()  # noqa: SIM905
)
_MARKER_TAGS = ("a", "button", "span", "img")
_MAX_MARKERS = 1_000
_MAX_MARKER = 80  # characters
_MAX_SPACED = 200  # white space included
_MAX_IN_MARKER = 10  # elements, itself included
_PARAGRAPHS_OF_TEXT = 2  # an element with more paragraphs as children than this is text, not a box
_RUN = 4  # paragraphs side by side that are text
_SOME = 40  # characters of running text that a box must leave to the article
_NO_BOX = frozenset(["p", "li", "h2", "h3", "h4"])


def find_boxes(weights: Weights, scope: Area, headline: Element | None) -> Iterator[Element]:
    """The boxes around markers: as far up as an element holds no run of paragraphs and not the headline.

    Paragraphs that each have a box of their own are a feed around its button, but text around a box in it.
    """
    around = set(headline.iterancestors()) if headline is not None else set()
    around.add(scope.element)
    around.update(area.element for area in _around_text(weights))
    paragraphs: dict[Element, tuple[int, int]] = {}
    for element in islice(filter(_is_marker, scope.element.iter(*_MARKER_TAGS)), _MAX_MARKERS):
        box: Element | None = None
        for ancestor in element.iterancestors():
            if ancestor in around:
                break
            if ancestor not in paragraphs:
                paragraphs[ancestor] = _paragraphs_in(ancestor)
            bare, boxed = paragraphs[ancestor]
            inside_text = boxed > _PARAGRAPHS_OF_TEXT and box is not None and is_longer(box, _MAX_MARKER)
            if bare > _PARAGRAPHS_OF_TEXT or inside_text:
                break
            box = ancestor
        if box is not None and box.tag not in _NO_BOX:
            area = weights.area_of(box)
            if area is None or area.element is not box or scope.raw - area.raw >= _SOME:
                yield box


def _around_text(weights: Weights) -> Iterator[Area]:
    """The areas that hold an element named as the text's, or a run of paragraphs, at any depth."""
    runs: dict[Area, int] = {}
    for area in weights.areas:
        if area.is_body:
            yield from area.up()
        elif area.parent is not None and area.element.tag == "p" and area.own_text:
            runs[area.parent] = runs.get(area.parent, 0) + 1
            if runs[area.parent] == _RUN:
                yield from area.parent.up()


def _is_marker(element: Element) -> bool:
    text = element.get("alt") if element.tag == "img" else _own_text(element)
    words = text.split(None, 1) if text and len(text) <= _MAX_SPACED else ()
    if not words or words[0].lower() not in _FIRST_WORDS:
        return False
    folded = fold(text or "")
    return len(folded) <= _MAX_MARKER and _MARKERS.fullmatch(folded) is not None


def _paragraphs_in(element: Element) -> tuple[int, int]:
    """How many children are paragraphs, and how many are boxes around one and nothing else."""
    bare = sum(1 for child in element if child.tag == "p")
    boxed = sum(1 for child in element if len(child) == 1 and child[0].tag == "p" and not _has_loose_text(child))
    return bare, boxed


def _has_loose_text(box: Element) -> bool:
    return any(text and not text.isspace() for text in (box.text, box[0].tail))


def _own_text(element: Element) -> str:
    """The text of a small element; nothing for one that holds too much to be a button or a link."""
    if not len(element):
        return element.text or ""
    nodes = list(islice(element.iter(), _MAX_IN_MARKER + 1))
    return text_of(element)[:200] if len(nodes) <= _MAX_IN_MARKER else ""
