"""Metrics for Prometheus, read back by Prometheus's own parser."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from prometheus_client.parser import text_string_to_metric_families
from scrapy.settings import Settings

from feedcrawler.errors import FeedcrawlerError
from feedcrawler.metrics import metrics_text, write_metrics
from feedcrawler.mongodb.backlog import due_by_site
from tests.mongodb.storing import Db
from tests.run_records import early_record, record

NOW = datetime.now(UTC).replace(microsecond=0)
HOUR = timedelta(hours=1)

Samples = dict[tuple[str, ...], float]


@pytest.fixture
def settings(database: Db, mongodb_uri: str) -> Settings:
    made = Settings()
    made.setmodule("feedcrawler.settings")
    made.setdict({"MONGODB_URI": mongodb_uri, "MONGODB_DATABASE": database.name})
    return made


@pytest.fixture
def metrics(settings: Settings) -> Callable[[], Samples]:
    return lambda: samples(metrics_text(settings))


def samples(text: str) -> Samples:
    """The values by name without its prefix, site, and any other label."""
    found: Samples = {}
    for family in text_string_to_metric_families(text):
        for sample in family.samples:
            site, *others = [sample.labels.pop("site", ""), *sample.labels.values()]
            key = (sample.name.removeprefix("feedcrawler_"), site, *others)
            assert key not in found
            found[key] = sample.value
    return found


def test_the_last_run_of_a_site_is_told(database: Db, metrics: Callable[[], Samples]) -> None:
    gaps = [{"state": "open"}, {"state": "closed"}]
    bad = {"verdict": "degraded", "exitCode": 3, "gaps": gaps}
    database.runs.insert_many([record(began=NOW - 2 * HOUR), record(began=NOW - HOUR, **bad)])
    found = metrics()
    site = "example.org"
    ended = (NOW - HOUR + timedelta(seconds=72)).timestamp()
    assert found["last_run_timestamp_seconds", site] == ended
    assert found["last_success_timestamp_seconds", site] == ended
    assert [found["run_verdict", site, word] for word in ("done", "degraded", "failed")] == [0, 1, 0]
    assert found["run_exit_code", site] == 3
    assert found["run_duration_seconds", site] == 72
    assert found["run_articles", site, "new"] == 12
    assert found["run_articles", site, "error"] == 0
    assert found["field_coverage_ratio", site, "headline"] == 1
    assert found["field_coverage_ratio", site, "authors"] == 0.25
    assert found["open_gaps", site] == 1
    assert found["database_up", ""] == 1


def test_after_a_failure_the_last_success_is_the_one_before(database: Db, metrics: Callable[[], Samples]) -> None:
    database.runs.insert_many(
        [record(began=NOW - 3 * HOUR), record(began=NOW - HOUR, verdict="failed", exitCode=1, finishedAt=NOW)]
    )
    database.runs.insert_one(record("never.example", NOW - HOUR, verdict="failed"))
    found = metrics()
    assert found["last_run_timestamp_seconds", "example.org"] == NOW.timestamp()
    success = NOW - 3 * HOUR + timedelta(seconds=72)
    assert found["last_success_timestamp_seconds", "example.org"] == success.timestamp()
    assert ("last_success_timestamp_seconds", "never.example") not in found


def test_a_field_that_is_lost_is_told_and_a_run_without_articles_changes_nothing(
    database: Db, metrics: Callable[[], Samples]
) -> None:
    lost = {"articles": 9, "fields": {"headline": 9}}
    nothing = {"articles": 0}
    database.runs.insert_many(
        record(began=NOW - hours * HOUR, observed=seen)
        for hours, seen in ((3, {"articles": 1}), (2, lost), (1, nothing))
    )
    found = metrics()
    assert found["field_coverage_ratio", "example.org", "headline"] == 1
    assert found["field_coverage_ratio", "example.org", "authors"] == 0


def test_what_runs_and_what_was_replayed_is_not_told(database: Db, metrics: Callable[[], Samples]) -> None:
    old = record(began=NOW - 3 * HOUR)
    running = record(began=NOW - HOUR, verdict="running")
    replayed = record(began=NOW - 2 * HOUR, verdict="failed", replayed=True)
    database.runs.insert_many([old, running, replayed])
    assert metrics()["run_verdict", "example.org", "done"] == 1


def test_what_waits_is_counted_by_site_from_indexes_alone(database: Db, metrics: Callable[[], Samples]) -> None:
    database.runs.insert_many([record(began=NOW - HOUR), record("idle.example", NOW - HOUR)])
    database.due.insert_many([{"_id": f"a{n}", "site": "example.org", "announcedAt": NOW} for n in range(3)])
    failed = {"site": "example.org", "reason": "http 403", "lastAt": NOW}
    waiting = [failed | {"_id": f"w{n}", "retryAt": NOW} for n in range(2)]
    database.quarantine.insert_many([*waiting, failed | {"_id": "g", "givenUpAt": NOW}])
    found = metrics()
    assert (found["due", "example.org"], found["due", "idle.example"]) == (3, 0)
    assert found["quarantine", "example.org", "waiting"] == 2
    assert found["quarantine", "example.org", "given up"] == 1
    assert found["quarantine", "idle.example", "waiting"] == 0
    database.command("profile", 2)
    due_by_site(database)
    database.command("profile", 0)
    read = list(database["system.profile"].find({"op": "command", "command.aggregate": {"$exists": True}}))
    assert [("IXSCAN" in query["planSummary"], query["docsExamined"]) for query in read] == [(True, 0)]


def test_records_of_earlier_versions_are_told_as_far_as_they_go(database: Db, metrics: Callable[[], Samples]) -> None:
    database.runs.insert_one(early_record(began=NOW - HOUR))
    found = metrics()
    assert found["run_articles", "example.org", "new"] == 7
    assert not [key for key in found if key[0] == "field_coverage_ratio"]


def test_a_name_of_a_site_stays_a_label(database: Db, metrics: Callable[[], Samples]) -> None:
    names = ['a"} 1\nfeedcrawler_evil{x="', "back\\slash", "\x1b[2J\u202e", "x" * 1000]
    database.runs.insert_many([record(name, NOW - HOUR, _id=str(n)) for n, name in enumerate(names)])
    sites = {key[1] for key in metrics() if key[0] == "due"}
    assert sites == {names[0], names[1], "\\u001b[2J\\u202e", "x" * 200}


def test_the_number_of_series_is_bounded(database: Db, metrics: Callable[[], Samples]) -> None:
    fields = {f"field{n}": 1 for n in range(500)}
    observed: list[dict[str, Any]] = [{"articles": 1, "fields": fields}, *[{}] * 1009]
    runs = [record(f"{n}.example", NOW - timedelta(minutes=n), observed=seen) for n, seen in enumerate(observed)]
    old = record("forgotten.example", NOW - timedelta(days=31))
    database.runs.insert_many([*runs, old])
    found = metrics()
    assert len([key for key in found if key[0] == "due"]) == 1000
    assert ("due", "0.example") in found
    assert ("due", "1009.example") not in found
    assert ("due", "forgotten.example") not in found
    assert len([key for key in found if key[0] == "field_coverage_ratio"]) == 16


def test_before_the_first_crawl_there_is_little_to_tell(metrics: Callable[[], Samples]) -> None:
    assert metrics() == {("database_up", ""): 1, ("articles_stored", ""): 0}


def test_a_database_that_is_away_is_a_metric(settings: Settings) -> None:
    settings.set("MONGODB_URI", "mongodb://127.0.0.1:1/")
    assert samples(metrics_text(settings)) == {("database_up", ""): 0}


def test_a_file_is_whole_or_as_it_was(database: Db, settings: Settings, tmp_path: Path) -> None:
    database.runs.insert_one(record(began=NOW - HOUR))
    file = tmp_path / "feedcrawler.prom"
    file.write_text("old")
    write_metrics(settings, file)
    assert samples(file.read_text())["database_up", ""] == 1
    assert file.stat().st_mode & 0o777 == 0o644
    assert [*tmp_path.iterdir()] == [file]
    with pytest.raises(FeedcrawlerError, match="Not a directory"):
        write_metrics(settings, file / "x")


def test_a_run_that_was_killed_has_no_exit_code(database: Db, metrics: Callable[[], Samples]) -> None:
    killed = record(began=NOW - HOUR, verdict="failed", finishReason="killed")
    del killed["exitCode"]
    database.runs.insert_one(killed)
    found = metrics()
    assert found["run_verdict", "example.org", "failed"] == 1
    assert ("run_exit_code", "example.org") not in found
