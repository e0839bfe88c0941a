"""Between two polls more is published than a feed holds: nothing is missed, or it is said."""

from __future__ import annotations

import pytest

from tests.e2e.conftest import CommandLine
from tests.e2e.crawling import crawl, headlines, last_run
from tests.newsroom import Newsroom, faults

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
