"""How much text, links and labels each element of a page holds: measured once, area by area."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from itertools import chain, islice

from lxml.etree import _Element as Element
from lxml.etree import iterwalk

from feedcrawler.pages.box_names import name_of
from feedcrawler.pages.furniture import BESIDE_TAGS, BLOCK_TAGS, BOX_TAGS, HEADING_TAGS, ROLES, is_hidden

# Text in these is never an article's.
_NEVER = frozenset(
    [
        "script", "style", "template", "noscript", "svg", "audio", "button", "input", "select", "textarea", "object",
        "canvas", "figcaption", "label", "map", "progress", "title", "option", "video", "iframe", "figure",
    ]
)  # fmt: skip
_INLINE = frozenset(["a", "span", "b", "i", "em", "strong", "br", "u", "font", "sup", "sub", "small", "time", "code"])
_MENUS = frozenset(["nav", "menu", "footer"])
_PARAGRAPHS = frozenset(["p", "blockquote", "pre"])
_LISTED = HEADING_TAGS | {"li", "td", "th", "dt", "dd"}
_SHORT, _SENTENCE, _LOOSE = 20, 25, 60  # characters
_MAX_NOISE = 80
_CHROME = 5
_RUN, _LINE = 3, 80
_COMMENTS = "comments"
# The share of the page's text that elements may hold and still be what their tag, or the name they share, says.
_MAX_OF_COMMENTS, _MAX_OF_TAG, _MAX_OF_NAME = 0.9, 0.75, 0.4


@dataclass(slots=True, eq=False)
class Area:
    """A block element: what stands in it itself, and what it comes to with the areas below it."""

    element: Element
    parent: Area | None
    is_body: bool = False
    """Whether it is named as what holds an article's text."""
    is_beside: bool = False
    """Whether it is named or tagged as something beside the article."""
    is_out: bool = False
    """Whether it is left out, or is in an area that is."""
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

    def add(self, chars: int, *, is_linked: bool) -> None:
        """Count a piece of text that stands in it."""
        self.chars += chars
        if is_linked:
            self.linked += chars
            self.links += 1

    def read_name(self) -> None:
        """Look at what the element's name and tag say."""
        element = self.element
        if element.tag in BOX_TAGS:
            name = name_of(element)
            self.is_body = name.is_body or element.get("itemprop") == "articleBody"
            self.is_beside = element.tag in BESIDE_TAGS or (not self.is_body and name.furniture is not None)

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

    def up(self) -> Iterator[Area]:
        """It and the areas around it, innermost first."""
        area: Area | None = self
        while area is not None:
            yield area
            area = area.parent


@dataclass(eq=False)
class Weights:
    """The areas of a page in document order, each after the one that it stands in."""

    areas: list[Area]
    untrue: set[str] = field(default_factory=set)
    """Names of what is beside the article that are not true."""

    @property
    def body(self) -> Area:
        """The area of the whole page."""
        return self.areas[0]

    def area_of(self, element: Element) -> Area | None:
        """The area that an element is or stands in; None where text is never an article's."""
        known = self._by_element
        return next((known[node] for node in chain([element], element.iterancestors()) if node in known), None)

    @cached_property
    def _by_element(self) -> dict[Element, Area]:
        return {area.element: area for area in self.areas}

    def leave_out(self, boxes: set[Element], start: int, *, believe: bool = True) -> None:
        """Sum up what may be the article.

        Args:
            boxes: elements that are not the article, whatever they hold, like those beside it by name or tag.
            start: the area before which there is no article.
            believe: whether names and tags count.
        """
        self.untrue = self._untrue() if believe else {_name(area) for area in self.areas if area.is_beside}
        for at, area in enumerate(self.areas):
            is_in_out = area.parent is not None and area.parent.is_out
            area.is_out = is_in_out or area.element in boxes or self.is_truly_beside(area)
            if at >= start and not area.is_out:
                area.text = area.own_text
                area.value = area.own_text - area.own_noise
        for area in reversed(self.areas):
            if area.parent is not None:
                area.parent.text += area.text
                area.parent.value += area.value

    def is_truly_beside(self, area: Area) -> bool:
        """Whether an area is beside the article as its name or tag says."""
        return area.is_beside and _name(area) not in self.untrue

    def _untrue(self) -> set[str]:
        """The names of what is beside the article that are not true: areas of that name hold much of the text."""
        held: dict[str, int] = {}
        for area in self.areas:
            if area.is_beside and area.raw:
                name = _name(area)
                if not any(one.is_beside and _name(one) == name for one in islice(area.up(), 1, None)):
                    held[name] = held.get(name, 0) + area.raw
        untrue = {name for name, text in held.items() if text > self.body.raw * _max_share(name)}
        return untrue | {_name(area) for area in self._around_runs()}

    def _around_runs(self) -> Iterator[Area]:
        """What is named as something beside the article, but holds paragraphs without links, as text does."""
        runs: dict[Area, int] = {}
        for area in self.areas:
            around = area.parent
            if area.element.tag == "p" and area.own_text >= _LINE and not area.links and around is not None:
                runs[around] = runs.get(around, 0) + 1
                if runs[around] == _RUN and around.is_beside and not _is_sure(around.element):
                    yield around


def weigh(root: Element) -> Weights:
    """Measure a page; all of it, if its body is empty: the parser puts what it does not know into the head."""
    body = root.find("body")
    weights = _measure(root if body is None else body)
    if weights.body.raw or body is None:
        return weights
    whole = _measure(root)
    return whole if whole.body.raw else weights


def _measure(part: Element) -> Weights:
    weights = Weights([Area(part, None)])
    _walk(weights)
    for area in reversed(weights.areas):
        area.measure()
        area.raw += area.own_text
        if area.parent is not None:
            area.parent.raw += area.raw
    for area in weights.areas:
        if area.raw:
            area.read_name()
    return weights


def _walk(weights: Weights) -> None:
    """Find the areas and what stands in them, without recursion."""
    area, links = weights.body, 0
    around: list[tuple[Area, int]] = []
    walker = iterwalk(area.element, events=("start", "end", "comment"))
    for event, element in walker:
        if event == "start":
            around.append((area, links))
            tag = element.tag
            if tag in _INLINE:
                links += tag == "a"
            elif element is not area.element and _is_never(element):
                walker.skip_subtree()
                continue
            elif tag in BLOCK_TAGS and element is not area.element:
                area = Area(element, area)
                weights.areas.append(area)
            text = element.text
        else:
            if event == "end":
                area, links = around.pop()
            text = element.tail if around else None
        if text and not text.isspace():
            area.add(len(text.strip()) + 1, is_linked=links > 0)


def _is_never(element: Element) -> bool:
    if element.tag in _NEVER or (element.tag in _MENUS and next(element.iter("main", "article", "h1"), None) is None):
        return True
    names = element.keys()
    return bool(names) and (is_hidden(element) or ("role" in names and element.get("role", "").lower() in ROLES))


def _is_sure(element: Element) -> bool:
    """Whether what an element says of itself needs no doubt: a tag does, and so do readers' comments."""
    return element.tag in BESIDE_TAGS or name_of(element).is_comments


def _name(area: Area) -> str:
    """What areas that are the same kind of thing have in common; a tag is judged by itself."""
    element = area.element
    if name_of(element).is_comments:
        return _COMMENTS
    if element.tag in BESIDE_TAGS:
        return f"<{id(element)}"
    return element.get("class") or element.get("id") or ""


def _max_share(name: str) -> float:
    if name == _COMMENTS:
        return _MAX_OF_COMMENTS
    return _MAX_OF_TAG if name.startswith("<") else _MAX_OF_NAME
