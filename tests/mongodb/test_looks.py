"""When a stored article is looked at again, and what is noted of a look that gave no page."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from feedcrawler.items import Source
from tests.examples import BODY, FETCHED, article
from tests.mongodb.storing import Ask, Db, address, fetched, said, save, stored
from tests.mongodb.test_failures import fail

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
PUBLISHED = FETCHED - 10 * MINUTE
ONE = address("bridge-opens")


def save_young(ask: Ask, slug: str = "bridge-opens", **fields: Any) -> None:
    save(ask, article(slug, **{"datePublished": PUBLISHED, **fields}))


def due(ask: Ask, now: datetime | None, limit: int = 100) -> list[str]:
    return [look.id for look in ask(lambda s: s.rechecks("example.org", now, limit))]


def test_a_young_article_is_looked_at_again_soon_and_then_ever_more_rarely(database: Db, ask: Ask) -> None:
    save_young(ask)
    ages, at = [], FETCHED
    while at := stored(database)["crawl"].get("recheckAt"):
        ages.append(at - PUBLISHED)
        ask(lambda s, at=at: s.checked(ONE, at=at))
    assert ages == [15 * MINUTE, HOUR, 4 * HOUR, 12 * HOUR, DAY, 3 * DAY, 7 * DAY]


def test_a_live_blog_is_looked_at_every_few_minutes_until_it_falls_silent(database: Db, ask: Ask) -> None:
    now = datetime.now(UTC)
    save_young(ask, liveUpdating=True, datePublished=now - 2 * DAY, crawl=fetched(now - FETCHED))
    assert stored(database)["crawl"]["recheckAt"] - now < 6 * MINUTE
    ask(lambda s: s.checked(ONE, at=now + 13 * HOUR))
    assert abs(stored(database)["crawl"]["recheckAt"] - now - DAY) < MINUTE


def test_what_says_for_a_month_that_it_is_live_is_no_live_blog(database: Db, ask: Ask) -> None:
    now = datetime.now(UTC)
    for age, is_polled in ((29, True), (31, False)):
        live = {"liveUpdating": True, "datePublished": now - age * DAY, "crawl": fetched(now - FETCHED)}
        save_young(ask, f"live-{age}", articleBody=f"Day {age}.", **live)
        assert ("recheckAt" in stored(database, f"live-{age}")["crawl"]) is is_polled


def test_what_is_due_is_found_longest_due_first_with_what_a_conditional_request_needs(database: Db, ask: Ask) -> None:
    source = Source(site="example.org", via=["rss"], feedUrl="https://example.org/rss")
    save_young(ask, "a", crawl=fetched(HOUR, etag='"a"', lastModified="Mon"), source=source, articleBody="A")
    save_young(ask, "b", articleBody="B")
    save_young(ask, "old", datePublished=FETCHED - 30 * DAY)
    elsewhere = article("c", source=Source(site="example.net", via=["rss"]))
    save(ask, elsewhere)
    assert due(ask, FETCHED) == []
    assert due(ask, FETCHED + 30 * DAY, 10) == [address("b"), address("a")]
    assert due(ask, FETCHED + 30 * DAY, 1) == [address("b")]
    (look,) = [s for s in ask(lambda s: s.rechecks("example.org", FETCHED + DAY, 9)) if s.id == address("a")]
    assert (look.url, look.etag, look.last_modified, look.source) == (address("a"), '"a"', "Mon", source)


def test_everything_can_be_looked_at_again(ask: Ask) -> None:
    save(ask, *(article(f"n-{n}", datePublished=FETCHED - n * DAY) for n in range(5)))
    assert due(ask, None) == [address(f"n-{n}") for n in range(5)]
    assert due(ask, None, 2) == [address("n-0"), address("n-1")]


def test_what_is_due_is_found_by_an_index(database: Db, ask: Ask) -> None:
    save_young(ask)
    queries: list[tuple[dict[str, Any], str]] = [
        ({"source.site": "example.org", "crawl.recheckAt": {"$lte": FETCHED}}, "site_recheck"),
        ({"source.site": "example.org", "$or": [{"source.feedUrl": "f", "source.entryId": {"$in": ["1"]}}]}, "entry"),
    ]
    for query, index in queries:
        assert f"'indexName': '{index}'" in str(database.articles.find(query).explain()["queryPlanner"]["winningPlan"])


def test_an_article_that_has_moved_is_asked_for_where_it_is(database: Db, ask: Ask) -> None:
    save_young(ask, "old")
    save_young(ask, "new", requestedUrl=address("old"))
    (look,) = ask(lambda s: s.rechecks("example.org", FETCHED + DAY, 9))
    assert (look.id, look.url) == (address("old"), address("new"))
    database.articles.update_one({}, {"$set": {"aliases": []}})  # another article answers there now
    (look,) = ask(lambda s: s.rechecks("example.org", FETCHED + DAY, 9))
    assert look.url == address("old")


def test_not_modified_is_noted_and_ends_a_wait(database: Db, ask: Ask) -> None:
    save_young(ask)
    before = stored(database)
    fail(ask, FETCHED + HOUR, identity=ONE)
    at = FETCHED + 2 * HOUR
    announced = Source(site="example.org", via=["rss"], feedUrl="rss", entryTitle="Another title")
    ask(lambda s: s.checked(ONE, at=at, etag='"2"', source=announced))
    after = stored(database)
    assert {name for name in after if after[name] != before[name]} == {"crawl", "lastSeenAt", "source"}
    assert after["crawl"] == before["crawl"] | {"checkedAt": at, "etag": '"2"', "recheckAt": PUBLISHED + 4 * HOUR}
    (known,) = ask(lambda s: s.known([ONE])).values()
    assert (known.fetched_at, known.etag, known.recheck_at) == (at, '"2"', PUBLISHED + 4 * HOUR)
    assert (known.retry_at, known.entry_title) == (None, "Another title")


def test_an_article_that_is_gone_keeps_its_words_and_the_day_it_went(database: Db, ask: Ask) -> None:
    save_young(ask)
    fail(ask, FETCHED + HOUR, identity=ONE)
    first, later = FETCHED + 2 * HOUR, FETCHED + 20 * HOUR
    ask(lambda s: s.gone(ONE, status=404, at=first))
    ask(lambda s: s.gone(ONE, status=410, at=later))
    document = stored(database)
    assert document["state"] == {"name": "gone", "since": first, "status": 410}
    assert (document["articleBody"], document["revision"]) == (BODY, 1)
    assert document["crawl"]["checkedAt"] == later
    assert document["crawl"]["recheckAt"] == PUBLISHED + DAY
    assert database.quarantine.count_documents({}) == 0


def test_a_look_of_before_the_last_fetch_says_nothing(database: Db, ask: Ask) -> None:
    save_young(ask)
    before = stored(database)
    ask(lambda s: s.gone(ONE, status=404, at=FETCHED - HOUR))
    ask(lambda s: s.checked(ONE, at=FETCHED - HOUR))
    ask(lambda s: s.gone(address("never-stored"), status=404, at=FETCHED))
    assert stored(database) == before


@pytest.mark.parametrize("how", ["read", "checked"])
def test_an_article_that_is_there_again_has_no_state(database: Db, ask: Ask, how: str) -> None:
    save_young(ask)
    ask(lambda s: s.gone(ONE, status=404, at=FETCHED + HOUR))
    if how == "read":
        save_young(ask, crawl=fetched(2 * HOUR))
    else:
        ask(lambda s: s.checked(ONE, at=FETCHED + 2 * HOUR))
    assert "state" not in stored(database)
    assert said(database) == []


def test_an_article_is_known_by_its_id_in_a_feed_though_its_address_changed(ask: Ask) -> None:
    def entry(entry_id: str) -> Source:
        return Source(site="example.org", via=["rss"], feedUrl="rss", entryId=entry_id)

    save(ask, article("a", source=entry("1")), article("b", source=entry("same")), article("c", source=entry("same")))
    pairs = [("rss", "1"), ("rss", "same"), ("rss", "none"), ("atom", "1")]
    found = ask(lambda s: s.known_by_entry("example.org", pairs))
    assert {pair: known.id for pair, known in found.items()} == {("rss", "1"): address("a")}
    assert ask(lambda s: s.known_by_entry("example.net", pairs)) == {}
