"""Who is told when a crawl has ended, and what is remembered of it."""

from __future__ import annotations

import logging
import socket
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from scrapy.settings import Settings

from feedcrawler.ending import Ending
from feedcrawler.errors import ConfigurationError, DatabaseError
from feedcrawler.notifying import check_telling, telling
from feedcrawler.summary import SiteOutcome
from feedcrawler.verdict import Verdict, Word, judge_many
from tests.mongodb.storing import Db
from tests.notifying.listening import Listener, web_server
from tests.run_records import BEGAN, record, record_of_many

GAP = "1 gap is open: articles may be missing"
OTHER = "all sources are in back-off"

MakeSettings = Callable[..., Settings]


@pytest.fixture
def settings(database: Db, mongodb_uri: str, tmp_path: Path) -> MakeSettings:
    """This version's settings on the test's database, with some of your own."""
    base = {
        "MONGODB_URI": mongodb_uri,
        "MONGODB_DATABASE": database.name,
        "FEEDCRAWLER_DATA_DIR": str(tmp_path / "data"),
    }

    def make(**own: Any) -> Settings:
        made = Settings()
        made.setmodule("feedcrawler.settings")
        made.setdict(base | own)
        check_telling(made)
        return made

    return make


def end(settings: Settings, ending: Ending) -> None:
    with telling(settings, "news") as told:
        told.ending = ending


class Nights:
    """One run after the other, each on record when people are told."""

    def __init__(self, database: Db, settings: Settings, site: str = "example.org") -> None:
        self._database, self._settings, self._site = database, settings, site
        self._began = BEGAN

    def run(self, word: Word, *reasons: str) -> dict[str, Any]:
        """Run, and give what is on record in the end."""
        self._began += timedelta(minutes=15)
        verdict = Verdict(word, reasons)
        made = record(self._site, self._began, verdict=word, exitCode=verdict.exit_code, reasons=list(reasons))
        self._database.runs.insert_one(made)
        line = f"news {self._site}: {word}"
        end(self._settings, Ending(spider="news", site=self._site, run_id=made["_id"], verdict=verdict, line=line))
        return self._database.runs.find_one({"_id": made["_id"]}) or {}


def titles(listener: Listener) -> list[str]:
    return [heard.json["title"].removeprefix("feedcrawler: ") for heard in listener.heard]


def test_nobody_is_told_anything_unless_the_settings_say_so(database: Db, settings: MakeSettings) -> None:
    before = record(verdict="failed")
    database.runs.insert_one(before)
    verdict = Verdict("failed", (GAP,))
    end(settings(), Ending(spider="news", site="example.org", run_id=before["_id"], verdict=verdict, line=""))
    assert database.runs.find_one() == before


def test_an_alarm_is_raised_once_and_its_end_is_told(database: Db, settings: MakeSettings) -> None:
    with web_server() as listener:
        nights = Nights(database, settings(FEEDCRAWLER_NOTIFY=f"json://{listener.host}/"))
        nights.run("done")
        first = nights.run("degraded", GAP)
        for _ in range(3):
            last = nights.run("degraded", GAP)
        nights.run("degraded", GAP, OTHER)
        nights.run("done")
        nights.run("done")
    assert titles(listener) == [
        "news example.org: degraded",
        "news example.org: degraded",
        "news example.org: recovered (done)",
    ]
    assert f"feedcrawler runs {first['_id']}" in listener.heard[0].json["message"]
    assert first["told"]["reasons"] == [GAP]
    assert last["told"] == first["told"]


def test_each_site_has_its_own_alarms(database: Db, settings: MakeSettings) -> None:
    with web_server() as listener:
        own = settings(FEEDCRAWLER_NOTIFY=f"json://{listener.host}/")
        one, other = (Nights(database, own, site) for site in ("a.example", "b.example"))
        for nights in (one, other, one, other):
            nights.run("failed", GAP)
    assert titles(listener) == ["news a.example: failed", "news b.example: failed"]


def test_runs_that_were_killed_and_replays_change_nothing(database: Db, settings: MakeSettings) -> None:
    with web_server() as listener:
        nights = Nights(database, settings(FEEDCRAWLER_NOTIFY=f"json://{listener.host}/"))
        nights.run("degraded", GAP)
        later = BEGAN + timedelta(minutes=20)
        database.runs.insert_one(record(began=later, verdict="failed", finishReason="killed"))
        database.runs.insert_one(record(began=later + timedelta(minutes=1), replayed=True))
        nights.run("degraded", GAP)
    assert titles(listener) == ["news example.org: degraded"]


def test_of_many_sites_there_is_one_message(database: Db, settings: MakeSettings) -> None:
    bad = Verdict("failed", ("no feed or listing could be read",))
    with web_server() as listener:
        own = settings(FEEDCRAWLER_NOTIFY=f"json://{listener.host}/")
        for night in range(2):
            for names in (["a.example", "b.example"], ["c.example", "d.example"]):
                began = BEGAN + timedelta(days=night)
                parts = [record(name, began, partOf="many") for name in names]
                whole = record_of_many(parts, began) | {"_id": f"many-{names[0]}-{night}"}
                database.runs.insert_many([*({**part, "_id": f"{part['_id']}{night}"} for part in parts), whole])
                sites = [SiteOutcome.of(names[0], Verdict("done"), {}), SiteOutcome.of(names[1], bad, {})]
                verdict = judge_many([(site.name, site.verdict) for site in sites])
                end(own, Ending.of_many("news", whole["_id"], sites, verdict))
    assert titles(listener) == ["news: degraded", "news: degraded"]
    assert [heard.json["message"].splitlines()[0] for heard in listener.heard] == [
        "- b.example: failed: no feed or listing could be read",
        "- d.example: failed: no feed or listing could be read",
    ]


def test_whoever_cannot_be_told_is_noted_and_told_at_the_next_run(
    database: Db, settings: MakeSettings, caplog: pytest.LogCaptureFixture
) -> None:
    with web_server(500) as listener:
        nights = Nights(database, settings(FEEDCRAWLER_NOTIFY=f"json://{listener.host}/secret"))
        first, second, third = (nights.run("degraded", GAP) for _ in range(3))
    assert len(listener.heard) == 2
    assert first["untold"] == ["JSON (FEEDCRAWLER_NOTIFY no. 1): answered with HTTP 500"]
    assert "told" not in first
    assert "untold" not in second
    assert third["told"] == second["told"]
    assert "no. 1) could not be told how the crawl ended: answered with HTTP 500" in caplog.text
    assert "secret" not in caplog.text


def test_one_that_hangs_keeps_the_others_from_nothing(database: Db, settings: MakeSettings) -> None:
    with web_server(hangs=True) as hanging, web_server() as listener:
        urls = f"json://{hanging.host}/?rto=60 json://{listener.host}/"
        nights = Nights(database, settings(FEEDCRAWLER_NOTIFY=urls, FEEDCRAWLER_NOTIFY_SECONDS=1))
        noted = nights.run("failed", GAP)
    assert titles(listener) == ["news example.org: failed"]
    assert noted["untold"] == ["JSON (FEEDCRAWLER_NOTIFY no. 1): no answer in time"]


@pytest.mark.parametrize(("word", "path"), [("done", "/uuid"), ("degraded", "/uuid"), ("failed", "/uuid/fail")])
def test_the_switch_hears_of_each_run(database: Db, settings: MakeSettings, word: Word, path: str) -> None:
    with web_server() as listener:
        nights = Nights(database, settings(FEEDCRAWLER_PING_URL=f"http://{listener.host}/uuid"))
        nights.run(word)
        nights.run(word)
    assert listener.heard == [("POST", path, f"news example.org: {word}".encode())] * 2


def test_a_switch_that_cannot_be_reached_is_noted(database: Db, settings: MakeSettings) -> None:
    with web_server(404) as listener:
        noted = Nights(database, settings(FEEDCRAWLER_PING_URL=f"http://{listener.host}/uuid")).run("done")
    assert noted["untold"] == ["the dead man's switch (FEEDCRAWLER_PING_URL): answered with HTTP 404"]


def test_the_switch_hears_of_a_beginning_where_it_is_to(settings: MakeSettings) -> None:
    with web_server() as listener:
        url = f"http://{listener.host}/uuid"
        with telling(settings(FEEDCRAWLER_PING_URL=url), "news") as told:
            told.begin()
        with telling(settings(FEEDCRAWLER_PING_URL=url, FEEDCRAWLER_PING_START=True), "news") as told:
            told.begin()
            deadline = time.monotonic() + 30
            while not listener.heard and time.monotonic() < deadline:
                time.sleep(0.01)
    assert [heard.path for heard in listener.heard] == ["/uuid/start"]


@pytest.mark.parametrize("own", [{"FEEDCRAWLER_REPLAY": ["a.warc.gz"]}, {"verdict": "busy"}])
def test_a_replay_and_a_site_that_another_run_is_busy_with_are_nobodys_business(
    settings: MakeSettings, own: dict[str, Any]
) -> None:
    with web_server() as listener:
        verdict = Verdict(own.pop("verdict", "failed"), (GAP,))
        made = settings(
            FEEDCRAWLER_NOTIFY=f"json://{listener.host}/", FEEDCRAWLER_PING_URL=f"http://{listener.host}/", **own
        )
        end(made, Ending(spider="news", site="example.org", run_id="run-1", verdict=verdict, line=""))
    assert listener.heard == []


def test_a_database_that_is_away_is_told_once_and_that_it_is_back(database: Db, settings: MakeSettings) -> None:
    with web_server() as listener, web_server() as switch, socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        who = {"FEEDCRAWLER_NOTIFY": f"json://{listener.host}/", "FEEDCRAWLER_PING_URL": f"http://{switch.host}/uuid"}
        away = settings(MONGODB_URI=f"mongodb://127.0.0.1:{unused.getsockname()[1]}/", **who)
        for _ in range(2):
            with pytest.raises(DatabaseError), telling(away, "news"):
                raise DatabaseError("no MongoDB answers at mongodb://127.0.0.1")
        nights = Nights(database, settings(**who))
        nights.run("done")
        nights.run("done")
    assert titles(listener) == ["news: failed", "news example.org: recovered (done)"]
    assert listener.heard[0].json["message"].startswith("- no MongoDB answers at mongodb://127.0.0.1")
    assert [heard.path for heard in switch.heard] == ["/uuid/fail", "/uuid/fail", "/uuid", "/uuid"]


def test_a_database_that_was_lost_on_the_way_is_told_once_and_that_it_is_back(
    database: Db, settings: MakeSettings
) -> None:
    lost = Verdict("failed", ("MongoDB was lost: not reached",))
    with web_server() as listener:
        own = settings(FEEDCRAWLER_NOTIFY=f"json://{listener.host}/")
        for n in range(2):
            unfinished = record(began=BEGAN + timedelta(minutes=n), verdict="running")
            database.runs.insert_one(unfinished)
            end(own, Ending(spider="news", site="example.org", run_id=unfinished["_id"], verdict=lost, line=""))
            buried = {"verdict": "failed", "finishReason": "killed"}
            database.runs.update_one({"_id": unfinished["_id"]}, {"$set": buried})
        Nights(database, own).run("done")
    assert titles(listener) == ["news example.org: failed", "news example.org: recovered (done)"]


def test_where_nothing_can_be_remembered_the_same_is_told_again(
    settings: MakeSettings, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "file").touch()
    with web_server() as listener:
        own = settings(FEEDCRAWLER_NOTIFY=f"json://{listener.host}/", FEEDCRAWLER_DATA_DIR=str(tmp_path / "file"))
        for _ in range(2):
            end(own, Ending.of_error("news", DatabaseError("it is away")))
    assert titles(listener) == ["news: failed"] * 2
    assert "the next run will tell the same again" in caplog.text


def test_wrong_usage_is_for_whoever_typed_it(settings: MakeSettings) -> None:
    with web_server() as listener:
        made = settings(FEEDCRAWLER_PING_URL=f"http://{listener.host}/uuid")
        with pytest.raises(ConfigurationError), telling(made, "news"):
            raise ConfigurationError("there is no spider 'nwes'")
    assert listener.heard == []


def test_metrics_are_written_when_a_crawl_has_ended(
    database: Db, settings: MakeSettings, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    file = tmp_path / "feedcrawler.prom"
    Nights(database, settings(FEEDCRAWLER_METRICS_FILE=str(file))).run("degraded", GAP)
    assert 'feedcrawler_run_verdict{site="example.org",verdict="degraded"} 1.0' in file.read_text()
    caplog.set_level(logging.WARNING)
    nowhere = tmp_path / "nowhere" / "feedcrawler.prom"
    Nights(database, settings(FEEDCRAWLER_METRICS_FILE=str(nowhere)), "b.example").run("done")
    assert f"the metrics cannot be written: {nowhere}: No such file or directory" in caplog.text


@pytest.mark.parametrize(
    ("own", "why"),
    [
        ({"FEEDCRAWLER_NOTIFY_ON": "degraded bad"}, "FEEDCRAWLER_NOTIFY_ON has 'bad'"),
        ({"FEEDCRAWLER_PING_START": "perhaps"}, "FEEDCRAWLER_PING_START must be True or False"),
        ({"FEEDCRAWLER_PING_URL": "hc-ping.com/x"}, "FEEDCRAWLER_PING_URL is no web address"),
        ({"FEEDCRAWLER_NOTIFY": "nonsense://"}, "no. 1 of the addresses in FEEDCRAWLER_NOTIFY"),
    ],
)
def test_wrong_settings_are_said_before_anything_is_crawled(
    settings: MakeSettings, own: dict[str, str], why: str
) -> None:
    with pytest.raises(ConfigurationError) as error:
        settings(**own)
    assert why in str(error.value)
