"""A crawl over real HTTP: polite to a good site, unharmed by a bad one."""

from __future__ import annotations

import signal
import subprocess
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import pytest

from tests.e2e.conftest import CommandLine, contents
from tests.e2e.local_site import Answer, LocalSite, bomb, drip, flood, once_busy, page, redirect, send

QUICK = {
    "SPIDER_MODULES": "tests.e2e.spiders",
    "DOWNLOAD_DELAY": "0",
    "AUTOTHROTTLE_ENABLED": "0",
    "FEEDCRAWLER_RETRY_BACKOFF": "0.05",
    "RETRY_TIMES": "1",
}


@pytest.fixture
def site() -> Iterator[LocalSite]:
    site = LocalSite([f"story-{n}" for n in range(12)])
    yield site
    site.close()


def crawl(
    feedcrawler: CommandLine, site: LocalSite, database: str, *more: str, **settings: str
) -> subprocess.CompletedProcess[str]:
    options = [x for name, value in (QUICK | settings).items() for x in ("-s", f"{name}={value}")]
    return feedcrawler("crawl", "local_news", *options, *more, LOCAL_NEWS=site.address, MONGODB_DATABASE=database)


def test_every_article_is_fetched_once_and_never_again(feedcrawler: CommandLine, site: LocalSite) -> None:
    done = crawl(feedcrawler, site, "once")
    assert done.returncode == 0, done.stderr
    assert site.articles_asked() == dict.fromkeys(site.slugs, 1)
    assert "12 new" in done.stdout
    assert crawl(feedcrawler, site, "once").returncode == 0
    assert site.articles_asked() == dict.fromkeys(site.slugs, 1)
    site.slugs.insert(0, "brand-new-story")
    assert "1 new" in crawl(feedcrawler, site, "once").stdout
    assert site.articles_asked() == dict.fromkeys(site.slugs, 1)
    assert feedcrawler.database("once").articles.count_documents({}) == 13


def test_robots_txt_is_obeyed_under_one_name(feedcrawler: CommandLine, site: LocalSite) -> None:
    forbidden = [f"private/story-{n}" for n in range(8)]
    site.slugs += forbidden
    crawl(feedcrawler, site, "robots")
    assert site.times[0][1] == "/robots.txt"
    assert not [path for path in site.asked if path.startswith("/private/")]
    (agent,) = site.agents
    assert agent.startswith("feedcrawler/")
    kept = list(feedcrawler.database("robots").quarantine.find())
    assert len(kept) == len(forbidden)
    assert {(q["reason"], *q["errors"]) for q in kept} == {("robots.txt", "robots.txt")}


def test_a_busy_site_is_left_alone_for_as_long_as_it_asks(feedcrawler: CommandLine, site: LocalSite) -> None:
    site.faults["/story-3/"] = once_busy(site, 2)
    done = crawl(feedcrawler, site, "busy", CONCURRENT_REQUESTS_PER_DOMAIN="1")
    assert "12 new" in done.stdout
    first, second = (when for when, path in site.times if path == "/story-3/")
    assert second - first >= 2
    assert not [path for when, path in site.times if first + 0.2 < when < first + 1.9]


def test_a_wait_that_is_too_long_ends_the_request_and_the_article_stays_due(
    feedcrawler: CommandLine, site: LocalSite
) -> None:
    site.faults["/story-3/"] = once_busy(site, 100_000)
    started = time.monotonic()
    assert "11 new, 1 quarantined" in crawl(feedcrawler, site, "long").stdout
    assert time.monotonic() - started < 20
    assert site.asked["/story-3/"] == 1


def home(handler: BaseHTTPRequestHandler) -> None:
    send(handler, "<html><body>home</body></html>")


BAD_PAGES: dict[str, tuple[Answer, str]] = {
    "gone": (lambda h: send(h, "gone", status=410), "http 410"),
    "broken": (lambda h: send(h, "broken", status=500), "http 500"),
    "loop": (redirect("/loop/"), "too many redirects"),
    "leads-home": (redirect("/"), "redirected"),
    "leads-away": (redirect("ftp://127.0.0.1/x"), "http 302"),
    "drips": (drip, "timeout"),
    "floods": (flood, "too large"),
    "bomb": (bomb, "too large"),
    "empty": (lambda h: send(h, ""), "not an article"),
    "binary": (lambda h: send(h, "\x00\x01" * 5000, "application/octet-stream"), "not an article"),
    "hangs-up": (lambda h: h.connection.close(), "no answer"),
}


def test_bad_pages_are_bounded_and_on_record_and_all_others_are_stored(
    feedcrawler: CommandLine, site: LocalSite
) -> None:
    good = len(site.slugs)
    site.slugs += BAD_PAGES
    site.faults = {f"/{slug}/": fault for slug, (fault, _) in BAD_PAGES.items()} | {"/": home}
    done = crawl(feedcrawler, site, "bad", DOWNLOAD_TIMEOUT="5", DOWNLOAD_MAXSIZE="5000000")
    assert done.returncode == 0, done.stdout + done.stderr
    assert f"{good} new, {len(BAD_PAGES)} quarantined" in done.stdout
    assert "Traceback" not in done.stderr
    kept = {q["_id"].split("/")[-2]: q for q in feedcrawler.database("bad").quarantine.find()}
    assert {slug: q["reason"] for slug, q in kept.items()} == {slug: reason for slug, (_, reason) in BAD_PAGES.items()}
    assert all(q["retryAt"] > q["lastAt"] for name, q in kept.items() if name != "gone")
    assert kept["gone"]["givenUpAt"]


def test_a_redirect_for_the_time_being_merges_nothing(feedcrawler: CommandLine, site: LocalSite) -> None:
    site.faults = {f"/{slug}/": redirect("/please-subscribe/") for slug in site.slugs[:3]}
    site.faults["/please-subscribe/"] = lambda h: send(h, page("please-subscribe"))
    assert "9 new, 3 quarantined" in crawl(feedcrawler, site, "subscribe").stdout
    database = feedcrawler.database("subscribe")
    assert {q["reason"] for q in database.quarantine.find()} == {"redirected"}
    database.quarantine.update_many({}, {"$set": {"retryAt": database.quarantine.find_one()["lastAt"]}})  # type: ignore[index]
    site.faults = {}
    assert "3 new" in crawl(feedcrawler, site, "subscribe").stdout
    assert {d["_id"] for d in database.articles.find()} == {f"{site.address}/{slug}/" for slug in site.slugs}


def test_an_article_that_has_moved_for_good_keeps_both_addresses(feedcrawler: CommandLine, site: LocalSite) -> None:
    site.faults["/story-1/"] = lambda h: send(h, "", status=301, Location="/the-new-place/")
    site.faults["/the-new-place/"] = lambda h: send(h, page("the-new-place"))
    assert "12 new" in crawl(feedcrawler, site, "moved").stdout
    document = feedcrawler.database("moved").articles.find_one({"_id": f"{site.address}/the-new-place/"})
    assert document
    assert document["aliases"] == [f"{site.address}/story-1/"]
    assert crawl(feedcrawler, site, "moved").returncode == 0
    assert site.asked["/story-1/"] == 1


@pytest.mark.parametrize("status", [500, 429])
def test_a_site_that_cannot_say_what_it_allows_is_left_alone(
    feedcrawler: CommandLine, site: LocalSite, status: int
) -> None:
    site.faults["/robots.txt"] = lambda h: send(h, "busy", status=status)
    done = crawl(feedcrawler, site, f"robots_{status}")
    assert done.returncode == 1
    assert set(site.asked) == {"/robots.txt"}
    assert f"http {status}: nothing is fetched there" in done.stderr


def test_a_listing_that_is_no_page_harms_no_other_source(feedcrawler: CommandLine, site: LocalSite) -> None:
    site.faults["/news/"] = lambda h: send(h, '{"posts": []}', "application/json")
    done = crawl(feedcrawler, site, "json")
    assert done.returncode == 3
    assert "12 new" in done.stdout
    assert "/news/: not a page" in done.stderr


def pages_of(site: LocalSite, *pages: list[str]) -> None:
    """Spread the listing over pages."""
    for number, slugs in enumerate(pages):
        cards = "".join(f"<article><h2><a href='/{s}/'>{s}</a></h2></article>" for s in slugs)
        after = f"<link rel='next' href='/news/?page={number + 1}'>" if number + 1 < len(pages) else ""
        html = f"<html><head>{after}</head><body><main>{cards}</main></body></html>"
        site.faults[f"/news/?page={number}" if number else "/news/"] = lambda h, html=html: send(h, html)  # type: ignore[misc]


def test_a_larger_bound_fetches_what_a_smaller_one_left(feedcrawler: CommandLine, site: LocalSite) -> None:
    site.faults["/rss/"] = lambda h: send(h, "<rss version='2.0'><channel><title>t</title></channel></rss>")
    pages_of(site, site.slugs[:4], site.slugs[4:8], site.slugs[8:])
    assert "4 new" in crawl(feedcrawler, site, "bound", FEEDCRAWLER_LISTING_MAX_PAGES="1").stdout
    assert "0 new" in crawl(feedcrawler, site, "bound", FEEDCRAWLER_LISTING_MAX_PAGES="1").stdout
    assert "8 new" in crawl(feedcrawler, site, "bound").stdout


def test_a_last_page_that_has_gone_is_the_end(feedcrawler: CommandLine, site: LocalSite) -> None:
    pages_of(site, site.slugs[:6], site.slugs[6:])
    site.faults["/news/?page=1"] = lambda h: send(h, "gone", status=404)
    assert crawl(feedcrawler, site, "shrunk").returncode == 0


def test_an_interrupted_crawls_newest_articles_do_not_end_the_next_walk(
    feedcrawler: CommandLine, site: LocalSite
) -> None:
    site.faults["/rss/"] = lambda h: send(h, "<rss version='2.0'><channel><title>t</title></channel></rss>")
    pages_of(site, site.slugs[:6], site.slugs[6:])
    assert crawl(feedcrawler, site, "holes", CLOSESPIDER_ITEMCOUNT="3", CONCURRENT_REQUESTS="1").returncode == 1
    assert crawl(feedcrawler, site, "holes").returncode == 0
    assert feedcrawler.database("holes").articles.count_documents({}) == 12


def test_a_site_that_is_down_is_a_failure_in_one_line(feedcrawler: CommandLine, site: LocalSite) -> None:
    site.close()
    done = crawl(feedcrawler, site, "down")
    assert done.returncode == 1
    assert "no feed or listing could be read" in done.stdout
    assert len(done.stdout.splitlines()) == 1
    assert "Traceback" not in done.stderr


def test_one_broken_source_degrades_the_crawl_and_loses_nothing(feedcrawler: CommandLine, site: LocalSite) -> None:
    site.faults["/rss/"] = lambda h: send(h, "<html><body><form>Sign in</form></body></html>")
    done = crawl(feedcrawler, site, "login")
    assert done.returncode == 3
    assert "12 new" in done.stdout
    assert "1 of 2 feeds and listings had a problem" in done.stdout
    assert "/rss/: not a feed" in done.stderr


def test_a_listing_that_links_to_itself_ends(feedcrawler: CommandLine, site: LocalSite) -> None:
    def endless(handler: BaseHTTPRequestHandler) -> None:
        number = int(handler.path.rpartition("=")[2] or 0) if "=" in handler.path else 0
        site.faults[f"/news/?page={number + 1}"] = endless
        head = f"<link rel='next' href='/news/?page={number + 1}'>"
        send(
            handler,
            f"<html><head>{head}</head><body><h2><a href='/story-1/'>The first story of the day</a></h2></body></html>",
        )

    site.faults["/news/"] = endless
    done = crawl(feedcrawler, site, "endless", FEEDCRAWLER_LISTING_MAX_PAGES="5")
    assert done.returncode == 0
    assert sum(count for path, count in site.asked.items() if path.startswith("/news/")) == 4  # the bound is five


def test_a_stopped_crawl_says_so_and_the_next_one_goes_on(feedcrawler: CommandLine, site: LocalSite) -> None:
    options = [x for name, value in (QUICK | {"DOWNLOAD_DELAY": "0.2"}).items() for x in ("-s", f"{name}={value}")]
    process = feedcrawler.start("crawl", "local_news", *options, LOCAL_NEWS=site.address, MONGODB_DATABASE="stopped")
    while len(site.articles_asked()) < 3 and process.poll() is None:
        time.sleep(0.05)
    process.send_signal(signal.SIGTERM)
    out, err = process.communicate(timeout=30)
    assert process.returncode == 1, err
    assert "shutdown" in out
    assert crawl(feedcrawler, site, "stopped").returncode == 0
    assert feedcrawler.database("stopped").articles.count_documents({}) == 12


def test_a_recorded_crawl_replays_to_the_same_database(
    feedcrawler: CommandLine, site: LocalSite, tmp_path: Path
) -> None:
    site.faults["/story-1/"] = redirect("/story-2/")
    assert crawl(feedcrawler, site, "live", "--archive", str(tmp_path)).returncode == 0
    site.close()
    (archive,) = tmp_path.iterdir()
    assert archive.name.endswith(".warc.gz")
    done = crawl(feedcrawler, site, "replayed", "--replay", str(archive))
    assert done.returncode == 0, done.stdout + done.stderr
    assert contents(feedcrawler.database("replayed")) == contents(feedcrawler.database("live"))


def test_what_the_archive_lacks_is_counted_and_named_and_never_fetched(
    feedcrawler: CommandLine, site: LocalSite, tmp_path: Path
) -> None:
    whole = site.slugs
    site.slugs = whole[:6]
    assert crawl(feedcrawler, site, "part", "--archive", str(tmp_path)).returncode == 0
    site.slugs = whole
    (tmp_path / "more").mkdir()
    for slug in whole:  # a feed of twelve, of which six pages were never recorded
        site.faults[f"/{slug}/"] = lambda h: h.connection.close()
    crawl(feedcrawler, site, "feeds", "--archive", str(tmp_path / "more"))
    site.close()
    archives = [str(next(tmp_path.glob("*.warc.gz"))), str(next((tmp_path / "more").glob("*.warc.gz")))]
    done = crawl(feedcrawler, site, "lacking", "--replay", *archives)
    assert "6 new" in done.stdout
    assert "6 not in the archive" in done.stdout
    run = feedcrawler.database("lacking").runs.find_one()
    assert run
    assert sorted(run["missing"]) == sorted(f"{site.address}/{slug}/" for slug in whole[6:])
