"""Whether the texts are as long as they used to be.

Two bounds a side: one that ordinary texts never pass, so that a few articles are enough, and the quartile, so that a
text that lost half of itself is seen on many. The latter counts only where the middle has moved as far.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import accumulate
from typing import NamedTuple

from feedcrawler.health.change import Change
from feedcrawler.health.history import Key, Seen
from feedcrawler.health.observation import words_of
from feedcrawler.health.site import SiteRuns

KEY: Key = ("body length", "articleBody", "")

_FAR = 8  # steps: a quarter of the middle, or four times as long
_SHORTER, _LONGER = 3, 4  # steps: six tenths, or twice as long


class LengthChange(NamedTuple):
    """Texts became shorter or longer."""

    change: Change
    subject: str
    """In words."""
    bound: tuple[int, bool]
    """The words that they used to have, and whether at least or at most."""
    middles: tuple[int, int]
    """The words in the middle, now and before."""


class _Bound(NamedTuple):
    step: int
    is_least: bool
    needs_move: int


def find_length_change(site: SiteRuns) -> LengthChange | None:
    """The change in the length of the texts that the newest runs show."""
    before = _lengths(site.usual(KEY))
    found = [one for bound in _bounds(before) if (one := _past(bound, before, site))]
    return min(found, key=lambda one: one.change.chance, default=None)


def _bounds(before: Counter[int]) -> Iterator[_Bound]:
    if before:
        lower, middle, upper = (quantile(before, share) for share in (0.25, 0.5, 0.75))
        yield _Bound(middle - _FAR, True, 0)
        yield _Bound(lower, True, _SHORTER)
        yield _Bound(middle + _FAR, False, 0)
        yield _Bound(upper, False, _LONGER)


def _past(bound: _Bound, before: Counter[int], site: SiteRuns) -> LengthChange | None:
    """A change of how many texts are past a bound."""

    def count(run: Seen) -> tuple[int, int]:
        lengths = run.lengths.items()
        past = sum(n for step, n in lengths if (step < bound.step if bound.is_least else step > bound.step))
        return past, run.articles

    change = site.change(KEY, count)
    if change is None:
        return None
    was, now = quantile(before, 0.5), quantile(_lengths(site.since(change.since)), 0.5)
    if (was - now if bound.is_least else now - was) < bound.needs_move:
        return None
    words = words_of(bound.step)
    subject = f"articleBody has {'fewer' if bound.is_least else 'more'} than {words} words in"
    return LengthChange(change, subject, (words, bound.is_least), (words_of(now), words_of(was)))


def quantile(lengths: Counter[int], share: float) -> int:
    """The step below which a share of the lengths lies."""
    steps = sorted(lengths)
    sums = accumulate(lengths[step] for step in steps)
    return next(step for step, so_far in zip(steps, sums, strict=True) if so_far >= share * lengths.total())


def _lengths(runs: Iterable[Seen]) -> Counter[int]:
    lengths = Counter[int]()
    for run in runs:
        lengths.update(run.lengths)
    return lengths
