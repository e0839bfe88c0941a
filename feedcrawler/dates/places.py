"""The zone and the order of day and month that a site of which nothing is declared most likely has: its country's."""

from __future__ import annotations

from functools import lru_cache
from importlib.resources import files

# Domains that the whole world uses; below "com." or "org." they are their country's.
_WORLDS = frozenset([
    "ac", "ai", "am", "cc", "cd", "cx", "eu", "fm", "gg", "gl", "im", "io", "la", "li", "ly", "me", "ms", "mu", "nu",
    "pw", "sh", "st", "su", "tk", "to", "tv", "us", "vc", "ws",
])  # fmt: skip
_SECOND_LEVEL = frozenset(["com", "co", "org", "net", "gov", "edu", "or", "go", "ne"])
_OF_PEOPLE = {
    "au": "Australia/Sydney",
    "br": "America/Sao_Paulo",
    "ca": "America/Toronto",
    "co": "America/Bogota",
    "ru": "Europe/Moscow",
    "ua": "Europe/Kyiv",
    "uk": "Europe/London",
}
"""Where a country's first zone in the table is not that of most of its people."""


def zone_of_domain(domain: str) -> str:
    """IANA name of the zone of most people in the country of a domain; UTC where it is of no country."""
    country = country_of_domain(domain)
    return _OF_PEOPLE.get(country) or _zones().get(country) or "UTC"


def country_of_domain(domain: str) -> str:
    """The two letters of a country's domain; empty where it is of no country."""
    *rest, last = domain.lower().rstrip(".").split(".")
    if len(last) != 2 or not rest:
        return ""
    if (last in _WORLDS or last == "co") and rest[-1] not in _SECOND_LEVEL:
        return ""
    return last


def with_country(tag: str, domain: str) -> str:
    """A language tag with the country of the domain, where it has none: "en" on a site in the UK is British English."""
    country = country_of_domain(domain)
    return f"{tag}-{'GB' if country == 'uk' else country.upper()}" if country and len(tag) < 4 else tag


@lru_cache(maxsize=1)
def _zones() -> dict[str, str]:
    """Country to zone, of several the one that the time zone database has first: mostly the one with most people."""
    found: dict[str, str] = {}
    for line in (files("tzdata") / "zoneinfo" / "zone.tab").read_text("utf-8").splitlines():
        if not line.startswith("#"):
            country, _, zone, *_ = line.split("\t")
            found.setdefault(country.lower(), zone)
    return found
