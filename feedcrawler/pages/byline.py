"""What is printed around the headline: who, when, how long to read, which section.

Class names change with every theme, so what counts is where a thing stands (between the headline and the text, or in
the author's box after it) and what it looks like.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from lxml.etree import _Element as Element

from feedcrawler.pages.furniture import DROPPED_TAGS, HEADING_TAGS
from feedcrawler.pages.names import name
from feedcrawler.pages.printed import Printed, dates_in, minutes_in, says_update, signed_by
from feedcrawler.pages.text import text_of
from feedcrawler.pages.zone import Zone, common_ancestor, following, preceding

_AUTHOR_PATH = re.compile(
    r"/(?:authors?|contributors?|by|people|profile|staff|reporters?|journalists?)/[^/?#]+", re.IGNORECASE
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
        return [Signature(one) for one in signed_by(self.after.lines)]

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
            elif not linked and _has_avatar(element) and (who := _after_avatar(zone.lines)):
                found.append(Signature(who))
        return found

    @cached_property
    def published(self) -> Printed | None:
        """The date of publication as printed."""
        return next((date for date in self._dates if not date.is_update), None)

    @cached_property
    def modified(self) -> Printed | None:
        """The date of the last change as printed."""
        return next((date for date in self._dates if date.is_update), None)

    @cached_property
    def _dates(self) -> list[Printed]:
        """The dates after and before the headline: those of `time` elements, then those in the text."""
        found: list[Printed] = []
        for zone in (self.after, self.before):
            found += [
                Printed(stamp.strip(), "css", "time[datetime]", is_update=_is_update(text, zone.lines))
                for text, stamp in zone.times
                if any(char.isdigit() for char in stamp)
            ]
            found += dates_in(zone.lines)
        return found

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


def _linked(zone: Zone) -> list[Signature]:
    """The names that lead to authors' pages."""
    links = [(text, href) for text, href in zone.links if _AUTHOR_PATH.search(href)]
    return [Signature(who, href) for text, href in links if (who := name(text))]


def _is_update(text: str, lines: list[str]) -> bool:
    """Whether a `time` element says when the article was changed: the label stands in it or before it."""
    if any(date.is_update for date in dates_in([text])):
        return True
    return any(says_update(line[: line.index(text)]) for line in lines if text and text in line)


def _is_feed(element: Element) -> bool:
    """Whether an element begins a list of other stories: it has a heading, and no author or several."""
    if next(element.iter(*HEADING_TAGS), None) is None or _has_avatar(element):
        return False
    hrefs = {link.get("href") or "" for link in element.iter("a")}
    return sum(_AUTHOR_PATH.search(href) is not None for href in hrefs) != 1


def _has_avatar(element: Element) -> bool:
    """Whether an element has a picture of a person, as its replacement text says."""
    for node in element.iter("img", "span", "div", "p"):
        text = node.get("alt") if node.tag == "img" else node.text
        if text and text.strip().lower() == _AVATAR:
            return True
    return False


def _after_avatar(lines: list[str]) -> str | None:
    """The name that follows an author's picture."""
    for at, line in enumerate(lines):
        if line.lower().startswith(_AVATAR):
            rest = line[len(_AVATAR) :].strip() or next(iter(lines[at + 1 : at + 2]), "")
            return name(rest) if len(rest) <= _MAX_NAME else None
    return None
