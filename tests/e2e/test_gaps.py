"""Between two polls more is published than a feed holds: nothing is missed, or it is said."""

from __future__ import annotations

from collections.abc import Sequence
from email.utils import format_datetime
from xml.sax.saxutils import escape

import pytest

from tests.e2e.conftest import CommandLine
from tests.e2e.crawling import crawl, headlines, last_run
from tests.newsroom import Answer, Newsroom, Reply, Story, faults

SOURCES = {"rss", "listing"}


def test_a_gap_is_closed_through_the_listing(feedcrawler: CommandLine) -> None:
    with Newsroom(40, sources=SOURCES) as room:
        crawl(feedcrawler, room, "gap_closed")
        room.publish(300)
        done = crawl(feedcrawler, room, "gap_closed")
        assert done.returncode == 0, done.stdout + done.stderr
        assert headlines(feedcrawler, "gap_closed") == sorted(s.headline for s in room.stories)
        (gap,) = last_run(feedcrawler, "gap_closed")["gaps"]
        assert (gap["state"], gap["feedUrl"]) == ("closed", f"{room.address}/rss.xml")


@pytest.mark.parametrize("new", [1, 18])
def test_a_feed_alone_has_no_gap_as_long_as_it_shows_something_of_the_poll_before(
    feedcrawler: CommandLine, new: int
) -> None:
    with Newsroom(40, sources={"rss"}) as room:
        crawl(feedcrawler, room, f"no_gap_{new}")
        for _ in range(2):
            room.publish(new)
            done = crawl(feedcrawler, room, f"no_gap_{new}")
            assert (done.returncode, last_run(feedcrawler, f"no_gap_{new}")["gaps"]) == (0, []), done.stdout


def test_a_gap_stays_open_while_the_listing_is_broken_and_is_closed_once_it_is_mended(
    feedcrawler: CommandLine,
) -> None:
    with Newsroom(40, sources=SOURCES) as room:
        crawl(feedcrawler, room, "gap_open")
        room.publish(300)
        room.faults["/latest/"] = faults.status(500)
        done = crawl(feedcrawler, room, "gap_open")
        assert done.returncode == 3, done.stdout + done.stderr
        assert "gap" in done.stdout
        assert [gap["state"] for gap in last_run(feedcrawler, "gap_open")["gaps"]] == ["open"]
        assert len(headlines(feedcrawler, "gap_open")) == 60
        crawl(feedcrawler, room, "gap_open")
        assert [gap["state"] for gap in last_run(feedcrawler, "gap_open")["gaps"]] == ["open"]
        del room.faults["/latest/"]
        done = crawl(feedcrawler, room, "gap_open")
        assert done.returncode == 0, done.stdout + done.stderr
        assert [gap["state"] for gap in last_run(feedcrawler, "gap_open")["gaps"]] == ["closed"]
        assert headlines(feedcrawler, "gap_open") == sorted(s.headline for s in room.stories)
        assert set(room.articles_asked().values()) == {1}
        crawl(feedcrawler, room, "gap_open")
        assert last_run(feedcrawler, "gap_open")["gaps"] == []


@pytest.mark.parametrize("source", ["rss", "atom", "json"])
def test_a_paged_feed_closes_its_own_gap(feedcrawler: CommandLine, source: str) -> None:
    with Newsroom(40, sources={source}, paged=True) as room:
        crawl(feedcrawler, room, f"gap_{source}")
        room.publish(100)
        assert "100 new" in crawl(feedcrawler, room, f"gap_{source}").stdout
        assert last_run(feedcrawler, f"gap_{source}")["gaps"] == []


def test_a_sitemap_closes_a_gap(feedcrawler: CommandLine) -> None:
    with Newsroom(40, sources={"rss", "sitemap"}) as room:
        crawl(feedcrawler, room, "gap_sitemap")
        room.publish(100)
        assert "100 new" in crawl(feedcrawler, room, "gap_sitemap").stdout
        assert [gap["state"] for gap in last_run(feedcrawler, "gap_sitemap")["gaps"]] == ["closed"]


def test_an_old_post_that_a_feed_keeps_on_top_hides_no_gap(feedcrawler: CommandLine) -> None:
    with Newsroom(40, sources={"rss"}) as room:
        pinned = room.stories[0]
        room.faults["/rss.xml"] = lambda asking: feed([pinned, *room.listed[:19]], room)
        crawl(feedcrawler, room, "gap_pinned")
        room.publish(18)
        assert crawl(feedcrawler, room, "gap_pinned").returncode == 0
        assert last_run(feedcrawler, "gap_pinned")["gaps"] == []
        room.publish(60)
        assert crawl(feedcrawler, room, "gap_pinned").returncode == 3
        assert [gap["state"] for gap in last_run(feedcrawler, "gap_pinned")["gaps"]] == ["open"]


def test_a_feed_without_dates_has_no_gap_in_whatever_order_it_is(feedcrawler: CommandLine) -> None:
    with Newsroom(40, sources={"rss"}) as room:
        room.faults["/rss.xml"] = lambda asking: feed(room.listed[19::-1], room, dated=False)
        crawl(feedcrawler, room, "gap_undated")
        room.publish(10)
        assert "10 new" in crawl(feedcrawler, room, "gap_undated").stdout
        assert last_run(feedcrawler, "gap_undated")["gaps"] == []


@pytest.mark.parametrize(
    ("number", "path", "answer"),
    [(1, "/latest/?page=4", faults.status(404)), (2, "/latest/?page=*", lambda asking: asking.usual("/latest/"))],
)
def test_a_listing_that_ends_before_what_was_known_closes_no_gap(
    feedcrawler: CommandLine, number: int, path: str, answer: Answer
) -> None:
    with Newsroom(40, sources=SOURCES) as room:
        crawl(feedcrawler, room, f"gap_short_{number}")
        room.publish(120)
        room.faults[path] = answer
        assert crawl(feedcrawler, room, f"gap_short_{number}").returncode == 3
        gaps = last_run(feedcrawler, f"gap_short_{number}")["gaps"]
        assert [(gap["state"], gap["feedUrl"].removeprefix(room.address)) for gap in gaps] == [
            ("open", "/rss.xml"),
            ("open", "/latest/"),
        ]
        room.faults.clear()
        assert crawl(feedcrawler, room, f"gap_short_{number}").returncode == 0
        assert len(headlines(feedcrawler, f"gap_short_{number}")) == 160


def test_a_feed_that_is_empty_for_once_closes_no_gap(feedcrawler: CommandLine) -> None:
    with Newsroom(40, sources={"rss"}) as room:
        crawl(feedcrawler, room, "gap_empty")
        room.publish(60)
        crawl(feedcrawler, room, "gap_empty")
        room.faults["/rss.xml"] = lambda asking: feed([], room)
        crawl(feedcrawler, room, "gap_empty")
        assert [gap["state"] for gap in last_run(feedcrawler, "gap_empty")["gaps"]] == ["open"]


def feed(stories: Sequence[Story], room: Newsroom, *, dated: bool = True) -> Reply:
    items = (
        f"<item><title>{escape(story.headline)}</title><link>{room.url(story)}</link>"
        + (f"<pubDate>{format_datetime(story.published)}</pubDate></item>" if dated else "</item>")
        for story in stories
    )
    body = f"<rss version='2.0'><channel><title>News</title>{''.join(items)}</channel></rss>"
    return Reply(body.encode(), "application/rss+xml")


def test_what_is_older_than_what_is_asked_for_is_no_gap(feedcrawler: CommandLine) -> None:
    with Newsroom(60, sources=SOURCES) as room:
        since = f"since={room.listed[10].published.isoformat()}"
        crawl(feedcrawler, room, "gap_since", "-a", since)
        room.publish(1)
        assert "1 new" in crawl(feedcrawler, room, "gap_since", "-a", since).stdout
        assert last_run(feedcrawler, "gap_since")["gaps"] == []


def test_a_page_that_is_none_at_the_first_poll_is_asked_again(feedcrawler: CommandLine) -> None:
    with Newsroom(60, sources={"rss"}, paged=True) as room:
        room.faults["/rss.xml?page=2"] = lambda asking: Reply(b"<html><body>Log in</body></html>")
        crawl(feedcrawler, room, "gap_login")
        room.faults.clear()
        crawl(feedcrawler, room, "gap_login")
        assert len(headlines(feedcrawler, "gap_login")) == 60
