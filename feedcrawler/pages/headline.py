"""The headline: what says it, which element shows it, and which of them is right where they differ."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import chain, islice
from typing import NamedTuple

from lxml import etree
from lxml.etree import _Element as Element

from feedcrawler.pages.candidates import Candidate, Candidates
from feedcrawler.pages.document import Document
from feedcrawler.pages.furniture import is_hidden
from feedcrawler.pages.structured_data import StructuredData
from feedcrawler.pages.text import fold, key, text_of
from feedcrawler.pages.titles import MAX_CHARS, Title

_AWAY = frozenset({"nav", "aside", "footer", "dialog", "template", "noscript"})
# A headline in a trail of links, or one for screen readers only, is taken where there is no other.
_SECOND_CHOICE = re.compile(r"breadcrumb|sr-only|visually-?hidden|screen-reader", re.IGNORECASE)
_SAYING = ("class", "id", "itemtype", "typeof", "aria-label")
_HEADLINES = ("headline", "parsely-title", "sailthru.title", "citation_title")  # these are no titles: no site in them
_TITLES = ("og:title", "twitter:title", "dc.title", "dcterms.title", "cxenseparse:title")
_NO_TEXT = frozenset({"script", "style", "svg", "button", "noscript", "template"})
_PARTS = frozenset({"br", "div", "p", "h2", "h3", "h4", "small", "hgroup"})
_LEAVES = ("p", "div", "span", "strong", "b", "font", "td")
_MAX_HEADINGS = 500
_MAX_LEAVES = 3_000
_NEAR = 4  # elements around a headline that say what it is in
_SHORT = 12  # characters of a key that a lower heading may have by chance
_LONG = 200  # characters that are a paragraph, whatever the element


class Said(NamedTuple):
    """What a source in the head of a page says that the headline is."""

    candidate: Candidate[str]
    title: Title


def said(data: StructuredData, sites: frozenset[str]) -> Iterator[Said]:
    """What the head of a page says that its headline is: structured data, OpenGraph and other meta tags, the title."""
    titles: dict[str, Title] = {}
    for content, source, path in _statements(data):
        title = titles.setdefault(content, Title(content, sites))
        yield Said(Candidate(title.text, source, path, title.raw if title.text != title.raw else None), title)


def _statements(data: StructuredData) -> Iterator[tuple[str, str, str]]:
    """(text, source, path) of what says a headline."""
    for name in ("headline", "name"):
        if text := data.text(name):
            yield text, data.source, name
            break
    for name, content in data.first_meta(*_HEADLINES, *_TITLES):
        yield content, "opengraph" if name.startswith("og:") else "meta", name
    title = next((one for one in data.elements["title"] if not _is_in_picture(one)), None)
    if title is not None and (content := text_of(title)):
        yield content, "css", "title"


def find(page: Document, titles: Iterable[Title], sites: frozenset[str]) -> Element | None:
    """The element that shows the headline.

    An `h1` that says what the page's head says, else a lower heading or another element that does, else the first
    `h1` of the article or of the page.

    Args:
        page: the page.
        titles: what the page's head says that the headline is.
        sites: the keys of the site's names, which are no headline.
    """
    wanted = {reading for title in set(titles) for reading in title.readings} - sites
    every = [(one, key(headline_of(one))) for one in page.elements["h1"][:_MAX_HEADINGS]]
    shown = [(one, words) for one, words in every if words and words not in sites and _is_shown(one)]
    first = [(one, words) for one, words in shown if not _is_second_choice(one)]
    for entries in (first, _lower(page.root, wanted)):
        agreeing = [entry for entry in entries if entry[1] in wanted]
        if agreeing:
            return max(agreeing, key=lambda entry: len(entry[1]))[0]
    swallowed = (one for one, words in every if words in wanted and _is_swallowed(one))
    if not first:
        leaf = _leaf(page.root, wanted)
        return leaf if leaf is not None else next(chain(swallowed, (one for one, _ in shown)), None)
    marked = (one for one, _ in first if "headline" in (one.get("itemprop") or "").split())
    inside = (one for one, _ in first if any(node.tag in {"article", "main"} for node in one.iterancestors()))
    return next(chain(swallowed, marked, inside, (one for one, _ in first)))


def headline_of(element: Element) -> str:
    """The text of a headline's element."""
    return fold("".join(_texts(element)) if len(element) else element.text or "")[:MAX_CHARS]


def is_in_pieces(element: Element) -> bool:
    """Whether a headline's element is made of several parts, such as a kicker and a title, and holds no text itself."""
    children = [child for child in element if isinstance(child.tag, str)]
    own = [element.text, *(child.tail for child in children)]
    return not any(text and text.strip() for text in own) and sum(1 for child in children if text_of(child)) > 1


def ranked(shown: Candidate[str] | None, said: list[Said], *, is_news: bool, in_pieces: bool) -> Candidates[str]:
    """The headlines that a page has, the most probable first.

    What is shown is the headline, unless a newsroom's structured data agree with OpenGraph on another one, or with the
    page's title where there is no OpenGraph. Where both
    are the same words, those of structured data are written as meant: what is shown may be in capitals, or a kicker
    and a title with nothing between them.

    Args:
        shown: what the headline's element says.
        said: what the page's head says, see `said`.
        is_news: whether structured data call the article news.
        in_pieces: whether the headline's element is made of several parts, see `is_in_pieces`.
    """
    if shown is None:
        yield from _shortest(said)
        return
    others = [one.candidate for one in said]
    agreeing = [_read(one, reading) for one in said if (reading := one.title.reading(shown.value))]
    headline = others[0] if is_news and others and others[0].path == "headline" else None
    if headline and (not agreeing or agreeing[0].path != "headline"):
        shared = [one.title for one in said if one.candidate.path == "og:title"]
        shared = shared or [one.title for one in said if one.candidate.path == "title"]
        if shared and all(title.reading(headline.value) for title in shared):
            yield headline
    elif not agreeing and _is_no_headline(shown.value, [one.title for one in said]):
        yield from others
    yield _form(shown, agreeing, is_news=headline is not None, in_pieces=in_pieces)
    yield from others


def _is_no_headline(shown: str, titles: list[Title]) -> bool:
    """Whether a heading that nothing agrees with is a paragraph, or a label beside much longer titles."""
    words = key(shown)
    longest = max((len(key(title.text)) for title in titles), default=0)
    label = len(words) < _SHORT and 3 * len(words) < longest and not any(words in key(title.raw) for title in titles)
    return len(shown) > _LONG or label


def _shortest(said: list[Said]) -> Candidates[str]:
    """What is said, the first without what others leave off."""
    for first in said[:1]:
        others = [other.title.text for other in said[1:] if key(other.title.text) in first.title.readings]
        if others and first.candidate.path not in _HEADLINES:
            yield _read(first, min(others, key=len))
    yield from (one.candidate for one in said)


def _read(one: Said, reading: str) -> Candidate[str]:
    """What a source says in one of its readings."""
    return replace(one.candidate, value=reading, raw=None if reading == one.title.raw else one.title.raw)


def _form(shown: Candidate[str], agreeing: list[Candidate[str]], *, is_news: bool, in_pieces: bool) -> Candidate[str]:
    """What is shown, or the same words as somebody else writes them."""
    others = [one for one in agreeing if one.value != shown.value]
    if is_news and others and others[0].path == "headline" and not _is_in_capitals(others[0].value):
        return others[0]
    if in_pieces and others:
        return others[0]
    if _is_in_capitals(shown.value):
        return next((one for one in others if not _is_in_capitals(one.value)), shown)
    cased = [one for one in others if one.value.casefold() == shown.value.casefold()]
    return cased[0] if len(cased) > 1 and cased[0].value == cased[1].value else shown


def _is_in_capitals(text: str) -> bool:
    """Whether a text is in capitals: more than an abbreviation among letters that have no case."""
    return text.isupper() and 2 * sum(map(str.isupper, text)) > len(key(text))


def _texts(element: Element) -> Iterator[str]:
    """The texts in an element, white space where a browser would break the line."""
    events = etree.iterwalk(element, events=("start", "end", "comment"))
    for event, node in events:
        breaks = " " if node.tag in _PARTS else ""
        if event == "start":
            if node.tag in _NO_TEXT or "hidden" in node.attrib:
                events.skip_subtree()
            else:
                yield breaks + (node.text or "")
        elif node is not element:
            yield breaks + (node.tail or "")


def _lower(root: Element, wanted: set[str]) -> Iterator[tuple[Element, str]]:
    """The lower headings that are wanted, with their keys."""
    for element in islice(root.iter("h2", "h3"), _MAX_HEADINGS):
        if (words := key(text_of(element)[:MAX_CHARS])) in wanted and _is_shown(element):
            yield element, words


def _leaf(root: Element, wanted: set[str]) -> Element | None:
    """The first element without elements in it that says the headline, on a page whose headline is no heading."""
    wanted = {words for words in wanted if len(words) > _SHORT}
    longest = max(map(len, wanted), default=0)
    for element in islice(root.iter(*_LEAVES), _MAX_LEAVES):
        if not _SHORT < len(element.text or "") < 2 * longest or key(headline_of(element)) not in wanted:
            continue
        if _is_shown(element) and not _is_second_choice(element) and next(element.iterancestors("a"), None) is None:
            return element
    return None


def _is_second_choice(element: Element) -> bool:
    if any("breadcrumb" in name for name in element.attrib):
        return True
    nodes = islice(element.iterancestors(), _NEAR)
    said = (node.get(name) or "" for node in (element, *nodes) for name in _SAYING)
    return _SECOND_CHOICE.search(" ".join(said)) is not None


def _is_swallowed(element: Element) -> bool:
    """Whether an element stands in a menu or the like that was never closed: no entry of it."""
    return not is_hidden(element) and not any(node.tag == "li" or is_hidden(node) for node in element.iterancestors())


def _is_in_picture(title: Element) -> bool:
    return next(title.iterancestors("svg"), None) is not None


def _is_shown(element: Element) -> bool:
    if is_hidden(element):
        return False
    return not any(node.tag in _AWAY or is_hidden(node) for node in element.iterancestors())
