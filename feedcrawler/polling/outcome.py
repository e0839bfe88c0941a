"""What a poll changes in the state of its source."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

from feedcrawler.discovery import Announcement
from feedcrawler.mongodb.feeds import FeedState
from feedcrawler.polling.asking import Poll
from feedcrawler.polling.schedule import Schedule

_WATERMARK = 20


def every(polls: list[Poll]) -> Iterator[Poll]:
    """Polls, and those of the sitemaps that they led to."""
    for poll in polls:
        yield poll
        yield from every(poll.children)


def note_outcome(poll: Poll, announced: list[Announcement], schedule: Schedule, now: datetime) -> FeedState:
    """The state of a source after a poll; to be saved once everything that it announced is on record.

    Args:
        poll: what came of asking it.
        announced: its articles, newest first.
        schedule: when it is asked again.
        now: the clock of the crawl.
    """
    state, at = poll.state, poll.fetched_at or now
    fresh = sum(one.fresh for one in every([poll]))
    if poll.problem and not (poll.announced or poll.children):
        schedule.failed(state, at, status=poll.status, wait=poll.wait)
        if state.moved_to and poll.fetched_at:
            state.moved_to = state.not_before = None  # perhaps it is where it was
    else:
        schedule.answered(state, at, changed=fresh > 0, hint=poll.hint)
    state.last_polled_at = at
    state.last_status = poll.problem or poll.remark or ("not modified" if poll.unchanged else "ok")
    state.gap_at = (state.gap_at or at) if poll.lacks else None
    state.gap_tried_at = state.gap_tried_at if poll.lacks else None
    if fresh:
        state.last_changed_at = at
    if announced:
        state.watermark = [a.id for a in announced[:_WATERMARK]]
        newest = announced[0].newest
        state.watermark_at = newest if newest.year > 1 else None
    if poll.is_whole:
        state.complete_at = datetime.now(UTC)
        if not poll.unchanged:
            state.bound = poll.pages if poll.reached == "bound" else None
    elif not poll.unchanged:  # it is read again, whatever it says
        state.etag = state.last_modified = state.body_hash = None
    return state
