"""What was published between two polls is found by another source, or is known to be missing."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from feedcrawler.discovery import Entry
from feedcrawler.mongodb.feeds import FeedState, Kind
from feedcrawler.polling.asking import Poll, Reached
from feedcrawler.polling.gaps import Gap, find_gaps, is_worth_a_try
from feedcrawler.site import Site

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
DAY = timedelta(days=1)
SITE = Site(name="example.org", domain="example.org")


def poll(kind: Kind, numbers: range, *, lacks: bool = False, reached: Reached = "known", **fields: Any) -> Poll:
    url = f"https://example.org/{kind.replace(' ', '-')}/"
    gap_at = fields.pop("gap_at", None)
    state = FeedState(url=url, site="example.org", kind=kind, origin="declared", complete_at=NOW - DAY, gap_at=gap_at)
    entries = [Entry(url=f"https://example.org/story-{n}/", via="rss", feed_url=url) for n in numbers]
    return Poll(state=state, entries=entries, lacks=lacks, reached=reached, fetched_at=NOW, pages=1, **fields)


def gaps(*polls: Poll) -> list[Gap]:
    return find_gaps(polls, SITE, NOW, 7 * DAY)


def test_a_feed_that_reaches_its_watermark_leaves_no_gap() -> None:
    assert gaps(poll("feed", range(20)), poll("listing", range(40))) == []


def test_a_listing_that_goes_back_to_what_was_known_closes_the_gap() -> None:
    feed, listing = poll("feed", range(280, 300), lacks=True, reached="end"), poll("listing", range(300))
    (gap,) = gaps(feed, listing)
    assert (gap.state, gap.closed_by, gap.since) == ("closed", listing.url, NOW - DAY)
    assert not feed.lacks


def test_a_sitemap_that_is_whole_closes_the_gap_also_by_its_parts() -> None:
    feed = poll("feed", range(280, 300), lacks=True, reached="end")
    index = poll("sitemap", range(0), reached="end")
    index.children = [poll("sitemap", range(300), reached="end")]
    assert gaps(feed, index)[0].state == "closed"


def test_what_shows_other_articles_or_stops_early_or_is_broken_closes_nothing() -> None:
    for other in (
        poll("listing", range(500, 600)),
        poll("listing", range(300), reached="bound"),
        poll("listing", range(300), problem="http 500"),
        poll("listing", range(300), unchanged=True),
        poll("feed", range(290, 300)),
    ):
        feed = poll("feed", range(280, 300), lacks=True, reached="end")
        assert gaps(feed, other)[0].state == "open"
        assert feed.lacks


def test_an_open_gap_is_closed_by_a_later_crawl() -> None:
    feed = poll("feed", range(280, 300), lacks=True, gap_at=NOW - DAY, reached="end")
    assert gaps(feed, poll("listing", range(300)))[0].state == "closed"
    assert not feed.lacks


def test_a_gap_that_nothing_closes_is_given_up_after_a_week() -> None:
    feed = poll("feed", range(20), lacks=True, gap_at=NOW - 8 * DAY, reached="end")
    assert gaps(feed)[0].state == "given up"
    assert not feed.lacks


def test_a_short_listing_that_was_never_read_before_closes_nothing() -> None:
    feed, listing = (
        poll("feed", range(280, 300), lacks=True, reached="end"),
        poll("listing", range(270, 300), reached="end"),
    )
    listing.state.complete_at = None
    assert gaps(feed, listing)[0].state == "open"


def test_each_try_to_close_a_gap_waits_longer() -> None:
    state = poll("feed", range(1), gap_at=NOW).state
    tries, now = [], NOW
    while now < NOW + 7 * DAY:
        if is_worth_a_try(state, now):
            state.gap_tried_at = now
            tries.append(now)
        now += timedelta(minutes=15)
    assert tries[:3] == [NOW, NOW + timedelta(minutes=15), NOW + timedelta(minutes=30)]
    assert len(tries) < 30
