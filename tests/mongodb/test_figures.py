"""The figures of a report, from a real database."""

from __future__ import annotations

import random
from collections import Counter
from datetime import timedelta
from math import floor, log2
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from feedcrawler.figures import Figures, Period, Site
from feedcrawler.mongodb.figures import gather
from feedcrawler.mongodb.figures.articles import quantiles
from tests.report.filling import NOW, Db, Filling, night, run, stored, told

PERIOD = Period(NOW, 30)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def of(database: Db, site: str = "a.example", **period: Any) -> Site:
    """The figures of one site."""
    figures = gather(database, Period(**{"now": NOW, "days": 30} | period))
    return next(one for one in figures.sites if one.name == site)


def test_an_empty_database_has_figures_too(database: Db) -> None:
    figures = gather(database, PERIOD)
    assert (figures.sites, figures.runs, figures.night, figures.stored) == ([], [], {}, 0)
    assert figures.by_day == [0] * 30


def test_an_article_counts_on_the_day_it_was_published(database: Db) -> None:
    early = stored("a.example", "1", "Early", NOW - 3 * DAY, lag=60)
    late = stored("a.example", "2", "Found two days late", NOW - 3 * DAY, lag=2 * 24 * 60)
    undated = stored("a.example", "3", "No date", NOW - DAY, lag=1)
    del undated["datePublished"], undated["dates"]["published"]
    old = stored("a.example", "4", "From the archive", NOW - 400 * DAY, lag=399 * 24 * 60)
    ahead = stored("a.example", "5", "From the future", NOW + 70 * 365 * DAY, lag=-(70 * 365 + 2) * 24 * 60)
    database.articles.insert_many([early, late, undated, old, ahead])
    site = of(database)
    assert site.by_day == [*[0] * 26, 2, 1, 1, 0]
    assert sum(site.by_hour) == site.by_hour[9] == 3  # 09:30 UTC; the others do not say when in the period


def test_a_day_alone_is_no_hour_and_no_lag(database: Db) -> None:
    database.runs.insert_one(run("a.example", NOW - 20 * DAY))
    database.articles.insert_one(stored("a.example", "1", "A day", NOW - 2 * DAY, lag=60, precision="day"))
    site = of(database)
    assert (site.by_day[27], sum(site.by_hour), site.lag.articles, site.lag.untimed) == (1, 0, 0, 1)


def test_the_lag_leaves_out_what_says_nothing_about_the_crawling(database: Db) -> None:
    database.runs.insert_many(
        [run("a.example", NOW - 25 * DAY, replayed=True), run("a.example", NOW - 20 * DAY), run("a.example", NOW)]
    )
    minutes = [3, 4, 5, 6, 60]
    articles = [stored("a.example", f"{n}", "Measured", NOW - 5 * DAY, lag) for n, lag in enumerate(minutes)]
    articles += [
        stored("a.example", "before", "Published before the first live crawl", NOW - 21 * DAY, 24 * 60 + 5),
        stored("a.example", "late", "Found after more than a week", NOW - 12 * DAY, 8 * 24 * 60),
        stored("a.example", "ahead", "Its date was still to come", NOW - DAY, -90),
    ]
    database.articles.insert_many(articles)
    lag = of(database).lag
    assert (lag.articles, lag.backfill, lag.ahead, lag.untimed) == (5, 2, 1, 0)
    assert lag.quantiles[2] == pytest.approx(5 * 60, rel=0.01)


def test_what_was_only_replayed_has_no_lag(database: Db) -> None:
    database.runs.insert_one(run("a.example", NOW - 20 * DAY, replayed=True))
    database.articles.insert_one(stored("a.example", "1", "Replayed", NOW - DAY, lag=60))
    assert (of(database).lag.articles, of(database).lag.backfill) == (0, 1)


@settings(deadline=None)
@given(st.lists(st.floats(1, 600_000), min_size=2, max_size=200), st.randoms())
def test_quantiles_of_classes_are_nearly_exact(seconds: list[float], chance: random.Random) -> None:
    classes = list(Counter(floor(64 * log2(value)) for value in seconds).items())
    chance.shuffle(classes)
    found = quantiles(classes)
    assert list(found) == sorted(found)
    ranked = sorted(seconds)
    for share, value in zip((0.1, 0.25, 0.5, 0.75, 0.9), found, strict=True):
        assert any(value == pytest.approx(near, rel=0.012) for near in around(ranked, share))


def around(ranked: list[float], share: float) -> list[float]:
    """The values that may be called a quantile."""
    place = share * len(ranked)
    return ranked[max(0, int(place) - 1) : int(place) + 2]


def test_a_night_is_the_last_run_of_each_site_in_a_day(database: Db) -> None:
    database.runs.insert_many(
        [
            run("a.example", NOW - 5 * HOUR, "failed", reasons=["no feed"]),
            run("a.example", NOW - 2 * HOUR),
            run("b.example", NOW - 3 * HOUR, "degraded"),
            run("c.example", NOW - 30 * HOUR),
        ]
    )
    figures = gather(database, PERIOD)
    assert figures.night == {"done": 1, "degraded": 1}
    assert figures.silent == 1
    assert figures.outcomes["new"] == 15
    assert [site.name for site in figures.sites] == ["b.example", "a.example", "c.example"]
    assert of(database).verdicts[-2:] == [None, "failed"]


def test_a_run_that_has_not_been_heard_of_was_killed(database: Db) -> None:
    alive = run("a.example", NOW - HOUR, "running", aliveAt=NOW - timedelta(seconds=20))
    killed = run("b.example", NOW - HOUR, "running", aliveAt=NOW - timedelta(minutes=30))
    for doc in (alive, killed):
        del doc["finishedAt"]
    database.runs.insert_many([alive, killed])
    assert gather(database, PERIOD).night == {"running": 1, "killed": 1}
    assert [of(database, f"{name}.example").verdicts[-1] for name in "ab"] == ["running", "killed"]


def test_records_of_earlier_versions_are_read_as_far_as_they_go(database: Db) -> None:
    """They have no outcomes but their counts, and no pages."""
    old = run("a.example", NOW - HOUR, counts={"feedcrawler/articles/new": 7, "feedcrawler/articles/quarantined": 7})
    for name in ("outcomes", "bytes", "seconds", "observed", "slowest", "failures"):
        del old[name]
    bare = {"spider": "news", "site": "b.example", "verdict": "done", "startedAt": NOW - HOUR}
    database.runs.insert_many([old, bare])
    figures = gather(database, PERIOD)
    assert figures.outcomes == {"new": 7, "quarantined": 7}
    assert [run.outcomes["new"] for run in figures.runs if run.site == "a.example"] == [7]
    assert {site.name: site.failed for site in figures.sites} == {"a.example": 0.5, "b.example": None}


def test_of_the_crawl_of_many_sites_the_whole_is_listed(database: Db) -> None:
    whole = run("", NOW - HOUR, "degraded", sites=[{"site": "a.example"}, {"site": "b.example"}])
    del whole["site"]
    database.runs.insert_one(whole)
    database.runs.insert_many(run(f"{name}.example", NOW - HOUR, partOf=whole["_id"]) for name in "ab")
    (only,) = gather(database, PERIOD).runs
    assert (only.sites, only.site, only.verdict) == (2, None, "degraded")
    (part,) = gather(database, PERIOD, "a.example").runs
    assert part.site == "a.example"


def test_one_site_is_told_of_alone(database: Db) -> None:
    night(database, 4)
    whole, one = gather(database, PERIOD), gather(database, PERIOD, "theme.example")
    assert [site.name for site in one.sites] == ["theme.example"]
    assert sum(one.by_day) < sum(whole.by_day)
    assert (one.edits, one.repeats, one.quarantine) == ([], [], [])
    assert whole.gaps == one.gaps == 1
    assert one.sites[0].falls == {"authors": (1, 0)}
    assert gather(database, PERIOD, "nobody.example").sites == []


def test_stories_are_told_with_what_they_said_before(database: Db) -> None:
    told(database)
    figures = gather(database, PERIOD)
    (edit,) = figures.edits
    assert (edit.edits, edit.headline_before, edit.headline) == (
        2,
        "Bridge over the river opens",
        "Bridge over the river opens at last",
    )
    assert edit.fields == ("articleBody", "headline")
    (repeats,) = figures.repeats
    assert (repeats.reason, repeats.articles) == ("same story, edited", 1)
    assert repeats.examples[0].of_headline == edit.headline


def test_quarantine_is_counted_by_site_and_reason(database: Db) -> None:
    Filling("a.example", lost=5).fill(database)
    figures = gather(database, PERIOD)
    assert [(one.reason, one.pages, one.given_up) for one in figures.quarantine] == [
        ("http 404", 3, 0),
        ("not an article", 2, 2),
    ]
    assert (figures.quarantined, figures.given_up) == (5, 2)


def test_the_slowest_page_is_named_once(database: Db) -> None:
    pages = [{"url": f"https://a.example/{n}", "seconds": n} for n in range(20)]
    again = [page | {"seconds": 0.5} for page in pages]
    database.runs.insert_many(
        run("a.example", NOW - n * HOUR, slowest=pages[n : n + 10] + again, failures=[]) for n in range(11)
    )
    figures = gather(database, PERIOD)
    assert [slow.seconds for slow in figures.slowest] == list(range(19, 9, -1))
    assert figures.looked_at == 11


def test_many_runs_are_told_of_in_steps_and_the_last_by_itself(database: Db) -> None:
    database.runs.insert_many(
        run("a.example", NOW - n * HOUR / 2, new=1 + n % 2, missing="authors") for n in range(300)
    )
    readings = of(database).readings
    assert len(readings) <= 40
    assert (readings[-1].runs, readings[-1].since, readings[-1].articles) == (1, NOW, 1)
    assert sum(reading.runs for reading in readings) == 300
    assert [reading.at for reading in readings] == sorted(reading.at for reading in readings)
    assert {(reading.share("headline"), reading.share("authors")) for reading in readings} == {(1, 0)}


def test_many_sites_are_told_of_as_far_as_there_is_room(database: Db) -> None:
    database.runs.insert_many(run(f"site-{number}.example", NOW - HOUR) for number in range(70))
    figures = gather(database, PERIOD)
    assert (len(figures.sites), figures.more_sites) == (50, 20)
    assert figures.night == {"done": 70}


@pytest.fixture
def asked(database: Db) -> list[dict[str, Any]]:
    """What a report asks of a database, as its profiler has seen it."""
    night(database)
    database.command("profile", 2)
    gather(database, PERIOD)
    gather(database, PERIOD, "site-0.example")
    database.command("profile", 0)
    name = {"$regex": rf"^{database.name}\.(?!system)"}
    return list(database["system.profile"].find({"ns": name, "op": {"$in": ["query", "command"]}}))


def test_every_query_is_on_an_index(asked: list[dict[str, Any]]) -> None:
    plans = {(op["ns"].partition(".")[2], op.get("planSummary", "")) for op in asked}
    assert {name for name, _ in plans} == {"articles", "revisions", "runs", "feeds", "quarantine"}
    assert not [(name, plan) for name, plan in plans if "COLLSCAN" in plan]


def test_days_hours_and_lags_look_at_no_article(asked: list[dict[str, Any]]) -> None:
    groups = [
        op
        for op in asked
        if op["ns"].endswith(".articles") and any("$group" in s for s in op["command"].get("pipeline", ()))
    ]
    assert {op["docsExamined"] for op in groups} == {0}


def test_figures_are_bounded(database: Db) -> None:
    night(database, 8)
    figures: Figures = gather(database, Period(NOW, 366))
    assert len(figures.by_day) == 366
    assert len(figures.runs) == 20
    assert max(len(site.readings) for site in figures.sites) == 31
