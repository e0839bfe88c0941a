"""Simulated sites: years of ordinary days are quiet, and a theme that changes is seen at once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from feedcrawler.health import Seen, examine
from tests.health.simulated import DAY, START, Page, SimulatedSite

CHANGE = 30

VOLUMES = [
    pytest.param(3, DAY, id="3 a day, once a day"),
    pytest.param(20, DAY, id="20 a day, once a day"),
    pytest.param(20, timedelta(hours=6), id="20 a day, every six hours"),
    pytest.param(200, DAY, id="200 a day, once a day"),
]


def without_authors(page: Page) -> Page:
    return replace(page, fields=page.fields - {"authors"})


def headline_from_elsewhere(page: Page) -> Page:
    return replace(page, sources=page.sources | {"headline": "json-ld headline"})


def cut_short(page: Page) -> Page:
    return replace(page, words=page.words // 10)


def cut_to_a_third(page: Page) -> Page:
    return replace(page, words=page.words // 3)


def refused(page: Page) -> Page:
    return replace(page, failed="not an article")


def without_time(page: Page) -> Page:
    return replace(page, day_only=True)


def of_no_theme(page: Page) -> Page:
    return replace(page, warnings=page.warnings | {"page: matches no known theme"})


@pytest.mark.parametrize(("a_day", "every"), VOLUMES)
def test_ordinary_days_with_weekends_and_a_lull_are_quiet(a_day: float, every: timedelta) -> None:
    for seed in range(2 if every == DAY else 1):
        site = SimulatedSite(seed, a_day, every, lull=range(18, 23))
        site.grow_old(14)
        assert [finding.message for _, found in site.live(16) for finding in found] == []


def test_days_on_which_nobody_signs_are_quiet_once_they_are_known() -> None:
    for seed in range(2):
        site = SimulatedSite(seed, 20, streaky={"authors": 0.1})
        site.grow_old(14)
        assert len(site.live(40)) <= 1  # the first, perhaps: nobody could know


THEMES = {
    without_authors: ("field", "authors", "css own"),
    headline_from_elsewhere: ("source", "headline", "css own"),
    cut_short: ("body length", "articleBody", ""),
    refused: ("failures", "", ""),
    without_time: ("dates", "datePublished", ""),
    of_no_theme: ("warning", "", "page: matches no known theme"),
}


@pytest.mark.parametrize(("a_day", "every"), VOLUMES[1:])
@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.__name__)
def test_a_change_is_found_within_a_day_and_named_with_its_first_run(
    a_day: float, every: timedelta, theme: Callable[[Page], Page]
) -> None:
    changed = START + DAY * CHANGE
    site = SimulatedSite(7, a_day, every, theme=theme, changes_at=changed)
    site.grow_old(CHANGE)
    run, findings = site.live(1)[0]
    named = {(f.what, f.field, f.source): f for f in findings}
    assert run.at - changed < DAY
    finding = named[THEMES[theme]]
    assert finding.since == changed
    assert finding.now
    assert finding.now[0] <= finding.now[1] / 4
    assert finding.instead == ("json-ld headline" if finding.what == "source" else "")


@pytest.mark.parametrize("theme", [without_authors, refused], ids=lambda theme: theme.__name__)
def test_three_articles_a_day_take_a_few_days_at_most(theme: Callable[[Page], Page]) -> None:
    for seed in range(5):
        site = SimulatedSite(seed, 3, theme=theme, changes_at=START + DAY * CHANGE)
        site.grow_old(CHANGE)
        run, _ = site.live(6)[0]
        assert run.at - START <= DAY * (CHANGE + 4)


def test_texts_that_lose_two_thirds_are_found_in_two_days() -> None:
    site = SimulatedSite(3, 20, theme=cut_to_a_third, changes_at=START + DAY * CHANGE)
    site.grow_old(CHANGE)
    (_, (finding,)), *_ = site.live(2)
    assert finding.what == "body length"
    assert "in the middle" in finding.message


def test_a_change_is_said_for_a_week_and_is_then_how_the_site_is() -> None:
    site = SimulatedSite(1, 20, theme=without_authors, changes_at=START + DAY * CHANGE)
    site.grow_old(CHANGE)
    found = site.live(40)
    assert [(run.at - START).days for run, _ in found] == list(range(CHANGE, CHANGE + 8))
    assert {finding.since for _, findings in found for finding in findings} == {START + DAY * CHANGE}


def test_what_goes_missing_after_that_is_an_alarm_again() -> None:
    site = SimulatedSite(1, 20, theme=without_authors, changes_at=START + DAY * CHANGE)
    site.grow_old(CHANGE)
    site.live(30)
    site.theme = lambda page: replace(page, fields=page.fields - {"authors", "description"})
    site.changes_at = site.at
    ((_, (finding,)),) = site.live(1)
    assert finding.field == "description"


def test_a_run_that_was_cut_short_says_nothing_of_how_much_is_published() -> None:
    site = SimulatedSite(1, 200)
    site.grow_old(CHANGE)
    silent = Seen(at=site.at)
    assert [finding.what for finding in examine(site.runs, silent)] == ["article rate"]
    assert examine(site.runs, replace(silent, complete=False)) == []
