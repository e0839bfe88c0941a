"""Which fields have fallen."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from feedcrawler.readings import Reading, falls

NOW = datetime(2026, 11, 29, 9, 30, tzinfo=UTC)


def readings(*shares: float, articles: int = 20, field: str = "authors") -> list[Reading]:
    """Runs one day after the other, that gave a field so often."""
    return [
        Reading(since=NOW, at=NOW + timedelta(days=day), articles=articles, fields={field: round(articles * share)})
        for day, share in enumerate(shares)
    ]


def test_a_field_has_fallen_if_the_last_run_gives_it_far_less_often() -> None:
    assert falls(readings(1, 1, 0.9, 1, 1, 0)) == {"authors": (1, 0)}
    assert falls(readings(1, 0.9, 1, 1, 0.95, 0.85)) == {}


def test_of_few_pages_or_after_few_runs_nothing_is_said() -> None:
    assert falls([]) == {}
    assert falls(readings(1, 1, 1, 0)) == {}
    assert falls(readings(1, 1, 1, 1, 1, 1, 0, articles=2)) == {}


def test_chance_is_no_fall() -> None:
    """Of a field that every other page has, one of five may well be without."""
    assert falls(readings(0.5, 0.5, 0.6, 0.4, 0.5, 0.2, articles=5)) == {}


def test_what_is_often_as_low_has_not_fallen() -> None:
    assert falls(readings(1, 0, 1, 1, 0, 1, 0)) == {}
