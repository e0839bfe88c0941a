"""Articles as a data frame."""

from __future__ import annotations

from dataclasses import fields
from datetime import UTC, datetime
from typing import Any

import pytest
from pymongo.database import Database
from pymongoarrow.api import find_arrow_all

from feedcrawler.arrow import schema
from feedcrawler.errors import ConfigurationError
from feedcrawler.items import Article, DuplicateOf
from feedcrawler.mongodb.document import to_document
from tests.examples import article

AT = datetime(2026, 11, 29, 8, tzinfo=UTC)


@pytest.fixture
def stored(database: Database[dict[str, Any]]) -> Database[dict[str, Any]]:
    """Two articles, one of which repeats the other."""
    times = dict.fromkeys(("firstSeenAt", "lastSeenAt", "lastChangedAt"), AT)
    copy = article("copy", duplicateOf=DuplicateOf(_id="https://example.org/bridge-opens/", reason="same text"))
    database.articles.insert_many(to_document(one) | times | {"revision": 1} for one in (article(), copy))
    return database


def test_every_field_is_read_with_its_type(stored: Database[dict[str, Any]]) -> None:
    table = find_arrow_all(stored.articles, {"duplicateOf": {"$exists": False}}, schema=schema())
    assert table.column_names == [field.name for field in fields(Article)]
    (row,) = table.to_pylist()
    assert row["headline"] == "Bridge opens"
    assert row["lastChangedAt"] == AT
    assert row["authors"] == [{"name": "Some One", "url": None, "type": "person"}]
    assert row["source"]["site"] == "example.org"
    assert row["extraction"] == {"page": "ArticlePage", "version": "1", "removed": [], "warnings": []}
    assert row["dates"]["published"]["offsetMinutes"] == 0


def test_only_what_is_asked_for_is_read(stored: Database[dict[str, Any]]) -> None:
    table = find_arrow_all(stored.articles, {}, schema=schema("datePublished", "wordCount"))
    assert [f"{name}: {type_}" for name, type_ in zip(table.column_names, table.schema.types, strict=True)] == [
        "datePublished: timestamp[ms, tz=UTC]", "wordCount: int32",
    ]  # fmt: skip
    assert table["wordCount"].to_pylist() == [18, 18]


@pytest.mark.parametrize(("field", "says"), [("nope", "no field 'nope'"), ("source.site", "not 'source.site', but")])
def test_what_cannot_be_read_is_said(field: str, says: str) -> None:
    with pytest.raises(ConfigurationError, match=says):
        schema("headline", field)
