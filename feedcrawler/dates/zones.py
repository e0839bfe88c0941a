"""Time zones as they are written after a clock."""

from __future__ import annotations

import re
from datetime import datetime, timedelta, timezone, tzinfo
from functools import lru_cache
from zoneinfo import ZoneInfo

from feedcrawler.dates.instant import MAX_OFFSET, DateError, ImpossibleDateError, Page, offset_at

_ZONE = re.compile(
    r"[\s.,(]{0,3}(?:"
    r"(?P<utc>GMT|UTC|UT)?\s?(?P<sign>[+−-])(?P<hours>\d{1,2})(?::?(?P<minutes>\d\d))?(?!\d)"
    r"|(?P<name>[A-Z]{1,5})\b(?! [Tt]ime\b)"
    r"|(?P<place>[A-Z][A-Za-z]*(?: [A-Z][A-Za-z]*){0,2}) [Tt]ime\b)"
)

# Abbreviations that news sites print, with their hours from UTC (RFC 822, section 5.1, and beyond).
_HOURS = {
    "Z UT UTC GMT WET": 0,
    "CET MEZ BST WEST WAT": 1,
    "CEST MESZ EET SAST CAT": 2,
    "EEST MSK EAT TRT": 3,
    "PKT": 5,
    "WIB ICT": 7,
    "SGT HKT PHT MYT WITA": 8,
    "JST KST WIT": 9,
    "AEST": 10,
    "AEDT": 11,
    "NZST": 12,
    "NZDT": 13,
    "BRT ART": -3,
    "EDT": -4,
    "EST CDT": -5,
    "CST MDT": -6,
    "MST PDT": -7,
    "PST AKDT": -8,
    "AKST": -9,
    "HST": -10,
}
_ABBREVIATIONS: dict[str, tzinfo] = {
    name: timezone(timedelta(hours=hours)) for names, hours in _HOURS.items() for name in names.split()
}
# Names of zones that change their clocks.
_REGIONS = {
    "ET": "America/New_York",
    "CT": "America/Chicago",
    "MT": "America/Denver",
    "PT": "America/Los_Angeles",
    "Eastern": "America/New_York",
    "Central": "America/Chicago",
    "Mountain": "America/Denver",
    "Pacific": "America/Los_Angeles",
    "Kiev": "Europe/Kyiv",
}
_OF_SEVERAL_COUNTRIES = frozenset({"AST", "GST", "IST"})  # only the site's own is sure
_AREAS = ("Europe", "America", "Asia", "Africa", "Australia", "Pacific", "Atlantic")


def find_zone(text: str, start: int, page: Page) -> tuple[tzinfo | None, int]:
    """The zone written at `start` of the text and where it ends; (None, start) where there is none.

    Raises:
        DateError: a zone is written that cannot be, or that is not known.
    """
    if (found := _ZONE.match(text, start)) is None:
        return None, start
    zone: tzinfo | None
    if found["sign"]:
        zone = _offset(found)
    elif name := found["name"]:
        zone = _abbreviation(name, page.zone)
    else:
        zone = page.zone if found["place"] == "Local" else _zone_of_place(found["place"])
        if zone is None and "(" in found[0]:
            raise DateError("unknown time zone in")
    return (zone, found.end()) if zone else (None, start)


def _offset(found: re.Match[str]) -> tzinfo | None:
    if not (found["utc"] or found["minutes"]):
        return None  # "20:11 -2 comments"
    minutes = int(found["minutes"] or 0)
    offset = timedelta(hours=int(found["hours"]), minutes=minutes)
    if offset > MAX_OFFSET or minutes > 59:
        raise ImpossibleDateError
    return timezone(offset if found["sign"] == "+" else -offset)


def _abbreviation(name: str, site: tzinfo) -> tzinfo | None:
    """The zone of an abbreviation: the site's where it has that one, else the one news sites mean."""
    if zone := _own_abbreviations(site).get(name) or _ABBREVIATIONS.get(name):
        return zone
    if name in _OF_SEVERAL_COUNTRIES:
        raise DateError("unknown time zone in")
    return ZoneInfo(_REGIONS[name]) if name in _REGIONS else None


@lru_cache(maxsize=64)
def _own_abbreviations(site: tzinfo) -> dict[str, tzinfo]:
    seasons = (datetime(2025, month, 1, tzinfo=site) for month in (1, 7))
    return {season.tzname() or "": timezone(offset_at(season)) for season in seasons}


@lru_cache(maxsize=64)
def _zone_of_place(place: str) -> tzinfo | None:
    """The zone in "Kyiv time"."""
    if place in _REGIONS:
        return ZoneInfo(_REGIONS[place])
    for area in _AREAS:
        try:
            return ZoneInfo(f"{area}/{place.title().replace(' ', '_')}")
        except (KeyError, ValueError, OSError):
            continue
    return None
