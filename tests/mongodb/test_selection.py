"""Which articles are read, in which order, and what of those that change meanwhile."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from bson.codec_options import CodecOptions
from bson.raw_bson import RawBSONDocument

from feedcrawler.items import Source
from feedcrawler.mongodb.document import to_document
from feedcrawler.mongodb.selection import Selection
from tests.examples import article
from tests.mongodb.storing import Db, address

DAY = datetime(2026, 11, 1, tzinfo=UTC)
HOUR = timedelta(hours=1)


def put(database: Db, slug: str, hour: float, **fields: Any) -> None:
    """Store an article as changed at an hour of the day, published an hour before."""
    at = DAY + hour * HOUR
    site = Source(site=fields.pop("site", "example.org"))
    stored = to_document(article(slug, source=site, datePublished=at - HOUR))
    times = dict.fromkeys(("firstSeenAt", "lastSeenAt", "lastChangedAt"), at)
    database.articles.insert_one(stored | times | {"revision": 1} | fields)


def gone(hour: float) -> dict[str, Any]:
    return {"name": "gone", "since": DAY + hour * HOUR, "status": 410}


def read(database: Db, **wanted: Any) -> list[str]:
    """The slugs of what is selected, in order."""
    found = [doc["_id"].split("/")[3] for doc in Selection(**wanted).read(database, ["_id"])]
    assert Selection(**wanted).at_most(database) == len(
        [*Selection(**wanted | {"originals": False}).read(database, [])]
    )
    return found


def test_everything_is_read_the_last_changed_last(database: Db) -> None:
    for slug, hour in (("late", 3), ("early", 1), ("middle", 2)):
        put(database, slug, hour)
    assert read(database) == ["early", "middle", "late"]


def test_bounds_take_in_their_beginning_and_leave_out_their_end(database: Db) -> None:
    for hour in range(5):
        put(database, f"at-{hour}", hour)
    assert read(database, since=DAY + HOUR, until=DAY + 3 * HOUR) == ["at-1", "at-2"]
    assert read(database, until=DAY + HOUR) == ["at-0"]
    assert read(database, published_since=DAY, published_until=DAY + 2 * HOUR) == ["at-1", "at-2"]


def test_what_is_gone_since_then_is_read_too_and_once(database: Db) -> None:
    put(database, "gone-long-ago", 0, state=gone(1))
    put(database, "gone-now", 0, state=gone(6))
    put(database, "there", 0)
    put(database, "changed-and-gone", 5, state=gone(6))
    put(database, "gone-later", 0, state=gone(9))
    assert read(database, since=DAY + 4 * HOUR, until=DAY + 8 * HOUR) == ["changed-and-gone", "gone-now"]


def test_sites_and_copies_are_told_apart(database: Db) -> None:
    put(database, "ours", 1)
    put(database, "copy", 2, duplicateOf={"_id": address("ours"), "reason": "same text"})
    put(database, "elsewhere", 3, site="example.net")
    assert read(database, site="example.org") == ["ours", "copy"]
    assert read(database, originals=True) == ["ours", "elsewhere"]
    assert read(database, originals=True, site="example.org", published_since=DAY) == ["ours"]


def test_only_what_is_asked_for_is_read(database: Db) -> None:
    put(database, "ours", 1)
    (found,) = Selection().read(database, ["headline", "source.site"])
    assert found == {"headline": "Bridge opens", "source": {"site": "example.org"}}


def test_what_changes_while_it_is_read_is_not_missed(database: Db) -> None:
    for number in range(900):
        put(database, f"n-{number}", number / 100)
    reading = Selection().read(database, ["_id", "revision"])
    read_before = [next(reading) for _ in range(50)]
    for slug, hour in (("n-3", 20), ("n-850", 21)):  # one that was read, one that was not
        change = {"lastChangedAt": DAY + hour * HOUR, "revision": 2}
        database.articles.update_one({"_id": address(slug)}, {"$set": change})
    put(database, "new", 22)
    rest = list(reading)
    assert {doc["_id"] for doc in read_before + rest} == {address(f"n-{n}") for n in range(900)} | {address("new")}
    met_last = [(doc["_id"].split("/")[3], doc["revision"]) for doc in rest[-3:]]
    assert met_last == [("n-3", 2), ("n-850", 2), ("new", 1)]
    assert len(read_before) + len(rest) == 902  # n-3 as it was and as it is


@pytest.mark.parametrize("site", [None, "example.org"])
@pytest.mark.parametrize("originals", [False, True])
@pytest.mark.parametrize(
    "bounds",
    [
        {},
        {"since": DAY},
        {"until": DAY},
        {"since": DAY, "until": DAY + HOUR},
        {"published_since": DAY},
        {"published_until": DAY},
    ],
)
def test_indexes_find_and_sort_it(database: Db, bounds: dict[str, Any], site: str | None, originals: bool) -> None:
    for hour in range(20):
        put(database, f"at-{hour}", hour, site="example.org" if hour % 4 == 0 else "example.net")
    for query, order in Selection(**bounds, site=site, originals=originals)._queries():
        plan = str(database.articles.find(query).sort(order, 1).explain()["queryPlanner"]["winningPlan"])
        assert "IXSCAN" in plan
        assert "COLLSCAN" not in plan
        assert "'SORT'" not in plan


def test_what_others_wrote_badly_does_not_stop_it(database: Db) -> None:
    put(database, "bad", 1, description="MARK", dateModified=DAY)
    as_bytes = database.articles.with_options(CodecOptions(document_class=RawBSONDocument))
    stored = as_bytes.find_one_and_delete({})
    assert stored
    then, beyond = (milliseconds.to_bytes(8, "little") for milliseconds in (int(DAY.timestamp() * 1000), 2**62))
    as_bytes.insert_one(
        RawBSONDocument(
            stored.raw.replace(b"MARK", b"M\xff\xedA").replace(
                b"\x09dateModified\0" + then, b"\x09dateModified\0" + beyond
            )
        )
    )
    put(database, "good", 2)
    bad, good = Selection().read(database, ["description", "headline", "dateModified"])
    assert good["headline"] == "Bridge opens"
    assert bad["description"].startswith("M\ufffd")
    assert bad["dateModified"].year == 9999
