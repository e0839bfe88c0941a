"""Pages that list stories: sections, tags, authors, searches, archives, and the home page."""

from __future__ import annotations

import re
from itertools import islice
from urllib.parse import urlsplit

from lxml.etree import _Element as Element

from feedcrawler.pages.shown import Shown
from feedcrawler.pages.text import length_of, text_of

_ADDRESS = re.compile(
    r"(?:/[a-z]{2}(?:-[a-z]{2})?)?/(?:tags?|topics?|themes?|authors?|categor(?:y|ies)|search|archives?|sections?|rubrics?)"
    r"/[^/]{1,60}/?|(?:/[a-z]{2}(?:-[a-z]{2})?)?/search/?|.{0,200}/page/\d{1,5}/?",
    re.IGNORECASE,
)
_HOME = re.compile(r"/?(?:[a-z]{2}(?:-[a-z]{2})?/?)?(?:(?:index|default|home)(?:\.[a-z]{2,5})?/?)?", re.IGNORECASE)
_SEARCH = re.compile(r"(?:s|q|query|search)=.", re.IGNORECASE)

_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_TEASERS = 4  # teasers that may make a page a list of stories
_STANDING = 2  # paragraphs besides them that make it an article nevertheless
_STANDING_IN_LISTING = 4  # the same where the page or its address says that it is a listing
_SENTENCE = 80
_MAX_TEASER = 600
_MAX_TEASERS = 100
_MAX_DEPTH = 12  # how far above its heading a teaser may begin
_MAX_PARAGRAPHS = 50
_LINKED = 0.7  # the share of links that makes a text a list of links
_MAX_LINKS = 2_000


def is_home(url: str) -> bool:
    """Whether an address is that of a site's first page, or of its first page in a language."""
    parts = urlsplit(url)
    return not parts.query and _HOME.fullmatch(parts.path) is not None


def is_search(url: str) -> bool:
    """Whether an address is that of a search from a site's first page, as many content systems have it."""
    parts = urlsplit(url)
    return _HOME.fullmatch(parts.path) is not None and _SEARCH.match(parts.query) is not None


def is_listing(page: Shown) -> bool:
    """Whether what was read as a page's text is a list of stories.

    Where the page names an author or a date, or its address a date, only what it says of itself counts.
    """
    if page.is_credited and not page.is_named_listing:
        return False
    has_address = _ADDRESS.fullmatch(urlsplit(page.url).path) is not None or is_search(page.url)
    found = teasers(page.root)
    says_so = page.is_named_listing or has_address or _is_one_of_several(page.root)
    if says_so and not _stand_alone(page.body, found, _STANDING_IN_LISTING):
        return True
    return (len(found) >= _TEASERS and not _stand_alone(page.body, found, _STANDING)) or _is_of_links(page)


def teasers(root: Element) -> list[Element]:
    """The boxes that stand for stories on other pages: each has one heading, which is a link, and few words."""
    headings = [one for one in islice(root.iter(*_HEADINGS), _MAX_LINKS) if _is_linked(one)][:_MAX_TEASERS]
    held: dict[Element, int] = {}
    for heading in headings:
        for ancestor in islice(heading.iterancestors(), _MAX_DEPTH):
            held[ancestor] = held.get(ancestor, 0) + 1
    boxes = []
    for heading in headings:
        box = heading
        for ancestor in islice(heading.iterancestors(), _MAX_DEPTH):
            if held[ancestor] > 1 or _is_longer_than(ancestor, _MAX_TEASER):
                break
            box = ancestor
        boxes.append(box)
    return boxes


def _is_linked(heading: Element) -> bool:
    """Whether a heading is a link to elsewhere: all of it, or the card that it is in."""
    link = next(heading.iter("a"), None)
    if link is None:
        return next(islice(heading.iterancestors("a"), 1), None) is not None
    return bool(link.get("href")) and 2 * length_of(link) >= length_of(heading)


def _is_longer_than(element: Element, limit: int) -> bool:
    length = 0
    for text in element.itertext():
        length += len(text)
        if length > 4 * limit:  # mark-up is indented
            return True
    return len(text_of(element)) > limit


def _stand_alone(body: str, found: list[Element], wanted: int) -> bool:
    """Whether a text has so many paragraphs that no teaser shows; one long one will do."""
    teased = "\n".join(map(text_of, found))
    standing = 0
    for paragraph in body.split("\n\n", _MAX_PARAGRAPHS)[:_MAX_PARAGRAPHS]:
        if len(paragraph) >= _SENTENCE and paragraph not in teased:
            standing += 1 + len(paragraph) // (4 * _SENTENCE)
            if standing >= wanted:
                return True
    return False


def _is_one_of_several(root: Element) -> bool:
    """Whether a page has a page before or after it."""
    relations = ((link.get("rel") or "").lower().split() for link in islice(root.iter("link"), _MAX_LINKS))
    return any("next" in relation or "prev" in relation for relation in relations)


def _is_of_links(page: Shown) -> bool:
    """Whether most of a page's text are the words of its links."""
    links = {text_of(link) for link in islice(page.root.iter("a"), _MAX_LINKS)}
    paragraphs = page.body.split("\n\n")
    linked = [paragraph for paragraph in paragraphs if paragraph in links]
    return len(linked) >= _TEASERS and sum(map(len, linked)) > _LINKED * sum(map(len, paragraphs))
