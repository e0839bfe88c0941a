"""The indexes are of what there is, and each is for something."""

from __future__ import annotations

from typing import Any

import pytest

from feedcrawler.indexes import INDEXES, Index
from feedcrawler.mongodb.schema import article_schema


@pytest.mark.parametrize("index", INDEXES["articles"], ids=lambda index: index.name)
def test_an_index_of_articles_is_of_fields_that_articles_have(index: Index) -> None:
    for path in index.keys:
        schema: dict[str, Any] = article_schema()
        for name in path.split("."):
            schema = schema.get("items", schema)["properties"][name]
    assert set(index.options.get("weights", index.keys)) == set(index.keys)


@pytest.mark.parametrize("collection", INDEXES)
def test_no_two_indexes_of_a_collection_have_a_name_or_a_beginning_in_common(collection: str) -> None:
    indexes = INDEXES[collection]
    assert len({index.name for index in indexes}) == len(indexes)
    keys = [[*index.keys.items()] for index in indexes if not index.options]
    for one in keys:
        assert not [other for other in keys if other is not one and other[: len(one)] == one], one


def test_no_field_of_an_article_is_taken_for_the_language_of_a_search() -> None:
    (text,) = [index for index in INDEXES["articles"] if "weights" in index.options]
    assert "inLanguage" in article_schema()["properties"]
    assert text.options["language_override"] not in article_schema()["properties"]
