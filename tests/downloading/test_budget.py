"""A site is asked so much in a day, and no more."""

from __future__ import annotations

from tests.downloading.running import crawl
from tests.e2e.local_site import LocalSite, redirect, send


def test_what_is_over_the_budget_stays_due(site: LocalSite) -> None:
    urls = [f"{site.address}/story-{n}/" for n in range(8)]
    met = crawl(urls, FEEDCRAWLER_DAILY_REQUESTS=5)
    assert site.asked.total() == 5  # robots.txt among them
    postponed = [met.met[url] for url in urls if "reason" in met.met[url]]
    assert postponed == [{"reason": "daily budget", "postponed": True}] * 4
    assert met.stats["feedcrawler/budget/postponed"] == 4
    assert met.incidents() == ["daily budget"]


def test_what_earlier_runs_of_the_day_have_sent_counts(site: LocalSite) -> None:
    urls = [f"{site.address}/story-{n}/" for n in range(3)]
    crawl(urls, {"requests_before": 8}, FEEDCRAWLER_DAILY_REQUESTS=10)
    assert site.asked.total() == 2


def test_a_day_whose_budget_is_used_up_asks_nothing_not_even_robots_txt(site: LocalSite) -> None:
    url = f"{site.address}/story-1/"
    met = crawl([url], {"requests_before": 10}, FEEDCRAWLER_DAILY_REQUESTS=10)
    assert met.met == {url: {"reason": "daily budget", "postponed": True}}
    assert not site.asked


def test_redirects_and_retries_count(site: LocalSite) -> None:
    site.faults = {"/moved": redirect("/moved-on"), "/broken": lambda h: send(h, "broken", status=500)}
    site.faults["/moved-on"] = redirect("/story-1/")
    crawl([f"{site.address}/{path}" for path in ("moved", "broken")], RETRY_TIMES=9, FEEDCRAWLER_DAILY_REQUESTS=7)
    assert site.asked.total() == 7


def test_without_a_budget_there_is_no_bound(site: LocalSite) -> None:
    assert not crawl([f"{site.address}/story-{n}/" for n in range(8)]).reasons()
