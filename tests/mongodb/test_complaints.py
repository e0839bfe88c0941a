"""What the validator would refuse is named, and nothing else."""

from __future__ import annotations

import copy
from datetime import UTC, datetime
from typing import Any

import pytest
from bson.int64 import Int64
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pymongo.database import Database
from pymongo.errors import WriteError

from feedcrawler.mongodb.complaints import complaints
from feedcrawler.mongodb.schema import article_schema
from tests.examples import stored

Db = Database[dict[str, Any]]
SCHEMA = article_schema()

PLAIN = [None, True, 0, 5, Int64(5), 1.5, "", "organization", "rss", b"x", datetime(2025, 1, 1, tzinfo=UTC)]
NESTED = [[], [1], ["x"], {}, {"name": "x"}, {"name": "x", "type": "person"}, {"name": "x", "type": "person", "x": 1}]
ANYTHING = st.sampled_from([*PLAIN, *NESTED])


def paths(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [path, *(found for name, one in inner for found in paths(one, (*path, name)))]


def spoiled(path: tuple[Any, ...], how: Any) -> dict[str, Any]:
    """An article with one place of it removed, or made something else."""
    document = copy.deepcopy(stored())
    *parents, name = path
    target: Any = document
    for step in parents:
        target = target[step]
    if how is Ellipsis:
        del target[name]
    else:
        target[name] = how
    return document


PATHS = [path for path in paths(stored()) if path and path != ("_id",)] + [("liked",), ("crawl", "mood"), ("state",)]


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(path=st.sampled_from(PATHS), how=ANYTHING | st.just(...))
def test_there_is_a_complaint_if_and_only_if_the_database_refuses(
    database: Db, path: tuple[Any, ...], how: Any
) -> None:
    if how is Ellipsis and path[-1] in ("liked", "mood", "state"):
        how = None
    document = spoiled(path, how)
    database.articles.delete_many({})
    if [*complaints(SCHEMA, document)]:
        with pytest.raises(WriteError, match="validation"):
            database.articles.insert_one(document)
    else:
        database.articles.insert_one(document)


@pytest.mark.parametrize(
    ("path", "how", "said"),
    [
        (("headline",), ..., "headline: missing"),
        (("headline",), None, "headline: null instead of string"),
        (("revision",), Int64(1), "revision: long instead of int"),
        (("crawl", "replayed"), 0, "crawl.replayed: int instead of bool"),
        (("authors", 0, "type"), "robot", "authors.0.type: none of person, organization"),
        (("crawl", "mood"), "bad", "crawl.mood: not foreseen"),
        (("extraction", "fields", "headline", "source"), ..., "extraction.fields.headline.source: missing"),
        (("content", "sketch"), [1], "content.sketch.0: int instead of long"),
        (("url",), b"x", "url: bytes instead of string"),
    ],
)
def test_a_complaint_names_the_field_and_what_is_wrong_with_it(path: tuple[Any, ...], how: Any, said: str) -> None:
    assert [*complaints(SCHEMA, spoiled(path, how))] == [said]
