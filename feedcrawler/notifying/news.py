"""What is news: the same alarm is not raised at every run."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Literal, Self

from feedcrawler.verdict import Verdict

News = Literal["alarm", "recovered", "done"]

_MOST_REASONS = 100
_MOST_TEXT = 300
_REASON = re.compile(r"(.+?: (failed|degraded|busy): )?(.*)", re.DOTALL)
"""As `judge_many` words it: of which site, how that one went, and why."""


@dataclass(frozen=True, slots=True)
class Told:
    """What people were told last."""

    verdict: str
    reasons: tuple[str, ...]
    at: datetime

    @classmethod
    def of(cls, verdict: Verdict, now: datetime) -> Self:
        """What is told now."""
        return cls(verdict.word, tuple(reason[:_MOST_TEXT] for reason in verdict.reasons[:_MOST_REASONS]), now)

    @classmethod
    def from_document(cls, doc: dict[str, Any]) -> Self:
        """As a run's record keeps it."""
        return cls(doc["verdict"], tuple(doc["reasons"]), doc["at"])

    def to_document(self) -> dict[str, Any]:
        """For a run's record."""
        return {"verdict": self.verdict, "reasons": list(self.reasons), "at": self.at}


def news(now: Told, before: Told | None, *, on: Collection[str], again: timedelta) -> News | None:
    """What people are to be told of how a crawl went, if anything.

    Args:
        now: what there is to be told.
        before: what they were told last.
        on: the verdicts that they want to be told of.
        again: after so long an alarm that goes on is raised again.
    """
    alarmed = before is not None and before.verdict in on and before.verdict != "done"
    if now.verdict not in on or now.verdict == "done":
        return "recovered" if alarmed else "done" if now.verdict in on else None
    if before is None or before.verdict != now.verdict or now.at - before.at >= again:
        return "alarm"
    return "alarm" if _gists(now.reasons) - _gists(before.reasons) else None


def _gists(reasons: Iterable[str]) -> set[str]:
    """The reasons without their numbers, which are others at each run; those in the name of a site are not.

    That another run is busy with one of many sites is nobody's worry.
    """
    found = filter(None, map(_REASON.fullmatch, reasons))
    return {(one[1] or "") + re.sub(r"\d[\d.,]*", "#", one[3]) for one in found if one[2] != "busy"}
