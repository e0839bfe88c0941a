"""CSS selectors on a parsed page, each translated once a process."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import cast

from cssselect import HTMLTranslator
from lxml.etree import XPath
from lxml.etree import _Element as Element


def select(root: Element, selectors: str | Iterable[str]) -> list[Element]:
    """The elements that match one CSS selector after the other, each in document order.

    Raises:
        cssselect.SelectorError: a selector is wrong.
    """
    selectors = [selectors] if isinstance(selectors, str) else selectors
    return [element for css in selectors for element in cast("list[Element]", _compiled(css)(root))]


def path_of(element: Element) -> str:
    """An element as a selector a person can read: its tag and first class names."""
    return ".".join([str(element.tag), *(element.get("class") or "").split()[:2]])


@cache
def _compiled(css: str) -> XPath:
    return XPath(HTMLTranslator().css_to_xpath(css))
