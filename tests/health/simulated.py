"""A site whose days are made up: as many articles as it may have, and on each what pages may have."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from random import Random

from feedcrawler.health import Finding, Rules, Seen, examine
from feedcrawler.health.history import key_of
from feedcrawler.health.observation import step_of

START = datetime(2026, 1, 5, 6, tzinfo=UTC)
"""A Monday."""
DAY = timedelta(days=1)
COVERAGE = {
    "headline": 1.0, "articleBody": 0.99, "authors": 0.93, "datePublished": 1.0, "description": 0.97, "keywords": 0.8,
    "mainImage": 0.95, "images": 0.55, "videos": 0.2, "relatedLinks": 0.4,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Page:
    """What the page of one article gives."""

    fields: frozenset[str]
    sources: dict[str, str]
    words: int
    day_only: bool = False
    warnings: frozenset[str] = frozenset()
    failed: str = ""


Theme = Callable[[Page], Page]
"""What becomes of a page when the site's theme changes."""


@dataclass
class SimulatedSite:
    """A site, crawled every so often."""

    seed: int
    a_day: float
    """Articles on a weekday; four tenths of it at a weekend."""
    every: timedelta = DAY
    coverage: dict[str, float] = field(default_factory=lambda: dict(COVERAGE))
    streaky: dict[str, float] = field(default_factory=dict)
    """How often a field is missing for a whole day."""
    wild: float = 0.25
    """How far a day's number of articles strays, as a share."""
    lull: range = range(0)
    """Days on which only a fifth is published."""
    theme: Theme = lambda page: page
    changes_at: datetime | None = None
    """When the theme changes."""

    def __post_init__(self) -> None:
        self.random = Random(self.seed)
        self.runs: list[Seen] = []
        self.at = START
        self.last = START - self.every

    def live(self, days: float, rules: Rules | None = None) -> list[tuple[Seen, list[Finding]]]:
        """Crawl for so many days; gives each run with what was found, if anything was."""
        found = []
        until = self.at + timedelta(days=days)
        while self.at < until:
            run = self._run()
            findings = examine(self.runs, run, rules)
            self.runs.append(replace(run, findings={key_of(f.to_document()): f.since for f in findings}))
            if findings:
                found.append((run, findings))
        return found

    def grow_old(self, days: float) -> None:
        """Crawl for so many days on which nobody judges."""
        until = self.at + timedelta(days=days)
        while self.at < until:
            self.runs.append(self._run())

    def _run(self) -> Seen:
        pages = [self._page() for _ in range(self._number())]
        if self.changes_at and self.at >= self.changes_at:
            pages = [self.theme(page) for page in pages]
        read = [page for page in pages if not page.failed]
        steps = Counter(str(step_of(page.words)) for page in read)
        sources = {
            name: dict(Counter(page.sources[name] for page in read if name in page.fields)) for name in self.coverage
        }
        observed = {
            "articles": len(read),
            "page": "Page 1",
            "fields": dict(Counter(name for page in read for name in page.fields)),
            "sources": sources,
            "words": {"steps": dict(steps)},
            "dates": {"dayOnly": sum(page.day_only for page in read)},
            "warnings": dict(Counter(warning for page in read for warning in page.warnings)),
            "failed": dict(Counter(page.failed for page in pages if page.failed)),
        }
        at, self.last, self.at = self.at, self.at, self.at + self.every
        return Seen.of({"asOf": at, "observed": observed, "finishReason": "finished"})

    def _number(self) -> int:
        """Poisson, with a rate that strays from day to day."""
        day = (self.at - START).days
        mean = self.a_day * (0.4 if self.at.weekday() >= 5 else 1.0) * (0.2 if day in self.lull else 1.0)
        rate = Random(f"{self.seed} {day}").gammavariate(1 / self.wild**2, mean * self.wild**2)
        expected, number, threshold = rate * ((self.at - self.last) / DAY), 0, 1.0
        limit = 2.718281828459045**-expected if expected < 700 else 0.0
        while (threshold := threshold * self.random.random()) > limit:
            number += 1
        return number

    def _page(self) -> Page:
        day = Random(f"{self.seed} {self.at.date()}")
        gone = {name for name in sorted(self.streaky) if day.random() < self.streaky[name]}
        there = {name for name, share in self.coverage.items() if name not in gone and self.random.random() < share}
        return Page(
            fields=frozenset(there),
            sources={name: "css own" if self.random.random() < 0.97 else "meta other" for name in self.coverage},
            words=round(self.random.lognormvariate(6.2, 0.6)),
            day_only=self.random.random() < 0.02,
            warnings=frozenset({"articleBody: disagree"} if self.random.random() < 0.05 else ()),
            failed="not an article" if self.random.random() < 0.01 else "",
        )
