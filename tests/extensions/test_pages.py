"""Of all pages the slowest are named, however many there are."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scrapy import Request
from scrapy.http import Response

from feedcrawler.extensions.pages import SlowestPages


def received(pages: SlowestPages, seconds: float | None, url: str = "https://a.example/") -> None:
    meta = {} if seconds is None else {"download_latency": seconds}
    pages.received(Response(url), Request(url, meta=meta))


@given(st.lists(st.floats(0, 100), max_size=40))
def test_the_ten_slowest_are_kept_the_slowest_first(latencies: list[float]) -> None:
    pages = SlowestPages()
    for seconds in latencies:
        received(pages, seconds)
    expected = sorted(latencies, reverse=True)[:10]
    assert [page["seconds"] for page in pages.found] == pytest.approx(expected, abs=0.001)


def test_what_comes_from_an_archive_took_no_time() -> None:
    pages = SlowestPages()
    received(pages, None)
    assert pages.found == []


def test_a_very_long_address_is_cut() -> None:
    pages = SlowestPages()
    received(pages, 1.0, "https://a.example/" + "x" * 9000)
    assert len(str(pages.found[0]["url"])) == 500
