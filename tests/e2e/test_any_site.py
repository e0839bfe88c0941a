"""Any news site, given by its address: everything is found, fetched once, and then only what is new."""

from __future__ import annotations

import pytest

from tests.e2e.conftest import CommandLine
from tests.e2e.crawling import crawl, headlines, last_run
from tests.newsroom import SOURCES, Newsroom, faults

ARTICLES = 200
PAGED = {"rss", "atom", "json"}


def newsroom(source: str) -> Newsroom:
    """A site with one source, in which everything is announced."""
    window = {} if source in PAGED else {"window": ARTICLES}
    every = {"home": {"page_size": ARTICLES}}.get(source, {})
    return Newsroom(ARTICLES, sources={source}, paged=source in PAGED, **window, **every)


@pytest.mark.parametrize("source", sorted({*SOURCES} - {"home", "section"}))
def test_everything_is_found_through_each_source_alone_and_fetched_once(feedcrawler: CommandLine, source: str) -> None:
    with newsroom(source) as room:
        done = crawl(feedcrawler, room, f"alone_{source.replace('-', '_')}")
        assert done.returncode == 0, done.stdout + done.stderr
        assert headlines(feedcrawler, f"alone_{source.replace('-', '_')}") == sorted(s.headline for s in room.stories)
        assert set(room.articles_asked().values()) == {1}
        assert len(room.articles_asked()) == ARTICLES


def test_through_all_sources_everything_is_fetched_once_and_then_only_what_is_new(feedcrawler: CommandLine) -> None:
    with Newsroom(300, paged=True) as room:
        done = crawl(feedcrawler, room, "together")
        assert done.returncode == 0, done.stdout + done.stderr
        assert headlines(feedcrawler, "together") == sorted(s.headline for s in room.stories)
        assert room.articles_asked() == {s.slug: 1 for s in room.stories}
        newest = feedcrawler.database("together").articles.find_one(sort=[("datePublished", -1)])
        assert newest
        assert {"rss", "atom", "json-feed", "sitemap", "listing"} <= set(newest["source"]["via"])
        assert {one["feedUrl"] for one in newest["source"]["said"]} >= {f"{room.address}/rss.xml"}

        done = crawl(feedcrawler, room, "together")
        assert done.returncode == 0, done.stdout + done.stderr
        assert not room.articles_asked()
        asked = [asked.path for asked in room.source_requests()]
        assert len(asked) == len(set(asked))
        assert all(asked.conditional for asked in room.source_requests())

        new = room.publish(10)
        done = crawl(feedcrawler, room, "together")
        assert "10 new" in done.stdout, done.stdout + done.stderr
        assert room.articles_asked() == {story.slug: 1 for story in new}


def test_what_is_not_asked_for_is_not_fetched(feedcrawler: CommandLine) -> None:
    with Newsroom(20, sources={"rss"}) as room:
        done = crawl(feedcrawler, room, "since", "-a", f"since={room.stories[-5].published.isoformat()}")
        assert "5 new" in done.stdout, done.stdout + done.stderr


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ((), "say which site"),
        (("-a", "url=example.org"), "https://example.org/"),
        (("-a", "url=file:///etc/passwd"), "https://example.org/"),
        (("-a", "url=https://example.org/", "-a", "recheck=some"), "due, all or none"),
        (("-a", "url=https://example.org/", "-a", "since=soon"), "2026-11-01"),
        (("-a", "url=https://example.org/", "-a", "colour=red"), "no argument 'colour'"),
    ],
)
def test_wrong_arguments_are_one_line(feedcrawler: CommandLine, arguments: tuple[str, ...], said: str) -> None:
    done = feedcrawler("crawl", "news", *arguments)
    assert done.returncode == 2, done.stderr
    (line,) = done.stderr.splitlines()
    assert said in line


def test_a_site_that_is_down_at_first_is_a_failure_and_is_asked_again(feedcrawler: CommandLine) -> None:
    with Newsroom(5) as room:
        room.faults["*"] = faults.status(503)
        done = crawl(feedcrawler, room, "down_at_first")
        assert done.returncode == 1, done.stdout + done.stderr
        assert "no feed or listing could be read" in done.stdout
        room.faults.clear()
        assert "5 new" in crawl(feedcrawler, room, "down_at_first").stdout


def test_a_site_without_articles_is_a_failure_that_says_so(feedcrawler: CommandLine) -> None:
    with Newsroom(5, sources=set()) as room:
        done = crawl(feedcrawler, room, "nothing")
        assert done.returncode == 1, done.stdout + done.stderr
        assert "no feed or listing with articles was found" in done.stdout


def test_a_days_budget_is_kept_over_its_runs_and_the_rest_stays_due(feedcrawler: CommandLine) -> None:
    with Newsroom(30, sources={"rss"}, window=30) as room:
        done = crawl(feedcrawler, room, "budget", FEEDCRAWLER_DAILY_REQUESTS="20")
        assert done.returncode == 0, done.stdout + done.stderr
        assert len(room.asked) <= 20
        assert "left due" in done.stdout
        done = crawl(feedcrawler, room, "budget", FEEDCRAWLER_DAILY_REQUESTS="20")
        assert done.returncode == 0, done.stdout + done.stderr
        assert not room.asked
        crawl(feedcrawler, room, "budget")
        assert headlines(feedcrawler, "budget") == sorted(s.headline for s in room.stories)


def test_a_spider_of_one_site_takes_no_other(feedcrawler: CommandLine) -> None:
    done = feedcrawler("crawl", "kyiv_independent", "-a", "url=https://example.org/")
    assert done.returncode == 2
    assert "crawl news -a url=https://example.org/" in done.stderr


def test_a_first_page_that_was_a_feed_for_once_is_a_listing_again(feedcrawler: CommandLine) -> None:
    with Newsroom(40, sources={"rss", "home"}) as room:
        room.faults["/"] = lambda asking: asking.usual("/rss.xml")
        crawl(feedcrawler, room, "once_a_feed")
        room.faults.clear()
        room.publish(2)
        done = crawl(feedcrawler, room, "once_a_feed")
        assert (done.returncode, "2 new" in done.stdout) == (0, True), done.stdout


def test_a_feed_that_is_gone_from_where_it_had_moved_is_asked_where_it_was(feedcrawler: CommandLine) -> None:
    with Newsroom(20, sources={"rss"}) as room:
        room.faults["/new.xml"] = lambda asking: asking.usual("/rss.xml")
        room.faults["/rss.xml"] = faults.redirect("/new.xml", 301)
        crawl(feedcrawler, room, "moved_back")
        room.faults["/new.xml"] = faults.status(410)
        del room.faults["/rss.xml"]
        room.publish(2)
        crawl(feedcrawler, room, "moved_back")
        assert "2 new" in crawl(feedcrawler, room, "moved_back").stdout


def test_a_source_that_the_budget_leaves_out_is_asked_the_next_day(feedcrawler: CommandLine) -> None:
    with Newsroom(40, sources={"rss", "home"}) as room:
        crawl(feedcrawler, room, "left_out", FEEDCRAWLER_DAILY_REQUESTS="2")
        assert "/rss.xml" not in {asked.path for asked in room.asked}
        crawl(feedcrawler, room, "left_out")
        assert "/rss.xml" in {asked.path for asked in room.asked}


def test_an_address_that_only_forwards_is_no_article_of_its_own(feedcrawler: CommandLine) -> None:
    with Newsroom(5, sources={"rss"}) as room:
        links = [f"{room.address}/go/{number}" for number in range(5)]
        for number, story in enumerate(room.stories):
            room.faults[f"/go/{number}"] = faults.redirect(room.path(story), 302)
        room.faults["/rss.xml"] = faults.links(*links)
        assert "5 new" in crawl(feedcrawler, room, "forwarded").stdout
        stored = {doc["_id"]: doc["aliases"] for doc in feedcrawler.database("forwarded").articles.find()}
        assert set(stored) == {room.url(story) for story in room.stories}
        assert "0 new" in crawl(feedcrawler, room, "forwarded").stdout
        assert not room.articles_asked()


def test_a_feed_with_bare_ampersands_is_read_whole_and_said_to_be_broken(feedcrawler: CommandLine) -> None:
    with Newsroom(30, sources={"rss"}) as room:
        room.faults["/rss.xml"] = faults.bare_ampersands()
        done = crawl(feedcrawler, room, "ampersands")
        assert done.returncode == 0, done.stdout + done.stderr
        assert "20 new" in done.stdout
        (state,) = feedcrawler.database("ampersands").feeds.find({"kind": "feed", "completeAt": {"$exists": True}})
        assert state["lastStatus"].startswith("not well-formed")
        assert "not well-formed" in {one["kind"] for one in last_run(feedcrawler, "ampersands")["incidents"]}
        room.publish(40)
        assert crawl(feedcrawler, room, "ampersands").returncode == 3
