"""Finds the element that holds an article's text, by structure alone: no class name is known."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import accumulate, islice

from lxml.etree import _Element as Element

from feedcrawler.pages.furniture import DROPPED_TAGS, is_hidden, is_teaser
from feedcrawler.pages.text import fold, length_of, text_of

# What the button or link of a box says that is not the article: a feed, an author's bio, an appeal.
_MARKERS = re.compile(
    r"(?:show|load|see|view) (?:more|all)|read (?:more|full bio)|more (?:by|from) .{1,60}|avatar|subscribe(?: now)?|"
    r"sign up(?: now)?|become a (?:member|supporter|patron)|support us|donate(?: now)?|join (?:us|now)|\(updated:\s*\)",
    re.IGNORECASE,
)
_MARKER_TAGS = ("a", "button", "span", "img")
_MAX_MARKERS = 1_000
_MAX_MARKER = 80  # characters
_MAX_IN_MARKER = 10  # elements, itself included
_DOMINANT = 0.8  # the share of the text that the one right child of an element holds
_ENOUGH = 200  # characters of paragraphs below which other elements are looked at too
_PARAGRAPHS_OF_TEXT = 2  # an element with more paragraphs as children than this is text, not a box


@dataclass(slots=True)
class Weights:
    """How much paragraph text each element holds."""

    total: dict[Element, int] = field(default_factory=dict)
    paragraphs: dict[Element, int] = field(default_factory=dict)

    def add(self, paragraph: Element, weight: int) -> None:
        """Counts a paragraph for each of its ancestors."""
        parent = paragraph.getparent()
        if parent is None:
            return
        self.paragraphs[parent] = self.paragraphs.get(parent, 0) + 1
        for ancestor in paragraph.iterancestors():
            self.total[ancestor] = self.total.get(ancestor, 0) + weight


def find_container(root: Element, headline: Element | None) -> tuple[Element | None, set[Element]]:
    """The element with the article's text, and the boxes in the page that are not the article.

    Paragraphs are weighed by their text without links; from the `article`, `main` or `body` around the headline
    the way goes down as long as one child holds most of the text.
    """
    scope = _scope(root, headline)
    if scope is None:
        return None, set()
    boxes = set(_boxes(scope, headline))
    weights = _weigh(scope, boxes, ("p",))
    if weights.total.get(scope, 0) < _ENOUGH:
        weights = _weigh(scope, boxes, ("p", "div", "td", "section", "article", "blockquote", "li", "pre"))
    if not weights.total.get(scope):
        return None, boxes
    return _descend(scope, weights), boxes


def _scope(root: Element, headline: Element | None) -> Element | None:
    if headline is not None:
        for ancestor in headline.iterancestors():
            if ancestor.tag in {"article", "main"}:
                return ancestor
    articles = list(root.iter("article"))
    if len(articles) == 1 and headline is None:
        return articles[0]
    for tag in ("main", "body"):
        found = next(root.iter(tag), None)
        if found is not None:
            return found
    return None


def _boxes(scope: Element, headline: Element | None) -> Iterator[Element]:
    """The boxes around markers: as far up as an element holds no run of paragraphs and not the headline.

    Paragraphs that each have a box of their own are a feed around its button, but text around a box in it.
    """
    around = set(headline.iterancestors()) if headline is not None else set()
    around.add(scope)
    paragraphs: dict[Element, tuple[int, int]] = {}
    for element in islice(filter(_is_marker, scope.iter(*_MARKER_TAGS)), _MAX_MARKERS):
        box: Element | None = None
        for ancestor in element.iterancestors():
            if ancestor not in paragraphs:
                paragraphs[ancestor] = _paragraphs_in(ancestor)
            bare, boxed = paragraphs[ancestor]
            inside_text = boxed > _PARAGRAPHS_OF_TEXT and box is not None and _says_more_than_a_marker(box)
            if ancestor in around or bare > _PARAGRAPHS_OF_TEXT or inside_text:
                break
            box = ancestor
        if box is not None and box.tag not in {"p", "li", "h2", "h3", "h4"}:
            yield box


def _is_marker(element: Element) -> bool:
    text = element.get("alt") if element.tag == "img" else _own_text(element)
    return text is not None and len(text) <= _MAX_MARKER and _MARKERS.fullmatch(fold(text)) is not None


def _paragraphs_in(element: Element) -> tuple[int, int]:
    """How many children are paragraphs, and how many are boxes around one and nothing else."""
    bare = sum(1 for child in element if child.tag == "p")
    boxed = sum(1 for child in element if len(child) == 1 and child[0].tag == "p" and not _has_loose_text(child))
    return bare, boxed


def _has_loose_text(box: Element) -> bool:
    return any(text and not text.isspace() for text in (box.text, box[0].tail))


def _says_more_than_a_marker(element: Element) -> bool:
    return any(length > _MAX_MARKER for length in accumulate(map(len, element.itertext())))


def _own_text(element: Element) -> str:
    """The text of a small element; nothing for one that holds too much to be a button or a link."""
    nodes = list(islice(element.iter(), _MAX_IN_MARKER + 1))
    return text_of(element)[:200] if len(nodes) <= _MAX_IN_MARKER else ""


def _weigh(scope: Element, boxes: set[Element], tags: tuple[str, ...]) -> Weights:
    weights = Weights()
    out = dict.fromkeys(boxes, True)
    out[scope] = False
    for element in scope.iter(*tags):
        if _is_out(element, out):
            continue
        weight = _text_weight(element)
        if weight:
            weights.add(element, weight) if element.tag == "p" else _add_loose(weights, element, weight)
    return weights


def _add_loose(weights: Weights, element: Element, weight: int) -> None:
    """Text that stands in an element itself makes it a container of paragraphs."""
    weights.paragraphs[element] = weights.paragraphs.get(element, 0) + 1
    weights.total[element] = weights.total.get(element, 0) + weight
    for ancestor in element.iterancestors():
        weights.total[ancestor] = weights.total.get(ancestor, 0) + weight


def _is_out(element: Element, out: dict[Element, bool]) -> bool:
    """Whether an element is in something that is not read; remembers every ancestor it asks."""
    path = []
    answer = False
    node: Element | None = element
    while node is not None:
        if node in out:
            answer = out[node]
            break
        path.append(node)
        if node.tag in DROPPED_TAGS or node.tag == "figure" or is_hidden(node) or _is_teaser(node):
            answer = True
            break
        node = node.getparent()
    for node in path:
        out[node] = answer
    return answer


def _is_teaser(element: Element) -> bool:
    return element.tag == "article" and is_teaser(element)


def _text_weight(element: Element) -> int:
    """Characters of an element's text, those of links aside; 0 for what is too short for a sentence."""
    if element.tag == "p":
        total = length_of(element)
        linked = sum(len(text) for link in element.iter("a") for text in link.itertext())
        weight = total - linked if linked else total
        return weight if weight >= 20 else 0
    own = len((element.text or "").strip()) + sum(
        len((child.tail or "").strip())
        for child in element
        if child.tag in {"br", "a", "b", "i", "em", "strong", "span"}
    )
    return own if own >= 60 else 0


def _descend(scope: Element, weights: Weights) -> Element:
    here = scope
    while True:
        enough = weights.total[here] * _DOMINANT
        best = max(here, key=lambda child: weights.total.get(child, 0), default=None)
        if best is None or weights.total.get(best, 0) < enough or best.tag in {"p", "li", "blockquote"}:
            return here
        here = best
