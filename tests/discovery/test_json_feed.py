"""A JSON Feed gives every item that is whole, as the other formats do."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feedcrawler.discovery import read_feed

URL = "https://example.org/feed.json"
VERSION = "https://jsonfeed.org/version/1.1"
ITEM = {"id": "7", "url": "/bridge/", "title": 'Bridge \\ " opens', "date_published": "2026-09-24T17:59:18+02:00"}


def feed(*items: Any, **more: Any) -> bytes:
    return json.dumps({"version": VERSION, "title": "N", **more, "items": items}).encode()


def urls(body: bytes) -> list[str]:
    return [entry.url for entry in read_feed(body, URL).entries]


def test_an_item_says_where_what_and_when() -> None:
    (entry,) = read_feed(feed(ITEM | {"date_modified": "2026-09-25T00:00:00.5Z"}), URL).entries
    assert (entry.url, entry.title, entry.id, entry.via) == (
        "https://example.org/bridge/",
        'Bridge \\ " opens',
        "7",
        "json-feed",
    )
    assert entry.published == datetime(2026, 9, 24, 15, 59, 18, tzinfo=UTC)
    assert entry.modified == datetime(2026, 9, 25, tzinfo=UTC)


def test_an_id_that_is_an_address_is_the_link_where_there_is_none() -> None:
    items = [{"id": "https://example.org/1/"}, {"id": "2"}, {"id": 3, "external_url": "https://example.org/3/"}]
    assert urls(feed(*items)) == ["https://example.org/1/", "https://example.org/3/"]


def test_the_next_page_is_named_wherever_it_stands() -> None:
    assert read_feed(feed(ITEM, next_url="/feed.json?page=2"), URL).next_url == URL + "?page=2"
    behind = b'{"items": [], "next_url": "?page=2", "version": "https://jsonfeed.org/version/1"}'
    assert read_feed(behind, URL).next_url == URL + "?page=2"
    assert read_feed(feed(ITEM, next_url="file:///x"), URL).next_url is None


def test_links_that_are_not_followed_are_named() -> None:
    assert read_feed(feed({"url": "data:,x"}, {"url": ""}, {"url": 5}), URL).refused == ["data:,x"]


def test_items_elsewhere_in_the_feed_are_none_of_it() -> None:
    body = feed(ITEM, _other={"items": [{"url": "/other/"}]}, author={"name": '"items": [{'})
    assert urls(body) == ["https://example.org/bridge/"]


def test_no_more_items_than_asked_for_are_read() -> None:
    read = read_feed(feed(*[ITEM] * 30), URL, max_entries=10)
    assert (len(read.entries), read.problem) == (10, "more than 10 entries: the rest is left out")
    assert read_feed(feed(*[ITEM] * 10), URL, max_entries=10).problem is None


def test_an_item_that_cannot_be_read_costs_no_other() -> None:
    read = read_feed(feed(ITEM, ITEM).replace(b'"id": "7"', b'"id": 7 7', 1), URL)
    assert len(read.entries) == 1
    assert read.problem
    assert "not well-formed" in read.problem


@pytest.mark.parametrize(
    "body", [b"{}", b'{"a": 1}', b'{"items": [{"url": "/a/"}]}', b'{"version": "2.0", "items": []}']
)
def test_other_json_is_not_a_feed(body: bytes) -> None:
    read = read_feed(body, URL, content_type="application/json")
    assert (read.entries, read.problem) == ([], "not a feed")


@pytest.mark.parametrize("part", ["{", "[", '{"a":', '"', '\\"', "{},", '{"url": [', "1", '{"items": ['])
def test_large_hostile_parts_are_bounded(part: str) -> None:
    start = f'{{"version": "{VERSION}", "items": [{{"url": "/a/"}}, '
    read = read_feed((start + part * (2_000_000 // len(part))).encode(), URL)
    assert [entry.url for entry in read.entries] == ["https://example.org/a/"]
    assert read.problem


def test_an_item_nested_without_end_is_left_out() -> None:
    deep = '{"url": "/deep/", "a": ' + "[" * 100_000 + "]" * 100_000 + "}"
    assert urls(feed(ITEM, "HERE", ITEM).replace(b'"HERE"', deep.encode())) == ["https://example.org/bridge/"] * 2


WHOLE = feed(*({"id": str(n), "url": f"/{n}/", "title": f"}}Ää] {n}"} for n in range(5)), next_url="/2")


@given(st.integers(0, len(WHOLE)))
def test_however_a_feed_is_cut_off_its_items_are_those_of_the_whole(cut: int) -> None:
    whole, part = read_feed(WHOLE, URL), read_feed(WHOLE[:cut], URL)
    assert part.entries == whole.entries[: len(part.entries)]
    assert bool(part.problem) == (cut < len(WHOLE))


@given(st.binary(max_size=100), st.integers(0, len(WHOLE)))
def test_any_bytes_give_a_feed_or_a_problem(noise: bytes, cut: int) -> None:
    read = read_feed(WHOLE[:cut] + noise + WHOLE[cut:], URL)
    assert read.entries or read.problem


_JSON = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
)


@given(st.dictionaries(st.sampled_from(["id", "url", "external_url", "title", "date_published"]), _JSON))
def test_any_values_are_read(item: dict[str, Any]) -> None:
    assert urls(feed(item, ITEM))[-1] == "https://example.org/bridge/"
