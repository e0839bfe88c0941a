"""A database of an earlier version becomes one of this version, whatever comes in between."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from datetime import timedelta
from typing import Any

import pytest
from pymongo.database import Database

from feedcrawler.errors import ConfigurationError
from feedcrawler.indexes import INDEXES
from feedcrawler.mongodb.built import built
from feedcrawler.mongodb.migrate import FIRST, BeingCrawledError, migrate, plan, prepare, version_of
from feedcrawler.mongodb.migrations import MIGRATIONS, VERSION
from feedcrawler.mongodb.schema import stored_validator, validator
from tests.conftest import CHECKOUT
from tests.mongodb.earlier import COUNTS, STARTED, of_version_1, run_of_version_1, silently
from tests.mongodb.storing import lock

Db = Database[dict[str, Any]]


def everything(database: Db) -> list[dict[str, Any]]:
    return [*database.runs.find().sort("_id", 1)]


def test_versions_follow_one_another() -> None:
    assert [m.version for m in MIGRATIONS] == [*range(FIRST + 1, VERSION + 1)]


def test_a_new_database_is_of_this_version_at_once(bare: Db) -> None:
    assert version_of(bare) == FIRST
    assert prepare(bare) == []
    assert version_of(bare) == VERSION
    assert plan(bare).empty


def test_a_small_database_is_brought_up_by_the_next_crawl(bare: Db) -> None:
    of_version_1(bare, runs=3)
    assert prepare(bare) == []
    assert plan(bare).empty
    assert all("outcomes" in run for run in everything(bare))


def test_a_large_one_is_not_crawled_until_it_was_migrated_by_hand(bare: Db) -> None:
    of_version_1(bare, runs=5_001)
    with pytest.raises(ConfigurationError, match="run `feedcrawler db migrate`") as refusal:
        prepare(bare)
    assert refusal.value.exit_code == 2
    assert version_of(bare) == FIRST
    migrate(bare, plan(bare), silently)
    assert prepare(bare) == []


def test_a_plan_says_what_would_be_done_and_does_nothing(bare: Db) -> None:
    of_version_1(bare, runs=3)
    before = everything(bare)
    todo = plan(bare)
    assert [(m.version, count) for m, count in todo.documents] == [(2, 3)]
    assert todo.validator
    assert todo.indexes == INDEXES
    assert todo.sizes["runs"] == 3
    assert (everything(bare), version_of(bare)) == (before, FIRST)
    assert bare.list_collection_names(filter={"name": "schema"}) == []


def test_runs_say_in_fields_what_their_counts_said(bare: Db) -> None:
    bare.runs.insert_one(run_of_version_1(30))
    bare.runs.insert_one(run_of_version_1(31, verdict="running", counts={"feedcrawler/articles/new": 1}))
    bare.runs.update_one({"verdict": "running"}, {"$unset": {"finishedAt": ""}})
    migrate(bare, plan(bare), silently)
    ended, running = everything(bare)
    none = dict.fromkeys(["new", "changed", "unchanged", "gone", "duplicate", "quarantined", "error"], 0)
    assert ended["outcomes"] == none | {"new": 12, "duplicate": 2}
    assert ended["known"] == 30
    assert ended["statuses"] == {"200": 14, "404": 1}
    assert ended["bytes"] == {"received": 5_000_000_000, "sent": 9_000}
    assert ended["seconds"] == {"total": 90.0}
    assert ended["counts"] == COUNTS
    assert running["outcomes"] == none | {"new": 1}
    assert "seconds" not in running


def test_what_a_later_version_has_written_stays(bare: Db) -> None:
    bare.runs.insert_one(run_of_version_1(1, outcomes={"new": 99}))
    bare.runs.insert_one({"_id": "just begun", "startedAt": STARTED, "verdict": "running"})
    before = everything(bare)
    migrate(bare, plan(bare), silently)
    assert everything(bare) == before


def test_a_database_of_a_later_version_is_left_alone(bare: Db) -> None:
    prepare(bare)
    bare.schema.update_one({"_id": "version"}, {"$set": {"version": VERSION + 1}})
    for touch in (prepare, plan):
        with pytest.raises(ConfigurationError, match="made by a later feedcrawler") as refusal:
            touch(bare)
        assert refusal.value.exit_code == 2


def test_no_document_is_changed_while_a_site_is_crawled_but_indexes_are_built(bare: Db) -> None:
    of_version_1(bare, runs=3)
    held = lock("example.org", "r", timedelta(hours=1))
    bare.locks.insert_one(held)
    with pytest.raises(BeingCrawledError, match=r"example\.org is being crawled") as refusal:
        migrate(bare, plan(bare), silently)
    assert refusal.value.exit_code == 75
    assert plan(bare).documents[0][1] == 3
    bare.locks.update_one({}, {"$set": {"owner.born": 1}})  # killed a moment ago
    migrate(bare, plan(bare), silently)
    bare.locks.replace_one({}, held)
    bare.articles.drop_index("text")
    migrate(bare, plan(bare), silently)
    assert built(bare.articles).unbuilt == ()


def test_one_that_is_killed_in_the_middle_ends_the_same_when_it_is_run_again(bare: Db, mongodb_uri: str) -> None:
    number = 6_000
    of_version_1(bare, runs=number)
    before = everything(bare)
    command = [sys.executable, "-m", "feedcrawler.cli", "db", "migrate"]
    there = {"MONGODB_URI": mongodb_uri, "MONGODB_DATABASE": bare.name, "PYTHONPATH": str(CHECKOUT)}
    process = subprocess.Popen(command, env=os.environ | there)
    while not bare.runs.find_one({"_id": before[0]["_id"], "outcomes": {"$exists": True}}):
        assert process.poll() is None
        time.sleep(0.005)
    process.send_signal(signal.SIGKILL)
    assert process.wait() == -signal.SIGKILL
    assert 0 < bare.runs.count_documents({"outcomes": {"$exists": True}}) < number
    assert version_of(bare) == FIRST
    assert subprocess.run(command, env=os.environ | there, check=False).returncode == 0
    assert plan(bare).empty
    assert stored_validator(bare) == validator()
    (migration,) = MIGRATIONS
    assert everything(bare) == [run | migration.change(run)["$set"] for run in before]
