"""Dates of sitemaps and JSON Feed: the W3C's profile of ISO 8601."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

_FORM = re.compile(
    r"(\d{4})(?:-(\d\d)(?:-(\d\d)(?:[Tt ](\d\d):(\d\d)(?::(\d\d)(?:[.,]\d{1,9})?)?\s?([Zz]|[+-]\d\d:?\d\d)?)?)?)?",
    re.ASCII,
)


def w3c_instant(raw: str) -> datetime | None:
    """The instant that `raw` names, in UTC; None where it names none.

    A year, a month or a day is its start; what has no zone is UTC (https://www.w3.org/TR/NOTE-datetime).
    """
    match = _FORM.fullmatch(raw.strip()) if len(raw) <= 100 else None
    if match is None:
        return None
    year, month, day, hour, minute, second = (int(part) if part else None for part in match.groups()[:6])
    try:
        local = datetime(year or 0, month or 1, day or 1, hour or 0, minute or 0, min(second or 0, 59), tzinfo=UTC)
        return local - _offset(match[7] or "Z")
    except (ValueError, OverflowError):
        return None


def _offset(zone: str) -> timedelta:
    if zone in "Zz":
        return timedelta()
    size = timedelta(hours=int(zone[1:3]), minutes=int(zone[-2:]))
    return -size if zone[0] == "-" else size
