"""`feedcrawler runs`: how the crawls went."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from feedcrawler.commands.one_run import duration
from feedcrawler.mongodb.past_runs import list_runs
from tests.commands.typed import Type
from tests.mongodb.storing import Db
from tests.run_records import BEGAN, early_record, record, record_of_many

DAY = timedelta(days=1)
GAP = {"state": "open", "feedUrl": "https://example.org/rss", "since": BEGAN - DAY, "until": BEGAN}


@pytest.fixture
def runs(command: Callable[[str], Type]) -> Type:
    return command("runs")


def lines(out: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in out.splitlines()]


def test_the_last_runs_are_listed_the_latest_first_with_why_they_went_wrong(database: Db, runs: Type) -> None:
    reasons = ["1 gap is open: articles may be missing", "a second one"]
    bad = record(began=BEGAN + DAY, verdict="degraded", exitCode=3, reasons=reasons)
    database.runs.insert_many([record(), bad])
    out = runs().out.splitlines()
    assert " ".join(out[0].split()) == "when (UTC) verdict exit took new changed quarantined crawl of"
    first, second, third, fourth, *_ = out[1:]
    assert " ".join(first.split()) == "2026-11-30 09:30 degraded 3 1 min 12 s 12 1 3 news example.org"
    assert second.strip() == bad["_id"]
    assert third.strip() == reasons[0]
    assert fourth.split()[:4] == ["2026-11-29", "09:30", "done", "0"]


def test_a_crawl_of_many_sites_is_listed_as_one_and_its_sites_where_asked(database: Db, runs: Type) -> None:
    whole = "20261129T093000Z-2-sites-1a2b3c4d"
    parts = [record("a.example", partOf=whole), record("b.example", partOf=whole, verdict="failed", exitCode=1)]
    alone = record("a.example", BEGAN - DAY)
    database.runs.insert_many([*parts, alone, record_of_many(parts, verdict="degraded", exitCode=3)])
    assert [run["_id"] for run in lines(runs("--json").out)] == [whole, alone["_id"]]
    assert [run["_id"] for run in lines(runs("--json", "--site", "a.example").out)] == [parts[0]["_id"], alone["_id"]]
    shown = runs(whole).out
    assert [line.split() for line in shown.splitlines() if ".example " in line] == [
        ["a.example", "done", "12", "1", "3", parts[0]["_id"]],
        ["b.example", "failed", "12", "1", "3", parts[1]["_id"]],
    ]


def test_the_sites_of_a_crawl_of_many_that_still_runs_are_shown_as_far_as_they_are(database: Db, runs: Type) -> None:
    now = datetime.now(UTC)
    whole = record_of_many([], now, verdict="running", aliveAt=now, finishedAt=None, exitCode=None)
    database.runs.insert_many([whole, record("a.example", now, partOf=whole["_id"])])
    shown = runs(whole["_id"]).out
    assert f"news: running since {now:%Y-%m-%d %H:%M}\n" in shown
    assert "a.example  done" in shown


def test_only_some_are_listed_where_asked(database: Db, runs: Type) -> None:
    verdicts = ["done", "failed", "degraded", "failed"]
    all_ = [record(began=BEGAN + n * DAY, verdict=verdict) for n, verdict in enumerate(verdicts)]
    database.runs.insert_many(all_)
    ids = [run["_id"] for run in all_]
    assert [run["_id"] for run in lines(runs("--json", "--verdict", "failed").out)] == [ids[3], ids[1]]
    assert [run["_id"] for run in lines(runs("--json", "--since", "2026-12-01").out)] == [ids[3], ids[2]]
    assert [run["_id"] for run in lines(runs("--json", "-n", 1).out)] == [ids[3]]
    assert runs("--site", "elsewhere.example").out == "No such run is on record.\n"


def test_a_run_is_shown_whole(database: Db, runs: Type) -> None:
    finding = {"what": "coverage", "field": "authors", "since": BEGAN - DAY, "message": "authors: 25 % of 16 articles"}
    bad = record(
        verdict="degraded",
        exitCode=3,
        reasons=["1 gap is open: articles may be missing"],
        gaps=[GAP],
        findings=[finding | {"fixtures": "fixtures/example_org/broken-1"}],
        slowest=[{"url": "https://example.org/slow/", "seconds": 9.25}],
        failures=[{"url": "https://example.org/lost/", "reason": "http 403"}],
        untold=["Slack (FEEDCRAWLER_NOTIFY no. 1): answered with HTTP 500"],
        errors=[{"at": BEGAN, "level": "ERROR", "where": "feedcrawler.x", "message": "something broke"}],
    )
    database.runs.insert_one(bad)
    shown = runs(bad["_id"]).out
    assert shown.startswith(f"{bad['_id']}\nnews example.org: degraded, exit code 3\n! 1 gap is open")
    said = {line.split("  ")[0]: " ".join(line.split()) for line in shown.splitlines()}
    assert said["took"] == "took 1 min 12 s, polling 5.0 s, fetching 1 min 00 s, cpu 12.5 s"
    known = "96 known before"
    assert said["articles"] == f"articles 12 new, 1 changed, 30 unchanged, 2 duplicate, 3 quarantined, {known}"
    assert said["answers"] == "answers 13 × 200, 5 × 304"
    assert said["bytes"] == "bytes 1.2 MB received, 30.0 kB sent"
    assert said["where"] == "where crawler-1, pid 4711"
    assert said["not told"] == "not told Slack (FEEDCRAWLER_NOTIFY no. 1): answered with HTTP 500"
    assert said["authors"] == "authors 4 25% byline (4)"
    assert said["headline"] == "headline 16 100% json-ld (15), h1 (1)"
    assert said["coverage"].endswith("authors: 25 % of 16 articles fixtures/example_org/broken-1")
    assert said["open"].endswith("https://example.org/rss")
    assert said["9.2"] == "9.2 https://example.org/slow/"
    assert said["http 403"] == "http 403 https://example.org/lost/"
    assert said["2026-11-29 09:30:00 UTC"].endswith("ERROR feedcrawler.x something broke")
    whole = json.loads(runs(bad["_id"], "--json").out)
    assert whole["findings"][0]["field"] == "authors"
    assert whole["startedAt"] == "2026-11-29T09:30:00+00:00"


def test_a_run_is_named_by_as_much_of_its_id_as_no_other_has(database: Db, runs: Type) -> None:
    first, second = record(), record("example.net", BEGAN)
    third = record(began=BEGAN + DAY)
    database.runs.insert_many([first, second, third])
    assert third["_id"] in runs("20261130").out
    assert third["_id"] in runs("last").out
    assert first["_id"] in runs("20261129T093000Z-example.o").out
    several = runs("20261129")
    assert several.exit_code == 1
    assert first["_id"] in several.err
    assert second["_id"] in several.err
    none = runs("2027")
    assert (none.exit_code, none.out) == (1, "")
    assert none.err == "feedcrawler: there is no run '2027': `feedcrawler runs` lists them\n"


def test_before_the_first_run_there_is_no_last_one(runs: Type) -> None:
    assert runs("last") == (1, "", "feedcrawler: no run is on record yet\n")
    assert runs() == (0, "No such run is on record.\n", "")
    assert runs("--json") == (0, "", "")


@pytest.mark.parametrize("arguments", [("a", "b"), ("-n", "0"), ("last", "--site", "x"), ("--since", "yesterday")])
def test_wrong_usage_is_said(runs: Type, arguments: tuple[str, ...]) -> None:
    assert runs(*arguments).exit_code == 2


def test_what_still_runs_says_since_when_and_what_is_silent_is_probably_dead(database: Db, runs: Type) -> None:
    now = datetime.now(UTC)
    began = now - timedelta(minutes=10)
    unfinished = {"verdict": "running", "exitCode": None, "finishedAt": None}
    alive = record("alive.example", began, aliveAt=now, **unfinished)
    silent = record("silent.example", began, aliveAt=now - timedelta(minutes=6), **unfinished)
    database.runs.insert_many([alive, silent])
    since = f"running since {began:%Y-%m-%d %H:%M}"
    assert f"alive.example: {since}\n" in runs(alive["_id"]).out
    assert (
        f"silent.example: {since}, probably dead since {now - timedelta(minutes=6):%H:%M}\n" in runs(silent["_id"]).out
    )
    assert "probably dead" in runs().out


def test_records_of_earlier_versions_are_shown_as_far_as_they_go(database: Db, runs: Type) -> None:
    database.runs.insert_one(early_record())
    assert lines(runs("--json").out)[0]["outcomes"] == dict.fromkeys(record()["outcomes"], 0) | {"new": 7}
    shown = runs("last").out
    assert "articles  7 new, 40 known before" in shown
    assert "what the pages gave" not in shown
    database.runs.replace_one({}, {"spider": "news", "startedAt": BEGAN})
    assert "news: unknown" in runs("last").out


def test_nothing_that_is_shown_moves_the_cursor(database: Db, runs: Type) -> None:
    evil = "\x1b[2J\u202eevil [bold]x"
    database.runs.insert_one(
        record(
            evil,
            reasons=[evil],
            failures=[{"url": evil, "reason": evil}],
            findings=[{"what": evil, "message": evil}],
            observed={"articles": 1, "fields": {evil: 1}, "sources": {evil: {evil: 1}}},
        )
    )
    for shown in (runs().out, runs("last").out, runs("--json").out, runs("last", "--json").out):
        assert "\x1b" not in shown
        assert "\u202e" not in shown
        assert "[bold]x" in shown


def test_only_what_is_listed_is_read(database: Db) -> None:
    parts = [record(f"{n}.example", partOf="many") for n in range(30)]
    database.runs.insert_many([*parts, record(), *(record(began=BEGAN - n * DAY) for n in range(1, 30))])
    database.command("profile", 2)
    assert len(list(list_runs(database, 5))) == 5
    assert len(list(list_runs(database, 5, site="example.org"))) == 5
    database.command("profile", 0)
    read = list(database["system.profile"].find({"ns": f"{database.name}.runs", "op": "query"}))
    assert [query["docsExamined"] for query in read] == [5, 5]
    assert not any(query.get("hasSortStage") for query in read)


@pytest.mark.parametrize(
    ("seconds", "said"),
    [(None, ""), (0.44, "0.4 s"), (59.96, "1 min 00 s"), (185, "3 min 05 s"), (3720, "1 h 02 min")],
)
def test_a_duration_reads_well(seconds: float | None, said: str) -> None:
    assert duration(seconds) == said
