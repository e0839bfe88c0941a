"""Authors by the marks that templates put on them: `rel=author`, `itemprop=author`, a class that says so."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from itertools import islice, pairwise, zip_longest
from typing import cast

from lxml.etree import XPath
from lxml.etree import _Element as Element

from feedcrawler.pages.furniture import is_hidden
from feedcrawler.pages.names import looks_like_a_person, names
from feedcrawler.pages.text import fold, length_of

_WORDS = ("author", "byline", "autor", "auteur", "contributor")
# By attribute, not by element: several times as fast.
_MARKED = XPath(
    "descendant::*/@class[contains(., 'yline') or "
    "contains(., 'ut') and (contains(., 'uthor') or contains(., 'utor') or contains(., 'uteur'))]"
    "/.. | descendant::a[@rel='author'] | descendant::*/@itemprop[. = 'author']/.."
)
# As a word or the end of one in a class name: "entry-author", "post_authorName", not "authority" or "authorized".
_SAYS_AUTHOR = re.compile(
    rf"(?:^|[\s_-]|(?<=[a-z])(?=[A-Z]))(?:the)?(?:{'|'.join(_WORDS)})(?:s|e|in|en)?(?-i:(?![a-z]))", re.IGNORECASE
)
_SAYS_NAME = re.compile(r"name|^fn$|link|url", re.IGNORECASE)
_OTHERS = re.compile(
    r"comment|related|recommend|teaser|card|popular|most-?read|trending|sidebar|widget|footer|newsletter|promo|quote",
    re.IGNORECASE,
)
_AWAY = frozenset({"nav", "aside", "dialog", "template", "noscript", "form", "figure", "blockquote"})
_MAX_MARKED = 300
_MAX_TEXT = 300
_MAX_AROUND = 12
_MAX_BEFORE = 12
_MAX_PARTS = 30


def marked_authors(headline: Element | None) -> list[tuple[str, str | None]]:
    """(name, link) of the authors that a page marks next to its headline.

    The first marked element after the headline that holds a name, and those beside it; one before the headline where
    there is none after it.

    Args:
        headline: the element that shows the headline.
    """
    if headline is None:
        return []
    around = list(headline.iterancestors())
    found = cast("list[Element]", _MARKED(around[-1])) if around else []
    at = bisect_left(found, True, key=lambda one: not _is_before(one, headline))
    for nearest in (found[at : at + _MAX_MARKED], found[max(0, at - _MAX_BEFORE) : at][::-1]):
        marked = [one for one in nearest if _is_author(one, set(around))]
        for element in marked:
            if signed := list(_names_in(element)):
                for other in _beside(element, marked):
                    signed.extend(_names_in(other))
                return signed
    return []


def _is_before(one: Element, other: Element) -> bool:
    """Whether an element begins before another one."""
    paths = ([*reversed(list(node.iterancestors())), node] for node in (one, other))
    for parent, (left, right) in pairwise(zip_longest(*paths)):
        if left is not right:
            return left is None or (right is not None and parent[0].index(left) < parent[0].index(right))
    return False


def _is_author(element: Element, around: set[Element]) -> bool:
    """Whether an element's marks say that it names an author, and it stands in nothing but the article."""
    if not is_marked(element) or is_hidden(element) or length_of(element) > _MAX_TEXT:
        return False
    in_footer = False
    for node in islice((element, *element.iterancestors()), _MAX_AROUND):
        if node in around:
            if not in_footer or node.tag in {"article", "main"}:
                return True
            continue
        said = node.get("class") or ""
        in_footer = in_footer or node.tag == "footer"
        if node.tag in _AWAY or is_hidden(node) or (_OTHERS.search(said) and not _SAYS_AUTHOR.search(said)):
            return False
    return not in_footer


def is_marked(element: Element) -> bool:
    """Whether an element's own marks say that it names an author."""
    marks = (element.get("rel"), element.get("itemprop"))
    return "author" in marks or _SAYS_AUTHOR.search(element.get("class") or "") is not None


def _names_in(element: Element) -> Iterator[tuple[str, str | None]]:
    """The names in an element: those of its links and of what is called a name, else the first text that is one."""
    links = [element] if element.tag == "a" else list(islice(element.iter("a"), _MAX_PARTS))
    found = [(who, link.get("href")) for link in links for who in _said(link)]
    if not found:
        parts = islice(element.iter(), _MAX_PARTS)
        found = [(who, None) for part in parts if _SAYS_NAME.search(part.get("class") or "") for who in _said(part)]
    yield from found or [(who, None) for who in _said(element)]


def _said(element: Element) -> list[str]:
    """The names in the first line of an element that holds one."""
    for line in _lines(element):
        found = names(line)
        if found and all(map(looks_like_a_person, found)):
            return found
    return []


def _lines(element: Element) -> Iterator[str]:
    for text in islice(element.itertext(), _MAX_PARTS):
        if line := fold(str(text)):
            yield line


def _beside(element: Element, marked: list[Element]) -> Iterator[Element]:
    """The marked elements with the same mark beside an element."""
    parent, mark = element.getparent(), (element.tag, element.get("class"))
    for other in marked:
        if other is not element and other.getparent() is parent and (other.tag, other.get("class")) == mark:
            yield other
