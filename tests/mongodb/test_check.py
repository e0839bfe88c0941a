"""What is off in a database is found, and what is not is not."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from pymongo.database import Database

from feedcrawler.mongodb.check import EXAMPLES, Finding, Report, check
from feedcrawler.mongodb.migrate import prepare
from tests.examples import article, stored
from tests.mongodb.storing import Ask, address, fetched, lock, save

Db = Database[dict[str, Any]]
NOW = datetime.now(UTC)


@pytest.fixture(autouse=True)
def prepared(database: Db) -> None:
    """A database as a crawl leaves it."""
    prepare(database)


def look(database: Db) -> Report:
    return check(database, lambda *_: None)


def only(database: Db) -> Finding:
    """The one thing that is off."""
    (finding,) = look(database).findings
    return finding


def revision(slug: str, number: int) -> dict[str, Any]:
    said = {"articleId": address(slug), "revision": number, "replacedAt": NOW, "fields": {}}
    return {"_id": {"article": address(slug), "revision": number}} | said


def test_what_crawls_have_stored_is_as_it_should_be(database: Db, ask: Ask) -> None:
    save(ask, article(), article("copy"), article("other", articleBody="Other words."))
    save(ask, article(headline="Bridge open", crawl=fetched(timedelta(hours=1))))
    moved = article("new-address", headline="Bridge open", crawl=fetched(timedelta(hours=2)))
    moved.aliases = [address("bridge-opens")]
    save(ask, moved)
    report = look(database)
    assert report.findings == ()
    assert report.foreign == ()
    assert report.documents["articles"] == 3
    assert report.documents["revisions"] == 1
    assert report.schema_versions == {"1": 3}


def test_an_empty_database_is_as_it_should_be(database: Db) -> None:
    assert look(database).findings == ()


def test_an_article_that_the_validator_would_refuse_is_named_with_what_is_wrong(database: Db) -> None:
    broken = {**stored(), "headline": 5, "aliases": None, "revision": "two", "duplicateOf": []}
    database.command("collMod", "articles", validationLevel="off")
    database.articles.insert_many([broken, {"_id": 7}, stored("whole")])
    database.command("collMod", "articles", validationLevel="strict")
    finding = only(database)
    assert finding.count == 2
    number, named = finding.examples
    assert number.startswith("7: _id: int instead of string")
    assert named.startswith(f"{address('bridge-opens')}: ")
    assert "headline: int instead of string" in named
    assert look(database).schema_versions == {"1": 2, "none": 1}


def test_a_copy_of_what_is_not_there_is_found(database: Db) -> None:
    link = {"_id": address("lost"), "reason": "same text", "similarity": 1.0}
    database.articles.insert_one(stored(duplicateOf=link))
    finding = only(database)
    assert "duplicateOf" in finding.what
    assert finding.examples == [f"{address('bridge-opens')}: {address('lost')}"]
    database.articles.insert_one(stored("lost"))
    assert look(database).findings == ()


def test_an_address_of_two_articles_is_found(database: Db) -> None:
    database.articles.insert_many([stored(aliases=[address("two"), address("three")]), stored("two")])
    assert only(database).examples == [f"{address('bridge-opens')}: {address('two')}"]


def test_revisions_that_are_missing_are_found(database: Db) -> None:
    database.articles.insert_many([stored(revision=4), stored("never", revision=2_000_000_000), stored("first")])
    database.revisions.insert_many([revision("bridge-opens", n) for n in (1, 3, 4)])  # 4: a crawl was killed just then
    finding = only(database)
    assert finding.count == 2
    assert finding.examples == [f"{address('bridge-opens')}: 2", f"{address('never')}: 1, 2, 3, 4, 5, 6, 7, 8, 9, 10"]


def test_revisions_of_nothing_are_found_but_not_those_of_what_became_a_part_of_another(database: Db) -> None:
    database.articles.insert_one(stored(aliases=[address("folded")]))
    database.revisions.insert_many([revision("folded", 1), revision("orphan", 1), revision("orphan", 2)])
    finding = only(database)
    assert (finding.count, finding.examples) == (1, [address("orphan")])


def test_what_killed_crawls_have_left_is_found_and_what_lives_is_not(database: Db) -> None:
    hour = timedelta(hours=1)
    held = [lock("over.org", "r1", -hour), lock("killed.org", "r2", hour, born=1), lock("alive.org", "r3", hour)]
    database.locks.insert_many(held)
    run = {"verdict": "running", "startedAt": NOW - hour}
    ended = {"_id": "r0", "verdict": "done"}
    database.runs.insert_many([run | {"_id": "r1"}, run | {"_id": "r3", "aliveAt": datetime.now(UTC)}, ended])
    locks, runs = look(database).findings
    assert [example.split(",")[0] for example in locks.examples] == ["over.org: r1", "killed.org: r2"]
    assert [example.split(",")[0] for example in runs.examples] == ["r1"]


def test_a_database_that_is_to_be_migrated_is_off(bare: Db) -> None:
    bare.articles.insert_one(stored())
    bare.articles.create_index([("wordCount", 1)], name="run")
    bare.articles.create_index([("headline", "text")], name="mine")
    report = look(bare)
    found = {finding.what: finding for finding in report.findings}
    assert [what for what in found if "version" in what]
    assert [what for what in found if "validator" in what]
    assert "articles.author" in found["indexes that are missing"].examples
    assert found["indexes that are not as they should be"].examples == ["articles.run"]
    assert found["indexes that cannot be built, for another one has their place"].examples == ["articles.text: mine"]
    assert report.foreign == ("articles.mine",)


def test_of_many_cases_some_are_shown_and_all_are_counted(database: Db) -> None:
    database.revisions.insert_many(revision(f"orphan-{number:04}", 1) for number in range(1_500))
    told: list[tuple[str, int, int]] = []
    (finding,) = check(database, lambda *step: told.append(step)).findings
    assert (finding.count, len(finding.examples)) == (1_500, EXAMPLES)
    assert told == [("revisions", 1_000, 1_500), ("revisions", 1_500, 1_500)]
