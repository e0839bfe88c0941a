"""What a crawl stores: new, changed and unchanged articles, copies of a text, and what could not be stored."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from feedcrawler.items import Crawl, Source
from feedcrawler.mongodb.store import Saved, Store
from tests.examples import BODY, FETCHED, article
from tests.mongodb.storing import Ask, Db, save

LONG = "Twelve words at least are needed before two texts count as copies of each other."


def test_a_new_article_is_stored_as_its_first_revision(database: Db, ask: Ask) -> None:
    assert [s.outcome for s in save(ask, article())] == ["new"]
    document = database.articles.find_one({"_id": "https://example.org/bridge-opens/"})
    assert document
    assert document["revision"] == 1
    assert document["articleBody"] == BODY
    assert document["firstSeenAt"] == document["lastChangedAt"]
    assert database.revisions.count_documents({}) == 0


def test_an_article_that_is_as_it_was_is_not_rewritten(database: Db, ask: Ask) -> None:
    save(ask, article())
    before = database.articles.find_one()
    later = Crawl(runId="run-2", fetchedAt=FETCHED + timedelta(days=1), status=200)
    assert [s.outcome for s in save(ask, article(crawl=later))] == ["unchanged"]
    after = database.articles.find_one()
    assert before
    assert after
    assert {k for k in after if after[k] != before[k]} == {"crawl", "lastSeenAt"}


def test_a_changed_article_keeps_its_old_words_as_a_revision(database: Db, ask: Ask) -> None:
    save(ask, article())
    assert [s.outcome for s in save(ask, article(articleBody=BODY + "\n\nThe mayor cut the ribbon."))] == ["changed"]
    document, revision = database.articles.find_one(), database.revisions.find_one()
    assert document
    assert revision
    assert document["revision"] == 2
    assert document["articleBody"].endswith("ribbon.")
    assert document["lastChangedAt"] > document["firstSeenAt"]
    assert revision["_id"] == {"article": document["_id"], "revision": 1}
    assert revision["fields"] == {"articleBody": BODY}


def test_a_field_that_goes_away_is_kept_in_the_revision_and_gone_from_the_document(database: Db, ask: Ask) -> None:
    save(ask, article(description="About the bridge."))
    save(ask, article())
    document, revision = database.articles.find_one(), database.revisions.find_one()
    assert document
    assert revision
    assert "description" not in document
    assert revision["fields"] == {"description": "About the bridge."}


def test_two_crawls_that_change_one_article_at_once_lose_no_words(database: Db, ask: Ask) -> None:
    save(ask, article())

    async def both(store: Store) -> list[Saved]:
        versions = article(headline="Another headline"), article(articleBody="Other words.")
        return [s for saved in await asyncio.gather(*(store.save([v]) for v in versions)) for s in saved]

    for _ in range(5):
        database.articles.delete_many({})
        database.revisions.delete_many({})
        save(ask, article())
        assert [s.outcome for s in ask(both)] == ["changed", "changed"]
        document = database.articles.find_one()
        assert document
        said: dict[str, set[str]] = {"headline": {document["headline"]}, "articleBody": {document["articleBody"]}}
        for revision in database.revisions.find():
            for name, value in revision["fields"].items():
                said[name].add(value)
        assert said == {"headline": {"Bridge opens", "Another headline"}, "articleBody": {BODY, "Other words."}}


def test_evidence_of_a_feed_is_not_replaced_by_a_listings(database: Db, ask: Ask) -> None:
    save(ask, article(source=Source(site="example.org", via=["rss"], feedUrl="rss", entryId="7")))
    save(ask, article(source=Source(site="example.org", via=["listing"], feedUrl="listing")))
    document = database.articles.find_one()
    assert document
    assert document["source"] == {
        "site": "example.org",
        "via": ["listing", "rss"],
        "feedUrl": "rss",
        "entryId": "7",
    }


def test_an_address_is_not_forgotten_for_newer_ones(database: Db, ask: Ask) -> None:
    first = "https://www.example.org/zzz"
    save(ask, article(aliases=[first]))
    for start in range(0, 100, 20):
        save(ask, article(aliases=[f"https://example.org/a-{n}/" for n in range(start, start + 20)]))
    many = [f"https://example.org/0-{n}/" for n in range(60)]
    ask(lambda s: s.announce([("https://example.org/bridge-opens/", ["rss"], many)]))
    document = database.articles.find_one()
    assert document
    assert first in document["aliases"]
    assert len(document["aliases"]) == 50


def test_two_copies_of_one_article_in_one_batch_are_one_document(database: Db, ask: Ask) -> None:
    outcomes = [s.outcome for s in save(ask, article(), article(requestedUrl="https://example.org/news/bridge-opens"))]
    assert outcomes == ["new", "unchanged"]
    (document,) = database.articles.find()
    assert "https://example.org/news/bridge-opens" in document["aliases"]


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.permutations(["a", "b", "c"]), st.lists(st.integers(1, 3), max_size=3))
def test_the_first_published_is_the_original_in_whatever_order_copies_come(
    database: Db, ask: Ask, order: list[str], batches: list[int]
) -> None:
    database.articles.delete_many({})
    hours = {"a": 1, "b": 2, "c": 3}
    copies = [article(s, datePublished=datetime(2025, 1, 1, hours[s], tzinfo=UTC), articleBody=LONG) for s in order]
    for size in [*batches, 3, 3, 3]:
        batch, copies = copies[:size], copies[size:]
        if batch:
            save(ask, *batch)
    links = {d["_id"]: d.get("duplicateOf", {}).get("_id") for d in database.articles.find()}
    original = "https://example.org/a/"
    assert links == {original: None, "https://example.org/b/": original, "https://example.org/c/": original}


def test_when_the_original_changes_its_text_the_next_copy_takes_its_place(database: Db, ask: Ask) -> None:
    hours = {"a": 1, "b": 2, "c": 3}
    dates = {s: datetime(2025, 1, 1, h, tzinfo=UTC) for s, h in hours.items()}
    save(ask, *(article(s, datePublished=dates[s], articleBody=LONG) for s in "abc"))
    save(ask, article("a", datePublished=dates["a"], articleBody="Quite another text."))
    links = {d["_id"][-2]: d.get("duplicateOf", {}).get("_id") for d in database.articles.find()}
    assert links == {"a": None, "b": None, "c": "https://example.org/b/"}


def test_a_copy_that_loses_its_words_is_no_copy_any_more(database: Db, ask: Ask) -> None:
    date = datetime(2025, 1, 1, tzinfo=UTC)
    save(ask, article("a", datePublished=date, articleBody=LONG), article("b", articleBody=LONG))
    assert database.articles.count_documents({"duplicateOf": {"$exists": True}}) == 1
    save(ask, article("b", articleBody="Corrected."))
    assert database.articles.count_documents({"duplicateOf": {"$exists": True}}) == 0


def test_a_few_common_words_make_no_duplicate(database: Db, ask: Ask) -> None:
    save(
        ask,
        article("a", articleBody="The story is developing."),
        article("b", articleBody="The story is developing."),
    )
    assert database.articles.count_documents({"duplicateOf": {"$exists": True}}) == 0


def test_what_the_validator_refuses_is_invalid_and_the_rest_is_stored(database: Db, ask: Ask) -> None:
    bad = article("bad")
    bad.headline = 5  # type: ignore[assignment]
    first, second = save(ask, bad, article("good", articleBody=LONG))
    assert (first.outcome, second.outcome) == ("invalid", "new")
    assert any("headline" in error for error in first.errors)
    assert [d["_id"] for d in database.articles.find()] == ["https://example.org/good/"]


def test_characters_that_bson_does_not_know_do_not_lose_the_article(database: Db, ask: Ask) -> None:
    assert [s.outcome for s in save(ask, article(headline="Half a \ud83d pair \x00"))] == ["new"]


def test_an_announcement_of_a_stored_article_adds_its_source_and_address(database: Db, ask: Ask) -> None:
    save(ask, article())
    ask(
        lambda s: s.announce(
            [("https://example.org/bridge-opens/", ["listing"], ["https://www.example.org/bridge-opens"])]
        )
    )
    document = database.articles.find_one()
    assert document
    assert document["source"]["via"] == ["listing", "rss"]
    assert document["aliases"] == ["https://www.example.org/bridge-opens"]
    (known,) = ask(lambda s: s.known(["https://www.example.org/bridge-opens"])).values()
    assert (known.id, known.stored) == (document["_id"], True)
