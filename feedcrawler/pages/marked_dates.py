"""What templates call a date: `itemprop`, `property`, class and id of a `time` element and of what it stands in."""

from __future__ import annotations

import re
from itertools import islice

from lxml.etree import _Element as Element

from feedcrawler.pages.printed import Label
from feedcrawler.pages.text import text_of

_NAMES = ("itemprop", "property", "class", "id")
# As a word or a part of one with a capital: "dateModified", "last-updated", not "unmodified".
_UPDATED = re.compile(
    r"(?:(?<![^\W_])|(?-i:(?<=[a-z])(?=[A-Z])))(?:(?:last)?(?:modified|updated)|last[_-]?mod"
    r"|update[_-]?(?:date|time))(?-i:(?![a-z]))",
    re.IGNORECASE,
)
# Themes call the only date "updated", too: "entry-date published updated", "entry-date updated".
_PUBLISHED = re.compile(r"publi[sc]|pub[_-]?date|posted|created|(?:entry|post)[_-]date", re.IGNORECASE)
_MAX_NAME = 300
_MAX_AROUND = 100  # characters of text in an element that is named after the date in it
_MAX_INSIDE = 10  # elements in it


def marked_label(time: Element) -> Label | None:
    """What the names of a `time` element, else those of a short element around nothing but it, say that it is."""
    parent = time.getparent()
    for element in (time, parent) if parent is not None and _is_around_only(time, parent) else (time,):
        said = " ".join((element.get(name) or "")[:_MAX_NAME] for name in _NAMES)
        if _PUBLISHED.search(said):
            return "published"
        if _UPDATED.search(said):
            return "updated"
    return None


def _is_around_only(time: Element, parent: Element) -> bool:
    """Whether an element holds little but this date."""
    inside = list(islice(parent.iter(), _MAX_INSIDE + 1))
    if len(inside) > _MAX_INSIDE or any(node.tag == "time" and node is not time for node in inside):
        return False
    return len(text_of(parent)) <= _MAX_AROUND
