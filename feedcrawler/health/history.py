"""What is on record of a site's runs, as far as the alarm asks for it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import groupby
from typing import Any

Key = tuple[str, str, str]
"""What a finding is about: what, which field, which source."""

Counts = Mapping[str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """What one run saw. A record that lacks something, as those of earlier versions do, saw nothing of it."""

    at: datetime
    """The clock of the run; in a replay, when that was recorded."""
    articles: int = 0
    """Of how many new articles the pages were read."""
    reasons: Counts = field(default_factory=dict)
    """How many pages could not be read, by reason."""
    page: str = ""
    """The code that read them."""
    fields: Counts = field(default_factory=dict)
    """How many articles have each field."""
    sources: Mapping[str, Counts] = field(default_factory=dict)
    """How many have it from each source, by field."""
    lengths: Mapping[int, int] = field(default_factory=dict)
    """How many have each length, in steps."""
    dates: Counts = field(default_factory=dict)
    """What there is to say of their dates."""
    warnings: Counts = field(default_factory=dict)
    """How many have each warning."""
    complete: bool = True
    """Whether the run asked the sources and came to its end."""
    findings: Mapping[Key, datetime] = field(default_factory=dict)
    """What it found wrong, and since when."""
    failed: int = field(init=False)
    """How many pages could not be read."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "failed", sum(self.reasons.values()))

    @classmethod
    def of(cls, record: Mapping[str, Any]) -> Seen:
        """What a document of `runs` says."""
        observed: Mapping[str, Any] = record.get("observed") or {}
        steps = (observed.get("words") or {}).get("steps") or {}
        return cls(
            at=record["asOf"],
            articles=observed.get("articles", 0),
            reasons=observed.get("failed") or {},
            page=observed.get("page", ""),
            fields=observed.get("fields") or {},
            sources=observed.get("sources") or {},
            lengths={int(step): count for step, count in steps.items()},
            dates=observed.get("dates") or {},
            warnings=observed.get("warnings") or {},
            complete=record.get("finishReason") == "finished" and record.get("verdict") != "failed",
            findings={key_of(one): one["since"] for one in record.get("findings") or () if "since" in one},
        )


def key_of(finding: Mapping[str, Any]) -> Key:
    """What a finding is about: of a field that is missing, the source is only an explanation."""
    what, source = str(finding.get("what", "")), str(finding.get("source", ""))
    return what, str(finding.get("field", "")), source if what in ("source", "warning") else ""


def condensed(runs: Sequence[Seen], until: datetime) -> list[Seen]:
    """The runs with those of each day before `until` made one: enough to say what is usual.

    Args:
        runs: oldest first.
        until: what is later stays as it is.
    """
    old, recent = [run for run in runs if run.at < until], [run for run in runs if run.at >= until]
    days = groupby(old, key=lambda run: (run.at.date(), run.page, sorted(run.findings.items())))
    return [*(_together(list(day)) for _, day in days), *recent]


def _together(runs: Sequence[Seen]) -> Seen:
    if len(runs) == 1:
        return runs[0]
    names = {name for run in runs for name in run.sources}
    lengths = Counter[int]()
    for run in runs:
        lengths.update(run.lengths)
    return Seen(
        at=runs[0].at,
        articles=sum(run.articles for run in runs),
        reasons=_sum(run.reasons for run in runs),
        page=runs[0].page,
        fields=_sum(run.fields for run in runs),
        sources={name: _sum(run.sources.get(name, {}) for run in runs) for name in names},
        lengths=lengths,
        dates=_sum(run.dates for run in runs),
        warnings=_sum(run.warnings for run in runs),
        findings=runs[0].findings,
    )


def _sum(counts: Iterable[Counts]) -> Counts:
    total = Counter[str]()
    for one in counts:
        total.update(one)
    return total
