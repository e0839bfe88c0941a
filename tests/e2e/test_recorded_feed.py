"""Two days of the recorded feed: every article is stored as it is, once, and changes are seen."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any

import pytest

from tests.e2e.conftest import RECORDED, CommandLine, contents

TRUTH = json.loads((RECORDED / "truth.json").read_text(encoding="utf-8"))
LAST = TRUTH["day-two"]["articles"]


@pytest.fixture(scope="module")
def lines(feedcrawler: CommandLine) -> list[str]:
    """What each crawl says: day one, day two."""
    return [feedcrawler.crawl(RECORDED / TRUTH[day]["archive"]).stdout for day in ("day-one", "day-two")]


@pytest.fixture(scope="module")
def stored(feedcrawler: CommandLine, lines: list[str]) -> dict[str, dict[str, Any]]:
    """The articles in the database, by `_id`."""
    return {doc["_id"]: doc for doc in feedcrawler.database().articles.find()}


def first_copy(truth: dict[str, Any]) -> str | None:
    """The other article of the same text, if that was published first."""
    others = [a for a in LAST if a["url"] == truth["sameTextAs"] or a["sameTextAs"] == truth["url"]]
    return next((o["url"] for o in others if o["datePublished"] < truth["datePublished"]), None)


def instant(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None


@pytest.mark.parametrize("truth", [a for a in LAST if a["outcome"] == "stored"], ids=lambda a: a["url"].split("/")[-2])
def test_every_article_of_the_feed_is_stored_as_it_is(stored: dict[str, dict[str, Any]], truth: dict[str, Any]) -> None:
    document = stored[truth["url"]]
    assert document["articleBody"].split("\n\n") == truth["paragraphs"]
    assert [author["name"] for author in document["authors"]] == truth["authors"]
    assert document.get("datePublished") == instant(truth["datePublished"])
    assert document.get("dateModified") == instant(truth["dateModified"])
    assert [(link["url"], link["title"]) for link in document["relatedLinks"]] == [
        (link["url"], link["title"]) for link in truth["relatedLinks"]
    ]
    assert [image["url"] for image in document["images"]] == truth["images"]
    assert [video["url"] for video in document["videos"]] == truth["videos"]
    assert document.get("mainImage", {}).get("url") == truth["mainImage"]
    for name in ("headline", "articleSection", "keywords", "aliases"):
        assert document[name] == truth[name], name
    for name in ("description", "timeRequired"):
        assert document.get(name) == truth[name], name
    assert document.get("duplicateOf", {}).get("_id") == (truth["duplicateOf"] or first_copy(truth))


def test_nothing_else_is_stored(feedcrawler: CommandLine, stored: dict[str, dict[str, Any]]) -> None:
    assert set(stored) == {a["url"] for a in LAST if a["outcome"] == "stored"}
    reasons = {doc["_id"]: doc["reason"] for doc in feedcrawler.database().quarantine.find()}
    expected = {
        o["url"]: {"gone": "http 404", "not an article": "not an article"}.get(o["outcome"])
        for o in TRUTH["day-two"]["others"]
    }
    expected |= {a["url"]: "cut off" for a in LAST if a["outcome"] == "cut"}
    assert reasons == {url: reason for url, reason in expected.items() if reason}


def test_new_changed_and_unchanged_are_told_apart(feedcrawler: CommandLine, lines: list[str]) -> None:
    changes = [a["change"] for a in LAST if a["outcome"] == "stored"]
    assert f"{changes.count('new')} new, {changes.count('changed')} changed" in lines[1]
    assert "unchanged" in lines[1]
    revisions = {doc["articleId"]: doc for doc in feedcrawler.database().revisions.find()}
    assert set(revisions) == {a["url"] for a in LAST if a["change"] == "changed"}
    before = {a["url"]: a for a in TRUTH["day-one"]["articles"]}
    for url, revision in revisions.items():
        assert revision["fields"]["articleBody"].split("\n\n") == before[url]["paragraphs"]


def test_every_field_names_its_source(stored: dict[str, dict[str, Any]]) -> None:
    for document in stored.values():
        named = document["extraction"]["fields"]
        for field in ("headline", "articleBody", "authors", "articleSection", "relatedLinks", "images"):
            assert not document[field] or named[field]["source"], (document["_id"], field)
        assert "datePublished" not in document or document["dates"]["published"]["source"]
        assert document["crawl"]["replayed"] is True


def test_the_same_days_again_ask_for_no_article_and_write_nothing(
    feedcrawler: CommandLine, stored: dict[str, dict[str, Any]]
) -> None:
    database = feedcrawler.database()
    before = contents(database)
    for day in ("day-one", "day-two"):
        line = feedcrawler.crawl(RECORDED / TRUTH[day]["archive"]).stdout
        assert "0 new" in line
        counts = database.runs.find_one(sort=[("startedAt", -1)])
        assert counts
        assert counts["counts"]["feedcrawler/requested"] == 0
    assert contents(database) == before
    assert {d["_id"]: d["crawl"] for d in database.articles.find()} == {i: d["crawl"] for i, d in stored.items()}


def test_the_run_is_on_record(feedcrawler: CommandLine, lines: list[str]) -> None:
    run = feedcrawler.database().runs.find_one(sort=[("startedAt", 1)])
    assert run
    assert (run["verdict"], run["exitCode"], run["reasons"]) == ("done", 0, [])
    assert run["spider"] == "kyiv_independent"
    assert run["startedAt"] < run["finishedAt"]
    assert {"feedcrawler", "scrapy", "python"} <= set(run["versions"])
    assert run["counts"]["feedcrawler/articles/new"] == len(
        [a for a in TRUTH["day-one"]["articles"] if a["outcome"] == "stored"]
    )
