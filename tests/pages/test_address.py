"""The day in an article's address."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feedcrawler.pages.address import day_in_address


@pytest.mark.parametrize(
    "path",
    [
        "/2024/05/03/bridge/",
        "/2024/5/3/bridge",
        "/news/2024-05-03-bridge.html",
        "/2024/may/03/bridge",
        "/2024/May/03/bridge",
        "/news/20240503/bridge",
        "/news/bridge-20240503",
        "/news/bridge_20240503.html",
    ],
)
def test_the_day_is_found(path: str) -> None:
    assert day_in_address(f"https://news.example{path}") == date(2024, 5, 3)


@pytest.mark.parametrize(
    "path",
    ["/", "/2024/05/bridge", "/2024/13/03/x", "/2024/02/30/x", "/2024/foo/03/x", "/a12024050399", "/?d=2024/05/03", "/12345678"],
)  # fmt: skip
def test_what_is_no_day_is_none(path: str) -> None:
    assert day_in_address(f"https://news.example{path}") is None


@given(st.dates(date(2000, 1, 1), date(2099, 12, 31)))
def test_any_day_comes_back(day: date) -> None:
    assert day_in_address(f"https://news.example/{day:%Y/%m/%d}/slug") == day
