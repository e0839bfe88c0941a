"""What a report tells, as plain figures: between the queries that find them and the page that shows them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, fields, is_dataclass
from datetime import date, datetime, timedelta
from itertools import dropwhile
from statistics import median
from typing import Any, Literal

from feedcrawler.readings import Reading, falls

Word = Literal["done", "busy", "running", "degraded", "failed", "killed"]
"""A run's verdict; killed: it is on record as running, but has not been heard of for a while."""

WORST: tuple[Word, ...] = ("done", "busy", "running", "degraded", "failed", "killed")
"""The verdicts, from the best to the worst."""


@dataclass(frozen=True, slots=True)
class Period:
    """The days that a report is about, in UTC; the last one has only begun."""

    now: datetime
    days: int

    @property
    def since(self) -> datetime:
        """The midnight with which the period begins."""
        midnight = self.now.replace(hour=0, minute=0, second=0, microsecond=0)
        return midnight - timedelta(days=self.days - 1)

    @property
    def dates(self) -> list[date]:
        """Its days."""
        return [(self.since + timedelta(days=number)).date() for number in range(self.days)]

    @property
    def night(self) -> datetime:
        """Since when a run counts as one of the last night."""
        return self.now - timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Lag:
    """The time from an article's publication to its storage, in seconds."""

    articles: int = 0
    """How many were measured."""
    quantiles: tuple[float, ...] = ()
    """What a tenth, a quarter, half, three quarters and nine tenths of them stay below."""
    backfill: int = 0
    """Left out: published before the site was first crawled, or a week and more before they were found."""
    untimed: int = 0
    """Left out: no date, or the day alone."""
    ahead: int = 0
    """Left out: the date was still to come."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """Something that the alarm of a run has found."""

    message: str
    field: str | None = None
    since: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """How a crawl went."""

    id: str
    spider: str
    started_at: datetime
    verdict: Word
    site: str | None = None
    """None: the crawl of many sites."""
    sites: int = 0
    """How many sites it crawled, if it was many."""
    finished_at: datetime | None = None
    reasons: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()
    outcomes: dict[str, int] = field(default_factory=dict)
    received: int | None = None
    """Bytes."""
    replayed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A feed, sitemap or listing that has a gap or cannot be read."""

    url: str
    status: str
    failures: int
    gap_at: datetime | None


@dataclass(slots=True, kw_only=True)
class Site:
    """A site in the period."""

    name: str
    by_day: list[int]
    """Articles by the day they were published, or stored if they have no date or a later one."""
    by_hour: list[int]
    """Articles by the hour of the day (UTC) they were published, of those that say so."""
    verdicts: list[Word | None]
    """The worst of each day; None: no run."""
    last_run: Run | None = None
    outcomes: dict[str, int] = field(default_factory=dict)
    """What became of articles in the last night."""
    quarantined: int = 0
    given_up: int = 0
    sources: list[Source] = field(default_factory=list)
    lag: Lag = field(default_factory=Lag)
    readings: list[Reading] = field(default_factory=list)
    """The latest runs that read pages, in their order."""

    @property
    def articles(self) -> int:
        """All of the period."""
        return sum(self.by_day)

    @property
    def timed(self) -> int:
        """Those of them that say at what hour they were published."""
        return sum(self.by_hour)

    @property
    def failed(self) -> float | None:
        """Of the pages that the last night asked for, the share that could not be stored; None: it asked for none."""
        failed = self.outcomes.get("quarantined", 0) + self.outcomes.get("error", 0)
        fetched = failed + sum(self.outcomes.get(what, 0) for what in ("new", "changed", "unchanged", "gone"))
        return failed / fetched if fetched else None

    @property
    def gaps(self) -> int:
        """Sources with an open gap."""
        return sum(source.gap_at is not None for source in self.sources)

    @property
    def falls(self) -> dict[str, tuple[float, float]]:
        """The fields that the last run found far less often than usual: what is usual, and what it was."""
        findings = self.last_run.findings if self.last_run else ()
        return falls(self.readings, {finding.field for finding in findings})


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """A story that was changed."""

    url: str
    site: str
    headline: str
    edits: int
    changed_at: datetime
    fields: tuple[str, ...]
    """What its last edits changed."""
    headline_before: str | None
    """What its headline was before it was last changed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Repeat:
    """An article that repeats another."""

    url: str
    headline: str
    of_url: str
    of_headline: str | None
    similarity: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Repeats:
    """The articles that repeat others in one way."""

    reason: str
    articles: int
    examples: list[Repeat]


@dataclass(frozen=True, slots=True, kw_only=True)
class Slow:
    """A page that took long."""

    url: str
    seconds: float
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """What failed for one reason."""

    reason: str
    pages: int
    examples: tuple[str, ...]
    given_up: int = 0
    """Of what is in quarantine, what is not tried again."""


@dataclass(slots=True, kw_only=True)
class Figures:
    """All that a report tells."""

    period: Period
    database: str
    version: str
    asked: str | None = None
    """The one site that was asked for."""
    stored: int = 0
    """Articles in the database, of whatever age and site."""
    by_day: list[int] = field(default_factory=list)
    """As of a site: of all sites, also those that are not listed."""
    by_hour: list[int] = field(default_factory=list)
    night: dict[Word, int] = field(default_factory=dict)
    """Sites by the verdict of their last run, if that was in the last night."""
    silent: int = 0
    """Sites without a run in the last night."""
    outcomes: dict[str, int] = field(default_factory=dict)
    """What became of articles in the last night."""
    last_run: Run | None = None
    gaps: int = 0
    quarantined: int = 0
    given_up: int = 0
    sites: list[Site] = field(default_factory=list)
    """Those in trouble first, then those with most articles."""
    more_sites: int = 0
    edited: int = 0
    """Stories that were changed in the period."""
    edits: list[Edit] = field(default_factory=list)
    repeats: list[Repeats] = field(default_factory=list)
    looked_at: int = 0
    """How many runs the slowest and failing pages are of."""
    slowest: list[Slow] = field(default_factory=list)
    failures: list[Failure] = field(default_factory=list)
    quarantine: list[Failure] = field(default_factory=list)
    runs: list[Run] = field(default_factory=list)
    """The latest first; of the crawl of many sites only the whole, unless one site was asked for."""


def worst(words: Sequence[Word]) -> Word | None:
    """The worst of some verdicts; None of none."""
    return max(words, key=WORST.index, default=None)


def usual(counts: Sequence[int]) -> float | None:
    """What was usual before the last of some days, given day by day: on that day of the week, if that is known.

    Days before the first with anything do not count: nobody was looking then. None: there is no day before.
    """
    before = list(dropwhile(lambda count: not count, counts[:-1]))
    same = before[::-1][6::7]
    return float(median(same if len(same) >= 3 else before)) if before else None


def as_plain(value: Any) -> Any:
    """Figures as JSON has them, under the names that fields have in the database."""
    if is_dataclass(value):
        return {_camel(f.name): as_plain(getattr(value, f.name)) for f in fields(value)}
    if isinstance(value, list | tuple):
        return [as_plain(one) for one in value]
    if isinstance(value, dict):
        return {key: as_plain(one) for key, one in value.items()}
    return value


def _camel(name: str) -> str:
    first, *rest = name.split("_")
    return first + "".join(word.capitalize() for word in rest)
