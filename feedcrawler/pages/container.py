"""Finds the element that holds an article's text, and the boxes in the page that are not the article."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate, islice

from lxml.etree import _Element as Element

from feedcrawler.pages.furniture import stays_on_site
from feedcrawler.pages.text import fold, text_of
from feedcrawler.pages.weights import Passage, Weights, weigh

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
_PARAGRAPHS_OF_TEXT = 2  # an element with more paragraphs as children than this is text, not a box
_RUN = 4  # paragraphs side by side that are text
_SOME = 40  # characters of running text that a box must leave to the article
_ENOUGH = 200  # characters of running text that make an `article` or `main` the whole article
_MOST = 0.7  # the share of the text that an element named as the text's must hold
_ALL = 0.95
_LINK_LIST = 0.6
_FEW = 200
_MAX_LINKS = 20
_TITLE = 20  # characters of the usual link to a story
_TEXT_TAGS = frozenset(["p", "blockquote", "pre", "li", "td", "tr", "tbody", "h1", "h2", "h3", "h4", "h5", "h6"])


@dataclass(frozen=True, slots=True)
class Place:
    """Where an article's text is."""

    container: Element | None
    """None where there is no running text."""
    boxes: frozenset[Element]
    """Elements in it that are not the article, whatever they are named."""
    beside: frozenset[Element] | None
    """Elements in it that are named or tagged as something beside the article, and are; None where names are not looked into."""
    lists: frozenset[Element]
    """Lists of links to other stories in it."""


def find_container(root: Element, headline: Element | None) -> Place:
    """The element with the article's text, and what in it is no text.

    It is the element in which the running text outweighs links and labels by most: going up to a larger one must
    gain more text than noise (maximum subsequence: Pasternack and Roth, "Extracting Article Text from the Web", 2009).
    An element inside it that is named as the text's and holds most of that is taken instead.
    """
    weights = weigh(root)
    scope = _scope(weights, headline)
    boxes = set(_boxes(scope, headline, weights))
    weights.leave_out(boxes, _first_after(weights, headline))
    if not any(weights.text.values()):
        return Place(None, frozenset(boxes), frozenset(), frozenset())
    container = _named(weights, _heaviest(weights, scope))
    around = set(weights.up(container))
    lists, others = _link_lists(weights, container)
    return Place(container, frozenset((boxes | others) - around), frozenset(weights.beside - around), frozenset(lists))


def _scope(weights: Weights, headline: Element | None) -> Element:
    """The `article` or `main` around the headline that holds text; else the body."""
    if headline is not None:
        for ancestor in headline.iterancestors("article", "main"):
            if weights.raw.get(ancestor, 0) >= _ENOUGH:
                return ancestor
    return weights.body


def _first_after(weights: Weights, headline: Element | None) -> int:
    """The first passage after the headline; the first of all, if most of the text stands before that."""
    if headline is None:
        return 0
    inside = set(headline.iterdescendants())
    for at, passage in enumerate(weights.passages):
        if passage.element in inside or passage.element is headline:
            after = sum(one.text for one in weights.passages[at:])
            return at if 2 * after >= weights.raw.get(weights.body, 0) else 0
    return 0


def _heaviest(weights: Weights, scope: Element) -> Element:
    """The element in `scope` with the most value; the innermost of several."""
    best, most = scope, 0
    for element, value in weights.value.items():
        if element.tag in _TEXT_TAGS or not _is_in(element, scope):
            continue
        if value > most or (value == most and _is_in(element, best)):
            best, most = element, value
    return best


def _named(weights: Weights, container: Element) -> Element:
    """The element in the container that is named as the text's, if it holds most of the text."""
    text = weights.text
    enough = text.get(container, 0) * _MOST
    found = [one for one in weights.bodies if text.get(one, 0) >= max(1, enough) and _is_in(one, container)]
    if not found:
        return container
    enough = max(text[one] for one in found) * _ALL
    return [one for one in found if text[one] >= enough][-1]


def _link_lists(weights: Weights, container: Element) -> tuple[set[Element], set[Element]]:
    """Elements in the container that hold links and next to nothing else: to other stories, and others."""
    sums: dict[Element, _Sum] = {}
    for passage in weights.passages:
        path = list(weights.up(passage.element))
        if container in path:
            for node in path[: path.index(container)]:
                sums.setdefault(node, _Sum()).add(passage)
    stories, others = set(), set()
    for element, total in sums.items():
        if element.tag not in _TEXT_TAGS and total.is_link_list and _leads_around_site(element):
            (stories if total.linked >= _TITLE * total.links else others).add(element)
    return stories, others


def _leads_around_site(element: Element) -> bool:
    """Whether most of an element's links lead to the site itself."""
    own = [stays_on_site(link) for link in islice(element.iter("a"), _MAX_LINKS)]
    return 2 * sum(own) >= len(own)


@dataclass(slots=True)
class _Sum:
    """What the passages in an element come to."""

    chars: int = 0
    linked: int = 0
    text: int = 0
    links: int = 0

    def add(self, passage: Passage) -> None:
        self.chars += passage.chars
        self.linked += passage.linked
        self.text += passage.text
        self.links += passage.links

    @property
    def is_link_list(self) -> bool:
        return self.linked > _LINK_LIST * self.chars and self.text < _FEW


def _is_in(element: Element, other: Element) -> bool:
    return element is other or any(node is other for node in element.iterancestors())


def _boxes(scope: Element, headline: Element | None, weights: Weights) -> Iterator[Element]:
    """The boxes around markers: as far up as an element holds no run of paragraphs and not the headline.

    Paragraphs that each have a box of their own are a feed around its button, but text around a box in it.
    """
    around = set(headline.iterancestors()) if headline is not None else set()
    around.add(scope)
    for body in weights.bodies:
        around.update(weights.up(body))
    around.update(_around_runs(weights))
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
        leaves_text = box is not None and weights.raw.get(scope, 0) - weights.raw.get(box, 0) >= _SOME
        if box is not None and leaves_text and box.tag not in {"p", "li", "h2", "h3", "h4"}:
            yield box


def _around_runs(weights: Weights) -> Iterator[Element]:
    """The elements that hold a run of paragraphs, at any depth."""
    runs: dict[Element | None, int] = {}
    for passage in weights.passages:
        if passage.element.tag == "p" and passage.text:
            parent = passage.element.getparent()
            runs[parent] = runs.get(parent, 0) + 1
            if parent is not None and runs[parent] == _RUN:
                yield from weights.up(parent)


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
