"""When people are told, and when not again."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from feedcrawler.notifying.news import Told, news
from feedcrawler.verdict import Verdict, Word

NIGHT = datetime(2026, 11, 29, 3, tzinfo=UTC)
ON = ("degraded", "failed")
GAP = "1 gap is open: articles may be missing"
POLLS = "3 of 5 feeds and listings had a problem"


def run(word: Word, *reasons: str, minutes: int = 0) -> Told:
    return Told.of(Verdict(word, reasons), NIGHT + timedelta(minutes=minutes))


def night(*runs: Told, on: tuple[str, ...] = ON, hours: float = 24) -> list[str | None]:
    """What people are told of one run after the other."""
    before, said = None, []
    for now in runs:
        what = news(now, before, on=on, again=timedelta(hours=hours))
        said.append(what)
        before = now if what else before
    return said


def test_what_goes_well_is_no_news() -> None:
    assert night(run("done"), run("done")) == [None, None]


def test_an_alarm_is_raised_once_and_its_end_is_told() -> None:
    runs = [run("degraded", GAP), run("degraded", GAP, minutes=15), run("done", minutes=30), run("done", minutes=45)]
    assert night(*runs) == ["alarm", None, "recovered", None]


def test_after_the_end_of_one_alarm_the_next_is_raised() -> None:
    assert night(run("degraded", GAP), run("done"), run("degraded", GAP)) == ["alarm", "recovered", "alarm"]


def test_other_numbers_are_no_news() -> None:
    assert night(run("degraded", POLLS), run("degraded", "4 of 5 feeds and listings had a problem")) == ["alarm", None]


def test_another_site_is_news_though_only_a_number_tells_it_from_the_first() -> None:
    first, second = (f"127.0.0.1:800{n}: degraded: {GAP}" for n in (1, 2))
    assert night(run("degraded", first), run("degraded", first, second)) == ["alarm", "alarm"]
    assert night(run("degraded", first), run("degraded", first.replace("1 gap", "1,000 gap"))) == ["alarm", None]


def test_of_many_sites_one_that_is_busy_is_no_news() -> None:
    bad = f"a.example: degraded: {GAP}"
    busy = [
        f"b.example: busy: run {n}-b.example-{n}a{n}b (pid {n} on here) has held the lock since {n}" for n in (1, 2)
    ]
    runs = [run("degraded", bad), run("degraded", bad, busy[0]), run("degraded", bad, busy[1])]
    assert night(*runs) == ["alarm", None, None]


def test_what_is_wrong_besides_is_news_and_what_is_right_again_is_not() -> None:
    assert night(
        run("degraded", GAP),
        run("degraded", GAP, POLLS),
        run("degraded", POLLS),
        run("degraded", GAP, POLLS),
    ) == ["alarm", "alarm", None, None]


def test_another_verdict_is_news() -> None:
    assert night(run("degraded", GAP), run("failed", GAP), run("degraded", GAP)) == ["alarm", "alarm", "alarm"]


def test_an_alarm_that_goes_on_is_raised_again() -> None:
    runs = [run("failed", GAP, minutes=minutes) for minutes in (0, 719, 720, 721, 1440)]
    assert night(*runs, hours=12) == ["alarm", None, "alarm", None, "alarm"]
    assert night(*runs, hours=0) == ["alarm"] * 5


def test_who_wants_to_know_of_failures_alone_hears_when_they_are_over() -> None:
    runs = [run("degraded", GAP), run("failed", GAP), run("degraded", GAP), run("degraded", GAP), run("failed", GAP)]
    assert night(*runs, on=("failed",)) == [None, "alarm", "recovered", None, "alarm"]


def test_who_wants_to_know_of_everything_hears_of_each_run() -> None:
    everything = ("done", "degraded", "failed")
    runs = [run("done"), run("done"), run("failed", GAP), run("failed", GAP), run("done")]
    assert night(*runs, on=everything) == ["done", "done", "alarm", None, "recovered"]


@pytest.mark.parametrize("told", [run("degraded", GAP), run("done")])
def test_what_was_told_comes_back_from_the_database_as_it_was(told: Told) -> None:
    assert Told.from_document(told.to_document()) == told


def test_no_more_is_kept_than_is_needed() -> None:
    told = run("failed", *(f"{n}{'x' * 1000}" for n in range(1000)))
    assert len(told.reasons) == 100
    assert max(map(len, told.reasons)) == 300
