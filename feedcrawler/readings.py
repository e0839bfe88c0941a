"""How many of the pages that runs read gave each field, and which field has fallen."""

from __future__ import annotations

from collections.abc import Container, Sequence
from dataclasses import dataclass
from datetime import datetime
from math import sqrt
from statistics import median

# A field has fallen where by so much fewer of the articles give it than usual, and by more than chance would make of
# so few (in standard deviations); but not if it is so often as low.
_FALL, _CHANCE, _OFTEN = 0.25, 3, 0.2
# What is usual is known after so many runs of so many articles.
_RUNS, _ARTICLES = 5, 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """How many of the pages that a run read gave each field; or some runs in a row."""

    since: datetime
    """When the first of the runs began."""
    at: datetime
    """When the last of them did."""
    runs: int = 1
    articles: int
    fields: dict[str, int]

    def share(self, name: str) -> float:
        """Of its articles, those that have the field."""
        return min(1.0, self.fields.get(name, 0) / self.articles) if self.articles else 0.0


def often(readings: Sequence[Reading], name: str) -> float:
    """How many of a run's pages give a field, usually."""
    return median(reading.share(name) for reading in readings)


def falls(readings: Sequence[Reading], named: Container[str | None] = ()) -> dict[str, tuple[float, float]]:
    """The fields that the last of some runs found far less often than is usual, with both shares.

    Args:
        readings: the runs, in their order.
        named: fields of which the run's alarm says something; it has looked at more than chance.
    """
    if not readings:
        return {}
    *before, last = readings
    told = [reading for reading in before if reading.articles >= _ARTICLES]
    enough = len(told) >= _RUNS and last.articles >= _ARTICLES
    found = {}
    for name in dict.fromkeys(name for reading in before for name in reading.fields):
        usually, now = often(told or before, name), last.share(name)
        if usually - now >= _FALL and (name in named or (enough and _is_no_chance(usually, told, last, name))):
            found[name] = (usually, now)
    return found


def _is_no_chance(usually: float, before: Sequence[Reading], last: Reading, name: str) -> bool:
    now = last.share(name)
    chance = _CHANCE * sqrt(usually * (1 - usually) / last.articles)
    as_low = sum(reading.share(name) <= now for reading in before)
    return usually - now >= chance and as_low <= _OFTEN * len(before)
