"""Whether a site publishes as much as it used to.

What a run finds new was published since the run before it, so it is spread over that time; how often a site is crawled
makes no difference, nor does a night without a run. A day is the 24 hours before the run that is judged, and before the
same hour of every day before; it is held against the same days of the weeks before it.

A newsroom may have a slow week, so the rate itself is taken to stray by half; by more, if the site's own weeks did.
That leaves silence: of a site with twenty articles a day some four working days without any, with two hundred a single
day, with three a day five weeks. A long weekend, or a week with a quarter of the articles, is none.
"""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import accumulate
from statistics import fmean, median

from feedcrawler.health.chances import at_most

_CHANCE = 1e-5
_EVENNESS = 4.0
_UNEVEN = 0.5
_DAY = timedelta(days=1)
_WEEK = 7
_LONGEST = 14  # days of silence that are looked at
_FEWEST_WEEKS = 2


@dataclass(frozen=True, slots=True)
class Find:
    """How many new articles a run found."""

    at: datetime
    new: int
    complete: bool = True
    """Whether the run asked the sources and came to its end; what another has missed, the next one finds."""


@dataclass(frozen=True, slots=True)
class Lull:
    """Fewer articles than a site publishes."""

    days: int
    new: int
    usual: float
    """How many there are in so many days."""


def find_lull(finds: Sequence[Find], days: int) -> Lull | None:
    """The lull that ends with the newest run, if that is one.

    Args:
        finds: of the runs, oldest first; the last is the one that is judged.
        days: how many there must be on record.
    """
    counts = _by_day(finds)
    if len(counts) < days:
        return None
    found: tuple[float, Lull] | None = None
    for length in range(1, min(_LONGEST, len(counts)) + 1):
        usual = _usual(counts, length)
        if usual is None:
            break
        new = math.ceil(sum(counts[:length]) - 0.01)
        chance = at_most(new, mean=sum(usual), evenness=_evenness(counts, length)) if sum(usual) else 1.0
        if chance <= _CHANCE and (found is None or chance < found[0]):
            found = chance, Lull(length, new, sum(usual))
    return found[1] if found else None


def _by_day(finds: Sequence[Find]) -> list[float]:
    """How much was published in each of the days before the newest run, the latest first; a part of a day is none."""
    times, new, carried = [], [], 0
    for find in finds:
        carried += find.new
        if find.complete or find is finds[-1]:
            times.append(find.at.timestamp())
            new.append(carried)
            carried = 0
    total = list(accumulate(new))

    def until(at: float) -> float:
        """How much was published until then, since the first run."""
        i = bisect_right(times, at)
        if i == len(times):
            return float(total[-1])
        share = (at - times[i - 1]) / (times[i] - times[i - 1])
        return total[i - 1] + share * (total[i] - total[i - 1])

    seconds = _DAY.total_seconds()
    known = int((times[-1] - times[0]) // seconds)
    return [until(times[-1] - day * seconds) - until(times[-1] - (day + 1) * seconds) for day in range(known)]


def _usual(counts: Sequence[float], length: int) -> list[float] | None:
    """What each of the latest days would usually have: the median of the same days of the weeks before them."""
    same = [_same_days(counts, day, length) for day in range(length)]
    return [median(one) for one in same] if all(len(one) >= _FEWEST_WEEKS for one in same) else None


def _same_days(counts: Sequence[float], day: int, length: int) -> list[float]:
    return [counts[before] for before in range(day + _WEEK, len(counts), _WEEK) if before >= length]


def _evenness(counts: Sequence[float], length: int) -> float:
    """How even the site's days before these were, held against the same days of other weeks."""
    days = [(counts[day], median(counts[day % _WEEK :: _WEEK])) for day in range(length, len(counts))]
    usual = [(new, mean) for new, mean in days if mean >= 1]
    if not usual:
        return _UNEVEN
    strays = fmean((new / mean - 1) ** 2 - 1 / mean for new, mean in usual)
    return min(max(1 / strays, _UNEVEN), _EVENNESS) if strays > 0 else _EVENNESS
