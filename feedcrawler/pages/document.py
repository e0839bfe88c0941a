"""Bytes to one parsed tree: the only place where a page is decoded and parsed."""

from __future__ import annotations

import re
from dataclasses import dataclass

from lxml.etree import HTML, HTMLParser, LxmlError
from lxml.etree import _Element as Element
from web_poet import HttpResponse

from feedcrawler.pages.charset import to_utf8
from feedcrawler.pages.elements import Elements, elements_of
from feedcrawler.pages.errors import NotAnArticle
from feedcrawler.urls import absolute_url

MAX_BYTES = 16 * 1024 * 1024

_END = re.compile(rb"</(?:html|body)\s*>", re.IGNORECASE)
_OPENED = re.compile(rb"<(article|main|div)[\s>]", re.IGNORECASE)
_CLOSED = re.compile(rb"</(article|main|div)[\s>]", re.IGNORECASE)
_TAIL = 4096
_TAG = re.compile(rb"""<[a-zA-Z][^"'<>]*+(?:(?:"[^"]*+"|'[^']*+')[^"'<>]*+)*+""")
_QUOTED = re.compile(rb""""[^"]*+"|'[^']*+'""")
_LARGE = 50_000  # bytes
_LONG_TAG = 2_000
_MANY_ATTRIBUTES = 10_000
_MANY_TAGS = 50_000  # articles have a few thousand, the longest ones with all their comments some ten thousand
_MUCH_TEXT = 1_000_000  # characters: a book
_UNSHOWN = frozenset(["script", "style", "noscript", "template", "svg"])
_MAX_URL = 4096


@dataclass(frozen=True, slots=True)
class Document:
    """A parsed page."""

    root: Element
    elements: Elements
    """Those that many readers ask for."""
    url: str
    base_url: str
    """What relative links are relative to."""
    is_cut_off: bool
    """Whether the page ends in the middle, or is nested so deep that the rest of it is not parsed."""
    warnings: tuple[str, ...]

    def link(self, href: str | None) -> str | None:
        """`href` as an absolute http(s) URL; None where it is something else."""
        if not href or len(href) > _MAX_URL or href.lstrip().startswith("#"):
            return None
        return absolute_url(self.base_url, href)


def parse(response: HttpResponse) -> Document:
    """Decodes and parses a page, once.

    Raises:
        NotAnArticle: there is nothing to parse, or far too much.
    """
    url, body = str(response.url), bytes(response.body)
    if len(body) > MAX_BYTES:
        raise NotAnArticle(url, f"larger than {MAX_BYTES // 1024 // 1024} MB")
    if is_overloaded(body):
        raise NotAnArticle(url, "more tags or attributes than any article has")
    utf8, warning = to_utf8(body, response)
    if not utf8.strip():
        raise NotAnArticle(url, "empty page")
    parser = HTMLParser(encoding="utf-8", remove_pis=True)
    try:
        root: Element | None = HTML(utf8, parser=parser, base_url=url)  # lxml.html's elements take twice the time
    except (LxmlError, ValueError) as error:
        raise NotAnArticle(url, "no HTML") from error
    if root is None or root.tag != "html":
        raise NotAnArticle(url, "no HTML")
    if len(utf8) > _MUCH_TEXT and is_book(root):
        raise NotAnArticle(url, "more text than any article has")
    elements = elements_of(root)
    return Document(
        root=root,
        elements=elements,
        url=url,
        base_url=_base_url(elements["base"], url),
        is_cut_off=is_cut_off(utf8) or any(parser.error_log.filter_from_fatals()),
        warnings=(warning,) if warning else (),
    )


def is_overloaded(body: bytes) -> bool:
    """Whether a page has so many tags, or so many attributes in its tags, that reading it would take minutes.

    Time to parse a tag grows with the square of its attributes.
    """
    if len(body) < _LARGE:
        return False
    if body.count(b"<") > _MANY_TAGS:
        return True
    long = [tag for tag in _TAG.findall(body) if len(tag) > _LONG_TAG]
    return sum(len(_QUOTED.sub(b" ", tag).split()) ** 2 for tag in long) > _MANY_ATTRIBUTES**2


def is_book(root: Element) -> bool:
    """Whether a page shows more text than any article has."""
    shown = sum(len(node.text or "") for node in root.iter("*") if node.tag not in _UNSHOWN)
    return shown + sum(len(node.tail or "") for node in root.iter()) > _MUCH_TEXT


def is_cut_off(body: bytes) -> bool:
    """Whether a page ends in the middle.

    HTML lets a page leave out `</body>` and `</html>`, so their absence only raises the question; what answers
    it are a tag or an element open at the end that HTML needs closed.
    """
    if _END.search(body, max(0, len(body) - _TAIL)) or b"<" not in body:
        return False
    if body.rfind(b"<") > body.rfind(b">"):
        return True
    opened = [name.lower() for name in _OPENED.findall(body)]
    closed = [name.lower() for name in _CLOSED.findall(body)]
    slack = {b"article": 0, b"main": 0, b"div": 1}  # one div too many is sloppiness, not an end
    return any(opened.count(name) - closed.count(name) > spare for name, spare in slack.items())


def _base_url(bases: list[Element], url: str) -> str:
    return (absolute_url(url, bases[0].get("href") or "") if bases else None) or url
