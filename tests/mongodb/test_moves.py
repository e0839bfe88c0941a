"""An address that leads elsewhere: one article under both addresses, or two articles, never many in one."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from pymongo.asynchronous.collection import AsyncCollection

from feedcrawler.items import Article, Source
from feedcrawler.mongodb.store import Saved, Store
from tests.examples import FETCHED, article
from tests.mongodb.storing import Ask, Db, address, fetched, said, save, stored
from tests.similarity.stories import ELSEWHERE, STORY

EDITED = STORY.replace("almost twice", "nearly double").replace("told this paper", "said")
OTHER = "\n\n".join(ELSEWHERE)
HOUR = timedelta(hours=1)
OLD, NEW = address("old"), address("new")


def told(slug: str, body: str, headline: str, hour: int = 0, **fields: Any) -> Article:
    crawl = fetched(hour * HOUR)
    return article(slug, articleBody=body, headline=headline, crawl=crawl, **fields)


def moved(body: str, headline: str, hour: int = 5, **fields: Any) -> Article:
    """What is at the new address, asked for at the old one."""
    return told("new", body, headline, hour, requestedUrl=OLD, **fields)


def ids(database: Db) -> list[str]:
    return sorted(d["_id"] for d in database.articles.find())


def test_another_address_of_a_stored_article_becomes_its_alias(database: Db, ask: Ask) -> None:
    save(ask, article("old"))
    assert [s.outcome for s in save(ask, article("new", requestedUrl=OLD))] == ["unchanged"]
    (document,) = database.articles.find()
    assert (document["_id"], document["aliases"], document["url"]) == (OLD, [NEW], NEW)
    assert [s.outcome for s in save(ask, article("new"))] == ["unchanged"]
    assert database.articles.count_documents({}) == 1


def test_an_article_that_moves_twice_is_still_the_same(database: Db, ask: Ask) -> None:
    save(ask, told("old", STORY, "The nets"))
    save(ask, moved(STORY, "The nets", 1))
    save(ask, told("third", EDITED, "The nets", 2, requestedUrl=NEW))
    (document,) = database.articles.find()
    assert (document["_id"], document["aliases"]) == (OLD, [NEW, address("third")])
    assert said(database, "old") == [{"articleBody": STORY}]


def test_an_article_that_answers_for_itself_again_is_its_own(database: Db, ask: Ask) -> None:
    stories = [article(f"story-{n}", articleBody=f"What happened in town {n} on its first day.") for n in range(3)]
    away = [article("all-moved", requestedUrl=story.url, articleBody="Please subscribe.") for story in stories]
    save(ask, *away)
    (document,) = database.articles.find()
    assert document["aliases"] == [story.url for story in stories]
    assert [s.outcome for s in save(ask, *stories)] == ["new"] * 3
    assert {d["_id"]: d["aliases"] for d in database.articles.find()} == {
        document["_id"]: [],
        **{story.url: [] for story in stories},
    }


def test_an_article_that_was_found_at_its_new_address_first_is_one_with_the_old(database: Db, ask: Ask) -> None:
    rss = Source(site="example.org", via=["rss"], feedUrl="rss", entryId="1")
    save(ask, told("old", STORY, "The nets", source=rss))
    save(ask, told("new", EDITED, "The nets, again", 1, source=Source(site="example.org", via=["listing"])))
    first_seen = stored(database, "old")["firstSeenAt"]
    (result,) = save(ask, moved(EDITED, "The nets, again", source=Source(site="example.org", via=["listing"])))
    assert (result.outcome, result.events) == ("changed", {"folded"})
    (document,) = database.articles.find()
    assert (document["_id"], document["aliases"], document["firstSeenAt"]) == (OLD, [NEW], first_seen)
    assert (document["articleBody"], document["revision"]) == (EDITED, 2)
    assert document["source"]["via"] == ["listing", "rss"]
    assert document["source"]["entryId"] == "1"
    assert said(database, "old") == [{"articleBody": STORY, "headline": "The nets"}]
    assert said(database, "new") == []
    assert ask(lambda s: s.known([NEW]))[NEW].id == OLD


def test_what_the_removed_document_said_is_kept_as_its_own_revisions(database: Db, ask: Ask) -> None:
    save(ask, told("new", EDITED, "The nets"))
    save(ask, told("old", STORY, "First", 1), told("old", STORY, "Second", 2), told("old", STORY, "Third", 3))
    save(ask, moved(EDITED, "The nets"))
    assert ids(database) == [NEW]
    assert said(database, "new") == []
    first, second, third = said(database, "old")
    assert (first, second) == ({"headline": "First"}, {"headline": "Second"})
    assert (third["headline"], third["articleBody"], third["dateModified"]) == ("Third", STORY, None)


def test_links_to_the_removed_document_lead_to_the_one_that_stays(database: Db, ask: Ask) -> None:
    day = datetime(2025, 6, 9, tzinfo=UTC)
    save(ask, told("old", STORY, "A", datePublished=day + HOUR))
    save(ask, told("new", STORY, "A", 1, datePublished=day))
    for n in range(3):
        save(ask, told(f"copy-{n}", STORY if n else EDITED, f"Copy {n}", datePublished=day + (2 + n) * HOUR))
    assert {d["duplicateOf"]["_id"] for d in database.articles.find({"_id": {"$ne": NEW}})} == {NEW}
    save(ask, moved(STORY, "A", datePublished=day))
    copies = {d["_id"]: d["duplicateOf"]["_id"] for d in database.articles.find({"_id": {"$ne": OLD}})}
    assert copies == dict.fromkeys(map(address, ("copy-0", "copy-1", "copy-2")), OLD)
    assert "duplicateOf" not in stored(database, "old")


@pytest.mark.parametrize("beforehand", [True, False], ids=["hub known", "hub new"])
def test_a_site_that_leads_all_old_addresses_to_one_page_merges_nothing(
    database: Db, ask: Ask, beforehand: bool
) -> None:
    bodies = [f"{OTHER}\n\nThat was in town number {n}." if n else STORY for n in range(3)]
    stories = [told(f"story-{n}", body, f"Story {n}") for n, body in enumerate(bodies)]
    save(ask, *stories)
    hub = "Here is all our news of today, of yesterday and of the week before it, for you to read."
    if beforehand:
        save(ask, told("hub", hub, "News"))
    led = [told("hub", hub, "News", 5, requestedUrl=story.url) for story in stories]
    for _ in range(2):
        results = save(ask, *led)
    assert {r.outcome for r in results} == {"unchanged"}
    gone = {"name": "gone", "since": FETCHED + 5 * HOUR, "status": 301, "leadsTo": address("hub")}
    for n, body in enumerate(bodies):
        document = stored(database, f"story-{n}")
        assert (document["articleBody"], document["state"], document["revision"]) == (body, gone, 1)
    assert stored(database, "hub")["aliases"] == []
    assert database.articles.count_documents({}) == 4
    assert database.revisions.count_documents({}) == 0


def test_todays_edition_is_not_yesterdays_though_both_have_one_headline(database: Db, ask: Ask) -> None:
    day = datetime(2025, 6, 9, tzinfo=UTC)
    save(ask, told("old", STORY, "The morning briefing", datePublished=day))
    save(ask, moved(OTHER, "The morning briefing", datePublished=day + 24 * HOUR))
    assert ids(database) == [NEW, OLD]
    assert stored(database, "old")["state"]["leadsTo"] == NEW


def test_an_article_that_leads_to_another_one_counts_as_looked_at(database: Db, ask: Ask) -> None:
    save(ask, told("old", "Old words.", "Old"), told("new", "New words.", "New"))
    (result,) = save(ask, moved("New words.", "New"))
    assert (result.outcome, result.events) == ("unchanged", {"gone"})
    known = ask(lambda s: s.known([OLD, NEW]))
    assert {k.fetched_at for k in known.values()} == {FETCHED + 5 * HOUR}
    assert all(d["aliases"] == [] for d in database.articles.find())


def test_an_article_that_is_rewritten_where_it_was_is_the_same_article(database: Db, ask: Ask) -> None:
    save(ask, told("old", STORY, "The nets"))
    assert [s.outcome for s in save(ask, told("old", OTHER, "Quite another", 1))] == ["changed"]
    canonical = told("old", STORY, "And another", 2)
    canonical._id, canonical.aliases = "https://example.org/news/old/", [OLD]
    assert [s.outcome for s in save(ask, canonical)] == ["changed"]
    (document,) = database.articles.find()
    assert (document["_id"], document["aliases"]) == (OLD, ["https://example.org/news/old/"])


def test_two_documents_in_one_batch_become_one(database: Db, ask: Ask) -> None:
    save(ask, told("new", STORY, "The nets"), told("old", STORY, "The nets"), moved(STORY, "The nets"))
    (document,) = database.articles.find()
    assert {document["_id"], *document["aliases"]} == {OLD, NEW}


def test_an_address_that_leads_away_and_answers_for_itself_at_once_loses_nothing(database: Db, ask: Ask) -> None:
    save(ask, told("new", STORY, "The nets"))
    save(ask, told("old", STORY, "The nets", 1))
    save(ask, moved(STORY, "The nets"), told("old", OTHER, "Another", 5), told("new", STORY, "The nets", 5))
    assert ids(database) == [NEW, OLD]
    assert stored(database, "old")["revision"] == 2
    assert said(database, "old")[0]["articleBody"] == STORY


def test_what_the_validator_refuses_removes_nothing(database: Db, ask: Ask) -> None:
    save(ask, told("old", STORY, "The nets"), told("copy", STORY, "The nets told again", 1))
    save(ask, told("new", STORY, "The nets", 1))
    bad = moved(STORY, "The nets", keywords=[5])
    (result, good) = save(ask, bad, told("good", OTHER, "Good", 5))
    assert (result.outcome, good.outcome) == ("invalid", "new")
    assert ids(database) == sorted(map(address, ("copy", "good", "new", "old")))
    assert {d.get("duplicateOf", {}).get("_id") for d in database.articles.find()} <= {None, *ids(database)}
    save(ask, moved(STORY, "The nets", 6))
    assert ids(database) == sorted(map(address, ("copy", "good", "old")))


WRITES = ("bulk_write", "update_many", "delete_one", "delete_many")


def interrupted(monkeypatch: pytest.MonkeyPatch, ask: Ask, made: Article, after: int) -> bool:
    """Store an article, killed before one of the writes that it takes; False if it did not take so many."""
    left = [after]

    class Killed(BaseException):
        pass

    def dying(method: Any) -> Any:
        def write(*args: Any, **kwargs: Any) -> Any:
            if left[0] == 0:
                raise Killed
            left[0] -= 1
            return method(*args, **kwargs)

        return write

    with monkeypatch.context() as patch:
        for name in WRITES:
            patch.setattr(AsyncCollection, name, dying(getattr(AsyncCollection, name)))
        try:
            save(ask, made)
        except Killed:
            return True
    return False


def test_whenever_it_is_killed_the_same_again_ends_the_same(
    database: Db, ask: Ask, monkeypatch: pytest.MonkeyPatch
) -> None:
    def begin() -> None:
        database.articles.delete_many({})
        database.revisions.delete_many({})
        save(ask, told("old", STORY, "The nets"), told("copy", STORY, "The nets told again", 1))
        save(ask, told("new", EDITED, "The nets", 2, datePublished=datetime(2025, 6, 1, tzinfo=UTC)))

    def end() -> Any:
        times = {"firstSeenAt": 0, "lastSeenAt": 0, "lastChangedAt": 0}
        revisions = list(database.revisions.find({}, {"replacedAt": 0}).sort("_id"))
        return list(database.articles.find({}, times).sort("_id")), revisions

    final = moved(EDITED + "\n\nAnd more.", "The nets at last")
    begin()
    save(ask, final)
    undisturbed = end()
    assert ids(database) == [address("copy"), OLD]
    kills = 0
    while True:
        begin()
        if not interrupted(monkeypatch, ask, final, kills):
            break
        words = {d["articleBody"] for d in database.articles.find()}
        words |= {r["fields"]["articleBody"] for r in database.revisions.find()}
        assert {STORY, EDITED} <= words
        save(ask, final)
        assert end() == undisturbed
        kills += 1
    assert kills >= 5


@pytest.mark.parametrize("who", ["old", "new"])
def test_what_a_killed_crawl_left_half_done_is_done_by_whoever_comes_next(
    database: Db, ask: Ask, monkeypatch: pytest.MonkeyPatch, who: str
) -> None:
    save(ask, told("old", STORY, "The nets"))
    save(ask, told("new", STORY, "The nets", 1))
    half_done = 0
    while not database.articles.count_documents({"aliases": NEW}):
        assert interrupted(monkeypatch, ask, moved(STORY, "The nets"), half_done)
        half_done += 1
    assert ids(database) == [NEW, OLD]
    save(ask, told("new", STORY, "The nets", 6) if who == "new" else moved(STORY, "The nets", 6))
    assert ids(database) == [OLD]


def test_two_crawls_at_once_lose_no_words(database: Db, ask: Ask) -> None:
    versions = [moved(EDITED, "The nets"), told("new", EDITED, "Changed by the other crawl", 5)]

    async def both(store: Store) -> list[Saved]:
        return [s for saved in await asyncio.gather(*(store.save([v]) for v in versions)) for s in saved]

    for _ in range(8):
        database.articles.delete_many({})
        database.revisions.delete_many({})
        save(ask, told("old", STORY, "First of all"))
        save(ask, told("new", EDITED, "The nets", 1))
        ask(both)
        save(ask, moved(EDITED, "The nets", 6))
        assert ids(database) == [OLD]
        headlines = {stored(database, "old")["headline"]}
        headlines |= {fields.get("headline") for slug in ("old", "new") for fields in said(database, slug)}
        assert {"First of all", "The nets", "Changed by the other crawl"} <= headlines
