"""The shapes of charts."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from feedcrawler.readings import Reading
from feedcrawler.report import charts

COUNTS = st.lists(st.integers(0, 10**6), min_size=1, max_size=400)


@settings(deadline=None)
@given(COUNTS)
def test_bars_stand_side_by_side_on_the_ground(values: list[int]) -> None:
    found = charts.bars(values, [str(value) for value in values], 100)
    assert len(found) == len(values)
    ends = [bar.x + bar.width for bar in found]
    assert all(end <= bar.x + 0.002 for end, bar in zip(ends, found[1:], strict=False))
    assert ends[-1] <= 100.01
    assert all(abs(bar.y + bar.height - 100) < 0.02 and bar.height >= 0 for bar in found)
    assert max(bar.height for bar in found) in (0, 100)


@settings(deadline=None)
@given(COUNTS)
def test_no_bar_is_higher_than_the_highest_line(values: list[int]) -> None:
    lines = charts.lines(values, 100)
    assert (lines[0].y, lines[0].label, lines[-1].y) == (100, 0, 0)
    found = charts.bars(values, [""] * len(values), 100, top=lines[-1].label)
    assert min(bar.y for bar in found) >= 0


@settings(deadline=None)
@given(st.integers(1, 366))
def test_a_few_days_are_named_and_today_is(days: int) -> None:
    dates = [date(2026, 1, 1) + timedelta(days=number) for number in range(days)]
    marks = charts.day_marks(dates)
    assert 1 <= len(marks) <= 6
    assert marks[0].label == f"{dates[-1].day} {dates[-1]:%b}"
    assert len({mark.label for mark in marks}) == len(marks)
    assert all(0 <= mark.x <= 100 for mark in marks)


def test_weekends_and_today_look_different() -> None:
    friday = [date(2026, 11, 27) + timedelta(days=number) for number in range(4)]
    assert charts.day_kinds(friday) == ["weekday", "weekend", "weekend", "today"]


def test_the_stronger_the_colour_the_more() -> None:
    fields = charts.heat([0, 1, 10, 20], ["00", "01", "02", "03"], 16)
    assert [field.kind for field in fields] == ["level-0", "level-1", "level-3", "level-5"]
    assert {field.height for field in fields} == {16}
    assert (fields[0].x, fields[-1].x + fields[-1].width) == (0, 100)


def test_a_worse_verdict_stands_higher() -> None:
    bars = charts.verdicts([None, "done", "degraded", "failed"], ["Mon", "Tue", "Wed", "Thu"], 20)
    assert [bar.height for bar in bars] == sorted({bar.height for bar in bars})
    assert [bar.title for bar in bars] == ["Mon: no run", "Tue: done", "Wed: degraded", "Thu: failed"]


@settings(deadline=None)
@given(st.lists(st.integers(0, 5), min_size=1, max_size=40))
def test_a_strip_is_as_wide_as_its_runs(given: list[int]) -> None:
    start = datetime(2026, 11, 1, tzinfo=UTC)
    readings = [
        Reading(
            since=start + timedelta(days=number),
            at=start + timedelta(days=number),
            articles=5,
            fields={"authors": pages},
        )
        for number, pages in enumerate(given)
    ]
    bars = charts.strip(readings, "authors", 20, fallen=True)
    assert abs(sum(bar.width for bar in bars) - 100) < 0.1
    assert [bar.kind for bar in bars] == [*["run"] * (len(bars) - 1), "fallen"]


def test_runs_that_say_the_same_are_one_shape() -> None:
    start = datetime(2026, 11, 1, 4, tzinfo=UTC)
    shares = [5, 5, 5, 2, 5]
    readings = [
        Reading(since=start + timedelta(days=n), at=start + timedelta(days=n), articles=5, fields={"authors": pages})
        for n, pages in enumerate(shares)
    ]
    assert [bar.title for bar in charts.strip(readings, "authors", 20)] == [
        "1 Nov 04:00 to 3 Nov 04:00, 3 runs: 100%",
        "4 Nov 04:00: 40%",
        "5 Nov 04:00: 100%",
    ]
