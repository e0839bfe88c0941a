"""robots.txt: what each answer means (RFC 9309), and what it says besides."""

from __future__ import annotations

import time
from itertools import pairwise

import pytest

from tests.downloading.running import crawl
from tests.e2e.local_site import Answer, LocalSite, drip, flood, redirect, send

UNREADABLE: dict[str, Answer] = {
    "an error": lambda handler: send(handler, "broken", status=500),
    "busy": lambda handler: send(handler, "busy", status=429),
    "slow": drip,
    "endless": flood,
    "hangs up": lambda handler: handler.connection.close(),
}
ABSENT: dict[str, Answer] = {
    "missing": lambda handler: send(handler, "Disallow: /", status=404),
    "forbidden": lambda handler: send(handler, "no", status=403),
    "a loop": redirect("/robots.txt"),
    "a page": lambda handler: send(handler, "<!DOCTYPE html><html><body><p>Welcome!</p></body></html>"),
    "binary": lambda handler: send(handler, "\x00\xff\x1f" * 500),
    "empty": lambda handler: send(handler, ""),
}


@pytest.mark.parametrize("answer", sorted(UNREADABLE))
def test_where_it_cannot_be_read_nothing_is_fetched_and_all_stays_due(site: LocalSite, answer: str) -> None:
    site.faults = {"/robots.txt": UNREADABLE[answer]}
    urls = [f"{site.address}/story-{n}/" for n in range(4)]
    met = crawl(urls, DOWNLOAD_TIMEOUT=1, RETRY_TIMES=0, DOWNLOAD_MAXSIZE=1_000_000)
    assert met.met == {url: {"reason": "robots.txt cannot be read", "postponed": True} for url in urls}
    assert site.asked == {"/robots.txt": 1}
    assert met.stats["feedcrawler/robots/postponed"] == 4


@pytest.mark.parametrize("answer", sorted(ABSENT))
def test_where_there_is_none_everything_is_allowed(site: LocalSite, answer: str) -> None:
    site.faults = {"/robots.txt": ABSENT[answer]}
    urls = [f"{site.address}/story-{n}/" for n in range(4)]
    met = crawl(urls)
    assert not met.reasons()


def test_a_redirect_to_it_is_followed(site: LocalSite) -> None:
    site.faults = {
        "/robots.txt": redirect("/elsewhere.txt"),
        "/elsewhere.txt": lambda h: send(h, "User-agent: *\nDisallow: /story-1/", "text/plain"),
    }
    met = crawl([f"{site.address}/story-{n}/" for n in range(3)])
    assert met.reasons() == {"/story-1/": "robots.txt"}
    assert met.stats["robotstxt/forbidden"] == 1


def test_what_is_forbidden_is_refused_and_not_only_postponed(site: LocalSite) -> None:
    url = f"{site.address}/private/x"
    assert crawl([url]).met == {url: {"reason": "robots.txt", "postponed": False}}


def test_a_huge_one_is_read_up_to_its_bound(site: LocalSite) -> None:
    rules = "User-agent: *\nDisallow: /story-1/\n" + "# filler\n" * 80_000 + "Disallow: /story-2/\n"
    site.robots = rules
    met = crawl([f"{site.address}/story-{n}/" for n in range(3)])
    assert met.reasons() == {"/story-1/": "robots.txt"}


def test_a_group_of_ten_thousand_crawlers_with_ten_thousand_rules_takes_no_memory(site: LocalSite) -> None:
    names = "".join(f"User-agent: bot{n}\n" for n in range(10_000))
    rules = "".join(f"Disallow: /{n:x}\n" for n in range(10_000))
    site.robots = f"{names}User-agent: feedcrawler\n{rules}Disallow: /story-1/\n"
    met = crawl([f"{site.address}/story-{n}/" for n in range(3)])
    assert met.reasons() == {"/story-1/": "robots.txt"}
    assert met.grown < 100 * 1024


def test_the_rules_of_others_are_not_ours(site: LocalSite) -> None:
    site.robots = "User-agent: GPTBot\nUser agent: other*\nDisallow: /\n\nUser-agent: *\nDisallow: /story-1/\n"
    met = crawl([f"{site.address}/story-{n}/" for n in range(3)])
    assert met.reasons() == {"/story-1/": "robots.txt"}


def test_its_sitemaps_are_kept(site: LocalSite) -> None:
    site.robots = (
        "Sitemap: https://news.example/sitemap.xml\nUser-agent: *\nDisallow:\nsitemap: /relative.xml\n"
        "Sitemap: https://news.example/sitemap.xml\nSitemap: file:///etc/passwd\nSitemap: ftp://news.example/x\n"
        + "".join(f"Sitemap: https://news.example/{n}.xml\n" for n in range(1000))
    )
    met = crawl([f"{site.address}/story-1/"])
    assert met.sitemaps
    (kept,) = met.sitemaps.values()
    assert kept[:3] == [
        "https://news.example/sitemap.xml",
        f"{site.address}/relative.xml",
        "https://news.example/0.xml",
    ]
    assert len(kept) == 50
    assert [*met.sitemaps] == [site.address.removeprefix("http://")]


def gaps(site: LocalSite) -> list[float]:
    """The seconds between requests for articles."""
    times = [when for when, path in site.times if path != "/robots.txt"]
    return [later - earlier for earlier, later in pairwise(times)]


@pytest.mark.parametrize("rule", ["Crawl-delay: 1", "Request-rate: 2/2", "Crawl-delay: 1\nRequest-rate: 100/1"])
def test_the_pace_it_asks_for_is_kept(site: LocalSite, rule: str) -> None:
    site.robots = f"User-agent: *\n{rule}\n"
    met = crawl(
        [f"{site.address}/story-{n}/" for n in range(3)],
        AUTOTHROTTLE_ENABLED=True,
        AUTOTHROTTLE_START_DELAY=0,
        CONCURRENT_REQUESTS_PER_DOMAIN=4,
    )
    assert not met.reasons()
    assert len(gaps(site)) == 2
    assert min(gaps(site)) > 0.5
    assert met.stats["feedcrawler/robots/crawl_delay"] == 1


def test_requests_are_sent_one_at_a_time_where_a_pace_is_asked_for(site: LocalSite) -> None:
    site.robots = "User-agent: *\nCrawl-delay: 0.1\n"
    spans: list[tuple[float, float]] = []

    def slow(handler: object) -> None:
        began = time.monotonic()
        time.sleep(0.5)
        spans.append((began, time.monotonic()))
        send(handler, "slow")  # type: ignore[arg-type]

    site.faults = {f"/story-{n}/": slow for n in range(3)}
    crawl([f"{site.address}/story-{n}/" for n in range(3)], CONCURRENT_REQUESTS_PER_DOMAIN=4)
    assert all(later[0] >= earlier[1] for earlier, later in pairwise(spans))


def test_a_pace_without_end_is_cut(site: LocalSite) -> None:
    site.robots = "User-agent: *\nCrawl-delay: 86400\n"
    met = crawl([f"{site.address}/story-{n}/" for n in range(3)], FEEDCRAWLER_CRAWL_DELAY_MAX=1)
    assert not met.reasons()
    assert min(gaps(site)) > 0.5
    assert met.incidents() == ["crawl delay"]


@pytest.mark.parametrize(
    "rule", ["Crawl-delay: nan", "Crawl-delay: inf", "Crawl-delay: -5", "Request-rate: 1/" + "9" * 4000]
)
def test_a_pace_that_is_none_is_ignored(site: LocalSite, rule: str) -> None:
    site.robots = f"User-agent: *\n{rule}\n"
    assert not crawl([f"{site.address}/story-1/"], FEEDCRAWLER_CRAWL_DELAY_MAX=0.5).reasons()
