"""Finds the element that holds an article's text, and the boxes in the page that are not the article."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice
from operator import attrgetter

from lxml.etree import _Element as Element

from feedcrawler.pages.boxes import find_boxes
from feedcrawler.pages.furniture import BESIDE_TAGS, HEADING_TAGS, leads_to_part, stays_on_site
from feedcrawler.pages.weights import Area, Weights, weigh

_ENOUGH = 200  # characters of running text that make an `article` or `main` the whole article
_MOST = 0.7  # the share of the text that an element named as the text's must hold
_ALL = 0.95
_LINK_LIST = 0.6
_FEW = 200
_TITLE = 20  # characters of the usual link to a story
_MAX_LINKS = 20
_MAX_TEASER = 300  # characters of a card
_MAX_TEASERS = 0.3  # the share of the text that all cards may hold
_CHARS, _LINKED, _LINKS = attrgetter("chars"), attrgetter("linked"), attrgetter("links")
_LISTS = frozenset(["ul", "ol", "dl", "table"])
_NO_BOX = frozenset(["p", "blockquote", "pre", "li", "td", "tr", "tbody", "h1", "h2", "h3", "h4", "h5", "h6"])


@dataclass(frozen=True, slots=True)
class Place:
    """Where an article's text is."""

    container: Element | None
    """None where there is no running text."""
    boxes: frozenset[Element] = frozenset()
    """Elements in it that are not the article, whatever they are named."""
    beside: frozenset[Element] | None = None
    """Elements in it that are named or tagged as something beside the article, and are; None where names are not
    looked into."""
    lists: frozenset[Element] = frozenset()
    """Lists of links to other stories in it, and cards of such."""
    share: float = 1.0
    """How much of the page's running text, as far as it may be the article, is in it."""


def find_container(root: Element, headline: Element | None, *, believe: bool = True) -> Place:
    """The element with the article's text, and what in it is no text.

    Args:
        root: the page.
        headline: the element with the headline.
        believe: whether boxes are what their names and tags say.

    It is the element in which the running text outweighs links and labels by most: going up to a larger one must
    gain more text than noise (maximum subsequence: Pasternack and Roth, "Extracting Article Text from the Web", 2009).
    An element inside it that is named as the text's and holds most of that is taken instead.
    """
    weights = weigh(root)
    scope = _scope(weights, headline)
    boxes = set(find_boxes(weights, scope, headline))
    start = _from_headline(weights, headline)
    weights.leave_out(boxes, start, believe=believe)
    if not weights.body.text:  # all that is named or tagged as beside the article is not, then
        weights.leave_out(boxes, start, believe=False)
    if not weights.body.text:
        return Place(None)
    container = _named(weights, _heaviest(weights, scope))
    areas = _in(weights, container)
    lists, others = _link_lists(areas)
    lists |= _teasers(areas)
    around = {area.element for area in container.up()}
    return Place(
        container.element,
        boxes=frozenset((boxes | others) - around),
        beside=frozenset(_beside(weights, areas)),
        lists=frozenset(lists),
        share=container.text / weights.body.text,
    )


def _beside(weights: Weights, areas: list[Area]) -> Iterator[Element]:
    """The elements in the container, the first of the areas, that are beside the article."""
    container = areas[0].element
    untrue = {container}
    for area in areas[1:]:
        if not area.raw:
            area.read_name()
        if weights.is_truly_beside(area):
            yield area.element
        elif area.is_beside:
            untrue.add(area.element)
    yield from (element for element in container.iter(*BESIDE_TAGS) if element not in untrue)


def _scope(weights: Weights, headline: Element | None) -> Area:
    """The `article` or `main` around the headline that holds text; else the body."""
    area = weights.area_of(headline) if headline is not None else None
    for around in area.up() if area is not None else ():
        if around.element.tag in {"article", "main"} and around.raw >= _ENOUGH:
            return around
    return weights.body


def _from_headline(weights: Weights, headline: Element | None) -> int:
    """Where the headline is among the areas; 0, if most of the text stands before it."""
    if headline is None:
        return 0
    inside = set(headline.iter())
    for at, area in enumerate(weights.areas):
        if area.element in inside:
            after = sum(one.own_text for one in weights.areas[at:])
            return at if 2 * after >= weights.body.raw else 0
    return 0


def _heaviest(weights: Weights, scope: Area) -> Area:
    """The area in `scope` with the most value; the innermost of several."""
    best, most = scope, 0
    for area in _in(weights, scope):
        if area.element.tag not in _NO_BOX | _LISTS and (
            area.value > most or (area.value == most and best in area.up())
        ):
            best, most = area, area.value
    return best


def _named(weights: Weights, container: Area) -> Area:
    """The area in the container that is named as the text's, if it holds most of the text."""
    enough = max(1, container.text * _MOST)
    found = [area for area in _in(weights, container) if area.is_body and area.text >= enough]
    if not found:
        return container
    enough = max(area.text for area in found) * _ALL
    return [area for area in found if area.text >= enough][-1]


def _link_lists(areas: list[Area]) -> tuple[set[Element], set[Element]]:
    """Elements in the container that hold links and next to nothing else: to other stories, and others."""
    chars, linked, links = (_totals(areas, own) for own in (_CHARS, _LINKED, _LINKS))
    stories: set[Element] = set()
    others: set[Element] = set()
    listed: set[Area | None] = set()  # what is in a list is not looked at again
    for area in areas[1:]:
        if area.parent in listed:
            listed.add(area)
            continue
        is_list = linked[area] > _LINK_LIST * chars[area] and area.text < _FEW
        if is_list and area.element.tag not in _NO_BOX and _leads_around_site(area.element):
            (stories if linked[area] >= _TITLE * links[area] else others).add(area.element)
            listed.add(area)
    return stories, others


def _teasers(areas: list[Area]) -> set[Element]:
    """Cards of other stories, several side by side: each a heading that is a link, and few words under it."""
    container = areas[0]
    chars = _totals(areas, _CHARS)
    headings = _totals(areas, lambda area: int(area.element.tag in HEADING_TAGS))
    cards: dict[Area | None, list[Area]] = {}
    for heading in areas:
        if heading.element.tag not in HEADING_TAGS or 2 * heading.linked < heading.chars or not heading.linked:
            continue
        if leads_to_part(heading.element):
            continue
        card = heading
        while card.parent in chars and headings[card.parent] == 1 and chars[card.parent] <= _MAX_TEASER:
            card = card.parent
        if card is not heading and card is not container:
            cards.setdefault(card.parent, []).append(card)
    teasers = [card for found in cards.values() if len(found) > 1 for card in found if _leads_around_site(card.element)]
    held = sum(card.text for card in teasers)
    return {card.element for card in teasers} if held <= _MAX_TEASERS * container.text else set()


def _totals(areas: list[Area], own: Callable[[Area], int]) -> dict[Area, int]:
    """What each area comes to with those in it."""
    totals = {area: own(area) for area in areas}
    for area in reversed(areas[1:]):
        if area.parent is not None:
            totals[area.parent] += totals[area]
    return totals


def _leads_around_site(element: Element) -> bool:
    """Whether most of an element's links lead to the site itself."""
    own = [stays_on_site(link) for link in islice(element.iter("a"), _MAX_LINKS)]
    return 2 * sum(own) >= len(own)


def _in(weights: Weights, outer: Area) -> list[Area]:
    """An area and those in it, in document order."""
    inside = {outer}
    for area in weights.areas:
        if area.parent in inside:
            inside.add(area)
    return [area for area in weights.areas if area in inside]
