"""What is printed around the headline: who, when, how long to read, which section.

Class names change with every theme, so what counts is where a thing stands (between the headline and the text, or in
the author's box after it) and what it looks like.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cached_property

from lxml import etree
from lxml.etree import _Element as Element

from feedcrawler.pages.furniture import DROPPED_TAGS, HEADING_TAGS, is_appeal
from feedcrawler.pages.names import name, names
from feedcrawler.pages.printed import Label, Printed, dates_in, has_clock, is_clock, label_at, minutes_in
from feedcrawler.pages.signed import signed_by
from feedcrawler.pages.text import fold, text_of
from feedcrawler.pages.zone import Zone, common_ancestor, following, preceding

_AUTHOR_PATH = re.compile(
    r"/(?:authors?|contributors?|by|people|profile|staff|reporters?|journalists?|autor(?:en|es)?|auteurs?|redakteure?|"
    r"avtor|verfasser|firmas?)/[^/?#]+|[?&]_?author=[^&#]+",
    re.IGNORECASE,
)
_SECTION_PATH = re.compile(r"/(?:tag|category|section|topic|rubrics?)/[^/?#]+", re.IGNORECASE)
_AVATAR = "avatar"
_MAX_KICKER = 120  # characters of an element before the headline that may name the section
_MAX_NAME = 80
_MAX_SECTION = 60


@dataclass(frozen=True, slots=True)
class Signature:
    """A name as printed."""

    name: str
    href: str | None = None


class Header:
    """The surroundings of the headline, and the author's box after the text."""

    def __init__(self, headline: Element | None, container: Element | None, start: Element | None) -> None:
        """Take the headline, the element with the text, and the first element of the text itself."""
        self._headline = headline
        self._container = container
        self._start = start

    @cached_property
    def before(self) -> Zone:
        """What stands right before the headline, nearest first."""
        zone = Zone()
        if self._headline is not None:
            for element in preceding(self._headline, common_ancestor(self._headline, self._container)):
                if len(text_of(element)) > _MAX_KICKER:
                    break
                zone.add(element)
        return zone

    @cached_property
    def after(self) -> Zone:
        """What stands between the headline and the text."""
        zone = Zone()
        common = common_ancestor(self._headline, self._container)
        if common is not None and self._start is not None:
            zone.add(common, after=self._headline, until=self._start)
        return zone

    @cached_property
    def boxes(self) -> list[Element]:
        """The elements after the text, up to the next feed of stories."""
        found: list[Element] = []
        if self._container is not None:
            for element in following(self._container):
                if element.tag in DROPPED_TAGS - {"button", "svg", "form"} or _is_feed(element):
                    break
                found.append(element)
        return found

    @cached_property
    def signatures(self) -> list[Signature]:
        """Who signs next to the headline: links to authors first, else a line that begins with "by"."""
        for zone in (self.after, self.before):
            if linked := _linked(zone):
                return linked
        return [Signature(one) for one in signed_by(self.after.lines) or signed_by(self.before.lines)]

    @cached_property
    def boxed_signatures(self) -> list[Signature]:
        """Who has an author's box right after the text."""
        found: list[Signature] = []
        for element in self.boxes:
            zone = Zone()
            zone.add(element)
            linked = _linked(zone)
            if linked and (not found or _has_avatar(element)):
                found.extend(linked)
            elif not linked and _has_avatar(element) and (who := _after_avatar(element)):
                found.append(Signature(who))
        return found

    @cached_property
    def published(self) -> Printed | None:
        """The date of publication as printed."""
        changes = {date.raw for date in self._dates if date.is_update}
        dates = [date for date in self._dates if date.label == "published" or date.raw not in changes]
        return next((date for date in dates if date.label), dates[0] if dates else None)

    @cached_property
    def modified(self) -> Printed | None:
        """The date of the last change as printed."""
        return next((date for date in self._dates if date.is_update), None)

    @cached_property
    def _dates(self) -> list[Printed]:
        """The dates after and before the headline, in the order in which a reader meets them."""
        return [date for zone in (self.after, self.before) for date in _dates_in(zone)]

    @cached_property
    def minutes(self) -> tuple[int, str] | None:
        """The reading time in minutes, and as printed."""
        return minutes_in([*self.after.lines, *self.before.lines])

    @cached_property
    def sections(self) -> list[str]:
        """The sections that the headline stands under."""
        for zone in (self.before, self.after):
            found = [text for text, href in zone.links if _SECTION_PATH.search(href) and 0 < len(text) <= _MAX_SECTION]
            if found:
                return list(dict.fromkeys(found))
        return []

    @property
    def pictures(self) -> list[Element]:
        """The pictures between the headline and the text, then those before the headline."""
        return [*self.after.pictures, *self.before.pictures]


def leads_to_author(href: str) -> bool:
    """Whether an address is that of an author's page."""
    return _AUTHOR_PATH.search(href) is not None


def _linked(zone: Zone) -> list[Signature]:
    """The names that lead to authors' pages."""
    links = [(text, href) for text, href in zone.links if leads_to_author(href)]
    return [Signature(who, href) for text, href in links for who in names(text)]


def _dates_in(zone: Zone) -> list[Printed]:
    """The dates in a zone, in order; of a `time` element its attribute, unless only its text has a clock."""
    found, marks = _stamps(zone)
    for date in dates_in(zone.lines):
        line, column = date.at
        mark = next((mark for at, start, end, mark in marks if at == line and start <= column < end), None)
        found.append(replace(date, label=date.label or mark))
    return sorted(found, key=lambda date: date.at)


def _stamps(zone: Zone) -> tuple[list[Printed], list[tuple[int, int, int, Label]]]:
    """What the attributes of `time` elements say, and where what is printed has a mark: (line, start, end, mark).

    One that shows nothing but a clock is of a feed, not of a story.
    """
    found: list[Printed] = []
    marks: list[tuple[int, int, int, Label]] = []
    at, end = 0, 0
    for text, stamp, mark in zone.times:
        for line in range(at, len(zone.lines)):
            column = zone.lines[line].find(text, end if line == at else 0) if text else -1
            if column >= 0:
                at, end = line, column + len(text)
                break
        else:
            column = end
        if mark and text:
            marks.append((at, column, end, mark))
        if not any(char.isdigit() for char in stamp) or is_clock(text) or (has_clock(text) and not has_clock(stamp)):
            continue
        label = next((date.label for date in dates_in([text]) if date.label), None)
        if label is None and at < len(zone.lines):
            label = label_at(zone.lines, at, column)
        found.append(Printed(stamp.strip(), "css", "time[datetime]", label=label or mark, at=(at, column)))
    return found, marks


def _is_feed(element: Element) -> bool:
    """Whether an element begins a list of other stories: it has a heading, and no author or several."""
    if next(element.iter(*HEADING_TAGS), None) is None or _has_avatar(element) or is_appeal(element):
        return False
    hrefs = {link.get("href") or "" for link in element.iter("a")}
    return sum(map(leads_to_author, hrefs)) != 1


def _has_avatar(element: Element) -> bool:
    """Whether an element has a picture of a person, as its replacement text says."""
    for node in element.iter("img", "span", "div", "p"):
        text = node.get("alt") if node.tag == "img" else node.text
        if text and text.strip().lower() == _AVATAR:
            return True
    return False


def _after_avatar(element: Element) -> str | None:
    """The name that follows an author's picture: the first text after it that can be one."""
    seen = False
    for event, node in etree.iterwalk(element, events=("start", "end")):
        if event == "start" and node.tag == "img" and (node.get("alt") or "").strip().lower() == _AVATAR:
            seen = True
        text = fold((node.text if event == "start" else node.tail if node is not element else None) or "")
        if text.lower() == _AVATAR:
            seen = True
        elif seen and (who := name(text)):
            return who if len(text) <= _MAX_NAME else None
    return None
