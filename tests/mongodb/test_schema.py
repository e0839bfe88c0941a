"""The database holds every document to the definition in `items`, and refuses anything else."""

from __future__ import annotations

import copy
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from pymongo.database import Database
from pymongo.errors import WriteError

from feedcrawler.indexes import INDEXES
from feedcrawler.mongodb.built import built
from feedcrawler.mongodb.schema import article_schema, ensure_schema, stored_validator
from tests.examples import stored

Db = Database[dict[str, Any]]


def test_a_whole_article_is_accepted(database: Db) -> None:
    database.articles.insert_one(stored())
    assert database.articles.count_documents({}) == 1


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("headline", 5),
        ("headline", None),
        ("datePublished", "2025-06-03"),
        ("articleBody", ["a", "b"]),
        ("authors", "Some One"),
        ("authors.0.type", "robot"),
        ("authors.0.nick", "so"),
        ("revision", "1"),
        ("crawl.status", 200.5),
        ("source.via", ["telegram"]),
        ("dates.published.precision", "hour"),
        ("extraction.fields.headline", "json-ld"),
        ("liked", 3),
    ],
)
def test_a_bad_document_is_refused_with_the_field_that_is_bad(database: Db, path: str, value: Any) -> None:
    document = copy.deepcopy(stored())
    target: Any = document
    *parents, name = path.split(".")
    for key in parents:
        target = target[int(key)] if key.isdigit() else target.setdefault(key, {})
    target[name] = value
    with pytest.raises(WriteError) as refusal:
        database.articles.insert_one(document)
    assert refusal.value.code == 121
    assert name in str(refusal.value.details)


@pytest.mark.parametrize("name", ["url", "headline", "articleBody", "revision", "crawl", "source", "content"])
def test_a_document_without_what_every_article_has_is_refused(database: Db, name: str) -> None:
    document = stored()
    del document[name]
    with pytest.raises(WriteError):
        database.articles.insert_one(document)


def test_the_validator_is_in_the_database(database: Db) -> None:
    assert stored_validator(database) == {"$jsonSchema": article_schema()}


def test_an_older_validator_is_replaced(database: Db) -> None:
    database.command("collMod", "articles", validator={"$jsonSchema": {"bsonType": "object"}})
    ensure_schema(database)
    assert stored_validator(database) == {"$jsonSchema": article_schema()}


@pytest.mark.parametrize("switched", [{"validationLevel": "off"}, {"validationAction": "warn"}])
def test_a_validator_that_was_switched_off_is_none_until_the_next_crawl(database: Db, switched: dict[str, str]) -> None:
    database.command("collMod", "articles", **switched)
    assert stored_validator(database) == {}
    ensure_schema(database)
    with pytest.raises(WriteError):
        database.articles.insert_one({"_id": "x"})


def test_two_crawls_may_make_the_same_database_at_once(bare: Db) -> None:
    with ThreadPoolExecutor(8) as crawls:
        assert [*crawls.map(ensure_schema, [bare] * 8)] == [[]] * 8
    assert all(not built(bare[name]).unbuilt for name in INDEXES)
