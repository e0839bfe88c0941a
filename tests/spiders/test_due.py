"""Nothing is fetched twice without a reason, and nothing that is due is forgotten."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from feedcrawler.discovery import Announcement, Entry
from feedcrawler.mongodb.known import Known
from feedcrawler.spiders.due import is_due

NOW = datetime(2025, 6, 11, 9, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
FEED = "https://example.org/rss/"


def announced(title: str = "T", modified: datetime | None = None) -> Announcement:
    entry = Entry(url="https://example.org/a/", via="rss", feed_url=FEED, title=title, modified=modified)
    return Announcement(id="https://example.org/a/", entries=[entry])


def known(fetched_at: datetime, **fields: Any) -> Known:
    said = {"feed_url": FEED, "entry_title": "T"} | fields
    return Known("https://example.org/a/", stored=True, since=NOW - 9 * DAY, fetched_at=fetched_at, **said)


def failed(**fields: Any) -> Known:
    return Known("https://example.org/a/", stored=False, since=NOW - DAY, **fields)


@pytest.mark.parametrize(
    ("why", "entry", "record", "due"),
    [
        ("never seen", announced(), None, True),
        ("due already", announced(), failed(), False),
        ("stored an hour ago", announced(), known(NOW - HOUR), False),
        ("its headline changed in the feed", announced("T2"), known(NOW - HOUR), True),
        ("the feed says it was changed since", announced(modified=NOW - HOUR / 2), known(NOW - HOUR), True),
        ("the feed says it was changed before", announced(modified=NOW - 2 * HOUR), known(NOW - HOUR), False),
        ("the feed says it will be changed", announced(modified=NOW + HOUR), known(NOW - HOUR), False),
        ("fetched after this announcement", announced("T0"), known(NOW + DAY), False),
        ("failed: it has its own time", announced("T2", NOW), failed(retry_at=NOW), False),
        ("given up", announced(), failed(given_up=True), False),
        ("given up, and changed since", announced(modified=NOW), failed(given_up=True), True),
        ("stored, but it failed at the last look", announced("T2"), known(NOW - DAY, retry_at=NOW + HOUR), False),
    ],
)
def test_an_article_is_due(why: str, entry: Announcement, record: Known | None, due: bool) -> None:
    assert is_due(entry, record, NOW) is due, why


def test_another_title_in_another_feed_is_no_change() -> None:
    entry = Entry(url="https://example.org/a/", via="listing", feed_url="https://example.org/", title="Other words")
    assert not is_due(Announcement(id=entry.url, entries=[entry]), known(NOW - HOUR), NOW)
