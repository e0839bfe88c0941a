"""JSON Feed, versions 1 and 1.1 (https://www.jsonfeed.org/version/1.1/)."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from typing import Any

from feedcrawler.discovery.charset import as_utf8
from feedcrawler.discovery.entry import Entry
from feedcrawler.discovery.feed import MAX_URL, Feed, refuse
from feedcrawler.discovery.w3c_date import w3c_instant
from feedcrawler.urls import absolute_url

_MAX_ITEM = 1_000_000
_MAX_TOKENS = 3_000_000
_MAX_TEXT = 1000
_TOKEN = re.compile(rb"\"[^\"\\]*+(?:\\.[^\"\\]*+)*+(?:(\")|\\?\Z)|[{}\[\]]", re.DOTALL)
_STEPS = {b"{": 1, b"[": 1, b"}": -1, b"]": -1}
_START = re.compile(rb"(?:\xef\xbb\xbf)?\s*+\{")
_VERSION = re.compile(rb"\"version\"\s{0,99}:\s{0,99}\"https?:(?:\\?/){2}(?:www\.)?jsonfeed\.org(?:\\?/)version")
_COLON = re.compile(rb"\s*+:\s*+\[")


def is_json_feed(body: bytes) -> bool:
    """Whether `body` starts like a JSON Feed."""
    return looks_like_json(body) and _VERSION.search(body) is not None


def looks_like_json(body: bytes) -> bool:
    """Whether `body` starts like a JSON object."""
    return _START.match(body) is not None


def read_json_feed(body: bytes, url: str, *, max_entries: int = 10_000) -> Feed:
    """The items of a JSON Feed in its order.

    A feed that breaks off gives the items that are whole, and a `problem`.

    Args:
        body: the feed as fetched, decompressed.
        url: where it came from: relative links start there.
        max_entries: no more are read.
    """
    text = as_utf8(body)[0]
    if not _VERSION.search(text):
        return Feed(problem="not a feed")
    parts = _take_apart(text, max_entries)
    head = _parsed(parts.head)
    feed = Feed(next_url=_address(head.get("next_url"), url), problem=parts.problem)
    if not head:
        feed.problem = feed.problem or "not well-formed"
    for raw in parts.items:
        item = _parsed(raw)
        if not item:
            feed.problem = feed.problem or "not well-formed: an item that cannot be read"
        elif entry := _entry(item, url, feed):
            feed.entries.append(entry)
    return feed


@dataclass(slots=True)
class _Parts:
    """A feed without its items, and these, each whole."""

    head: bytes = b""
    items: list[bytes] = field(default_factory=list)
    problem: str | None = None


def _take_apart(body: bytes, max_entries: int) -> _Parts:
    """Find the items without parsing them: no item costs more than itself, and those behind the last one read nothing.

    The head is what stands around the array named `items` in the outermost object.
    """
    parts, depth, start = _Parts(), 0, -1
    opened = closed = 0  # where the array of items is
    for count, token in enumerate(_TOKEN.finditer(body)):
        sign = token[0]
        depth += _STEPS.get(sign, 0)
        if depth == 1 and not opened and sign == b'"items"' and (array := _COLON.match(body, token.end())):
            opened = array.end()
        elif opened and not closed:
            if depth == 3 and sign == b"{":
                start = token.start()
            elif depth == 2 and sign == b"}" and len(parts.items) < max_entries:
                parts.items.append(body[start : token.end()])
            elif depth == 2 and sign == b"}":
                parts.problem = f"more than {max_entries} entries: the rest is left out"
            elif depth == 1:
                closed = token.start()
        if count > _MAX_TOKENS:
            parts.problem = "too many parts: the rest is left out"
        if depth == 0 or parts.problem:
            break
    if parts.problem is None and (depth > 0 or not closed or (not parts.items and body[opened:closed].strip())):
        ending = f"breaks off after {len(parts.items)} entries" if depth > 0 else "no items"
        parts.problem = f"{ending}: not well-formed"
    parts.head = body[:opened] + (body[closed:] if closed else b"]}") if opened else body
    return parts


def _parsed(text: bytes) -> dict[str, Any]:
    """An object; empty where it is none, or larger or deeper than any honest one."""
    if len(text) > _MAX_ITEM:
        return {}
    try:
        parsed = json.loads(text)
    except (ValueError, RecursionError):
        return {}
    return parsed if isinstance(parsed, dict) else {}


def _entry(item: dict[str, Any], url: str, feed: Feed) -> Entry | None:
    """One item; its `id` is its address where it has no other, as the format recommends."""
    links = [item.get(name) for name in ("url", "external_url", "id")]
    named = [link for link in links[:2] if isinstance(link, str) and link.strip()]
    id_ = str(links[2]) if isinstance(links[2], (str, int, float)) else ""
    named += [id_] if id_.startswith(("http://", "https://")) else []
    address = next(filter(None, (_address(link, url) for link in named)), None)
    if address is None:
        if named:
            refuse(feed.refused, named[0])
        return None
    return Entry(
        url=address,
        via="json-feed",
        feed_url=url,
        id=_text(id_),
        title=_text(item.get("title")),
        published=w3c_instant(str(item.get("date_published") or "")),
        modified=w3c_instant(str(item.get("date_modified") or "")),
    )


def _address(link: object, url: str) -> str | None:
    if not isinstance(link, str) or not link.strip() or len(link) > MAX_URL:
        return None
    return absolute_url(url, link)


def _text(value: object) -> str | None:
    return " ".join(value.split())[:_MAX_TEXT] or None if isinstance(value, str) else None
