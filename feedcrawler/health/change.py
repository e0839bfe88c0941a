"""When something that a site's pages used to have went missing: the first run of the change, and how sure that is.

Each run says of how many articles something is missing. Every run of the last two weeks is tried as the first of a
change: what came before it, day by day, says what is usual, and what came since is held against that. So a run of three
articles is judged together with those before it, and one of three hundred by itself.

Why there are few false alarms:

- A change counts if it had a chance of one in 100,000: what a theme does, it does to all pages at once. What only
  a part of them shows must be a hundred times more improbable, for there are many parts; and what changed with the same
  run as something that counts is believed at one in a thousand.
- Articles of one day are alike. How much is measured on the site's own days (`likeness_of_days`): where a day without
  authors has happened before, it takes more than one such day.
- A fifth of the articles more than usual must be concerned. What is less is no reason to get up at night.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import accumulate

from feedcrawler.health.chances import at_least, likeness_of_days, together

_CHANCE = 1e-5
_CHANCE_IN_PART = 1e-7
_CHANCE_IN_COMPANY = 1e-3
_WHOLE = 0.9
_MATERIAL = 0.2
RECENT = timedelta(days=14)
"""A change that began before is not looked for."""
_LONG_AGO = timedelta(days=1)
"""Of days before this one, only the first run is tried: a crawl every 15 minutes has a thousand runs."""
_MENDED = math.log(10)
_SURE = 0.02  # no share is believed to be nearer to none or all


@dataclass(frozen=True, slots=True)
class Tally:
    """Of how many articles of one run something is missing."""

    at: datetime
    """The clock of the run."""
    missing: int
    of: int
    told: bool = False
    """Whether the run was part of a change that was told of."""
    doubtful: bool = False
    """Whether it does not say what is usual."""


@dataclass(frozen=True, slots=True)
class Needs:
    """How much history it takes to say what is usual."""

    days: int = 14
    articles: int = 40


@dataclass(frozen=True, slots=True)
class Change:
    """Something went missing."""

    since: datetime
    """The clock of the first run of the change."""
    missing: int
    of: int
    missing_before: int
    of_before: int
    chance: float
    """How probable this would be if nothing had changed."""

    @property
    def gain(self) -> float:
        """How much better two rates explain what was observed than one: most, where the change began."""
        apart = _fit(self.missing_before, self.of_before) + _fit(self.missing, self.of)
        return apart - _fit(self.missing_before + self.missing, self.of_before + self.of)

    def is_sure(self, suspected: Collection[datetime]) -> bool:
        """Whether that is too little to be chance, where it is known when something else changed."""
        if self.since in suspected:
            return self.chance <= _CHANCE_IN_COMPANY
        return self.chance <= (_CHANCE if self.missing >= _WHOLE * self.of else _CHANCE_IN_PART)


def find_change(tallies: Sequence[Tally], needs: Needs, suspected: Collection[datetime] = ()) -> Change | None:
    """The change that the newest runs show, if it is not over.

    Args:
        tallies: of the runs, oldest first; the last is the one that is judged.
        needs: how much history it takes.
        suspected: the first runs of other changes.
    """
    tallies = [tally for tally in tallies if tally.of or tally is tallies[-1]]
    tried = (_change(tallies, start, needs) for start in _starts(tallies))
    change = max((one for one in tried if one and one.is_sure(suspected)), key=lambda one: one.gain, default=None)
    return change if change and not _is_over(tallies, change) else None


def _starts(tallies: Sequence[Tally]) -> Iterable[int]:
    """Where a change may begin: at a run from which on much more is missing than before."""
    of = list(accumulate((tally.of for tally in tallies), initial=0))
    missing = list(accumulate((tally.missing for tally in tallies), initial=0))
    latest, tried, over = tallies[-1].at, set[date](), _over(tallies)
    for start, tally in enumerate(tallies):
        day = tally.at.date()
        if (
            start < over
            or not tally.missing
            or tally.at < latest - RECENT
            or (tally.at < latest - _LONG_AGO and day in tried)
        ):
            continue
        tried.add(day)
        now, before = of[-1] - of[start], of[start]
        if before and (missing[-1] - missing[start]) / now - missing[start] / before >= _MATERIAL:
            yield start


def _over(tallies: Sequence[Tally]) -> int:
    """Where the runs begin that follow an earlier change which was over: one that comes now is another."""
    begins, changed = 0, False
    for number, tally in enumerate(tallies[:-1], start=1):
        if changed and not tally.told:
            begins = number
        changed = tally.told
    return begins


def _change(tallies: Sequence[Tally], start: int, needs: Needs) -> Change | None:
    usual = [tally for tally in tallies[:start] if not tally.doubtful]
    since = tallies[start].at
    before = list(_days(usual).values())
    missing_before, of_before = sum(missing for missing, _ in before), sum(of for _, of in before)
    if of_before < max(needs.articles, 1) or since - usual[0].at < timedelta(days=needs.days):
        return None
    rate = (missing_before + 0.5) / (of_before + 1)
    weight = likeness_of_days(before, rate)
    now = _days(tallies[start:]).values()
    chance = together([at_least(missing, of, rate=rate, weight=weight) for missing, of in now])
    missing, of = sum(missing for missing, _ in now), sum(of for _, of in now)
    return Change(since, missing, of, missing_before, of_before, chance)


def _fit(missing: int, of: int) -> float:
    """How well one rate explains that so many are missing, as a logarithm."""
    return sum(count * math.log(count / of) for count in (missing, of - missing) if count)


def _days(tallies: Iterable[Tally]) -> dict[date, tuple[int, int]]:
    """(missing, of) of each day."""
    days: dict[date, tuple[int, int]] = {}
    for tally in tallies:
        missing, of = days.get(tally.at.date(), (0, 0))
        days[tally.at.date()] = missing + tally.missing, of + tally.of
    return days


def _is_over(tallies: Sequence[Tally], change: Change) -> bool:
    """Whether the newest articles are ten times as probable without the change as with it."""
    usual = _unsure(change.missing_before / change.of_before)
    changed = _unsure(change.missing / change.of)
    evidence = 0.0
    for tally in reversed(tallies):
        if tally.at < change.since:
            return False
        evidence += tally.missing * math.log(usual / changed)
        evidence += (tally.of - tally.missing) * math.log((1 - usual) / (1 - changed))
        if evidence > _MENDED:
            return True
    return False


def _unsure(share: float) -> float:
    return min(max(share, _SURE), 1 - _SURE)
