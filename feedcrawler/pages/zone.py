"""Parts of a page around the headline and the text, by where they stand: before, between, after."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree
from lxml.etree import _Element as Element

from feedcrawler.pages.body import walk
from feedcrawler.pages.furniture import DROPPED_TAGS
from feedcrawler.pages.marked_dates import marked_label
from feedcrawler.pages.printed import Label
from feedcrawler.pages.text import fold, text_of

_MAX_EVENTS = 2_500
_MAX_LINES = 50
_MAX_BEFORE = 20
_MAX_AFTER = 40


@dataclass(slots=True)
class Zone:
    """A part of a page as lines, links, times and pictures."""

    lines: list[str] = field(default_factory=list)
    links: list[tuple[str, str]] = field(default_factory=list)
    """(text, href)"""
    times: list[tuple[str, str, Label | None]] = field(default_factory=list)
    """(text, datetime attribute, what its names say that it is) of `time` elements."""
    pictures: list[Element] = field(default_factory=list)

    def add(self, element: Element, *, after: Element | None = None, until: Element | None = None) -> None:
        """Read `element`, or the part of it between two elements, too."""
        found = walk(element, after=after, until=until, as_header=True)
        self.lines.extend(block.text for block in found.blocks[: _MAX_LINES - len(self.lines)])
        self.pictures.extend(found.pictures)
        started = after is None
        events = etree.iterwalk(element, events=("start", "end"))
        for count, (event, node) in enumerate(events):
            if node is until or count > _MAX_EVENTS:
                break
            if event == "end":
                started = started or node is after
            elif node.tag in DROPPED_TAGS and node is not element:
                events.skip_subtree()
            elif started:
                self._note(node)

    def _note(self, node: Element) -> None:
        if node.tag == "a" and (href := node.get("href")):
            self.links.append((_label(node), href))
        elif node.tag == "time":
            self.times.append((text_of(node), node.get("datetime") or node.get("content") or "", marked_label(node)))


def _label(link: Element) -> str:
    """The text of a link up to the first part that makes two words of it: a name, not the role beside it."""
    label = ""
    for part in link.itertext():
        label = fold(f"{label} {part}")  # type: ignore[str-bytes-safe]  # HTML trees hold no bytes
        if " " in label:
            break
    return label


def common_ancestor(one: Element | None, other: Element | None) -> Element | None:
    """The nearest element around both; it may be `other` itself."""
    if one is None or other is None:
        return None
    around = {other, *other.iterancestors()}
    return next((node for node in one.iterancestors() if node in around), None)


def preceding(element: Element, within: Element | None) -> Iterator[Element]:
    """The siblings before an element and before its ancestors inside `within`, nearest first."""
    count = 0
    node: Element | None = element
    while node is not None and node is not within:
        for sibling in node.itersiblings(preceding=True):
            count += 1
            if count > _MAX_BEFORE or sibling.tag in DROPPED_TAGS:
                return
            if isinstance(sibling.tag, str):
                yield sibling
        node = node.getparent()


def following(element: Element) -> Iterator[Element]:
    """The siblings after an element, then those after its ancestors, in document order."""
    count = 0
    for node in (element, *element.iterancestors()):
        if node.tag in {"body", "html"}:
            return
        for sibling in node.itersiblings():
            count += 1
            if count > _MAX_AFTER:
                return
            if isinstance(sibling.tag, str):
                yield sibling
