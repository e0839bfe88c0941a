"""The links of a page that lie outside of its navigation."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice, pairwise
from typing import NamedTuple

from lxml import etree
from lxml.html import HtmlElement

from feedcrawler.discovery.elements import names_of
from feedcrawler.discovery.words import words

HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")

_CONTAINERS = (
    "header",
    "nav",
    "footer",
    "aside",
    "article",
    "main",
    "section",
    "div",
    "ul",
    "ol",
    "li",
    "p",
    "span",
    "table",
)
_STORIES = frozenset(["article", "main", "li"])  # what has a header or a footer of its own
_ROLES = words("navigation banner contentinfo complementary search menu menubar toolbar dialog tablist")
_MENUS = words(
    "nav navbar navigation subnav topnav menu submenu megamenu breadcrumb breadcrumbs tagcloud taglist footer sidebar ",
    "masthead topbar toolbar pagination pager paginator pagenavi cookie cookies consent offcanvas colophon",
)
_LABELS = words("tags byline bylines author authors contributor contributors kicker eyebrow share social meta")
_LAYOUT = words("content layout with has no not without is open closed")
_OF_A_CARD = words("card post article entry item story teaser news")
_MAX_LINKS = 30_000
_ENOUGH = 3  # headlines in a box that is named as navigation


@dataclass(frozen=True, slots=True, eq=False)
class Link:
    """A link outside of a page's navigation."""

    element: HtmlElement
    in_heading: bool
    """Whether it lies in a heading, or holds one."""
    in_menu: HtmlElement | None
    """The outermost box around it whose name says that it is navigation."""
    in_label: bool
    """Whether a name around it says that it is an author or a tag."""


class _At(NamedTuple):
    """What a place in the page is within."""

    chrome: bool
    heading: bool
    story: bool
    label: bool
    menu: HtmlElement | None


def links_of(root: HtmlElement) -> list[Link]:
    """The links of a page that lie outside of its header, footer, side columns and menus, at most 30,000.

    Elements and roles are believed. Names are believed unless the box so named holds most of the page's headlines:
    then it is the name of a layout.
    """
    found = [*islice(_walk(root), _MAX_LINKS)]
    held = Counter(link.in_menu for link in found if link.in_heading)
    total = sum(held.values())
    lies = {box for box, count in held.items() if box is not None and count >= _ENOUGH and 2 * count > total}
    return [link for link in found if link.in_menu is None or link.in_menu in lies]


def _walk(root: HtmlElement) -> Iterator[Link]:
    """One walk over the page, however deep it is."""
    at = _At(chrome=False, heading=False, story=False, label=False, menu=None)
    around: list[_At] = []
    for event, element in etree.iterwalk(root, events=("start", "end"), tag=(*_CONTAINERS, *HEADINGS, "a")):
        if event == "end":
            at = around.pop()
            continue
        around.append(at)
        tag = element.tag
        says = "" if tag in ("article", "main") else _says(names_of(element))
        at = _At(
            chrome=at.chrome or _is_chrome(element, at.story),
            heading=at.heading or tag in HEADINGS,
            story=at.story or tag in _STORIES,
            label=at.label or says == "label",
            menu=element if at.menu is None and says == "menu" and tag != "a" else at.menu,
        )
        if tag == "a" and not at.chrome and element.get("href"):
            in_heading = at.heading or next(islice(element.iter(*HEADINGS), 1), None) is not None
            yield Link(element, in_heading, at.menu, at.label)


def _is_chrome(element: HtmlElement, in_story: bool) -> bool:
    if (element.get("role") or "").lower() in _ROLES:
        return True
    return element.tag in ("nav", "aside") or (element.tag in ("header", "footer") and not in_story)


@lru_cache(maxsize=8192)
def _says(names: tuple[tuple[str, ...], ...]) -> str:
    """Whether a name says that a box is a menu, or a label; empty where it says neither."""
    said = ""
    for parts in names:
        pairs = {a + b for a, b in pairwise(parts)}
        if not _LAYOUT.isdisjoint(parts):
            continue
        menus = _MENUS.intersection(parts) | _MENUS.intersection(pairs)
        if menus and not (menus == {"footer"} and not _OF_A_CARD.isdisjoint(parts)):
            return "menu"
        if parts and (parts[-1] in _LABELS or parts[0] in ("byline", "tags")):
            said = "label"
    return said
