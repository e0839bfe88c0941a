"""A host that is down is left alone; the others are not."""

from __future__ import annotations

import pytest

from tests.downloading.running import crawl
from tests.e2e.local_site import Answer, LocalSite, redirect, send

DOWN: dict[str, Answer] = {
    "http 500": lambda handler: send(handler, "broken", status=500),
    "http 429": lambda handler: send(handler, "busy", status=429),
    "no answer": lambda handler: handler.connection.close(),
}
ONE_BY_ONE = {"CONCURRENT_REQUESTS": 1}


@pytest.mark.parametrize("how", sorted(DOWN))
def test_after_so_many_failures_in_a_row_nothing_more_is_asked(site: LocalSite, how: str) -> None:
    site.faults = {f"/story-{n}/": DOWN[how] for n in range(8)}
    met = crawl(
        [f"{site.address}/story-{n}/" for n in range(8)], FEEDCRAWLER_MAX_FAILURES=3, RETRY_TIMES=1, **ONE_BY_ONE
    )
    ends = [met.met[url] for url in met.order]
    assert [end["reason"] for end in ends] == [how] * 3 + ["host is down"] * 5
    assert [end["postponed"] for end in ends] == [False] * 3 + [True] * 5
    assert site.asked.total() == 1 + 3 * 2  # each with its retry, which is no failure of its own
    assert met.stats["feedcrawler/breaker/postponed"] == 5
    assert met.incidents() == ["host is down"]


@pytest.mark.parametrize("between", ["fine", "gone", "moved"])
def test_an_answer_between_begins_the_row_anew(site: LocalSite, between: str) -> None:
    answers: dict[str, Answer] = {"gone": lambda h: send(h, "gone", status=404), "moved": redirect("/story-7/")}
    site.faults = {f"/story-{n}/": DOWN["http 500"] for n in (0, 1, 3, 4)}
    if between in answers:
        site.faults["/story-2/"] = answers[between]
    met = crawl([f"{site.address}/story-{n}/" for n in range(6)], FEEDCRAWLER_MAX_FAILURES=3, **ONE_BY_ONE)
    assert "host is down" not in met.reasons().values()


def test_other_hosts_are_asked_on(site: LocalSite) -> None:
    good = LocalSite([f"story-{n}" for n in range(8)])
    site.faults = {f"/story-{n}/": DOWN["no answer"] for n in range(8)}
    urls = [f"{host.address}/story-{n}/" for n in range(8) for host in (site, good)]
    met = crawl(urls, FEEDCRAWLER_MAX_FAILURES=3, **ONE_BY_ONE)
    good.close()
    assert {met.met[url].get("status") for url in urls if url.startswith(good.address)} == {200}


def test_what_is_too_large_or_refused_is_no_failure_of_the_host(site: LocalSite) -> None:
    site.faults = {f"/story-{n}/": lambda h: send(h, "x" * 10_000) for n in range(4)}
    urls = [f"{site.address}/story-{n}/" for n in range(4)] + [f"{site.address}/private/{n}" for n in range(4)]
    met = crawl(urls, FEEDCRAWLER_MAX_FAILURES=2, DOWNLOAD_MAXSIZE=5_000, **ONE_BY_ONE)
    assert set(met.reasons().values()) == {"too large", "robots.txt"}


def test_it_can_be_turned_off(site: LocalSite) -> None:
    site.faults = {f"/story-{n}/": DOWN["http 500"] for n in range(8)}
    met = crawl([f"{site.address}/story-{n}/" for n in range(8)], FEEDCRAWLER_MAX_FAILURES=0, RETRY_TIMES=0)
    assert set(met.reasons().values()) == {"http 500"}
