"""Waiting as long as a site asks for: in every form in which it may ask."""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scrapy.http import Response

from feedcrawler.downloading.retry import wait_asked
from tests.downloading.running import crawl
from tests.e2e.local_site import LocalSite, once_busy, send


def asked(value: str) -> timedelta | None:
    return wait_asked(Response("https://news.example/", status=503, headers={"Retry-After": value.encode()}))


def in_an_hour() -> datetime:
    return datetime.now(UTC) + timedelta(hours=1)


FORMS = {
    "IMF-fixdate": lambda when: format_datetime(when, usegmt=True),
    "RFC 850": lambda when: when.strftime("%A, %d-%b-%y %H:%M:%S GMT"),
    "asctime": lambda when: when.strftime("%a %b %e %H:%M:%S %Y"),
    "with an offset": format_datetime,
}


@pytest.mark.parametrize("form", sorted(FORMS))
@pytest.mark.parametrize("zone", ["UTC", "America/New_York", "Asia/Tokyo"])
def test_a_date_in_any_form_is_in_utc_wherever_the_crawl_runs(
    form: str, zone: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TZ", zone)
    time.tzset()
    try:
        wait = asked(FORMS[form](in_an_hour()))
    finally:
        monkeypatch.undo()
        time.tzset()
    assert wait is not None
    assert timedelta(minutes=58) < wait <= timedelta(hours=1)


def test_a_date_that_has_passed_asks_for_no_wait() -> None:
    assert asked("Sun, 06 Nov 1994 08:49:37 GMT") == timedelta(0)
    assert asked("Sun Nov  6 08:49:37 1994") == timedelta(0)


@pytest.mark.parametrize(("value", "seconds"), [("0", 0), ("120", 120), (" 120 ", 120), ("9" * 400, 10**9)])
def test_seconds_are_seconds(value: str, seconds: int) -> None:
    assert asked(value) == timedelta(seconds=seconds)


@pytest.mark.parametrize("value", ["", "soon", "-5", "1.5", "１２", "Sun, 06 Nov 99999 08:49:37 GMT", "1e9", "0x10"])
def test_what_cannot_be_read_asks_for_nothing(value: str) -> None:
    assert asked(value) is None


@given(st.text(max_size=60).map(lambda text: text.encode()))
def test_no_header_breaks_it(value: bytes) -> None:
    wait = wait_asked(Response("https://news.example/", headers={"Retry-After": value}))
    assert wait is None or wait >= timedelta(0)


def test_a_host_that_asks_to_wait_holds_up_no_other(site: LocalSite) -> None:
    """More of its requests wait than the crawl has places, and still the other host's are sent meanwhile."""
    other = LocalSite([f"story-{n}" for n in range(8)])
    site.faults = {"/story-0/": once_busy(site, 4)}
    names = {"busy.example": ["127.0.0.1"], "other.example": ["127.0.0.1"]}
    busy, going_on = (
        [f"{host.address}/story-{n}/".replace("127.0.0.1", name) for n in range(8)]
        for host, name in zip((site, other), names, strict=True)
    )
    met = crawl(
        [*busy, *going_on],
        NAMES=names,
        FEEDCRAWLER_PRIVATE_HOSTS=[*names],
        FEEDCRAWLER_RETRY_BACKOFF=2,
        CONCURRENT_REQUESTS=4,
        CONCURRENT_REQUESTS_PER_DOMAIN=1,
        DOWNLOAD_DELAY=0.1,
    )
    other.close()
    assert not met.reasons()
    held = [when for when, path in site.times if path != "/robots.txt"]
    assert held[1] - held[0] > 2
    assert all(when < held[1] for when, _ in other.times)


def test_what_is_in_the_queue_of_a_host_waits_too(site: LocalSite) -> None:
    site.faults = {"/story-0/": once_busy(site, 3)}
    urls = [f"{site.address}/story-{n}/" for n in range(8)]
    met = crawl(urls, FEEDCRAWLER_RETRY_BACKOFF=2, CONCURRENT_REQUESTS_PER_DOMAIN=1, DOWNLOAD_DELAY=0.1)
    assert not met.reasons()
    first, second, *_ = (when for when, path in site.times if path != "/robots.txt")
    assert second - first > 2


def test_a_wait_that_is_too_long_can_be_read_from_the_error(site: LocalSite) -> None:
    site.faults = {"/story-1/": lambda h: send(h, "busy", status=503, Retry_After="7200")}
    url = f"{site.address}/story-1/"
    met = crawl([url])
    assert met.met == {url: {"reason": "http 503", "postponed": False, "wait": 7200.0}}
    assert site.asked["/story-1/"] == 1
