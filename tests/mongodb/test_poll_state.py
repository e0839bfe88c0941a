"""What is kept of sources and of what is due: enough to go on after anything."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from feedcrawler.items import Said, Source
from feedcrawler.mongodb.due import Waiting
from feedcrawler.mongodb.feeds import FeedState
from tests.mongodb.storing import Ask, Db

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)


def state(**fields: Any) -> FeedState:
    given = {"url": "https://example.org/rss", "site": "example.org", "kind": "feed", "origin": "declared"}
    return FeedState(**given | fields)


def waiting(slug: str, newest: datetime | None = None) -> Waiting:
    url = f"https://example.org/{slug}/"
    said = [Said(via="rss", feedUrl="https://example.org/rss", title=slug)]
    source = Source(site="example.org", via=["rss"], said=said)
    return Waiting(id=url, url=f"{url}?ref=rss", aliases=[f"{url}?ref=rss"], source=source, newest=newest)


def test_a_poll_state_comes_back_as_it_was_saved(database: Db, ask: Ask) -> None:
    saved = state(etag='"1"', watermark=["https://example.org/a/"], gap_at=NOW, failures=3, interval=900.0)
    ask(lambda store: store.feeds.save([saved]))
    assert ask(lambda store: store.feeds.of_site("example.org")) == {saved.url: saved}


def test_an_older_poll_does_not_replace_a_later_one(database: Db, ask: Ask) -> None:
    for at, etag in ((NOW, "new"), (NOW - HOUR, "old"), (None, "never")):
        poll = state(last_polled_at=at, etag=etag)
        ask(lambda store, poll=poll: store.feeds.save([poll]))
    assert [doc["etag"] for doc in database.feeds.find()] == ["new"]


def test_what_an_earlier_version_noted_of_a_source_is_replaced(database: Db, ask: Ask) -> None:
    database.feeds.insert_one({"_id": "https://example.org/rss", "site": "example.org", "lastPolledAt": NOW - HOUR})
    assert ask(lambda store: store.feeds.of_site("example.org")) == {}
    ask(lambda store: store.feeds.save([state(last_polled_at=NOW)]))
    assert [doc["kind"] for doc in database.feeds.find()] == ["feed"]


def test_what_is_due_comes_newest_first_with_its_evidence(database: Db, ask: Ask) -> None:
    noted = [waiting("undated"), waiting("old", NOW - HOUR), waiting("new", NOW)]
    ask(lambda store: store.due.add(noted, NOW))
    ask(lambda store: store.due.add(noted, NOW + HOUR))
    found = ask(lambda store: store.due.waiting("example.org", 10))
    assert [one.id for one in found] == [noted[2].id, noted[1].id, noted[0].id]
    assert [one.source for one in found] == [noted[n].source for n in (2, 1, 0)]
    assert {one.as_of for one in found} == {NOW}
    assert ask(lambda store: store.due.waiting("example.org", 1)) == found[:1]


def test_what_is_due_is_known_under_all_its_addresses_until_it_is_settled(database: Db, ask: Ask) -> None:
    one = waiting("story")
    ask(lambda store: store.due.add([one], NOW))
    known = ask(lambda store: store.known([one.id, one.url]))
    assert {record.id for record in known.values()} == {one.id}
    assert set(known) == {one.id, one.url}
    ask(lambda store: store.due.settle([one.id]))
    assert ask(lambda store: store.known([one.id])) == {}


def test_the_requests_of_a_day_are_counted_over_its_runs(database: Db, ask: Ask) -> None:
    for number, at in enumerate((NOW - HOUR, NOW, NOW + HOUR)):
        counts = {"downloader/request_count": 10}
        run = {"_id": f"run-{number}", "site": "example.org", "startedAt": at, "counts": counts, "verdict": "running"}
        ask(lambda store, run=run: store.runs.record(run))
    ask(lambda store: store.runs.note_alive("run-2", {"counts": {"downloader/request_count": 15}}))
    assert ask(lambda store: store.runs.requests_since("example.org", NOW)) == 25
    assert ask(lambda store: store.runs.requests_since("example.com", NOW)) == 0
