"""Silence is told from a weekend, a holiday and a slow week, however often the site is crawled."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest

from feedcrawler.health.rate import Find, find_lull
from tests.health.simulated import DAY, START

WEEKS = 42


def finds(published: Callable[[int], int], days: int, every: timedelta = DAY, first: int = 0) -> list[Find]:
    """What runs find on a site that publishes so many articles on each day, evenly over the day."""
    found, total, at = [], 0.0, START + DAY * first
    while at <= START + DAY * days:
        now = (at - START) / DAY
        day, part = int(now), now % 1
        until = sum(published(n) for n in range(day)) + published(day) * part
        found.append(Find(at, round(until) - round(total)))
        total, at = until, at + every
    return found


def week(a_day: int) -> Callable[[int], int]:
    return lambda day: a_day if day % 7 < 5 else a_day * 2 // 5


def then(before: Callable[[int], int], **days: int) -> Callable[[int], int]:
    """As before for six weeks, then `first`, `second`, …; the last of them goes on."""
    after = list(days.values())
    return lambda day: before(day) if day < WEEKS else after[min(day - WEEKS, len(after) - 1)]


EVERY = [DAY, timedelta(hours=6), timedelta(minutes=15)]


@pytest.mark.parametrize("every", EVERY, ids=str)
@pytest.mark.parametrize("a_day", [3, 20, 200])
def test_ordinary_weeks_are_none(a_day: int, every: timedelta) -> None:
    for days in range(WEEKS, WEEKS + 8):
        assert find_lull(finds(week(a_day), days, every, first=days - 35), 14) is None


@pytest.mark.parametrize("every", EVERY, ids=str)
def test_a_site_that_falls_silent_is_one(every: timedelta) -> None:
    lull = find_lull(finds(then(week(200), silent=0), WEEKS + 1, every), 14)
    assert lull
    assert (lull.days, lull.new, round(lull.usual)) == (1, 0, 200)


@pytest.mark.parametrize(("a_day", "silent", "found"), [(20, 3, False), (20, 5, True), (3, 14, False), (3, 35, False)])
def test_the_fewer_articles_the_longer_silence_may_last(a_day: int, silent: int, found: bool) -> None:
    assert (find_lull(finds(then(week(a_day), silent=0), WEEKS + silent), 14) is not None) == found


def test_a_week_of_holidays_with_a_fifth_of_the_articles_is_none() -> None:
    published = then(week(20), a=4, b=4, c=4, d=4, e=4, f=2, g=2)
    assert all(find_lull(finds(published, WEEKS + n), 14) is None for n in range(1, 8))


def test_a_long_weekend_without_a_word_is_none() -> None:
    published = then(week(20), mon=0)
    saturday = lambda day: 0 if day in (WEEKS - 2, WEEKS - 1) else published(day)  # noqa: E731
    assert find_lull(finds(saturday, WEEKS + 1), 14) is None


def test_nights_without_a_run_are_none() -> None:
    runs = finds(week(200), WEEKS + 4)
    assert find_lull([*runs[:-4], Find(runs[-1].at, sum(run.new for run in runs[-4:]))], 14) is None


def test_what_failing_runs_did_not_find_is_found_by_the_next() -> None:
    runs = finds(week(200), WEEKS + 2)
    failed = [Find(run.at, 0, complete=False) for run in runs[-3:-1]]
    assert find_lull([*runs[:-3], *failed, Find(runs[-1].at, sum(run.new for run in runs[-3:]))], 14) is None


def test_it_is_silent_until_there_are_weeks_to_compare() -> None:
    silent = lambda day: 0 if day >= 12 else 200  # noqa: E731
    assert find_lull(finds(silent, 13), 14) is None
    assert find_lull(finds(silent, 14), 14) is None
