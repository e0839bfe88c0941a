"""When a known article is fetched again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Self

from scrapy.settings import BaseSettings

from feedcrawler.discovery import Announcement
from feedcrawler.mongodb.store import Known


@dataclass(frozen=True, slots=True)
class Recheck:
    """How long a stored article is believed, and until what age it is looked at again."""

    after: timedelta
    until: timedelta

    @classmethod
    def from_settings(cls, settings: BaseSettings) -> Self:
        """As FEEDCRAWLER_RECHECK_HOURS and FEEDCRAWLER_RECHECK_DAYS say."""
        return cls(
            timedelta(hours=settings.getfloat("FEEDCRAWLER_RECHECK_HOURS")),
            timedelta(days=settings.getfloat("FEEDCRAWLER_RECHECK_DAYS")),
        )


def is_due(announced: Announcement, known: Known | None, now: datetime, recheck: Recheck) -> bool:
    """Whether an announced article is to be fetched.

    Seen means stored: what is not on record is due; what failed is due when its wait is over. What is stored is due
    when the source that announced it says that it changed, or when it is young and was not looked at for a while;
    never when it was fetched after the announcement.

    Args:
        announced: the article, as feeds and listings announce it.
        known: what is on record of it.
        now: when it was announced, in UTC: for a replay, when that was recorded.
        recheck: how long stored articles are believed.
    """
    if known is None:
        return True
    if known.retry_at is not None or not known.stored:
        return known.retry_at is None or known.retry_at <= now
    if known.fetched_at is None or known.fetched_at >= now:
        return False
    return _says_changed(announced, known) or _grew_old(announced, known, now, recheck)


def _says_changed(announced: Announcement, known: Known) -> bool:
    assert known.fetched_at
    if announced.modified and announced.modified > known.fetched_at:
        return True
    best = announced.best
    return best.feed_url == known.feed_url and bool(best.title) and best.title != known.entry_title


def _grew_old(announced: Announcement, known: Known, now: datetime, recheck: Recheck) -> bool:
    assert known.fetched_at
    published = known.published or max((e.published for e in announced.entries if e.published), default=None)
    return published is not None and now - published <= recheck.until and now - known.fetched_at >= recheck.after
