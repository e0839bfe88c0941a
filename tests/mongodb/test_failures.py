"""What could not be stored: tried again with a wait that doubles, and given up in the end."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from feedcrawler.items import Source
from feedcrawler.mongodb.due import Waiting
from feedcrawler.mongodb.failures import Failed
from feedcrawler.mongodb.known import Known
from tests.examples import FETCHED, article
from tests.mongodb.storing import Ask, Db, address, save, stored

SOURCE = Source(site="example.org", via=["rss"])
GONE = address("gone")
HOUR = timedelta(hours=1)


def fail(ask: Ask, at: datetime, reason: str = "http 404", identity: str = GONE, max_tries: int = 10) -> None:
    failed = Failed(url=identity, source=SOURCE, reason=reason, errors=[], run_id="r", at=at)
    ask(lambda s: s.quarantine(identity, failed, hours=1.0, max_tries=max_tries))


def known(ask: Ask, identity: str = GONE) -> Known:
    (record,) = ask(lambda s: s.known([identity])).values()
    assert isinstance(record, Known)
    return record


def test_what_failed_is_due_again_after_a_wait_that_doubles_and_is_given_up_in_the_end(ask: Ask) -> None:
    waits = []
    at = FETCHED
    while True:
        fail(ask, at)
        if (retry_at := known(ask).retry_at) is None:
            break
        waits.append((retry_at - at) / HOUR)
        at = retry_at
    assert waits == [1, 2, 4, 8, 16, 32, 64, 128, 168]
    assert known(ask).given_up
    assert known(ask).fetched_at == at


@pytest.mark.parametrize(("reason", "tries"), [("http 410", 1), ("not an article", 3), ("http 500", 5)])
def test_what_no_retry_mends_is_given_up_sooner(database: Db, ask: Ask, reason: str, tries: int) -> None:
    for number in range(1, tries + 1):
        assert database.quarantine.count_documents({"givenUpAt": {"$exists": True}}) == 0
        fail(ask, FETCHED + number * 500 * HOUR, reason, max_tries=5)
    document = database.quarantine.find_one()
    assert document
    assert document["tries"] == tries
    assert document["givenUpAt"] == document["lastAt"]
    assert "retryAt" not in document
    assert ask(lambda s: s.due_in_quarantine("example.org", FETCHED + 9999 * HOUR)) == []


def test_what_failed_is_found_without_being_announced_again(ask: Ask) -> None:
    fail(ask, FETCHED)
    assert ask(lambda s: s.due_in_quarantine("example.org", FETCHED)) == []
    ((identity, url, source),) = ask(lambda s: s.due_in_quarantine("example.org", FETCHED + HOUR))
    assert (identity, url, source) == (GONE, GONE, SOURCE)


def test_the_same_failure_after_a_crash_counts_once(database: Db, ask: Ask) -> None:
    fail(ask, FETCHED)
    fail(ask, FETCHED)
    assert database.quarantine.find_one({}, {"tries": 1}) == {"_id": GONE, "tries": 1}


def test_what_is_stored_at_last_leaves_quarantine(database: Db, ask: Ask) -> None:
    fail(ask, FETCHED)
    save(ask, article("gone"))
    assert database.quarantine.count_documents({}) == 0


def test_what_has_failed_is_not_due_beside(database: Db, ask: Ask) -> None:
    ask(lambda s: s.due.add([Waiting(id=GONE, url=GONE, aliases=[], source=SOURCE)], FETCHED))
    fail(ask, FETCHED)
    assert database.due.count_documents({}) == 0


def test_another_look_that_failed_is_tried_again_when_its_wait_is_over_and_not_before(database: Db, ask: Ask) -> None:
    save(ask, article("moved", datePublished=FETCHED), article("old", datePublished=FETCHED, aliases=[address("new")]))
    for identity, slug in ((address("moved"), "moved"), (address("new"), "old")):
        fail(ask, FETCHED + HOUR, "http 503", identity)
        record = known(ask, address(slug))
        assert (record.stored, record.retry_at, record.recheck_at) == (True, FETCHED + 2 * HOUR, None)
        assert "recheckAt" not in stored(database, slug)["crawl"]
    assert ask(lambda s: s.rechecks("example.org", FETCHED + 99 * HOUR, 9)) == []
