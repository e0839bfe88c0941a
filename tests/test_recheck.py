"""A stored article is looked at often while it is young, then ever more rarely, then never."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scrapy.settings import Settings

from feedcrawler.errors import ConfigurationError
from feedcrawler.recheck import Recheck, durations

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
RECHECK = Recheck(durations("15m 1h 4h 12h 1d 3d 7d"))


def looks(first: datetime, *, published: datetime | None, live: bool = False) -> list[timedelta]:
    """The ages at which an article that never changes is looked at."""
    ages, at = [], first
    for _ in range(1000):
        following = RECHECK.next_at(at, published=published, first_seen=first, changed=first, live=live)
        if following is None:
            return ages
        assert following - at >= 5 * MINUTE
        at = following
        ages.append(at - first)
    raise AssertionError("it never ends")


def test_an_article_is_looked_at_at_the_ages_that_are_set_and_then_never_again() -> None:
    assert looks(NOW, published=NOW) == [15 * MINUTE, HOUR, 4 * HOUR, 12 * HOUR, DAY, 3 * DAY, 7 * DAY]


def test_old_news_is_not_looked_at_again() -> None:
    assert looks(NOW, published=NOW - 8 * DAY) == []
    assert looks(NOW, published=NOW - 2 * DAY) == [DAY, 5 * DAY]


def test_an_article_without_a_date_or_from_the_future_counts_from_when_it_was_first_seen() -> None:
    assert looks(NOW, published=None) == looks(NOW, published=NOW + DAY) == looks(NOW, published=NOW)


def test_a_live_blog_is_looked_at_every_few_minutes_until_it_is_quiet() -> None:
    ages = looks(NOW, published=NOW, live=True)
    assert ages[:3] == [5 * MINUTE, 10 * MINUTE, 15 * MINUTE]
    assert [age for age in ages if age > 13 * HOUR] == [DAY, 3 * DAY, 7 * DAY]


@given(st.timedeltas(timedelta(0), 30 * DAY), st.booleans())
def test_every_article_comes_to_rest(age: timedelta, live: bool) -> None:
    looks(NOW, published=NOW - age, live=live)


@pytest.mark.parametrize("text", ["soon", "15", "1w", "-1h", "1.5h"])
def test_what_is_no_duration_is_said(text: str) -> None:
    with pytest.raises(ConfigurationError, match="FEEDCRAWLER_RECHECK"):
        Recheck.from_settings(Settings({"FEEDCRAWLER_RECHECK": text}))
