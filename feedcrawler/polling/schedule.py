"""When a source is asked again: busy ones sooner, quiet ones later, broken ones less and less often."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Self

from scrapy.settings import BaseSettings

from feedcrawler.mongodb.feeds import FeedState

_FIRST = timedelta(minutes=15)
_SOONER, _LATER = 0.5, 1.5
_MAX_HINT = timedelta(hours=6)  # a feed that says "daily" is still looked at four times a day
_DAY = timedelta(days=1)
_MAX_AWAY = timedelta(days=30)
# Answers that say: not here, or not for you. Others may be better in a minute.
_HARD = {401, 402, 403, 404, 410, 451}
_GONE = 410
_PATIENCE = 5


@dataclass(frozen=True, slots=True)
class Schedule:
    """The bounds between which the time between two polls adapts."""

    shortest: timedelta
    longest: timedelta

    @classmethod
    def from_settings(cls, settings: BaseSettings) -> Self:
        """As FEEDCRAWLER_POLL_MIN_MINUTES and FEEDCRAWLER_POLL_MAX_MINUTES say."""
        return cls(
            timedelta(minutes=settings.getfloat("FEEDCRAWLER_POLL_MIN_MINUTES")),
            timedelta(minutes=settings.getfloat("FEEDCRAWLER_POLL_MAX_MINUTES")),
        )

    def answered(self, state: FeedState, at: datetime, *, changed: bool, hint: timedelta | None) -> None:
        """Note in `state` a poll that went well.

        Args:
            state: of the source.
            at: when it was asked.
            changed: whether it announced something that was not on record.
            hint: how long the source itself says to wait (`ttl`, `sy:updatePeriod`, `Cache-Control: max-age`).
        """
        before = timedelta(seconds=state.interval) if state.interval else _FIRST
        interval = self._bounded(before * (_SOONER if changed else _LATER))
        state.interval = interval.total_seconds()
        state.next_due_at = at + max(interval, min(hint or timedelta(), _MAX_HINT, self.longest))
        state.failures, state.not_before = 0, None

    def failed(self, state: FeedState, at: datetime, *, status: int | None, wait: timedelta | None) -> None:
        """Note in `state` a poll that went wrong.

        What is gone, or failed five times in a row, is left alone for a while, whoever asks: a day at first, a month at
        last. So is a site that asked for it (Retry-After).

        Args:
            state: of the source.
            at: when it was asked.
            status: the HTTP status, if there was an answer.
            wait: how long the site asked to wait.
        """
        state.failures += 1
        if status in _HARD:
            away = min(_DAY * 2 ** min(state.failures - 1, 10), _MAX_AWAY)
        else:
            away = min(self.shortest * 2 ** min(state.failures, 20), self.longest)
        state.next_due_at = at + max(away, min(wait or timedelta(), _DAY))
        is_answer = status == 200 or status in _HARD
        if state.origin not in {"declared", "home"} and state.complete_at is None and is_answer:  # it is no source
            state.next_due_at = at + _MAX_AWAY
            state.not_before = state.next_due_at
            return
        patient = status != _GONE and state.failures < _PATIENCE and not wait
        state.not_before = None if patient else state.next_due_at

    def _bounded(self, interval: timedelta) -> timedelta:
        return max(self.shortest, min(interval, self.longest))


def may_ask(state: FeedState, now: datetime, *, only_due: bool) -> bool:
    """Whether a source may be asked now."""
    if state.not_before and state.not_before > now:
        return False
    return not (only_due and state.next_due_at and state.next_due_at > now)
