"""The elements that several readers ask for: a walk over a page looks at all that it holds, so one walk finds them."""

from __future__ import annotations

from typing import TypeAlias

from lxml.etree import _Element as Element

Elements: TypeAlias = dict[str, list[Element]]
"""Elements by tag, in document order."""

_TAGS = ("base", "h1", "link", "meta", "script", "title")


def elements_of(root: Element) -> Elements:
    """The elements of a page's head, wherever they stand, and its first headings."""
    found: Elements = {tag: [] for tag in _TAGS}
    for element in root.iter(*_TAGS):
        found[str(element.tag)].append(element)
    return found
