from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scrapy import Request

from feedcrawler.recording.index import key_or_none, parse_date, url_key
from feedcrawler.recording.stream import DamagedRecord


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("HTTPS://News.Example/Story", "https://news.example/Story"),
        ("https://news.example", "https://news.example/"),
        ("https://news.example:443/a", "https://news.example/a"),
        ("http://news.example:80/a", "http://news.example/a"),
        ("https://news.example/a#part", "https://news.example/a"),
        ("https://user:secret@news.example/a", "https://news.example/a"),
        ("https://news.example/%d0%b0?q=%c3%a9", "https://news.example/%D0%B0?q=%C3%A9"),
        ("https://news.example/а?q=é", "https://news.example/%D0%B0?q=%C3%A9"),
        ("https://news.example/%7Euser", "https://news.example/~user"),
        ("https://новини.example/a", "https://xn--b1amarcd.example/a"),
        ("https://news.example/100%", "https://news.example/100%25"),
    ],
)
def test_urls_that_http_holds_to_be_one_have_one_key(one: str, other: str) -> None:
    assert url_key(one) == url_key(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://news.example/a", "http://news.example/a"),
        ("https://news.example/a", "https://news.example/a/"),
        ("https://news.example/a", "https://www.news.example/a"),
        ("https://news.example/a", "https://news.example/A"),
        ("https://news.example/a?b=1&c=2", "https://news.example/a?c=2&b=1"),
        ("https://news.example/a?utm_source=rss", "https://news.example/a"),
        ("https://news.example/a%2Fb", "https://news.example/a/b"),
        ("https://news.example:8443/a", "https://news.example/a"),
    ],
)
def test_urls_that_a_server_can_tell_apart_have_keys_of_their_own(one: str, other: str) -> None:
    assert url_key(one) != url_key(other)


@pytest.mark.parametrize(
    "url", ["", "dns:news.example", "ftp://news.example/a", "https://", "https://[::1", "https://a:99999/", "/a"]
)
def test_what_is_no_http_url_has_no_key(url: str) -> None:
    assert key_or_none(url) is None
    with pytest.raises(ValueError):  # noqa: PT011 - the promise is the type
        url_key(url)


paths = st.text(max_size=30)


@given(paths, paths)
def test_a_key_is_its_own_key_and_that_of_the_request_that_scrapy_makes_of_the_url(path: str, query: str) -> None:
    url = f"https://news.example/{path}?{query}"
    key = url_key(url)
    assert url_key(key) == key
    assert url_key(Request(url).url) == key


@given(st.text(max_size=60))
def test_no_text_breaks_the_key(text: str) -> None:
    key_or_none(text)
    key_or_none(f"http://{text}")


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("2023-01-03T18:11:05Z", datetime(2023, 1, 3, 18, 11, 5, tzinfo=UTC)),
        ("2023-01-03T18:11:05.123456Z", datetime(2023, 1, 3, 18, 11, 5, 123456, tzinfo=UTC)),
        ("2023-01-03T18:11:05.123456789Z", datetime(2023, 1, 3, 18, 11, 5, 123456, tzinfo=UTC)),
        ("2023-01-03T18:11Z", datetime(2023, 1, 3, 18, 11, tzinfo=UTC)),
        ("2023-01-03T20:11:05+02:00", datetime(2023, 1, 3, 18, 11, 5, tzinfo=UTC)),
        ("2023-01-03", datetime(2023, 1, 3, tzinfo=UTC)),
        ("2023-01", datetime(2023, 1, 1, tzinfo=UTC)),
        ("2023", datetime(2023, 1, 1, tzinfo=UTC)),
    ],
)
def test_a_warc_date_is_read_in_every_precision_that_the_format_has(text: str, date: datetime) -> None:
    assert parse_date(text) == date


@pytest.mark.parametrize("text", [None, "", "yesterday", "2023-02-30T00:00:00Z", "0001-01-01T00:00:00+14:00", "9" * 99])
def test_what_is_no_date_is_damage(text: str | None) -> None:
    with pytest.raises(DamagedRecord):
        parse_date(text)
