"""Sitemaps (https://www.sitemaps.org/protocol.html): XML, plain text, news sitemaps, indices; also compressed."""

from __future__ import annotations

import re
import zlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

from lxml import etree

from feedcrawler.discovery.charset import as_utf8
from feedcrawler.discovery.entry import Entry
from feedcrawler.discovery.feed import MAX_URL, refuse
from feedcrawler.discovery.records import Document, Record, name_of, take_apart
from feedcrawler.discovery.rss import read_feed
from feedcrawler.discovery.w3c_date import w3c_instant
from feedcrawler.urls import absolute_url

_GZIP = b"\x1f\x8b"
_LINE = re.compile(r"\S[^\r\n]*")
_STEP = 65_536
_MAX_MEMBERS = 1000  # compressed files one after the other are one (RFC 1952, 2.2)
_SNIFFED = 200_000
_MAX_TEXT = 1000
_AHEAD = timedelta(days=1)  # how far wrong clocks and zones may put an honest date after the fetch
_FEW = 20  # entries that may well have been changed at one moment


@dataclass(frozen=True, slots=True, kw_only=True)
class SitemapLink:
    """A sitemap that an index leads to."""

    url: str
    modified: datetime | None = None


@dataclass(slots=True, kw_only=True)
class Sitemap:
    """What a sitemap announces, or which sitemaps an index leads to."""

    entries: list[Entry] = field(default_factory=list)
    children: list[SitemapLink] = field(default_factory=list)
    problem: str | None = None
    """What is wrong with it; the entries are whole."""
    refused: list[str] = field(default_factory=list)
    """Addresses that are no http(s) address, the first twenty."""
    has_doctype: bool = False
    """Whether a document type was cut off."""


def is_sitemap(body: bytes) -> bool:
    """Whether `body` starts like a sitemap in XML, compressed or not."""
    start = _unpacked(body, _SNIFFED)[0] if body.startswith(_GZIP) else body[:_SNIFFED]
    return take_apart(start, max_records=0).kind in ("urlset", "sitemapindex")


def read_sitemap(
    body: bytes,
    url: str,
    *,
    max_entries: int = 50_000,
    max_size: int = 50_000_000,
    fetched_at: datetime | None = None,
) -> Sitemap:
    """The entries of a sitemap, or of an index the sitemaps it leads to, in their order.

    A sitemap that breaks off or is not well-formed gives what is whole, and a `problem`. Something else than a sitemap
    gives nothing and a `problem`; but a feed is one too, as the protocol has it.

    Args:
        body: as fetched; may be compressed with gzip.
        url: where it came from.
        max_entries: no more are read.
        max_size: bytes, decompressed; what is behind them is not read.
        fetched_at: aware; later dates say nothing. By default the moment of the call.
    """
    text, problem = _unpacked(body, max_size) if body.startswith(_GZIP) else (body[:max_size], None)
    if len(body) > max_size:
        problem = "too large"
    latest = (fetched_at or datetime.now(UTC)) + _AHEAD
    sitemap = _read(text, url, max_entries, latest, whole=problem is None)
    if problem and sitemap.problem != "not a sitemap":
        sitemap.problem = f"{problem}; {sitemap.problem}" if sitemap.problem else problem
    sitemap.entries = _without_stamp(sitemap.entries)
    return sitemap


def _read(text: bytes, url: str, max_entries: int, latest: datetime, *, whole: bool) -> Sitemap:
    document = take_apart(text, max_records=max_entries)
    if document.kind in ("urlset", "sitemapindex"):
        return _read_xml(document, url, latest)
    if document.kind is not None:
        feed = read_feed(text, url, max_entries=max_entries)
        return Sitemap(entries=feed.entries, problem=feed.problem, refused=feed.refused, has_doctype=feed.has_doctype)
    if text.lstrip(b"\xef\xbb\xbf \t\r\n")[:8].lower().startswith((b"http://", b"https://")):
        return _read_text(text, url, max_entries, whole=whole)
    return Sitemap(problem="not a sitemap", has_doctype=document.has_doctype)


def _unpacked(body: bytes, max_size: int) -> tuple[bytes, str | None]:
    """What gzip holds, as far as it is whole and not too much; and what is wrong with it."""
    unpacked, at, size, members = [], 0, 0, 1
    gzip = zlib.decompressobj(wbits=31)
    try:
        while at < len(body) or gzip.unconsumed_tail:
            packed = gzip.unconsumed_tail or body[at : at + _STEP]
            at += 0 if gzip.unconsumed_tail else _STEP
            unpacked.append(gzip.decompress(packed, max_size + 1 - size))
            size += len(unpacked[-1])
            if size > max_size:
                return b"".join(unpacked)[:max_size], "too large"
            if gzip.eof:
                at = min(at, len(body)) - len(gzip.unused_data)
                if members == _MAX_MEMBERS or not body.startswith(_GZIP, at):
                    break  # padding
                gzip, members = zlib.decompressobj(wbits=31), members + 1
    except zlib.error as error:
        return b"".join(unpacked), f"cannot be decompressed: {error}"[:200]
    return b"".join(unpacked), None if gzip.eof else "breaks off: the compressed data are not whole"


# XML


def _read_xml(document: Document, url: str, latest: datetime) -> Sitemap:
    sitemap = Sitemap(has_doctype=document.has_doctype)
    for record in document.records():
        said = dict(_said(record))
        link = said.get("loc", "")
        address = absolute_url(url, link) if link and len(link) <= MAX_URL else None
        modified = _not_after(latest, said.get("lastmod"))
        if address is None:
            if link:
                refuse(sitemap.refused, link)
        elif document.kind == "sitemapindex":
            sitemap.children.append(SitemapLink(url=address, modified=modified))
        else:
            published = _not_after(latest, said.get("publication_date"))
            entry = Entry(url=address, via="sitemap", feed_url=url, published=published, modified=modified)
            sitemap.entries.append(replace(entry, title=said.get("title"), language=said.get("language")))
    sitemap.problem = document.problem
    return sitemap


def _said(record: Record) -> Iterator[tuple[str, str]]:
    """What a sitemap says of one page: `loc` and `lastmod` of its own, and what is in `news:news`.

    Other extensions have a `loc` too (that of an image, say), in a namespace of their own.
    """
    own = name_of(record.element)[0]
    for part in record.element.iterchildren():
        space, name = name_of(part)
        if name == "news":
            for detail in part.iterdescendants():
                of_news = name_of(detail)[1]
                if of_news in ("publication_date", "title", "language") and (text := _text(detail)):
                    yield of_news, text[:_MAX_TEXT]
        elif name in ("loc", "lastmod") and space == own and (text := _text(part)):
            yield name, text


def _text(element: etree._Element) -> str:
    return " ".join((element.text or "").split())


def _not_after(latest: datetime, raw: str | None) -> datetime | None:
    instant = w3c_instant(raw) if raw else None
    return instant if instant and instant <= latest else None


def _without_stamp(entries: list[Entry]) -> list[Entry]:
    """Dates without those that only say when the sitemap was made: one moment for more than half of the pages."""
    moments = Counter(entry.modified for entry in entries if entry.modified)
    moment, count = moments.most_common(1)[0] if moments else (None, 0)
    if len(entries) < _FEW or 2 * count <= len(entries):
        return entries
    return [replace(entry, modified=None) if entry.modified == moment else entry for entry in entries]


# Plain text


def _read_text(text: bytes, url: str, max_entries: int, *, whole: bool) -> Sitemap:
    """One address a line. Of what breaks off, the last line may be cut: half an address is another address."""
    sitemap = Sitemap()
    if not whole:
        text = text[: text.rfind(b"\n") + 1]
    for count, line in enumerate(_LINE.finditer(as_utf8(text)[0].decode())):
        if count == max_entries:
            sitemap.problem = f"more than {max_entries} entries: the rest is left out"
            break
        link = line[0].rstrip()
        address = absolute_url(url, link) if "://" in link and len(link) <= MAX_URL else None
        if address is None:
            if link:
                refuse(sitemap.refused, link)
        else:
            sitemap.entries.append(Entry(url=address, via="sitemap", feed_url=url))
    return sitemap
