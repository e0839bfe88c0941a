"""Busy sources are asked sooner, quiet ones later, broken ones less and less often."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feedcrawler.mongodb.feeds import FeedState, Origin
from feedcrawler.polling.schedule import Schedule, may_ask

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
SCHEDULE = Schedule(5 * MINUTE, DAY)


def source(origin: Origin = "declared", complete_at: datetime | None = NOW) -> FeedState:
    url = "https://example.org/rss"
    return FeedState(url=url, site="example.org", kind="feed", origin=origin, complete_at=complete_at)


def wait(state: FeedState) -> timedelta:
    assert state.next_due_at
    return state.next_due_at - NOW


@given(st.lists(st.booleans(), max_size=40), st.none() | st.timedeltas(timedelta(0), 90 * DAY))
def test_the_time_between_two_polls_stays_within_its_bounds(polls: list[bool], hint: timedelta | None) -> None:
    state = source()
    for changed in polls:
        SCHEDULE.answered(state, NOW, changed=changed, hint=hint)
        assert 5 * MINUTE <= wait(state) <= DAY


def test_a_busy_feed_is_asked_ever_sooner_and_a_quiet_one_ever_later() -> None:
    state = source()
    waits = []
    for changed in (True, True, True, False, False, False, False):
        SCHEDULE.answered(state, NOW, changed=changed, hint=None)
        waits.append(wait(state))
    assert waits[0] > waits[2] == 5 * MINUTE
    assert waits[2] < waits[3] < waits[6]


def test_a_feed_may_ask_for_more_time_but_not_for_ever() -> None:
    state = source()
    SCHEDULE.answered(state, NOW, changed=True, hint=HOUR)
    assert wait(state) == HOUR
    SCHEDULE.answered(state, NOW, changed=True, hint=30 * DAY)
    assert wait(state) == 6 * HOUR


def test_what_failed_once_is_asked_again_by_whoever_wants_it() -> None:
    state = source()
    SCHEDULE.failed(state, NOW, status=500, wait=None)
    assert may_ask(state, NOW, only_due=False)
    assert not may_ask(state, NOW, only_due=True)


def test_what_fails_again_and_again_is_left_alone_ever_longer() -> None:
    state, waits = source(), []
    for _ in range(12):
        SCHEDULE.failed(state, NOW, status=500, wait=None)
        waits.append(wait(state))
    assert waits == sorted(waits)
    assert waits[-1] == DAY
    assert not may_ask(state, NOW, only_due=False)
    SCHEDULE.answered(state, NOW, changed=False, hint=None)
    assert state.failures == 0
    assert may_ask(state, NOW, only_due=False)


@pytest.mark.parametrize(
    ("status", "asked", "longest"), [(410, None, DAY), (429, 2 * HOUR, 2 * HOUR), (503, 90 * DAY, DAY)]
)
def test_what_is_gone_and_what_asks_for_it_is_left_alone_at_once(
    status: int, asked: timedelta | None, longest: timedelta
) -> None:
    state = source()
    SCHEDULE.failed(state, NOW, status=status, wait=asked)
    assert wait(state) == longest
    assert not may_ask(state, NOW + longest - MINUTE, only_due=False)
    assert may_ask(state, NOW + longest, only_due=False)


def test_what_was_found_and_never_worked_is_not_asked_every_day() -> None:
    state = source("guess", complete_at=None)
    SCHEDULE.failed(state, NOW, status=404, wait=None)
    assert wait(state) == 30 * DAY
