"""When an article that is announced is fetched."""

from __future__ import annotations

from datetime import datetime

from feedcrawler.discovery import Announcement
from feedcrawler.mongodb.known import Known


def is_due(announced: Announcement, known: Known | None, now: datetime) -> bool:
    """Whether an announced article is to be fetched.

    Seen means stored: what is not on record is due; what failed is due when its wait is over; what was given up, when
    it is announced as changed since. What is stored is due when its own time has come, or the source that announced it
    says that it changed; never when it was looked at after the announcement.

    Args:
        announced: the article, as feeds and listings announce it.
        known: what is on record of it.
        now: when it was announced, in UTC: for a replay, when that was recorded.
    """
    if known is None:
        return True
    if known.given_up:
        return announced.modified is not None and announced.modified > (known.fetched_at or known.since)
    if known.retry_at is not None or not known.stored:
        return known.retry_at is None or known.retry_at <= now
    if known.fetched_at is None or known.fetched_at >= now:
        return False
    return _says_changed(announced, known, now) or (known.recheck_at is not None and known.recheck_at <= now)


def _says_changed(announced: Announcement, known: Known, now: datetime) -> bool:
    """Whether a source says that an article was changed since it was looked at, by a date that can be or a title."""
    assert known.fetched_at
    if announced.modified and known.fetched_at < announced.modified <= now:
        return True
    best = announced.best
    return best.feed_url == known.feed_url and bool(best.title) and best.title != known.entry_title
