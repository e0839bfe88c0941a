"""The headline: what says it, which element shows it, and what it is without the site's name."""

from __future__ import annotations

import re
from collections.abc import Iterable

from lxml.etree import _Element as Element

from feedcrawler.pages.candidates import Candidate, Candidates
from feedcrawler.pages.furniture import is_hidden
from feedcrawler.pages.structured_data import StructuredData
from feedcrawler.pages.text import key, text_of

_SEPARATOR = re.compile(r" [|\-–—·•:»/]+ ")
_AWAY = frozenset({"nav", "aside", "footer", "dialog", "template", "noscript"})
_TITLES = ("og:title", "twitter:title", "dc.title", "parsely-title")
_MAX = 500


def said(root: Element, data: StructuredData, publisher: str) -> Candidates[str]:
    """What the head of a page says that its headline is: JSON-LD, OpenGraph and other meta tags, the title."""
    for name in ("headline", "name"):
        if text := data.text(name):
            yield Candidate(text[:_MAX], "json-ld", name)
            break
    for name, content in data.first_meta(*_TITLES):
        yield _cut(content, publisher, "opengraph" if name == "og:title" else "meta", name)
    title = next(root.iter("title"), None)
    if title is not None and (content := text_of(title)):
        yield _cut(content, publisher, "css", "title")


def find(root: Element, said: Iterable[str], publisher: str) -> Element | None:
    """The element that shows the headline.

    An `h1` that says what the page's head says, else a lower heading that does, else the first `h1` of the article or
    of the page.

    Args:
        root: the page.
        said: what the page's head says that the headline is.
        publisher: the site's name, which is no headline.
    """
    wanted = {key(one) for one in said} - {""}
    first = [element for element in root.iter("h1") if _is_shown(element)]
    for element in (*first, *root.iter("h2", "h3")):
        if key(headline_of(element)) in wanted and _is_shown(element):
            return element
    others = [element for element in first if key(headline_of(element)) != key(publisher)]
    inside = (one for one in others if any(node.tag in {"article", "main"} for node in one.iterancestors()))
    return next(inside, others[0] if others else None)


def headline_of(element: Element) -> str:
    """The text of a headline's element."""
    return text_of(element)[:_MAX]


def agree(one: str, other: str) -> bool:
    """Whether two headlines are the same words, but for case, punctuation and a part cut off at the end."""
    short, long = sorted((key(one), key(other)), key=len)
    return short == long or (len(short) > 40 and long.startswith(short))


def without_site(title: str, publisher: str) -> str:
    """A title without the site's name at its end or beginning; other parts stay."""
    parts = list(_SEPARATOR.finditer(title))
    if not parts:
        return title
    first, last = parts[0], parts[-1]
    if key(title[last.end() :]) == key(publisher):
        return title[: last.start()].strip()
    if key(title[: first.start()]) == key(publisher):
        return title[first.end() :].strip()
    return title


def _cut(content: str, publisher: str, source: str, path: str) -> Candidate[str]:
    content = content[:_MAX]
    cut = without_site(content, publisher)
    return Candidate(cut, source, path, content if cut != content else None)


def _is_shown(element: Element) -> bool:
    if not headline_of(element) or is_hidden(element):
        return False
    return not any(node.tag in _AWAY or is_hidden(node) for node in element.iterancestors())
