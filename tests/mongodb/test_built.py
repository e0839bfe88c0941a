"""The indexes that a database has are held against those that it is to have."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pymongo import IndexModel
from pymongo.database import Database

from feedcrawler.indexes import DOWN, INDEXES, TEXT, UP, Index
from feedcrawler.mongodb.built import Built, build, build_anew, built
from feedcrawler.mongodb.migrate import prepare
from feedcrawler.mongodb.schema import ensure_schema
from tests.examples import stored

Db = Database[dict[str, Any]]


@pytest.fixture
def made(bare: Db) -> Db:
    """A database of one's own, with the indexes of articles."""
    build(bare.articles, INDEXES["articles"])
    return bare


def names(indexes: Any) -> list[str]:
    return [index.name for index in indexes]


def test_what_was_built_is_found_to_be_there(made: Db) -> None:
    found = built(made.articles)
    assert (found.unbuilt, found.foreign) == ((), ())


def test_what_lacks_is_missing_and_is_built_where_there_are_few_documents(made: Db) -> None:
    made.articles.drop_index("author")
    assert names(built(made.articles).missing) == ["author"]
    assert ensure_schema(made) == []
    assert built(made.articles).missing == ()


def test_an_index_of_a_persons_own_is_foreign_and_stays(made: Db) -> None:
    made.articles.create_index([("wordCount", 1)], name="long_reads")
    assert built(made.articles).foreign == ("long_reads",)
    prepare(made)
    assert built(made.articles).foreign == ("long_reads",)


def test_one_under_another_name_serves(made: Db) -> None:
    made.articles.drop_index("author")
    made.articles.create_index([("authors.name", 1), ("datePublished", -1)])
    found = built(made.articles)
    assert (found.unbuilt, found.foreign) == ((), ())


@pytest.mark.parametrize(
    ("name", "other"),
    [
        ("run", IndexModel([("crawl.runId", -1)], name="run")),
        ("gone", IndexModel([("state.since", -1)], name="gone")),
        ("duplicate_of", IndexModel([("duplicateOf._id", 1)], name="duplicate_of", sparse=True, unique=True)),
        ("text", IndexModel([("headline", "text")], name="text", default_language="none")),
    ],
)
def test_what_is_otherwise_is_different_until_it_is_built_anew(made: Db, name: str, other: IndexModel) -> None:
    made.articles.drop_index(name)
    made.articles.create_indexes([other])
    assert names(built(made.articles).different) == [name]
    assert ensure_schema(made) == [f"articles.{name}"]
    (index,) = built(made.articles).different
    build_anew(made.articles, index)
    assert built(made.articles).unbuilt == ()


def test_one_of_the_same_keys_for_fewer_documents_is_built_beside_it(bare: Db) -> None:
    """As in a database that an earlier version has filled."""
    same = [one for one in INDEXES["runs"] if [*one.keys.items()] == [("site", UP), ("startedAt", DOWN)]]
    assert len(same) == 2
    for index in same:
        build(bare.runs, [index])
        assert ensure_schema(bare) == []
        bare.runs.drop()


@pytest.mark.parametrize("keys", [[("description", "text")], [("source.site", 1), ("headline", "text")]])
def test_an_index_in_the_place_of_another_is_named(made: Db, keys: list[tuple[str, Any]]) -> None:
    made.articles.drop_index("text")
    made.articles.create_index(keys, name="my_search")
    found = built(made.articles)
    assert [(index.name, other) for index, other in found.blocked] == [("text", "my_search")]
    assert found.foreign == ("my_search",)
    assert ensure_schema(made) == ["articles.text"]


def test_a_large_collection_is_left_to_a_migration(made: Db) -> None:
    made.runs.insert_many({"_id": f"run-{number}"} for number in range(5_001))
    assert ensure_schema(made) == [f"runs.{index.name}" for index in INDEXES["runs"]]
    assert [*made.runs.index_information()] == ["_id_"]


@pytest.mark.parametrize("language", ["uk", "en-GB", "english", "tlh", None])
def test_a_search_finds_words_as_they_are_written_in_any_language(database: Db, language: str | None) -> None:
    words = {"headline": "The bridges Міст відкрито", "articleBody": "It stood for the years. Вода стояла."}
    tagged = {"inLanguage": language} if language else {}
    database.articles.insert_one(stored(**words, **tagged))
    for word in ("bridges", "МІСТ", "the", "стояла"):
        assert database.articles.count_documents({"$text": {"$search": word}}) == 1, word
    for word in ("bridge", "стояти"):  # no language's endings are cut off
        assert database.articles.count_documents({"$text": {"$search": word}}) == 0, word


def test_a_word_of_the_headline_counts_more_than_one_of_the_body(database: Db) -> None:
    database.articles.insert_one(stored("body", headline="Works", articleBody="The bridge opens on Monday"))
    database.articles.insert_one(stored("headline", headline="Bridge", articleBody="It opens on Monday"))
    score = {"score": {"$meta": "textScore"}}
    found = database.articles.find({"$text": {"$search": "bridge"}}, score).sort([("score", {"$meta": "textScore"})])
    assert [doc["_id"].split("/")[-2] for doc in found] == ["headline", "body"]


FIELDS = st.sampled_from(["a", "b.c", "d"])
KINDS = st.sampled_from([UP, DOWN])
PARTIAL = st.sampled_from([{"a": {"$exists": True}}, {"b.c": {"$gt": 5}}, {"d": "x"}])
OPTIONS = st.one_of(
    st.just({}),
    st.fixed_dictionaries({}, optional={"unique": st.booleans(), "sparse": st.booleans()}),
    st.fixed_dictionaries({"partialFilterExpression": PARTIAL}, optional={"unique": st.booleans()}),
    st.just({"expireAfterSeconds": 3600}),
)
WORDS = st.fixed_dictionaries(
    {
        "weights": st.sampled_from([{"a": 1, "d": 1}, {"a": 3, "d": 1}]),
        "default_language": st.sampled_from(["none", "english"]),
        "language_override": st.sampled_from(["language", "x"]),
    }
)
PLAIN = st.builds(Index, st.just("i"), st.dictionaries(FIELDS, KINDS, min_size=1, max_size=1), st.just(""), OPTIONS)
COMPOUND = st.builds(Index, st.just("i"), st.dictionaries(FIELDS, KINDS, min_size=1), st.just(""))
SEARCH = st.builds(Index, st.just("i"), st.just({"a": TEXT, "d": TEXT}), st.just(""), WORDS)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(one=PLAIN | COMPOUND | SEARCH, other=PLAIN | COMPOUND | SEARCH)
def test_an_index_that_was_built_is_found_and_another_is_not_taken_for_it(
    database: Db, one: Index, other: Index
) -> None:
    collection = database.made_up
    collection.drop()
    build(collection, [one])
    assert built(collection, [one]) == Built((), (), (), ())
    if not same(one, other):
        assert built(collection, [other]).different == (other,)


def same(one: Index, other: Index) -> bool:
    """Whether two indexes are one to the database."""
    options = [{name: value for name, value in index.options.items() if value is not False} for index in (one, other)]
    return [*one.keys.items()] == [*other.keys.items()] and options[0] == options[1]
