"""`feedcrawler db check` and `db migrate`, as a person or a machine types them."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import pytest
from pymongo.database import Database

from feedcrawler.mongodb.migrate import plan, prepare
from feedcrawler.mongodb.migrations import VERSION
from tests.commands.typed import Type, typed
from tests.examples import stored
from tests.mongodb.earlier import of_version_1
from tests.mongodb.storing import lock

Db = Database[dict[str, Any]]


@pytest.fixture
def db(bare: Db, mongodb_uri: str, capsys: pytest.CaptureFixture[str]) -> Type:
    return typed("db", mongodb_uri, bare, capsys)


def test_a_database_that_is_as_it_should_be(bare: Db, db: Type) -> None:
    prepare(bare)
    bare.articles.insert_one(stored())
    said = db("check")
    assert (said.exit_code, said.err) == (0, "")
    name, counts, versions, verdict = said.out.splitlines()
    assert name == f"database {bare.name}, version {VERSION}"
    assert counts.startswith("1 articles, 0 revisions")
    assert versions == "schemaVersion 1 in 1 articles"
    assert verdict == "all is as it should be"


def test_what_is_off_is_listed_with_what_helps_and_shown_without_harm(bare: Db, db: Type) -> None:
    prepare(bare)
    bare.revisions.insert_one({"_id": 1, "articleId": "https://example.org/\x1b[2J\u202e", "revision": 1})
    bare.runs.drop_index("started")
    bare.runs.create_index("pid", name="mine")
    said = db("check")
    assert said.exit_code == 3
    lines = said.out.splitlines()
    assert "indexes that are not feedcrawler's: runs.mine" in lines
    assert "1 × indexes that are missing: run feedcrawler db migrate" in lines
    assert "  https://example.org/\\u001b[2J\\u202e" in lines
    assert lines[-1] == "2 things are off"
    report = json.loads(db("check", "--json").out)
    assert (report["version"], report["expected"], report["foreign"]) == (VERSION, VERSION, ["runs.mine"])
    assert [finding["examples"] for finding in report["findings"]] == [
        ["runs.started"],
        ["https://example.org/\x1b[2J\u202e"],
    ]


def test_on_a_terminal_it_says_how_far_it_is(bare: Db, db: Type, monkeypatch: pytest.MonkeyPatch) -> None:
    prepare(bare)
    bare.articles.insert_one(stored())
    monkeypatch.setenv("FORCE_COLOR", "1")
    said = db("check")
    assert "articles" in said.err
    assert "1/1" in said.err
    assert said.out.endswith("all is as it should be\n")


def test_a_migration_is_tried_dry_and_then_done(bare: Db, db: Type) -> None:
    of_version_1(bare, runs=3)
    bare.articles.create_index("wordCount", name="run")
    said = db("migrate", "--dry-run")
    assert said.exit_code == 0
    lines = said.out.splitlines()
    assert lines[0].startswith("version 2: runs get outcomes")
    assert lines[0].endswith("(3 documents)")
    assert "index articles.text of 1 documents: built" in lines
    assert "index articles.run of 1 documents: built anew" in lines
    assert lines[-1] == f"from version 1 to {VERSION}: nothing was changed yet"
    dry = json.loads(db("migrate", "--dry-run", "--json").out)
    assert dry["documents"] == [{"version": 2, "what": plan(bare).documents[0][0].what, "documents": 3}]
    assert dry["dryRun"]
    assert db("check").exit_code == 3
    assert db("migrate").out.splitlines()[-1] == f"from version 1 to {VERSION}: done"
    assert plan(bare).empty
    assert db("check").exit_code == 0
    done = f"nothing to do: the database is of version {VERSION}, with its validator and indexes\n"
    assert db("migrate") == (0, done, "")


def test_a_migration_waits_for_crawls(bare: Db, db: Type) -> None:
    of_version_1(bare, runs=3)
    bare.locks.insert_one(lock("example.org", "r", timedelta(hours=1)))
    said = db("migrate")
    assert (said.exit_code, said.out) == (75, "")
    assert said.err == "feedcrawler: example.org is being crawled: migrate when no crawl runs\n"


def test_an_index_of_a_persons_own_in_the_place_of_ours_is_theirs_to_drop(bare: Db, db: Type) -> None:
    bare.articles.create_index([("description", "text")], name="mine\x1b[2J")
    said = db("migrate")
    assert said.exit_code == 1
    assert "index articles.text: mine\\u001b[2J has its place: drop that one, then migrate again" in said.out
    assert db("migrate").out.splitlines()[1:] == []
    bare.articles.drop_index("mine\x1b[2J")
    assert db("migrate").exit_code == 0
    assert db("check").exit_code == 0


@pytest.mark.parametrize("command", ["db check", "db migrate", "retry", "articles", "changes"])
def test_no_command_touches_a_database_of_a_later_version(
    bare: Db, mongodb_uri: str, capsys: pytest.CaptureFixture[str], command: str
) -> None:
    prepare(bare)
    bare.schema.update_one({"_id": "version"}, {"$set": {"version": VERSION + 1}})
    name, *rest = command.split()
    said = typed(name, mongodb_uri, bare, capsys)(*rest)
    assert (said.exit_code, said.out) == (2, "")
    assert said.err.startswith(f"feedcrawler: the database {bare.name} is of version {VERSION + 1}, made by a later")


def test_an_option_of_another_action_is_wrong_usage(db: Type) -> None:
    assert db("check", "--dry-run").exit_code == 2
    assert db("uri", "--json").exit_code == 2
