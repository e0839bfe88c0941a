"""A made-up database: the same each time, valid, and of one piece."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from pymongo import MongoClient
from pymongo.database import Database

from bench.generated import hostile
from bench.generated.articles import make
from bench.generated.runs import records
from bench.generated.sites import SITES
from bench.generator import Order, fill, published

NOW = datetime(2026, 11, 29, 9, tzinfo=UTC)
ORDER = Order(articles=250, days=25, hostile=0.1, now=NOW)

Db = Database[dict[str, Any]]


@pytest.fixture(scope="module")
def filled(mongodb_uri: str) -> Iterator[Db]:
    """A small one."""
    with MongoClient[dict[str, Any]](mongodb_uri, tz_aware=True) as client:
        fill(mongodb_uri, "made_up", ORDER)
        yield client["made_up"]
        client.drop_database("made_up")


def test_the_same_seed_gives_the_same() -> None:
    moments = published(ORDER)[:40]
    first, again, other = (make(0, moments, seed, NOW, 0.1) for seed in ("1", "1", "2"))
    assert first.articles == again.articles
    assert first.revisions == again.revisions
    assert first.articles != other.articles
    assert list(records(first.tallies, 3, NOW, "1")) == list(records(again.tallies, 3, NOW, "1"))


def test_articles_come_out_by_day_and_on_working_days_before_all() -> None:
    moments = published(Order(articles=2_000, now=NOW))
    assert moments == sorted(moments)
    assert all(moment < NOW for moment in moments)
    assert sum(moment.hour in range(8, 18) for moment in moments) > 1_000
    assert sum(moment.weekday() == 6 for moment in moments) < 200


def test_everything_that_a_crawl_leaves_is_there(filled: Db) -> None:
    assert filled.articles.count_documents({}) == ORDER.articles
    for name in ("revisions", "runs", "feeds", "due", "quarantine"):
        assert filled[name].find_one(), name
    assert set(filled.articles.distinct("source.site")) <= {site.name for site in SITES}
    assert len(filled.articles.distinct("inLanguage")) == 3
    assert filled.feeds.find_one({"gapAt": {"$exists": True}})


def test_copies_and_revisions_belong_to_articles(filled: Db) -> None:
    known = {doc["_id"]: doc for doc in filled.articles.find()}
    copies = [doc for doc in known.values() if "duplicateOf" in doc]
    assert copies
    for doc in copies:
        assert "duplicateOf" not in known[doc["duplicateOf"]["_id"]]
    for revision in filled.revisions.find():
        assert revision["revision"] < known[revision["articleId"]]["revision"]
        assert revision["fields"]


def test_runs_counted_what_is_stored(filled: Db) -> None:
    stored = {"firstSeenAt": {"$gte": NOW - timedelta(days=ORDER.days)}}
    of_a_site = {"site": {"$exists": True}}
    (counted,) = filled.runs.aggregate(
        [{"$match": of_a_site}, {"$group": {"_id": None, "new": {"$sum": "$outcomes.new"}}}]
    )
    assert counted["new"] == filled.articles.count_documents(stored)
    last = filled.articles.find_one(stored, sort=[("lastChangedAt", -1)])
    assert last
    assert filled.runs.find_one({"_id": last["crawl"]["runId"], "site": last["source"]["site"]})
    group = filled.runs.find_one({"sites": {"$exists": True}})
    assert group
    parts = list(filled.runs.find({"partOf": group["_id"]}))
    assert {part["_id"] for part in parts} == {one["runId"] for one in group["sites"]}
    assert group["outcomes"]["new"] == sum(part["outcomes"]["new"] for part in parts)


def test_what_went_wrong_is_on_record(filled: Db) -> None:
    assert filled.runs.find_one({"verdict": "failed", "errors.message": "http 503"})
    lost = filled.runs.find_one({"findings.field": "authors"}, sort=[("startedAt", -1)])
    assert lost
    assert lost["verdict"] == "degraded"
    assert lost["observed"]["fields"].get("authors", 0) == 0


def test_hostile_words_are_sprinkled_in_where_asked(filled: Db) -> None:
    assert filled.articles.find_one({"headline": {"$in": hostile.TEXTS}})
    assert filled.articles.find_one({"authors.url": {"$in": hostile.ADDRESSES}})
    assert not any(doc["headline"] in hostile.TEXTS for doc in make(0, published(ORDER)[:100], "1", NOW).articles)


def test_what_is_there_is_not_filled_over(filled: Db, mongodb_uri: str) -> None:
    with pytest.raises(ValueError, match="not empty"):
        fill(mongodb_uri, filled.name, ORDER)
    assert filled.articles.count_documents({}) == ORDER.articles
