"""Gaps: what was published between two polls of a source and had left it before the second.

A poll that does not reach what was known at the last complete one leaves a gap. It is closed by another source of the
site that goes further back: one that shows the same articles and was read down to what it showed before. As long as it
is open, its source is asked without conditions.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from feedcrawler.discovery import merge
from feedcrawler.mongodb.document import Document
from feedcrawler.mongodb.feeds import FeedState
from feedcrawler.polling.asking import Poll
from feedcrawler.site import Site

_SAME = 0.5  # the share of a source's articles that another one must show to stand in for it


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """A gap, as the record of a run names it."""

    feed_url: str
    since: datetime | None
    """Until when everything is known."""
    until: datetime | None
    """The oldest date that the source shows now."""
    state: Literal["open", "closed", "given up"]
    closed_by: str | None = None

    def to_document(self) -> Document:
        """As MongoDB keeps it."""
        values = {
            "feedUrl": self.feed_url,
            "since": self.since,
            "until": self.until,
            "state": self.state,
            "closedBy": self.closed_by,
        }
        return {name: value for name, value in values.items() if value is not None}


def find_gaps(polls: Iterable[Poll], site: Site, now: datetime, patience: timedelta) -> list[Gap]:
    """The gaps that the polls of one crawl leave or close; `lacks` of a poll whose gap is dealt with is unset.

    Args:
        polls: all polls of the crawl.
        site: tells articles from other addresses.
        now: the clock of the crawl.
        patience: after so long a gap that nothing closes is given up.
    """
    polls = list(polls)
    return [_judge(poll, polls, site, now, patience) for poll in polls if _is_gap(poll)]


def is_worth_a_try(state: FeedState, now: datetime) -> bool:
    """Whether the other sources are to be read for an open gap, whatever they say: each try waits longer."""
    if state.gap_at is None:
        return False
    tried = state.gap_tried_at or state.gap_at
    return now - tried >= (tried - state.gap_at) / 2


def _is_gap(poll: Poll) -> bool:
    return poll.lacks or (poll.state.gap_at is not None and poll.is_whole and poll.fetched_at is not None)


def _judge(poll: Poll, polls: list[Poll], site: Site, now: datetime, patience: timedelta) -> Gap:
    shown = _articles(poll, site)
    closer = poll if not poll.lacks else next((p for p in polls if p is not poll and _fills(p, shown, site)), None)
    dates = [entry.published for entry in poll.entries if entry.published]
    opened = poll.state.gap_at or now
    given_up = closer is None and now - opened > patience
    poll.lacks = closer is None and not given_up
    return Gap(
        feed_url=poll.url,
        since=poll.state.complete_at,
        until=min(dates, default=None),
        state="closed" if closer else "given up" if given_up else "open",
        closed_by=closer.url if closer else None,
    )


def _fills(poll: Poll, shown: set[str], site: Site) -> bool:
    """Whether a source was read back to what was known, or whole, and shows what the other one shows."""
    has_pages = poll.pages > 1
    goes_back = has_pages or poll.state.kind == "sitemap" or (poll.state.kind != "feed" and not poll.first)
    if not (goes_back and poll.is_whole and poll.reached in {"known", "end"}) or poll.unchanged:
        return False
    return bool(shown) and len(shown & _articles(poll, site)) >= _SAME * len(shown)


def _articles(poll: Poll, site: Site) -> set[str]:
    entries = [entry for one in (poll, *poll.children) for entry in one.entries]
    return {announcement.id for announcement in merge(entries, site)}
