"""Nothing is fetched twice without a reason, and nothing that is due is forgotten."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from feedcrawler.discovery import Announcement, Entry
from feedcrawler.mongodb.store import Known
from feedcrawler.spiders.due import Recheck, is_due

NOW = datetime(2025, 6, 11, 9, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
RECHECK = Recheck(after=12 * HOUR, until=3 * DAY)
FEED = "https://example.org/rss/"


def announced(title: str = "T", modified: datetime | None = None) -> Announcement:
    entry = Entry(url="https://example.org/a/", via="rss", feed_url=FEED, title=title, modified=modified)
    return Announcement(id="https://example.org/a/", entries=[entry])


def known(fetched_at: datetime, published: datetime | None = NOW - DAY, title: str = "T") -> Known:
    return Known("https://example.org/a/", True, NOW, fetched_at, published, FEED, title)


def failed(retry_at: datetime) -> Known:
    return Known("https://example.org/a/", False, NOW - DAY, retry_at=retry_at)


@pytest.mark.parametrize(
    ("why", "entry", "record", "due"),
    [
        ("never seen", announced(), None, True),
        ("stored an hour ago", announced(), known(NOW - HOUR), False),
        ("young, and not looked at for half a day", announced(), known(NOW - 12 * HOUR), True),
        ("old news, and not looked at for a week", announced(), known(NOW - 7 * DAY, NOW - 8 * DAY), False),
        ("published nobody knows when", announced(), known(NOW - 7 * DAY, None), False),
        ("its headline changed in the feed", announced("T2"), known(NOW - HOUR), True),
        ("the feed says it was changed since", announced(modified=NOW - HOUR / 2), known(NOW - HOUR), True),
        ("the feed says it was changed before", announced(modified=NOW - 2 * HOUR), known(NOW - HOUR), False),
        ("fetched after this announcement", announced("T0"), known(NOW + DAY), False),
        ("failed, and its wait is not over", announced(), failed(NOW + HOUR), False),
        ("failed, and its wait is over", announced(), failed(NOW), True),
        ("stored, but gone at the last look", announced("T2"), replace(known(NOW - DAY), retry_at=NOW + HOUR), False),
    ],
)
def test_an_article_is_due(why: str, entry: Announcement, record: Known | None, due: bool) -> None:
    assert is_due(entry, record, NOW, RECHECK) is due, why


def test_another_title_in_another_feed_is_no_change() -> None:
    entry = Entry(url="https://example.org/a/", via="listing", feed_url="https://example.org/", title="Other words")
    assert not is_due(Announcement(id=entry.url, entries=[entry]), known(NOW - HOUR), NOW, RECHECK)
