"""Where a line stands, counted in an article's own lines."""

from __future__ import annotations

import pytest

from feedcrawler.boilerplate.mining.places import Places, own_lines


def seen(*spots: tuple[int, int, int]) -> Places:
    places = Places()
    for before, after, last in spots:
        places.add(before, after, last, (0, 0))
    return places


def test_lines_that_recur_do_not_shift_a_place() -> None:
    assert own_lines(4, {0, 1}) == [0, 0, 0, 1, 2]


@pytest.mark.parametrize(
    ("spots", "place"),
    [
        ([(0, n, n) for n in range(5)], "top"),
        ([(n, 0, 1) for n in range(2, 7)], "end"),
        ([(1, n, n) for n in range(2, 7)], "second"),
        ([(n, 1, 3) for n in range(2, 7)], "second last"),
        ([(n, 9 - n, 9) for n in range(9)], None),
        ([(0, 5, 5)] * 4 + [(3, 5, 5)], None),
        ([(0, 5, 5)] * 7 + [(3, 5, 5)], "top"),
    ],
)
def test_a_place_is_fixed_if_nearly_all_articles_have_it(spots: list[tuple[int, int, int]], place: str | None) -> None:
    assert seen(*spots).fixed == place


def test_a_heading_of_the_end_has_a_few_lines_after_it() -> None:
    assert seen(*[(20 + n, n, n) for n in (1, 2, 3, 1, 2)]).heads_the_end
    assert not seen(*[(20 + n, n, n) for n in (1, 2, 30, 1, 2)]).heads_the_end


def test_company_is_the_same_line_beside_it_nearly_always() -> None:
    alone, often = Places(), Places()
    for number in range(20):
        alone.add(5, 5, 5, (number + 1, 7 if number % 2 else 8))
        often.add(5, 5, 5, (number + 1, 7 if number else 8))
    assert not alone.has_company
    assert often.has_company
