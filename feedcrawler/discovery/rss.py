"""Feeds: RSS, RDF and Atom on feedparser, and the way to JSON Feed.

feedparser is exact about what the formats mean, and lavish with time: a quarter of a millisecond an entry, and where a
feed is not well-formed a time that may grow with the square of its size. So it is given a feed that is always
well-formed, and holds nothing but the titles, dates and ids of the entries that are read.
"""

from __future__ import annotations

import html
import re
from calendar import timegm
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from io import BytesIO
from itertools import islice
from time import struct_time
from typing import Any

import feedparser
from lxml import etree
from w3lib.html import remove_tags

from feedcrawler.discovery.entry import Entry
from feedcrawler.discovery.feed import MAX_URL, Feed, refuse
from feedcrawler.discovery.json_feed import is_json_feed, looks_like_json, read_json_feed
from feedcrawler.discovery.records import XML_BASE, Document, Record, name_of, take_apart
from feedcrawler.items import Via
from feedcrawler.urls import absolute_url

_KINDS = ("rss", "rdf", "feed")
_SNIFFED = 200_000
_MAX_TEXT = 1000
_MAX_PARTS = 1000  # elements of an entry that are looked at
_ATOM = "http://www.w3.org/2005/Atom"
# Whose elements say something of the entry itself; by prefix too, for feeds that forget to declare it.
_SPEAK = {_ATOM, "http://purl.org/dc/elements/1.1/", "http://purl.org/dc/terms/", "atom", "atom10", "dc", "dcterms"}
# Names of one thing in the formats, as feedparser is given them.
_FIELDS = {
    "title": "title",
    "guid": "id",
    "id": "id",
    "pubdate": "published",
    "published": "published",
    "issued": "published",
    "created": "published",
    "date": "published",
    "updated": "updated",
    "modified": "updated",
}
_PERIODS = {
    "hourly": timedelta(hours=1),
    "daily": timedelta(days=1),
    "weekly": timedelta(weeks=1),
    "monthly": timedelta(days=30),
    "yearly": timedelta(days=365),
}
_MIN_TTL, _MAX_TTL = timedelta(minutes=1), timedelta(days=30)


def is_feed(body: bytes, content_type: str = "") -> bool:
    """Whether `body` starts like a feed of any format."""
    start = body[:_SNIFFED]
    document = take_apart(start, content_type=content_type, max_records=0)
    return document.kind in _KINDS or is_json_feed(start)


def read_feed(body: bytes, url: str, *, content_type: str = "", max_entries: int = 10_000) -> Feed:
    """The entries of a feed in its order.

    A feed that breaks off or is not well-formed gives the entries that are whole, and a `problem`.
    Something else than a feed gives no entry and a `problem`.

    Args:
        body: the feed as fetched, decompressed.
        url: where it came from: relative links start there.
        content_type: the header, which may name the charset.
        max_entries: no more are read.
    """
    if looks_like_json(body):
        return read_json_feed(body, url, max_entries=max_entries)
    document = take_apart(body, content_type=content_type, max_records=max_entries)
    feed = Feed(has_doctype=document.has_doctype)
    if document.kind not in _KINDS:
        feed.problem = "not a feed"
        return feed
    base = _read_head(document, url, feed)
    via: Via = "atom" if document.kind == "feed" else "rss"
    links, plain = [], etree.Element(f"{{{_ATOM}}}feed" if via == "atom" else "rss", nsmap=_nsmap(via))
    channel = plain if via == "atom" else etree.SubElement(plain, "channel")
    try:
        for record in document.records():
            if link := _link(record, base, feed):
                links.append(link)
                channel.append(_plain_entry(record, via))
        feed.entries = [_entry(raw, link, url, via) for raw, link in zip(_parsed(plain), links, strict=True)]
        feed.problem = document.problem
    except Exception as error:  # whatever of it feedparser stumbles over
        feed.problem = f"cannot be parsed: {error}"[:300]
    return feed


def _nsmap(via: Via) -> dict[Any, str]:
    return {None: _ATOM} if via == "atom" else {}


def _parsed(plain: etree._Element) -> list[Any]:
    headers = {"content-type": "application/xml; charset=utf-8"}
    source = BytesIO(etree.tostring(plain, encoding="utf-8", xml_declaration=False))
    parsed = feedparser.parse(source, response_headers=headers, sanitize_html=False, resolve_relative_uris=False)
    return list(parsed.entries)


# The parts of an entry


def _parts(record: Record) -> Iterator[tuple[str, etree._Element]]:
    """What an entry says of itself, by name; in a mended one that may lie anywhere."""
    own = name_of(record.element)[0]
    parts = record.element.iterdescendants() if record.damaged else record.element.iterchildren()
    for part in islice(parts, _MAX_PARTS):
        space, name = name_of(part)
        if space == own or space in _SPEAK or name == "origlink":
            yield name, part


def _plain_entry(record: Record, via: Via) -> etree._Element:
    """The entry with nothing in it but what is read, each once."""
    space = f"{{{_ATOM}}}" if via == "atom" else ""
    plain = etree.Element(space + ("entry" if via == "atom" else "item"))
    for name, part in _parts(record):
        field = _FIELDS.get(name)
        if field is None or plain.find(space + field) is not None:
            continue
        text = _said(part, record)
        if not text:
            continue
        child = etree.SubElement(plain, space + field)
        child.text = text
        if field == "id":
            child.set("isPermaLink", "false")  # it stays as it was written
        if field == "title" and via == "atom":
            child.set("type", "html" if part.get("type") == "html" or part.get("mode") == "escaped" else "text")
    return plain


def _said(part: etree._Element, record: Record) -> str:
    """The text of an element with any markup in it; of a mended one only what comes before that."""
    text = (part.text or "") if record.damaged else "".join(str(text) for text in islice(part.itertext(), _MAX_PARTS))
    return text.strip()[: 4 * _MAX_TEXT]


def _entry(raw: Any, link: str, url: str, via: Via) -> Entry:
    return Entry(
        url=link,
        via=via,
        feed_url=url,
        id=_text(raw.get("id")),
        title=_title(raw),
        published=_instant(raw.get("published_parsed")),
        modified=_instant(raw.get("updated_parsed")) if "updated" in raw else None,
    )


def _title(raw: Any) -> str | None:
    """The title as text: most formats allow HTML in it, and many feeds escape it once more than they should."""
    title = str(raw.get("title") or "")
    if (raw.get("title_detail") or {}).get("type") != "text/plain":
        title = html.unescape(remove_tags(title))
    return _text(title)


def _text(value: Any) -> str | None:
    return " ".join(str(value).split())[:_MAX_TEXT] or None if value else None


def _instant(value: struct_time | None) -> datetime | None:
    """Feedparser gives dates as UTC."""
    if value is None:
        return None
    try:
        return datetime.fromtimestamp(timegm(value), UTC)
    except (ValueError, OverflowError):
        return None


# Links


def _link(record: Record, base: str, feed: Feed) -> str | None:
    """The address of an entry's article; one that leads nowhere is noted."""
    base = absolute_url(base, record.element.get(XML_BASE, "")) or base
    named: list[str] = []
    for _, link, own in sorted(_links(record), key=lambda found: found[0]):
        named.append(link)
        if len(link) <= MAX_URL and (address := absolute_url(absolute_url(base, own) or base, link)):
            return address
    if named:
        refuse(feed.refused, named[0])
    return None


def _links(record: Record) -> Iterator[tuple[int, str, str]]:
    """What may be the article's address: rank, link, and the base of its own that it may have.

    An `alternate` that is no page ranks after one that is (RFC 4287, 4.2.7.2); a guid is a link unless it says that
    it is none (RSS 2.0), and only if it looks like one; RSS 1.0 names the link once more as `rdf:about`.
    """
    about = record.element.get("{http://www.w3.org/1999/02/22-rdf-syntax-ns#}about", "")
    if _is_web(about):
        yield 5, about.strip(), ""
    for name, part in _parts(record):
        text, href, own = (part.text or "").strip(), part.get("href", "").strip(), part.get(XML_BASE, "")
        if name == "origlink" and _is_web(text):
            yield 0, text, own
        elif name == "link" and text and not href:
            yield 1, text, own
        elif name == "link" and href and part.get("rel", "alternate") in ("alternate", "canonical"):
            yield 2 if "html" in part.get("type", "html") else 3, href, own
        elif name == "guid" and part.get("isPermaLink", "true").lower() == "true" and _is_web(text):
            yield 4, text, own
        elif name == "link" and part.get("rel") == "self" and href:
            yield 6, href, own


def _is_web(text: str) -> bool:
    return text.strip().lower().startswith(("http://", "https://"))


# What a feed says of itself


def _read_head(document: Document, url: str, feed: Feed) -> str:
    """Read what the feed says of itself; returns the address that its links start from."""
    head = document.head()
    if head is None:
        return url
    base = absolute_url(url, head.get(XML_BASE, "")) or url
    said: dict[str, str] = {}
    for part in islice(head.iterdescendants(), _MAX_PARTS):
        name, rel = name_of(part)[1], part.get("rel", "")
        if name == "link" and rel in ("next", "prev-archive") and part.get("href"):
            said.setdefault(rel, part.get("href", ""))
        elif name in ("ttl", "updateperiod", "updatefrequency") and part.text:
            said.setdefault(name, part.text.strip()[:20])
    following = said.get("next") or said.get("prev-archive")
    if following and len(following) <= MAX_URL:
        feed.next_url = absolute_url(base, following)
    feed.ttl = _ttl(said)
    return base


def _ttl(said: dict[str, str]) -> timedelta | None:
    """RSS 2.0's `ttl` in minutes, else the period and frequency of RSS 1.0's syndication module."""
    times = said.get("updatefrequency", "1")
    if re.fullmatch(r"\d{1,9}", said.get("ttl", ""), re.ASCII):
        ttl = timedelta(minutes=int(said["ttl"]))
    elif said.get("updateperiod", "").lower() in _PERIODS and re.fullmatch(r"0*[1-9]\d{0,5}", times, re.ASCII):
        ttl = _PERIODS[said["updateperiod"].lower()] / int(times)
    else:
        return None
    return min(ttl, _MAX_TTL) if ttl >= _MIN_TTL else None
