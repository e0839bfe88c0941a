"""What a feed announces, of whatever format."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta

from feedcrawler.discovery.entry import Entry

MAX_URL = 4000
"""No article has a longer address."""

_MAX_REFUSED = 20
_MAX_SHOWN = 200


@dataclass(slots=True, kw_only=True)
class Feed:
    """What a feed announces."""

    entries: list[Entry] = field(default_factory=list)
    problem: str | None = None
    """What is wrong with the feed; the entries are whole."""
    next_url: str | None = None
    """The page of older entries, where the feed comes in pages (RFC 5005; JSON Feed's `next_url`)."""
    ttl: timedelta | None = None
    """How long it may be kept before it is asked for again, as it says itself."""
    refused: list[str] = field(default_factory=list)
    """Links of entries that are no http(s) address, the first twenty."""
    has_doctype: bool = False
    """Whether a document type was cut off."""


def refuse(refused: list[str], link: str) -> None:
    """Note a link that is not followed."""
    if len(refused) < _MAX_REFUSED:
        refused.append(link[:_MAX_SHOWN])
