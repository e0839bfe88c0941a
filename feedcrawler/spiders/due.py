"""When an announcement is a reason to fetch an article."""

from __future__ import annotations

from datetime import datetime

from feedcrawler.discovery import Announcement
from feedcrawler.mongodb.known import Known


def is_due(announced: Announcement, known: Known | None, now: datetime) -> bool:
    """Whether an announced article is to be fetched because of what is said of it.

    Seen means stored: what is not on record is due. What is on record is due when a source says that it has changed
    since it was looked at, and not after it was looked at; what failed has its own time, unless it was given up.

    Args:
        announced: the article, as feeds and listings announce it.
        known: what is on record of it.
        now: when it was announced, in UTC: for a replay, when that was recorded.
    """
    if known is None:
        return True
    if known.given_up:
        return announced.modified is not None and announced.modified > (known.fetched_at or known.since)
    if not known.stored or known.retry_at is not None:
        return False
    if known.fetched_at is None or known.fetched_at >= now:
        return False
    if announced.modified and known.fetched_at < announced.modified <= now:
        return True
    best = announced.best
    return best.feed_url == known.feed_url and bool(best.title) and best.title != known.entry_title
