"""From a day, a clock and a zone to an instant."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from feedcrawler.items import Precision

MAX_OFFSET = timedelta(hours=14)
"""No zone is further from UTC."""


class DateError(ValueError):
    """The text gives no date; the message is the reason, to be followed by the text."""


class ImpossibleDateError(DateError):
    """The text is a date that does not exist."""

    def __init__(self) -> None:
        super().__init__("impossible date")


@dataclass(frozen=True, slots=True)
class ParsedDate:
    """A date and how exactly it was said."""

    instant: datetime
    """UTC, to the millisecond."""
    precision: Precision
    """How exact the text is."""
    offset_minutes: int
    """The offset from UTC that was written, or the site's at that instant."""
    warning: str | None = None
    """What had to be decided by a rule."""

    @property
    def day(self) -> date:
        """The calendar day where it was written."""
        return (self.instant + timedelta(minutes=self.offset_minutes)).date()


class Page(NamedTuple):
    """What the text of a date does not say by itself."""

    zone: tzinfo
    languages: tuple[str, ...]
    fetched_at: datetime


@dataclass(slots=True)
class Written:
    """A date as the text has it."""

    year: int | None
    month: int
    day: int
    clock: time | None = None
    precision: Precision = "day"
    zone: tzinfo | None = None
    warning: str | None = None


def instant_of(written: Written, page: Page) -> ParsedDate:
    """The instant of a written date; a clock without a zone is the site's.

    Raises:
        ValueError, OverflowError: there is no such day or instant.
    """
    zone, warning = written.zone or page.zone, written.warning
    if written.year is None:
        day = _latest(written.month, written.day, page.fetched_at.astimezone(zone).date())
    else:
        day = date(written.year, written.month, written.day)
    local = datetime.combine(day, written.clock or time.min, tzinfo=zone)
    change = offset_at(local) - offset_at(local.replace(fold=1))
    if written.clock and change:
        rule = "comes twice that night, read as the first" if change > timedelta() else "is skipped that night"
        warning = f"{local:%H:%M} {rule}"
    return at(local.astimezone(UTC), zone, written.precision, warning)


def at(instant: datetime, zone: tzinfo, precision: Precision, warning: str | None = None) -> ParsedDate:
    """A UTC instant as seen in `zone`, to the millisecond."""
    instant = instant.replace(microsecond=instant.microsecond // 1000 * 1000)
    offset = offset_at(instant.astimezone(zone))
    return ParsedDate(instant, precision, offset // timedelta(minutes=1), warning)


def offset_at(moment: datetime) -> timedelta:
    """The offset from UTC of an aware `moment`."""
    return moment.utcoffset() or timedelta()


def milliseconds(fraction: str) -> int:
    """The milliseconds in the digits after a decimal point; the rest is cut off."""
    return int(fraction[:3].ljust(3, "0"))


def _latest(month: int, day: int, today: date) -> date:
    """The last such day up to `today`.

    Raises:
        ValueError: there never was one.
    """
    date(2000, month, day)
    for year in range(today.year, today.year - 9, -1):  # eight years may lie between two 29 Februaries
        try:
            when = date(year, month, day)
        except ValueError:
            continue
        if when <= today:
            return when
    raise ImpossibleDateError
