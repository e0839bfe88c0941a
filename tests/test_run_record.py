"""What a run has done is on record under names that mean one thing each."""

from __future__ import annotations

from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from feedcrawler.run_record import OUTCOMES, beginning, counts, new_run_id, numbers, total

STARTED = datetime(2026, 3, 1, 2, 3, 4, tzinfo=UTC)
STATS = {
    "feedcrawler/articles/new": 7,
    "feedcrawler/articles/gone": 1,
    "feedcrawler/known": 3,
    "feedcrawler/incidents": [{"kind": "too large"}],
    "downloader/response_status_count/200": 9,
    "downloader/response_status_count/304": 2,
    "downloader/response_bytes": 5000,
    "downloader/request_bytes": 700,
    "scheduler/enqueued": 11,
}

stats = st.dictionaries(st.sampled_from([k for k in STATS if k != "feedcrawler/incidents"]), st.integers(0, 10**9))


def test_every_outcome_is_counted_also_where_it_is_none() -> None:
    told = numbers(STATS)
    assert told["outcomes"] == dict.fromkeys(OUTCOMES, 0) | {"new": 7, "gone": 1}
    assert told["known"] == 3
    assert told["statuses"] == {"200": 9, "304": 2}
    assert told["bytes"] == {"received": 5000, "sent": 700}


def test_counts_are_the_numbers_of_the_crawl_itself_under_names_without_dots() -> None:
    told = counts(STATS | {"feedcrawler/quarantined/not at example.org": 1})
    assert "scheduler/enqueued" not in told
    assert "feedcrawler/incidents" not in told
    assert told["feedcrawler/quarantined/not at example_org"] == 1


@given(st.lists(stats, max_size=5))
def test_the_sites_of_a_run_add_up(sites: list[dict[str, int]]) -> None:
    whole = total(map(numbers, sites))
    for key, value in {k: sum(site.get(k, 0) for site in sites) for k in STATS if k != "feedcrawler/incidents"}.items():
        group, _, name = key.removeprefix("downloader/").rpartition("/")
        if key.startswith("feedcrawler/articles/"):
            assert whole["outcomes"][name] == value
        elif group == "response_status_count":
            assert whole["statuses"].get(name, 0) == value
    assert whole["known"] == sum(site.get("feedcrawler/known", 0) for site in sites)


def test_a_record_begins_with_what_runs_where() -> None:
    record = beginning(new_run_id("example.org", STARTED), "news", STARTED, replayed=False)
    assert record["_id"].startswith("20260301T020304Z-example.org-")
    assert {"feedcrawler", "python", "scrapy", "pymongo"} <= record["versions"].keys()
    assert record["pid"] > 0
    assert record["host"]
