"""Sitemaps of sitemaps: all parts are read in the end, and one that is broken harms no other."""

from __future__ import annotations

from collections.abc import Iterable

from tests.e2e.conftest import CommandLine
from tests.e2e.crawling import crawl, headlines, last_run
from tests.newsroom import Asking, Newsroom, Reply, Story, faults


def test_more_sitemaps_than_one_crawl_reads_are_read_by_the_next_ones(feedcrawler: CommandLine) -> None:
    with Newsroom(30, sources={"sitemap"}) as room:
        index(room, 3)
        for stored in (10, 20, 30):
            crawl(feedcrawler, room, "many_sitemaps", FEEDCRAWLER_SITEMAP_MAX_FILES="1")
            assert len(headlines(feedcrawler, "many_sitemaps")) == stored
        assert last_run(feedcrawler, "many_sitemaps")["incidents"] == []


def test_a_sitemap_that_is_gone_harms_no_other_of_its_index(feedcrawler: CommandLine) -> None:
    with Newsroom(30, sources={"sitemap"}) as room:
        index(room, 3)
        room.faults["/part-2.xml"] = faults.status(404)
        for edition in range(7):
            done = crawl(feedcrawler, room, "broken_sitemap")
            assert (done.returncode, len(headlines(feedcrawler, "broken_sitemap"))) == (0, 20 + edition)
            room.publish(1)
            room.faults["/part-0.xml"] = lambda asking: urlset(room, room.listed[:-20])


def index(room: Newsroom, parts: int) -> None:
    """An index that says nothing of when its parts were changed, and answers 304 ever after."""
    body = "".join(f"<sitemap><loc>{room.address}/part-{n}.xml</loc></sitemap>" for n in range(parts))

    def answer(asking: Asking) -> Reply:
        if asking.request.conditional:
            return Reply(status=304)
        return Reply(f"<sitemapindex>{body}</sitemapindex>".encode(), "application/xml", headers={"ETag": '"1"'})

    room.faults["/sitemap.xml"] = answer
    for n in range(parts):
        reply = urlset(room, room.listed[n * 10 : n * 10 + 10])
        room.faults[f"/part-{n}.xml"] = lambda asking, reply=reply: reply  # type: ignore[misc]


def urlset(room: Newsroom, stories: Iterable[Story]) -> Reply:
    body = "".join(f"<url><loc>{room.url(story)}</loc></url>" for story in stories)
    return Reply(f"<urlset>{body}</urlset>".encode(), "application/xml")
