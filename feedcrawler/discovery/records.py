"""Feeds and sitemaps taken apart: the records (items, entries, URLs) that are whole, each apart from the others.

So a record that is broken off, or not well-formed, costs nothing but itself; a million of them cost no more than those
that are read; and no parser sees more of hostile input than one record, without any document type.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.entities import html5
from itertools import islice
from typing import Any, Literal, cast
from xml.sax.saxutils import quoteattr

from lxml import etree

from feedcrawler.discovery.charset import as_utf8

Kind = Literal["rss", "feed", "rdf", "urlset", "sitemapindex"]

XML_BASE = "{http://www.w3.org/XML/1998/namespace}base"

_RECORDS: dict[Kind, bytes] = {
    "rss": b"item",
    "rdf": b"item",
    "feed": b"entry",
    "urlset": b"url",
    "sitemapindex": b"sitemap",
}
_PROLOGUE = 100_000  # bytes in which the document's first tag is looked for
_MAX_TAG = 20_000
_MAX_NAMESPACES = 50
_MAX_NAMESPACE = 200
_MAX_RECORD = 1_000_000
_MAX_PART, _MAX_PARTS = 50_000, 50_000  # of a record that is larger
_MAX_STEPS = 1000  # comments and document types before the first tag
_TAGS_A_RECORD = 20  # CDATA sections, comments and the like
_ROOT = re.compile(
    rb"<!--|<!DOCTYPE|<((?:[\w.-]{1,40}:)?(rss|feed|rdf|urlset|sitemapindex)|html|head|body)(?=[\s/>])", re.IGNORECASE
)
_TAG = re.compile(rb"(?:[^<>\"']+|\"[^\"]*\"|'[^']*')*+>")
_OF_A_PAGE = re.compile(rb"\s{1,99}html\b", re.IGNORECASE)
_BEFORE = re.compile(rb"\s*+(?:<\?[^>]*+>\s*+|<!--.*?-->\s*+)*+\Z", re.DOTALL)
_PARTS = re.compile(rb"<!\[CDATA\[.*?(?:\]\]>|\Z)|<[^<>]*+>?|[^<]++", re.DOTALL)
_UNESCAPED = re.compile(
    rb"<!\[CDATA\[.*?(?:\]\]>|\Z)|<(?![\w/!?])|&(?:#x([0-9a-f]{1,8});|#([0-9]{1,8});|([a-z]\w{1,31};))?",
    re.IGNORECASE | re.DOTALL,
)
_OF_XML = {b"lt;", b"gt;", b"amp;", b"quot;", b"apos;"}
_PARSER: dict[str, Any] = {
    "resolve_entities": False,
    "no_network": True,
    "huge_tree": False,
    "remove_comments": True,
    "remove_pis": True,
}


@dataclass(frozen=True, slots=True)
class Record:
    """One item, entry or URL."""

    element: etree._Element
    damaged: bool
    """Whether it had to be mended; then its parts may lie in one another."""


@dataclass(slots=True, kw_only=True)
class Document:
    """A feed or sitemap taken apart."""

    text: bytes
    """In UTF-8."""
    max_records: int
    kind: Kind | None = None
    """By its first tag; None where it is neither feed nor sitemap."""
    has_doctype: bool = False
    """Whether it has a document type: that is where entities are defined that multiply, and it is not read."""
    more: bool = False
    """Whether there are more records than asked for."""
    broken_off: bool = False
    """Whether the end is missing; a record without end is left out."""
    error: str | None = None
    """What was not well-formed, first of all; of records when they have been read."""
    spans: list[tuple[int, int]] = field(default_factory=list)
    """Where the whole records are."""
    root: bytes = b"<r>"
    """What every record is parsed in."""
    rest: tuple[bytes, bytes] = (b"", b"")
    """What stands before and behind the records."""

    @property
    def problem(self) -> str | None:
        """What is wrong with it, in words."""
        if self.more:
            return f"more than {self.max_records} entries: the rest is left out"
        if self.broken_off:
            return f"breaks off after {len(self.spans)} entries: not well-formed"
        return f"not well-formed: {self.error}"[:300] if self.error else None

    def records(self) -> Iterator[Record]:
        """The records in their order, each parsed by itself."""
        for start, end in self.spans:
            record = self._parsed(_lightened(self.text[start:end]))
            if record is None or not len(record.element):
                self.error = self.error or "an entry that cannot be read"
            else:
                yield Record(record.element[0], record.damaged)

    def head(self) -> etree._Element | None:
        """The document without its records."""
        record = self._parsed(b"".join(_lightened(part)[:_MAX_RECORD] for part in self.rest))
        return record.element if record else None

    def _parsed(self, inside: bytes) -> Record | None:
        text = self.root + inside[: 2 * _MAX_RECORD] + b"</r>"
        try:
            return Record(etree.fromstring(text, etree.XMLParser(recover=False, **_PARSER)), False)
        except etree.XMLSyntaxError as error:
            self.error = self.error or str(error.msg).partition(", line ")[0]
        mended = _mended(text)
        return Record(mended, True) if mended is not None else None


def take_apart(body: bytes, *, content_type: str = "", max_records: int) -> Document:
    """Find the records of a feed or sitemap; one walk over the bytes, and none over those behind the last record.

    Args:
        body: as fetched, decompressed.
        content_type: the header, which may name the charset.
        max_records: no more are read.
    """
    text, damaged = as_utf8(body, content_type)
    document = Document(text=text, max_records=max_records, error="some bytes are no characters" if damaged else None)
    root = _find_root(document)
    tag = _TAG.match(text, root.end(), root.end() + _MAX_TAG) if root else None
    if root is None or tag is None:
        return document
    document.kind = cast("Kind", root[2].lower().decode())
    document.root = _plain_root(text[root.start() : tag.end()])
    if not document.has_doctype and not _BEFORE.match(text, 0, root.start()):
        document.error = document.error or "something stands before the document"
    if not tag[0].endswith(b"/>"):
        _find_records(document, tag.end(), root[1], _RECORDS[document.kind])
    return document


def name_of(element: etree._Element) -> tuple[str, str]:
    """An element's namespace (or its prefix, where that was never declared) and its local name, in lower case."""
    tag = str(element.tag)
    space, _, name = tag.removeprefix("{").rpartition("}" if "}" in tag else ":")
    return space, name.lower()


def _find_root(document: Document) -> re.Match[bytes] | None:
    """The document's first tag; what stands before it (a warning of the server's, say) is passed over."""
    at, text = 0, document.text
    for _ in range(_MAX_STEPS):
        match = _ROOT.search(text, at, at + _PROLOGUE)
        if match is None:
            return None
        if match[1]:
            return match if match[2] else None
        if match[0] == b"<!--":
            at = text.find(b"-->", match.end())
        else:
            # A page's says only that it is a page.
            document.has_doctype = document.has_doctype or not _OF_A_PAGE.match(text, match.end())
            at = _after_doctype(text, match.start())
        if at < 0:
            return None
    return None


def _after_doctype(text: bytes, start: int) -> int:
    end, bracket = text.find(b">", start), text.find(b"[", start, start + _PROLOGUE)
    if 0 <= bracket < end or end < 0 <= bracket:
        closing = text.find(b"]", bracket)
        end = text.find(b">", closing) if closing >= 0 else -1
    return end


def _plain_root(tag: bytes) -> bytes:
    """A first tag for every record to be parsed in: with the namespaces and the base of the document's own."""
    own = _mended(tag.rstrip(b"/>") + b"/>")
    if own is None:
        return b"<r>"
    names = list(own.nsmap.items())[:_MAX_NAMESPACES]
    spaces = {f"xmlns:{p}" if p else "xmlns": uri for p, uri in names if len(f"{p}{uri}") <= _MAX_NAMESPACE}
    if XML_BASE in own.attrib:
        spaces["xml:base"] = own.get(XML_BASE, "")
    return f"<r {' '.join(f'{name}={quoteattr(value)}' for name, value in spaces.items())}>".encode()


def _find_records(document: Document, start: int, root: bytes, name: bytes) -> None:
    """Where each record starts and ends.

    What is opened again before it was closed has no end, like what the end of the document leaves open.
    """
    text, tag = document.text, _tags_of(root, name)
    at, opened, open_at, own = start, 0, -1, b""
    first, last, end = -1, start, len(text)
    document.broken_off = True
    for _ in range(_TAGS_A_RECORD * (document.max_records + 10_000)):
        match = tag.search(text, at) if document.broken_off and at >= 0 else None
        if match is None:
            break
        at, found = match.end(), match[0]
        opening, closing = (match[1] or b"").lower(), (match[2] or b"").lower()
        own = own or opening
        if found in (b"<!--", b"<![CDATA["):
            at = text.find(b"-->" if found == b"<!--" else b"]]>", at)
        elif not (opening or closing):
            document.broken_off, end = False, match.start()
        elif opening and opening == own:
            opened += 1
            first = match.start() if first < 0 else first
            if opened > document.max_records:
                document.more, document.broken_off, end = True, False, last
            elif open_at >= 0:
                document.error = document.error or "an entry without end"
            open_at = match.start()
        elif closing and closing == own and open_at >= 0:
            document.spans.append((open_at, at))
            open_at, last = -1, at
    document.rest = (text[start:first], text[last:end]) if first >= 0 else (text[start:end], b"")


def _tags_of(root: bytes, name: bytes) -> re.Pattern[bytes]:
    """What matters on the way: the start and the end of a record, the end of all, and what is no markup."""
    name = rb"(?:[\w.-]{1,40}:)?" + name
    return re.compile(
        rb"<(?:!--|!\[CDATA\[|(%b)(?=[\s/>])|/(%b)\s{0,99}>|/%b\s{0,99}>)" % (name, name, re.escape(root)),
        re.IGNORECASE,
    )


def _lightened(text: bytes) -> bytes:
    """A record without its longest parts, where it is too long: these are no address and no headline."""
    if len(text) <= _MAX_RECORD:
        return text
    kept, size = [], 0
    for part in islice(_PARTS.finditer(text), _MAX_PARTS):
        if len(part[0]) <= _MAX_PART and size < _MAX_RECORD:
            kept.append(part[0])
            size += len(part[0])
    return b"".join(kept)


def _mended(text: bytes) -> etree._Element | None:
    try:
        return etree.fromstring(_UNESCAPED.sub(_escaped, text), etree.XMLParser(recover=True, **_PARSER))
    except etree.XMLSyntaxError:
        return None


def _escaped(match: re.Match[bytes]) -> bytes:
    """What no XML parser would let pass: references to nothing (HTML's are known), a bare `&` or `<`."""
    found = match[0]
    if found.startswith(b"<!"):
        return found
    if found == b"<":
        return b"&lt;"
    if match[1] or match[2]:
        code = int(match[1], 16) if match[1] else int(match[2])
        valid = code in (9, 10, 13) or 32 <= code < 0xD800 or 0xE000 <= code < 0xFFFE or 0x10000 <= code < 0x110000
        return found if valid else b""
    if match[3] is None or match[3] in _OF_XML:
        return found if match[3] else b"&amp;"
    named = html5.get(match[3].decode("ascii", "replace"))
    return named.encode() if named and named not in "<>&" else b"&amp;" + match[3]
