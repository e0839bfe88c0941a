"""What can be told from figures alone."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from feedcrawler.figures import Finding, Period, Run, Site, as_plain, usual, worst
from tests.test_readings import readings

NOW = datetime(2026, 11, 29, 9, 30, tzinfo=UTC)


def test_a_period_is_whole_days_and_what_there_is_of_today() -> None:
    period = Period(NOW, 3)
    assert period.since == datetime(2026, 11, 27, tzinfo=UTC)
    assert period.dates == [date(2026, 11, 27), date(2026, 11, 28), date(2026, 11, 29)]


@pytest.mark.parametrize(
    ("days", "usually"),
    [
        ([], None),
        ([7], None),
        ([4, 6, 5, 90], 5),
        ([0, 0, 0, 8, 9, 10, 3], 9),  # nobody was looking before
        ([*[10, 10, 10, 10, 10, 2, 3] * 4, 10, 10, 10, 10, 10, 0], 2),  # Saturdays
    ],
)
def test_what_is_usual_is_the_median_of_the_same_days(days: list[int], usually: float | None) -> None:
    assert usual(days) == usually


def test_what_the_alarm_names_has_fallen_however_few_the_pages() -> None:
    run = Run(
        id="run", spider="news", started_at=NOW, verdict="degraded", findings=(Finding(message="", field="authors"),)
    )
    site = Site(name="a.example", by_day=[0], by_hour=[0] * 24, verdicts=["degraded"], last_run=run)
    site.readings = readings(1, 1, 0, articles=2)
    assert site.falls == {"authors": (1, 0)}
    site.readings = readings(1, 0.9, 0.9, articles=20)  # what gave the field answers no more, but something does
    assert site.falls == {}


def test_the_worst_of_a_day_counts() -> None:
    assert worst(["done", "failed", "degraded"]) == "failed"
    assert worst([]) is None


def test_figures_have_the_names_of_the_database() -> None:
    run = Run(id="run", spider="news", started_at=NOW, verdict="done")
    assert as_plain([run])[0] == {
        "id": "run",
        "spider": "news",
        "startedAt": NOW,
        "verdict": "done",
        "site": None,
        "sites": 0,
        "finishedAt": None,
        "reasons": [],
        "findings": [],
        "outcomes": {},
        "received": None,
        "replayed": False,
    }
