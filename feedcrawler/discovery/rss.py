"""Feeds: RSS and Atom, on feedparser."""

from __future__ import annotations

import re
from calendar import timegm
from dataclasses import dataclass, field
from datetime import UTC, datetime
from io import BytesIO
from time import struct_time
from typing import Any

import feedparser

from feedcrawler.discovery.entry import Entry
from feedcrawler.items import Via
from feedcrawler.urls import absolute_url

_PROLOGUE = 4096  # bytes in which a document type is looked for
_REFERENCE = re.compile(rb"&#(?:x([0-9a-fA-F]{1,8})|([0-9]{1,8}));")
_MAX_TEXT = 1000
# The header is wrong about the charset or the kind of document; the feed is whole.
_HARMLESS = (feedparser.CharacterEncodingOverride, feedparser.NonXMLContentType)


@dataclass(slots=True, kw_only=True)
class Feed:
    """What a feed announces."""

    entries: list[Entry] = field(default_factory=list)
    problem: str | None = None
    """What is wrong with the feed; the entries before it are whole."""


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
    headers = {"content-location": url} | ({"content-type": content_type} if content_type else {})
    source = BytesIO(_REFERENCE.sub(_valid_reference, _without_doctype(body)))
    try:
        parsed = feedparser.parse(source, response_headers=headers, sanitize_html=False, resolve_relative_uris=False)
    except Exception as error:
        return Feed(problem=f"cannot be parsed: {error}"[:300])
    version = str(parsed.get("version") or "")
    if not version:
        return Feed(problem="not a feed")
    via: Via = "atom" if version.startswith("atom") else "rss"
    found = (_entry(raw, url, via) for raw in parsed.entries[:max_entries])
    return Feed(entries=[entry for entry in found if entry], problem=_problem(parsed, max_entries))


def _without_doctype(body: bytes) -> bytes:
    """A document type is where a feed can define entities that multiply (CVE-2003-1564 and kin): it is left out."""
    start = body[:_PROLOGUE].upper().find(b"<!DOCTYPE")
    if start < 0:
        return body
    end, bracket = body.find(b">", start), body.find(b"[", start, start + _PROLOGUE)
    if 0 <= bracket < end or end < 0:
        end = body.find(b">", body.find(b"]", bracket)) if b"]" in body[bracket:] else len(body)
    return body[:start] + body[end + 1 :]


def _valid_reference(match: re.Match[bytes]) -> bytes:
    """A reference to no character (a surrogate, beyond Unicode) would cost feedparser the whole feed."""
    code = int(match[1], 16) if match[1] else int(match[2])
    valid = code in (9, 10, 13) or 32 <= code < 0xD800 or 0xE000 <= code < 0x110000
    return match[0] if valid else b""


def _entry(raw: Any, url: str, via: Via) -> Entry | None:
    link = absolute_url(url, str(raw.get("link") or ""))
    if link is None or not raw.get("link"):
        return None
    return Entry(
        url=link,
        via=via,
        feed_url=url,
        id=_text(raw.get("id")),
        title=_text(raw.get("title")),
        published=_instant(raw.get("published_parsed")),
        modified=_instant(raw.get("updated_parsed")) if "updated" in raw else None,
    )


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


def _problem(parsed: Any, max_entries: int) -> str | None:
    if len(parsed.entries) > max_entries:
        return f"more than {max_entries} entries: the rest is left out"
    error = parsed.get("bozo_exception") if parsed.get("bozo") else None
    if error is None or isinstance(error, _HARMLESS):
        return None
    return f"not well-formed: {error}"[:300]
