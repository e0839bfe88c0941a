"""A site's runs, and what changed in them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from feedcrawler.health.change import RECENT, Change, Needs, Tally, find_change
from feedcrawler.health.history import Key, Seen, condensed

Count = Callable[[Seen], tuple[int, int]]
"""Of a run: how many articles are not as they should be, of how many."""

_A_WHILE = timedelta(days=1)
_MOVED = 0.2  # of the articles: what a source must have lost or gained to be named


@dataclass(frozen=True, slots=True)
class Rules:
    """How a site is judged."""

    needs: Needs = field(default_factory=Needs)
    said_for: timedelta = timedelta(days=7)
    """How long a change is said. Then it is taken for the site's new way, and history begins with it."""


class SiteRuns:
    """The runs of a site, oldest first; the last is the one that is judged."""

    def __init__(self, runs: Sequence[Seen], rules: Rules, suspected: Collection[datetime] = ()) -> None:
        """Take the runs, how they are judged, and the first runs of what is already known to have changed."""
        self.runs = runs
        self._suspected = suspected
        self.rules = rules
        reading = [run for run in runs[:-1] if run.articles or run.failed]
        self._reading = [*condensed(reading, runs[-1].at - RECENT), runs[-1]]
        self.page = next((run.page for run in reversed(self._reading) if run.page), "")
        """The code that reads the site's pages now."""
        self._told: defaultdict[Key, list[tuple[Seen, datetime]]] = defaultdict(list)
        for run in runs:
            for key, since in run.findings.items():
                self._told[key].append((run, since))

    def accepted(self, key: Key) -> datetime | None:
        """Since when something is as it is now, because a change of it was said long enough."""
        return max((since for run, since in self._told[key] if run.at - since >= self.rules.said_for), default=None)

    def usual(self, key: Key) -> list[Seen]:
        """The runs that say what is usual: those before the judged one that were no part of a change."""
        return [run for run, doubtful in self._judged(key)[:-1] if not doubtful]

    def change(self, key: Key, count: Count) -> Change | None:
        """What changed in the newest runs, if anything did."""
        judged = self._judged(key)
        tallies = [Tally(run.at, *count(run), told=key in run.findings, doubtful=doubtful) for run, doubtful in judged]
        if not any(tally.missing for tally in tallies):
            return None
        return find_change(tallies, self.rules.needs, self._suspected)

    def since(self, at: datetime) -> list[Seen]:
        """The runs from a time on that have read something."""
        return [run for run in self._reading if run.at >= at]

    def same_code(self) -> list[Seen]:
        """The runs that read pages with the code of now."""
        return [run for run in self._reading if run.page == self.page]

    def moved(self, name: str, at: datetime) -> tuple[str, str]:
        """The source of a field that gives it much less often from a time on, and the one that gives it more often."""
        was, now = _shares((run for run in self._reading if run.at < at), name), _shares(self.since(at), name)
        gained = {source: now.get(source, 0.0) - was.get(source, 0.0) for source in (*was, *now)}
        lost = min(gained, key=gained.__getitem__, default="")
        won = max(gained, key=gained.__getitem__, default="")
        return lost if gained.get(lost, 0) <= -_MOVED else "", won if gained.get(won, 0) >= _MOVED else ""

    def _judged(self, key: Key) -> list[tuple[Seen, bool]]:
        """The runs that count for one thing, and whether each was itself a part of a change of it.

        One that was over within a day is how the site is at times, such as a day on which nobody signs.
        """
        accepted = self.accepted(key)
        long = {since for run, since in self._told[key] if run.at - since >= _A_WHILE and since != accepted}
        judged = [run for run in self._reading if accepted is None or run.at >= accepted]
        return [(run, run.findings.get(key) in long) for run in judged]


def _shares(runs: Iterable[Seen], name: str) -> Mapping[str, float]:
    """How many of the articles have a field from each source."""
    given, articles = Counter[str](), 0
    for run in runs:
        given.update(run.sources.get(name, {}))
        articles += run.articles
    return {source: count / articles for source, count in given.items()}
