"""Which columns an export has."""

from __future__ import annotations

from dataclasses import fields

import pytest

from feedcrawler.errors import ConfigurationError
from feedcrawler.exporting.columns import columns, shallowest
from feedcrawler.items import Article


def test_they_are_the_fields_of_an_article() -> None:
    assert [column.path for column in columns()] == [field.name for field in fields(Article)]


def test_they_are_those_asked_for_in_that_order_each_once() -> None:
    asked = ["headline", "source.site", "_id", "dates.published.raw", "headline"]
    assert [column.path for column in columns(asked)] == asked[:-1]


@pytest.mark.parametrize(
    "path", ["nope", "source.nope", "authors.name", "extraction.fields.headline", "headline.x", ".", "source."]
)
def test_what_is_no_field_is_refused_by_name(path: str) -> None:
    with pytest.raises(ConfigurationError, match=f"no field '{path}'"):
        columns([path])


def test_what_is_read_of_a_document_names_nothing_twice() -> None:
    paths = ["source.site", "source", "dates.published.raw", "dates.modified", "sourceful"]
    assert set(shallowest(paths)) == {"source", "dates.published.raw", "dates.modified", "sourceful"}
