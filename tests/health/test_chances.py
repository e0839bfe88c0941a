"""Tails are exact: held against sums of the plain definitions, and against what is known of them."""

from __future__ import annotations

import math
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feedcrawler.health.chances import at_least, at_most, likeness_of_days, together


def beta_binomial(n: int, a: Fraction, b: Fraction) -> list[Fraction]:
    """Its probabilities, from Pólya's urn."""

    def rising(x: Fraction, k: int) -> Fraction:
        return math.prod((x + i for i in range(k)), start=Fraction(1))

    return [math.comb(n, k) * rising(a, k) * rising(b, n - k) / rising(a + b, n) for k in range(n + 1)]


@given(st.integers(1, 30), st.integers(1, 99), st.integers(1, 400), st.data())
def test_the_chance_that_many_are_missing_is_that_of_the_urn(
    n: int, percent: int, weight: int, data: st.DataObject
) -> None:
    missing = data.draw(st.integers(0, n))
    a, b = Fraction(percent * weight, 100), Fraction((100 - percent) * weight, 100)
    exact = float(sum(beta_binomial(n, a, b)[missing:]))
    assert at_least(missing, n, rate=percent / 100, weight=weight) == pytest.approx(exact, rel=1e-9)


def test_with_much_weight_it_is_the_binomial() -> None:
    exact = sum(math.comb(20, k) * 0.1**k * 0.9 ** (20 - k) for k in range(8, 21))
    assert at_least(8, 20, rate=0.1, weight=1e9) == pytest.approx(exact, rel=1e-5)


def test_a_field_that_was_always_there_and_is_gone_from_three_articles_is_improbable() -> None:
    assert at_least(3, 3, rate=0.5 / 91, weight=91) < 1e-5
    assert at_least(1, 3, rate=0.5 / 91, weight=91) > 1e-2


@pytest.mark.parametrize("mean", [0.5, 3, 20, 200])
def test_the_chance_of_few_is_a_distribution(mean: float) -> None:
    assert at_most(int(mean * 30) + 30, mean=mean, evenness=4) == pytest.approx(1, abs=1e-9)
    assert at_most(0, mean=mean, evenness=4) == pytest.approx((4 / (4 + mean)) ** 4)


@given(st.lists(st.floats(1e-12, 1), min_size=1, max_size=14))
def test_days_together_are_no_more_probable_than_one_that_is_impossible(chances: list[float]) -> None:
    assert 0 < together(chances) <= 1
    assert together([*chances, 1e-100]) < 1e-60


def test_ordinary_days_do_not_add_up() -> None:
    assert together([0.5] * 14) > 0.5
    assert together([0.03]) == pytest.approx(0.03)


def test_days_that_differ_are_worth_less() -> None:
    alike = likeness_of_days([(2, 20)] * 30, 0.1)
    streaks = likeness_of_days([(0, 20)] * 27 + [(20, 20)] * 3, 0.1)
    assert alike == pytest.approx(99)
    assert streaks < 1
