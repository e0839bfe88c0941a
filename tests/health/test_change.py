"""When something went missing: the run with which it did, however many articles a run has."""

from __future__ import annotations

from datetime import timedelta

import pytest

from feedcrawler.health.change import Needs, Tally, find_change
from tests.health.simulated import DAY, START


def days(*runs: tuple[int, int], every: timedelta = DAY) -> list[Tally]:
    """Tallies of one run after the other, of (missing, of)."""
    return [Tally(START + every * n, missing, of) for n, (missing, of) in enumerate(runs)]


QUIET = [(1 if n % 7 == 0 else 0, 20) for n in range(30)]


@pytest.mark.parametrize("missing", [20, 12, 9])
def test_a_change_is_found_with_its_first_run_on_all_pages_or_on_half(missing: int) -> None:
    tallies = days(*QUIET, (missing, 20))
    change = find_change(tallies, Needs())
    assert change
    assert change.since == tallies[-1].at
    assert (change.missing, change.of) == (missing, 20)
    assert (change.missing_before, change.of_before) == (5, 600)


@pytest.mark.parametrize("missing", [0, 1, 2, 3, 4])
def test_what_may_happen_on_any_day_is_none(missing: int) -> None:
    assert find_change(days(*QUIET, (missing, 20)), Needs()) is None


def test_runs_of_one_article_are_judged_together() -> None:
    often = [(0, 1)] * 60
    tallies = days(*often, (1, 1), (1, 1), (1, 1), (1, 1), every=timedelta(hours=8))
    assert find_change(tallies[:61], Needs()) is None
    change = find_change(tallies, Needs())
    assert change
    assert (change.since, change.missing, change.of) == (tallies[60].at, 4, 4)


@pytest.mark.parametrize("later", [1, 5, 12])
def test_it_began_when_it_began_however_much_shows_it(later: int) -> None:
    tallies = days(*[(4, 200)] * 30, *[(200, 200)] * later)
    change = find_change(tallies, Needs())
    assert change
    assert change.since == tallies[30].at


@pytest.mark.parametrize("bad_day", range(17, 30))
def test_a_bad_day_before_it_is_not_when_it_began(bad_day: int) -> None:
    tallies = days(*[(9 if n == bad_day else 2, 27) for n in range(30)], *[(27, 27)] * 5)
    change = find_change(tallies, Needs())
    assert change
    assert change.since == tallies[30].at


def test_a_run_without_articles_says_what_was_so_before_it() -> None:
    tallies = days(*QUIET, (20, 20), (0, 0), (0, 0))
    change = find_change(tallies, Needs())
    assert change
    assert change.since == tallies[30].at


@pytest.mark.parametrize("later", [[(0, 20)], [(0, 1)], [(20, 20), (19, 20), (0, 3)]])
def test_what_is_over_is_no_change(later: list[tuple[int, int]]) -> None:
    assert find_change(days(*QUIET, (20, 20), *later), Needs()) is None


def test_what_was_over_and_begins_again_is_another_change() -> None:
    tallies = days(*QUIET, (10, 20), (0, 20), (20, 20), (20, 20))
    tallies[30] = Tally(tallies[30].at, 10, 20, told=True)
    change = find_change(tallies, Needs())
    assert change
    assert change.since == tallies[32].at


@pytest.mark.parametrize(("n", "found"), [(13, False), (14, True)])
def test_it_is_silent_until_there_are_days_enough(n: int, found: bool) -> None:
    assert (find_change(days(*[(0, 20)] * n, (20, 20)), Needs()) is not None) == found


@pytest.mark.parametrize(("of", "found"), [(1, False), (2, True)])
def test_it_is_silent_until_there_are_articles_enough(of: int, found: bool) -> None:
    assert (find_change(days(*[(0, of)] * 30, (9, 9)), Needs()) is not None) == found


def test_days_on_which_nobody_signs_are_no_news_where_they_have_happened() -> None:
    now_and_then = [(20, 20) if n in (5, 17) else (1, 20) for n in range(30)]
    assert find_change(days(*now_and_then, (20, 20)), Needs()) is None
    assert find_change(days(*now_and_then, *[(20, 20)] * 5), Needs()) is not None


def test_sundays_on_which_nobody_signs_are_no_news_though_they_have_few_articles() -> None:
    weeks = [(70, 70) if n % 7 == 6 else (12, 170) for n in range(27)]
    assert find_change(days(*weeks, (70, 70)), Needs()) is None


def test_what_changed_in_company_is_believed_more_easily() -> None:
    tallies = days(*[(0, 2)] * 25, (2, 2))
    assert find_change(tallies, Needs()) is None
    assert find_change(tallies, Needs(), suspected={tallies[-1].at}) is not None
