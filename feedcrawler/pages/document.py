"""Bytes to one parsed tree: the only place where a page is decoded and parsed."""

from __future__ import annotations

import re
from dataclasses import dataclass

from lxml.etree import LxmlError
from lxml.etree import _Element as Element
from lxml.html import HTMLParser, document_fromstring
from web_poet import HttpResponse

from feedcrawler.pages.errors import NotAnArticle
from feedcrawler.pages.text import short
from feedcrawler.urls import absolute_url

MAX_BYTES = 16 * 1024 * 1024

_END = re.compile(rb"</(?:html|body)\s*>", re.IGNORECASE)
_OPENED = re.compile(rb"<(article|main|div)[\s>]", re.IGNORECASE)
_CLOSED = re.compile(rb"</(article|main|div)[\s>]", re.IGNORECASE)
_TAIL = 4096
_TAG = re.compile(rb"""<[a-zA-Z](?:[^"'<>]++|"[^"]*+"|'[^']*+')*+""")
_QUOTED = re.compile(rb""""[^"]*+"|'[^']*+'""")
_LARGE = 50_000  # bytes
_LONG_TAG = 2_000
_MANY_ATTRIBUTES = 10_000
_MANY_TAGS = 200_000
_MAX_URL = 4096


@dataclass(frozen=True, slots=True)
class Document:
    """A parsed page."""

    root: Element
    url: str
    base_url: str
    """What relative links are relative to."""
    is_cut_off: bool
    """Whether the page ends in the middle."""
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
    try:
        root = document_fromstring(utf8, parser=HTMLParser(encoding="utf-8", remove_pis=True), base_url=url)
    except (LxmlError, ValueError) as error:
        raise NotAnArticle(url, "no HTML") from error
    return Document(
        root=root,
        url=url,
        base_url=_base_url(root, url),
        is_cut_off=is_cut_off(body),
        warnings=(warning,) if warning else (),
    )


def to_utf8(body: bytes, response: HttpResponse) -> tuple[bytes, str | None]:
    """The page as UTF-8, and a warning where its declared charset is wrong.

    Bytes that are multi-byte UTF-8 are UTF-8, whatever header or meta say: other charsets do not look like it
    by chance. Else web-poet decides as browsers do (BOM, header, meta, guess).
    """
    if response._encoding is None and b"\0" not in body:
        if body.isascii():
            if b"\x1b" not in body:  # ISO-2022 hides other alphabets in ASCII
                return body, None
        elif _is_utf8(body):
            declared = response.headers.declared_encoding() or response.body.declared_encoding()
            wrong = declared not in {None, "utf-8"}
            return body, f"page: charset says {declared}, bytes are UTF-8" if wrong else None
    try:
        text, warning = response.text, None
    except (LookupError, UnicodeError):  # Python has codecs that are no charset: "idna", "base64", "undefined"
        text = body.decode("cp1252", "replace")
        warning = f"page: charset {short(response.encoding or '')} unknown"
    return text.replace("\0", "").encode("utf-8", "replace"), warning


def is_overloaded(body: bytes) -> bool:
    """Whether a page has so many tags, or so many attributes in its tags, that reading it would take minutes.

    Time to parse a tag grows with the square of its attributes.
    """
    if len(body) < _LARGE:
        return False
    if body.count(b"<") > _MANY_TAGS:
        return True
    long = (tag for match in _TAG.finditer(body) if len(tag := match[0]) > _LONG_TAG)
    return sum(len(_QUOTED.sub(b"", tag).split()) ** 2 for tag in long) > _MANY_ATTRIBUTES**2


def _is_utf8(body: bytes) -> bool:
    """Whether non-ASCII bytes are UTF-8, a few broken ones aside."""
    try:
        body.decode("utf-8")
    except UnicodeDecodeError:
        text = body.decode("utf-8", "replace")
        broken = text.count("\ufffd")
        others = sum(1 for char in text if char > "\x7f") - broken
        return others > 20 * broken
    return True


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


def _base_url(root: Element, url: str) -> str:
    base = next(root.iter("base"), None)
    return (absolute_url(url, base.get("href") or "") if base is not None else None) or url
