"""Where values lie."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from feedcrawler.report.scales import LEVELS, TimeScale, level, ticks


@pytest.mark.parametrize(
    ("most", "found"),
    [(0, [0, 1]), (1, [0, 1]), (3, [0, 1, 2, 3]), (47, [0, 20, 40, 60]), (150, [0, 50, 100, 150])],
)
def test_axes_have_round_numbers(most: int, found: list[int]) -> None:
    assert ticks(most) == found


@settings(deadline=None)
@given(st.integers(0, 10**9))
def test_an_axis_holds_its_values_and_little_more(most: int) -> None:
    found = ticks(most)
    step = found[1]
    assert found == [step * number for number in range(len(found))]
    assert found[-1] >= most > found[-1] - step or most == 0
    assert 2 <= len(found) <= 4
    assert str(step).rstrip("0") in {"1", "2", "5"}


@settings(deadline=None)
@given(st.floats(0, 1), st.floats(0, 1))
def test_more_is_never_paler(one: float, other: float) -> None:
    low, high = sorted((one, other))
    assert 0 <= level(low) <= level(high) <= LEVELS


def test_only_nothing_looks_like_nothing() -> None:
    assert (level(0), level(0.0001), level(1)) == (0, 1, LEVELS)


@settings(deadline=None)
@given(st.lists(st.floats(0.001, 1e8), max_size=9), st.floats(0.001, 1e8), st.floats(0.001, 1e8))
def test_longer_times_are_further_on_and_none_is_outside(values: list[float], one: float, other: float) -> None:
    scale = TimeScale(values)
    low, high = sorted((one, other))
    assert 0 <= scale.at(low) <= scale.at(high) <= 100
    assert len(scale.ticks) >= 2
    assert [scale.at(scale.ticks[0]), scale.at(scale.ticks[-1])] == [0, 100]


def test_a_time_scale_begins_and_ends_with_round_times() -> None:
    assert [*TimeScale([90, 4000]).ticks] == [60, 600, 3600, 6 * 3600]
