"""The date that a page shows, wherever it stands: for pages that say none to machines and none under the headline.

Content systems put it above the headline, into a box beside the text or after it. What speaks for a date is a label
("Published"), the name of its element, its nearness to the headline, and that nothing but a date is on its line; what
stands in a comment, a menu or a teaser of another story is never the article's.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import islice

from lxml.etree import _Element as Element

from feedcrawler.pages.furniture import BLOCK_TAGS, HEADING_TAGS, is_hidden
from feedcrawler.pages.marked_dates import marked_label
from feedcrawler.pages.printed import Printed, dates_in, has_clock, label_in
from feedcrawler.pages.text import fold, text_of

_SKIPPED = frozenset(
    ["script", "style", "template", "noscript", "svg", "select", "textarea", "nav", "head", "iframe", "object", "form"]
)
_OTHERS = re.compile(
    r"(?:^|[\s_-])(?:comments?|respond|repl(?:y|ies)|related|similar|recommend\w*|copyright|latest|recent|popular|trending"
    r"|most-?read|archives?|calendar|events?|cookies?|menu|nav\w*|promo\w*|teasers?|carousel|slider|swiper|ticker)"
    r"(?=$|[\s_-])",
    re.IGNORECASE,
)
_BESIDE = re.compile(r"(?:^|[\s_-])(?:sidebar|widgets?|aside)(?=$|[\s_-])", re.IGNORECASE)
_DATED = re.compile(
    r"date|publi[sc]|posted|time(?!line)|byline|meta(?!data)|dateline|entry-info|post-info", re.IGNORECASE
)
_YEAR = re.compile(r"(?:19|20|25)\d\d")
_SHORT_YEAR = re.compile(r"\b\d\d\.\d\d\.\d\d,? \d\d?:\d\d")
_MAX_LINE = 250
_MAX_ELEMENTS = 20_000
_MAX_LEVELS = 12
_MAX_HITS, _MAX_FOUND = 1_000, 50
_NEAR, _FAR, _ABOVE = 400, 1_500, 250  # characters of text between the headline and the date
_TEASER = 25  # characters of a link that may be a headline
_ENOUGH = 3


@dataclass(slots=True)
class _Found:
    """A date on the page, and what speaks for it."""

    printed: Printed
    element: Element
    at: int
    alone: bool


def find_published(root: Element, headline: Element | None) -> Printed | None:
    """The date of publication that a page shows, if one is plainly that.

    Args:
        root: the page.
        headline: the element that shows the headline; where it is no `h1`, the page's first counts as well.
    """
    first = next(root.iter("h1"), None) if headline is None or headline.tag != "h1" else None
    anchors = [one for one in (headline, first) if one is not None]
    places: list[tuple[int, int]] = []
    lines = _Lines()
    hits = islice(_dated(root, anchors, places), _MAX_HITS)
    found = list(islice((date for element, at in hits for date in lines.dates(element, at)), _MAX_FOUND))
    if not found:
        return None
    around = {root, *(outer for one in anchors for outer in one.iterancestors())}
    shapes = Counter(_shape(one.element) for one in found)
    changes = {one.printed.raw for one in found if one.printed.is_update}
    best: tuple[int, int, Printed] | None = None
    for one in found:
        if one.printed.raw in changes or _is_of_another(one, around, anchors):
            continue
        score, distance = max((_nearness(one.at, *place) for place in places), key=_nearer, default=(0, one.at))
        score += 4 if one.printed.label else 0
        score += 2 if _has_name(one.element, around) else 0
        score += one.alone + (len(found) == 1)
        score -= 2 if shapes[_shape(one.element)] > 2 and distance > _NEAR else 0
        score -= 3 if _is_beside(one.element, around) else 0
        if score >= _ENOUGH and (best is None or (-score, distance) < best[:2]):
            best = (-score, distance, one.printed)
    return best[2] if best else None


def _dated(root: Element, anchors: list[Element], places: list[tuple[int, int]]) -> Iterator[tuple[Element, int]]:
    """The elements that hold a year, each with the characters of text before it; `places` gets those of `anchors`."""
    at = 0
    last: Element | None = None
    for element in islice(root.iter(), _MAX_ELEMENTS):
        tag = element.tag
        if element in anchors:
            places.append((at, at + len(text_of(element))))
        text, tail = element.text, element.tail
        if text and isinstance(tag, str) and tag not in _SKIPPED:
            if tag == "time" or _has_year(text):
                last = element
                yield element, at
            at += len(text)
        elif tag == "time":
            last = element
            yield element, at
        if tail and not tail.isspace():
            parent = element.getparent()
            if _has_year(tail) and parent is not None and parent is not last:
                last = parent
                yield parent, at
            at += len(tail)


def _has_year(text: str) -> bool:
    return _YEAR.search(text) is not None or (":" in text and _SHORT_YEAR.search(text) is not None)


class _Lines:
    """The lines that dates stand in, each read once."""

    def __init__(self) -> None:
        self._known: dict[Element, list[Printed]] = {}

    def dates(self, element: Element, at: int) -> Iterator[_Found]:
        """The dates in the line of an element; of a `time`, what its attribute says."""
        block = next((node for node in (element, *element.iterancestors()) if node.tag in BLOCK_TAGS), element)
        if element.tag == "time" and _is_longer(block, 2 * _MAX_LINE):
            block = element
        is_new = block not in self._known
        if is_new:
            self._known[block] = _dates_in(block)
        stamp = (element.get("datetime") or "")[:_MAX_LINE].strip() if element.tag == "time" else ""
        if _has_year(stamp):
            shown = [one for one in self._known[block] if one.raw in _line(element)]
            if has_clock(stamp) or not any(has_clock(one.raw) for one in shown):
                label = shown[0].label if shown else label_in(_line_before(element))
                if label is None and marked_label(element) == "updated":
                    label = "updated"
                if not _is_unseen(element):
                    yield _Found(Printed(stamp, "css", "time[datetime]", label=label), element, at, True)
                return
        if is_new:
            length = len(_line(block))
            for printed in self._known[block]:
                if _has_year(printed.raw):
                    yield _Found(printed, element, at, length - len(printed.raw) <= _TEASER)


def _dates_in(block: Element) -> list[Printed]:
    """The dates in a short block; a label may stand on the line before."""
    if _is_longer(block, 2 * _MAX_LINE) or _is_unseen(block):
        return []
    line, before = _line(block), _line_before(block)
    found = [one for one in dates_in([before, line] if before else [line]) if one.at[0] == bool(before)]
    times = islice(block.iter("time"), _MAX_FOUND if found else 0)
    changes = [_line(time) for time in times if marked_label(time) == "updated"]
    return [
        replace(one, label="updated") if one.label is None and any(one.raw in text for text in changes) else one
        for one in found
    ]


def _is_unseen(element: Element) -> bool:
    return any(node.tag in _SKIPPED or is_hidden(node) for node in (element, *element.iterancestors()))


def _line(block: Element) -> str:
    """The first characters of a block's text; inline elements are words of their own."""
    parts: list[str] = []
    length = 0
    for text in block.itertext():
        parts.append(str(text))
        length += len(text)
        if length > 2 * _MAX_LINE:
            break
    return fold(" ".join(parts))[: _MAX_LINE + 1]


def _line_before(block: Element) -> str:
    """The text right before a block, where that is as short as a label."""
    parent = block.getparent()
    for node in (block, parent):
        for before in islice(node.itersiblings(preceding=True), 3) if node is not None else ():
            text = fold(before.tail or "") or (_line(before) if isinstance(before.tag, str) else "")
            if text:
                return text if len(text) <= 2 * _TEASER else ""
    return ""


def _is_longer(element: Element, limit: int) -> bool:
    """Whether an element has more than so many characters of text."""
    length = 0
    for text in element.itertext():
        length += len(text)
        if length > limit:
            return True
    return False


def _nearness(at: int, start: int, end: int) -> tuple[int, int]:
    """How much a place speaks for a date, and how far it is from the headline."""
    if at >= end:
        return (3 if at - end <= _NEAR else 1 if at - end <= _FAR else 0), at - end
    return (2 if start - at <= _ABOVE else 0), start - at


def _nearer(nearness: tuple[int, int]) -> tuple[int, int]:
    return nearness[0], -nearness[1]


def _is_of_another(one: _Found, around: set[Element], anchors: list[Element]) -> bool:
    """Whether a date is part of a comment, of a teaser or of the page's frame."""
    inside = _below(one.element, around)
    words = len(one.printed.raw) + _TEASER
    for node in inside:
        names = [name[:300] for name in (node.get("class"), node.get("id")) if name]
        if node in anchors or node.tag in {"figcaption", "blockquote"} or any(map(_OTHERS.search, names)):
            return True
        if node.tag == "footer" and not any(outer.tag in {"article", "main"} for outer in node.iterancestors()):
            return True
        if node.tag == "a" and len(_line(node)) > words:
            return True
    return any(_leads_away(node, words) for node in inside[:4])


def _is_beside(element: Element, around: set[Element]) -> bool:
    """Whether a date stands in a column beside the text."""
    return any(
        node.tag == "aside" or any(name and _BESIDE.search(name[:300]) for name in (node.get("class"), node.get("id")))
        for node in _below(element, around)
    )


def _leads_away(node: Element, words: int) -> bool:
    """Whether a small box holds a link that reads like a headline."""
    if node.tag in {"a", "p", "span", "time"} or _is_longer(node, 2 * _MAX_LINE):
        return False
    for link in node.iter("a"):
        if len(_line(link)) > words or next(link.iter(*HEADING_TAGS), None) is not None:
            return True
    return any(next(heading.iter("a"), None) is not None for heading in node.iter(*HEADING_TAGS))


def _below(element: Element, around: set[Element]) -> list[Element]:
    """The element and what holds it, up to what holds the headline too."""
    found: list[Element] = []
    for node in (element, *element.iterancestors()):
        if node in around or len(found) >= _MAX_LEVELS:
            break
        found.append(node)
    return found


def _has_name(element: Element, around: set[Element]) -> bool:
    """Whether an element is a `time`, or it or one of the two around it is named as what holds a date."""
    if element.tag == "time":
        return True
    named = _below(element, around)[:3]
    return any(name and _DATED.search(name[:300]) for node in named for name in (node.get("class"), node.get("id")))


def _shape(element: Element) -> tuple[str, ...]:
    """What the elements of the dates in a list have in common."""
    parent = element.getparent()
    return (str(element.tag), element.get("class") or "", (parent.get("class") or "") if parent is not None else "")
