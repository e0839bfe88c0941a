"""The same story under several addresses: one is the original, the others point to it."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any, get_args

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pymongo import AsyncMongoClient
from pymongo.database import Database

from feedcrawler.items import Article, RepeatedAs
from feedcrawler.mongodb.store import Store
from feedcrawler.similarity import Reason
from tests.examples import article
from tests.similarity.stories import ELSEWHERE, LEAD, MIDDLE, STORY, losses

Db = Database[dict[str, Any]]
Save = Callable[..., Counter[str]]

EDITED = STORY.replace("almost twice", "nearly double").replace("told this paper", "said")
SHORTENED = "\n\n".join([LEAD, *MIDDLE[:2]])
EXTENDED = "\n\n".join([*ELSEWHERE, LEAD, *MIDDLE])
OTHER = "\n\n".join(ELSEWHERE)


@pytest.fixture
def save(database: Db, mongodb_uri: str) -> Save:
    """Save articles as one batch, with a store of its own; gives what it took to link them."""

    def run(*articles: Article) -> Counter[str]:
        async def session() -> Counter[str]:
            async with AsyncMongoClient[dict[str, Any]](mongodb_uri, tz_aware=True) as client:
                store = Store(client[database.name])
                await store.save(articles)
                return store.linking

        return asyncio.run(session())

    return run


def told(slug: str, body: str, hour: int = 0, **fields: Any) -> Article:
    published = datetime(2025, 6, 9, tzinfo=UTC) + timedelta(hours=hour)
    return article(slug, articleBody=body, headline=f"About {slug}", datePublished=published, **fields)


def links(database: Db) -> dict[str, str | None]:
    """Where each article's link leads, by the last word of the addresses."""
    found = {d["_id"]: d.get("duplicateOf", {}).get("_id") for d in database.articles.find()}
    return {_slug(i): original and _slug(original) for i, original in found.items()}


def _slug(identity: str) -> str:
    return identity.rstrip("/").rpartition("/")[2]


def test_a_story_told_again_is_linked_with_a_reason_and_a_similarity(database: Db, save: Save) -> None:
    save(told("original", STORY))
    save(told("edited", EDITED, 1), told("shortened", SHORTENED, 2), told("extended", EXTENDED, 3))
    save(told("other", OTHER, 4))
    found = {_slug(d["_id"]): d["duplicateOf"] for d in database.articles.find({"duplicateOf": {"$exists": True}})}
    assert {slug: link["reason"] for slug, link in found.items()} == {
        "edited": "same story, edited",
        "shortened": "same story, shortened",
        "extended": "same story, extended",
    }
    assert {link["_id"] for link in found.values()} == {"https://example.org/original/"}
    assert found["extended"]["similarity"] == 1.0
    assert 0.9 < found["edited"]["similarity"] < 1.0


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.permutations(["a", "b", "c", "d", "e"]), st.lists(st.integers(1, 4), max_size=4))
def test_the_first_published_is_the_original_in_whatever_order_the_copies_come(
    database: Db, save: Save, order: list[str], batches: list[int]
) -> None:
    database.articles.delete_many({})
    bodies = {"a": STORY, "b": EDITED, "c": STORY, "d": SHORTENED, "e": EDITED}
    waiting = [told(slug, bodies[slug], ord(slug)) for slug in order]
    for size in [*batches, 5]:
        batch, waiting = waiting[:size], waiting[size:]
        if batch:
            save(*batch)
    assert links(database) == {"a": None, "b": "a", "c": "a", "d": "a", "e": "a"}
    reasons = {_slug(d["_id"]): d.get("duplicateOf", {}).get("reason") for d in database.articles.find()}
    assert reasons["c"] == "same text"
    assert reasons["b"] == reasons["e"] == "same story, edited"


def test_the_report_of_every_day_is_a_story_of_its_own(database: Db, save: Save) -> None:
    days = [losses(day, 990_000 + 1_013 * day, 800 + 37 * day, 10_900 + 7 * day) for day in range(1, 10)]
    save(*(told(f"day-{day}", body, 24 * day) for day, body in enumerate(days[:5])))
    for day, body in enumerate(days[5:], start=5):
        save(told(f"day-{day}", body, 24 * day))
    assert set(links(database).values()) == {None}
    save(told("again", days[4] + "\n\nRead more about nets.", 24 * 4 + 2))
    assert links(database)["again"] == "day-4"


def test_a_copy_that_is_rewritten_is_no_copy_any_more(database: Db, save: Save) -> None:
    save(told("original", STORY), told("copy", EDITED, 1))
    assert links(database)["copy"] == "original"
    save(told("copy", OTHER, 1))
    assert links(database)["copy"] is None


def test_when_the_original_is_rewritten_its_copies_have_the_first_of_them_as_original(database: Db, save: Save) -> None:
    save(told("original", STORY), told("second", EDITED, 1), told("third", SHORTENED, 2), told("same", EDITED, 3))
    save(told("original", OTHER))
    assert links(database) == {"original": None, "second": None, "third": "second", "same": "second"}
    save(told("original", STORY))
    assert links(database) == {"original": None, "second": "original", "third": "original", "same": "original"}


def test_when_the_original_turns_out_to_be_the_copy_its_copies_follow(database: Db, save: Save) -> None:
    save(told("a", EDITED, 5), told("b", EDITED, 6), told("c", SHORTENED, 7))
    assert links(database) == {"a": None, "b": "a", "c": "a"}
    save(told("earlier", STORY, 1))
    assert links(database) == {"earlier": None, "a": "earlier", "b": "earlier", "c": "earlier"}


def test_an_original_deleted_by_hand_is_replaced_when_a_copy_is_read_again(database: Db, save: Save) -> None:
    save(told("original", STORY), told("second", EDITED, 1), told("third", SHORTENED, 2))
    database.articles.delete_one({"_id": "https://example.org/original/"})
    save(told("third", SHORTENED, 2))
    assert links(database) == {"second": None, "third": "second"}


def test_copies_that_two_crawls_store_at_once_find_each_other_when_one_is_read_again(database: Db, save: Save) -> None:
    save(told("one", STORY), told("other", EDITED, 1), told("same", STORY, 2))
    database.articles.update_many(
        {}, {"$unset": {"duplicateOf": ""}}
    )  # as if each had been stored unseen by the others
    save(told("other", EDITED, 1))
    save(told("same", STORY, 2))
    assert links(database) == {"one": None, "other": "one", "same": "one"}


def test_the_copies_of_a_run_are_counted_by_reason(database: Db, mongodb_uri: str, save: Save) -> None:
    save(told("original", STORY), told("edited", EDITED, 1), told("same", STORY, 2), told("more", EXTENDED, 3))

    async def counted() -> dict[str, int]:
        async with AsyncMongoClient[dict[str, Any]](mongodb_uri, tz_aware=True) as client:
            return await Store(client[database.name]).count_duplicates("run-1")

    assert asyncio.run(counted()) == {"same text": 1, "same story, edited": 1, "same story, extended": 1}


def test_every_reason_may_be_stored() -> None:
    assert {*get_args(RepeatedAs)} == {"same text", *get_args(Reason)}


def test_reading_the_same_again_changes_no_link(database: Db, save: Save) -> None:
    batch = [told("original", STORY), told("edited", EDITED, 1), told("same", EDITED, 2), told("other", OTHER, 3)]
    save(*batch)
    before = {d["_id"]: d.get("duplicateOf") for d in database.articles.find()}
    for again in (*([one] for one in batch), batch):
        save(*again)
        assert {d["_id"]: d.get("duplicateOf") for d in database.articles.find()} == before


def test_articles_without_a_date_are_found_too(database: Db, save: Save) -> None:
    save(article("b", articleBody=STORY, datePublished=None))
    save(article("c", articleBody=EDITED, datePublished=None))
    save(told("a", SHORTENED))
    assert links(database) == {"a": None, "b": "a", "c": "a"}


def test_an_article_stored_without_keys_gets_them_when_it_is_read_again(database: Db, save: Save) -> None:
    save(told("original", STORY))
    database.articles.update_one({}, {"$unset": {"content.sketch": ""}})
    save(told("copy", EDITED, 1))
    assert links(database)["copy"] is None
    save(told("original", STORY))
    assert links(database)["copy"] == "original"


def test_a_live_blog_is_no_copy_of_the_stories_it_holds(database: Db, save: Save) -> None:
    save(told("story", STORY), told("live", EXTENDED, 1, liveUpdating=True))
    assert links(database)["live"] is None


def test_no_story_is_linked_to_a_live_blog_that_another_address_repeats(database: Db, save: Save) -> None:
    save(told("live", STORY, liveUpdating=True), told("same", STORY, 1), told("edited", EDITED, 2))
    assert links(database) == {"live": None, "same": "live", "edited": None}
    save(told("edited", EDITED, 2))
    assert links(database)["edited"] is None


def refused(slug: str, body: str, hour: int = 0) -> Article:
    """An article that the database's validator refuses."""
    return told(slug, body, hour, publisher=5)


@pytest.mark.parametrize("body", [STORY, EDITED, SHORTENED])
def test_nothing_is_linked_to_an_original_that_is_refused(database: Db, save: Save, body: str) -> None:
    save(told("stored", STORY, 1))
    save(refused("bad", body), told("copy", EDITED, 2), told("same", STORY, 3), told("short", SHORTENED, 4))
    assert links(database) == {"stored": None, "copy": "stored", "same": "stored", "short": "stored"}


def test_of_copies_whose_original_is_refused_the_first_is_the_original(database: Db, save: Save) -> None:
    save(refused("bad", STORY), told("copy", EDITED, 2), told("same", STORY, 3))
    assert links(database) == {"copy": None, "same": "copy"}


def test_when_a_change_of_the_original_is_refused_its_copies_keep_it(database: Db, save: Save) -> None:
    save(told("original", STORY), told("copy", EDITED, 1), told("same", STORY, 2), told("other", OTHER, 3))
    before = {d["_id"]: d.get("duplicateOf") for d in database.articles.find()}
    save(refused("original", OTHER), told("copy", EDITED, 1))
    assert {d["_id"]: d.get("duplicateOf") for d in database.articles.find()} == before


def test_of_many_that_share_a_paragraph_only_the_nearest_in_time_are_looked_at(database: Db, save: Save) -> None:
    appeal = "\n\n".join(MIDDLE[:2])
    bodies = [f"{appeal}\n\n{' '.join(f'{word}{n}x' for word in OTHER.split())}" for n in range(60)]
    assert save(*(told(f"n-{n:02}", body, n) for n, body in enumerate(bodies))).total() < 60 * 20
    linking = save(told("late", f"{appeal}\n\n{STORY[::-1]}", 30))
    assert linking["crowded"] == 1
    assert linking["compared"] <= 8
    assert set(links(database).values()) == {None}
    save(told("copy", bodies[30].replace("In0x", "Off0x"), 31))
    assert links(database)["copy"] == "n-30"
