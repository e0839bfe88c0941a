"""The database holds every document to the definition in `items`, and refuses anything else."""

from __future__ import annotations

import copy
from typing import Any

import pytest
from pymongo.database import Database
from pymongo.errors import WriteError

from feedcrawler.mongodb.document import to_document
from feedcrawler.mongodb.schema import INDEXES, article_schema, ensure_schema
from tests.examples import article

Db = Database[dict[str, Any]]


def stored() -> dict[str, Any]:
    example = article()
    now = example.crawl.fetchedAt if example.crawl else None
    return to_document(example) | {"revision": 1, "firstSeenAt": now, "lastSeenAt": now, "lastChangedAt": now}


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


def test_validator_and_indexes_are_in_the_database(database: Db) -> None:
    (options,) = [c["options"] for c in database.list_collections() if c["name"] == "articles"]
    assert options["validator"] == {"$jsonSchema": article_schema()}
    for collection, indexes in INDEXES.items():
        names = database[collection].index_information().keys()
        assert {index.document["name"] for index in indexes} <= names


def test_an_older_validator_is_replaced(database: Db) -> None:
    database.command("collMod", "articles", validator={"$jsonSchema": {"bsonType": "object"}})
    ensure_schema(database)
    (options,) = [c["options"] for c in database.list_collections() if c["name"] == "articles"]
    assert options["validator"] == {"$jsonSchema": article_schema()}
