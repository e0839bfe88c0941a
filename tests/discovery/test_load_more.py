"""What a "load more" endpoint answers, in the forms that content systems have."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from feedcrawler.discovery import Entry, Listing, page_of, read_more
from feedcrawler.site import Site

SITE = Site(name="any", domain="example.org")
URL = "https://example.org/api/more?page=2"
NEWS = "https://example.org/news/"


def read(answer: Any, **options: Any) -> Listing:
    body = answer.encode() if isinstance(answer, str) else json.dumps(answer, ensure_ascii=False).encode()
    return read_more(body, URL, SITE, feed_url=NEWS, **options)


def only(answer: Any) -> Entry:
    (entry,) = read(answer).entries
    return entry


CARD = "<article><h2><a href='/mayor-wins-again/'>Mayor wins again</a></h2></article>"
AT = datetime(2026, 1, 5, 10, tzinfo=UTC)


@pytest.mark.parametrize(
    "answer",
    [
        CARD,
        f"<!DOCTYPE html><html><body>{CARD}</body></html>",
        {"html": CARD},
        {"success": True, "data": {"blocks": [{"type": "cards", "content": CARD}]}},
        [{"command": "settings"}, {"command": "insert", "data": CARD}],
        f")]}}',\n{json.dumps({'html': CARD})}",
        f"callback({json.dumps({'html': CARD})});",
        "\ufeff" + json.dumps({"html": CARD}),
        {"posts": [{"title": "Mayor wins again", "url": "/mayor-wins-again/"}]},
        [{"headline": "Mayor <b>wins</b> again", "permalink": "https://example.org/mayor-wins-again/"}],
        {"data": {"edges": [{"node": {"title": "Mayor wins again", "path": "mayor-wins-again/"}}]}},
        {"hits": [{"name": "Mayor wins again", "slug": "mayor-wins-again"}]},
    ],
)
def test_html_json_with_html_and_posts_announce_the_same(answer: Any) -> None:
    entry = only(answer)
    assert (entry.url, entry.title, entry.via, entry.feed_url) == (
        "https://example.org/mayor-wins-again/",
        "Mayor wins again",
        "listing",
        NEWS,
    )


def test_posts_of_ghost() -> None:
    post = {
        "id": "66a1",
        "uuid": "u",
        "title": "Mayor wins again",
        "slug": "mayor-wins-again",
        "url": "https://example.org/mayor-wins-again/",
        "html": "<p>As told <a href='/an-older-story-of-his/'>in an older story of his</a></p>",
        "published_at": "2026-01-05T12:00:00.000+02:00",
        "updated_at": "2026-01-05T10:00:00Z",
        "primary_author": {"name": "Jane", "url": "https://example.org/jane-van-der-berg/"},
        "tags": [{"name": "War in the East", "url": "https://example.org/war-in-the-east/"}, {"name": "b"}],
    }
    listing = read({"posts": [post], "meta": {"pagination": {"page": 2, "next": 3}}})
    assert listing == Listing(
        entries=[
            Entry(
                url="https://example.org/mayor-wins-again/",
                via="listing",
                feed_url=NEWS,
                id="66a1",
                title="Mayor wins again",
                published=AT,
                modified=AT,
            )
        ]
    )


def test_posts_of_wordpress() -> None:
    post = {
        "id": 17,
        "date": "2026-01-05T12:00:00",
        "date_gmt": "2026-01-05T10:00:00",
        "link": "https://example.org/mayor/",
        "title": {"rendered": "Mayor&#8217;s day"},
        "content": {"rendered": CARD},
        "_links": {"self": [{"href": "https://example.org/wp-json/wp/v2/posts/17"}, {}]},
    }
    entry = only([post])
    assert (entry.url, entry.title, entry.id, entry.published) == (
        "https://example.org/mayor/",
        "Mayor’s day",
        "17",
        AT,
    )


@pytest.mark.parametrize(
    "raw", ["2026-01-05T10:00:00Z", "Mon, 05 Jan 2026 10:00:00 GMT", 1767607200, 1767607200000, "1767607200"]
)
def test_dates_in_words_and_numbers(raw: Any) -> None:
    assert only([{"title": "Mayor wins", "url": "/mayor-wins-again/", "date": raw}]).published == AT


@pytest.mark.parametrize("raw", ["yesterday", "", 10**400, -1, True, [], {"a": 1}, "9" * 99, "2026-99-99"])
def test_what_is_no_date_is_none(raw: Any) -> None:
    assert only([{"title": "Mayor wins", "url": "/mayor-wins-again/", "date": raw}]).published is None


def test_a_list_that_has_a_title_and_an_address_is_no_end() -> None:
    items = [{"title": f"Story {n}", "url": f"/a-story-of-{n}-seas/"} for n in range(3)]
    assert len(read({"title": "Latest", "url": "/latest-news-of-ours/", "items": items}).entries) == 4


def test_only_articles_of_the_site_are_announced() -> None:
    links = [
        "https://elsewhere.example/a-story-of-sea/",
        "/tag/war/",
        "javascript:alert(1)",
        "file:///etc/passwd",
        "/",
        7,
    ]
    assert read([{"title": "A title", "url": link} for link in links]).entries == []


@pytest.mark.parametrize(
    "answer",
    [
        {"next": "/api/more?page=3"},
        {"items": [], "next_url": "https://example.org/api/more?page=3"},
        {"links": {"next": "?page=3"}},
        {"links": {"next": {"href": "?page=3"}}},
        {"meta": {"pagination": {"next": "?page=3"}}},
        {"html": "<button data-next-url='/api/more?page=3'></button><a href='#'></a>"},
        "<button data-next-url='/api/more?page=3'>More</button>",
    ],
)
def test_where_the_next_ones_are(answer: Any) -> None:
    assert read(answer).next_url == "https://example.org/api/more?page=3"


@pytest.mark.parametrize(
    "following", ["/api/more?page=2", "https://elsewhere.example/?page=3", 3, None, "", "next", {"a": "/x"}]
)
def test_the_endpoint_itself_and_other_hosts_are_no_next_page(following: Any) -> None:
    assert read({"next": following}).next_url is None


def test_links_in_a_piece_of_html_start_at_the_listing() -> None:
    assert only("<h2><a href='a-story-of-sea/'>A story</a></h2>").url == NEWS + "a-story-of-sea/"


def test_the_charset_of_the_header_is_heard() -> None:
    body = "<h2><a href='/mayor-wins-again/'>Мер переміг</a></h2>".encode("cp1251")
    (entry,) = read_more(body, URL, SITE, feed_url=NEWS, content_type="text/html; charset=windows-1251").entries
    assert entry.title == "Мер переміг"


def test_hostile_answers_are_bounded() -> None:
    posts = [{"title": "Story", "url": f"/a-story-of-{n}-seas/"} for n in range(1000)]
    assert len(read(posts, max_entries=10).entries) == 10
    assert read("[" * 100_000).entries == []
    assert read("[" * 900 + "]" * 900).entries == []
    assert read('{"id": ' + "9" * 100_000 + "}").entries == []
    deep: Any = {"title": "Story", "url": "/a-story-of-sea/"}
    for _ in range(100):
        deep = {"data": deep}
    assert read(deep).entries == []


VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=20)
    | st.sampled_from([CARD, "/a-b-c-d/", "?page=2"]),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from(["title", "url", "slug", "date", "next", "html", "links", "id", "tags", "x"]), inner
        )
    ),
    max_leaves=20,
)


@settings(deadline=None)
@given(VALUES)
def test_any_json_is_read(value: Any) -> None:
    listing = read(json.dumps(value))
    assert all(SITE.is_article(entry.url) for entry in listing.entries)
    assert listing.next_url is None or listing.next_url.startswith("https://example.org/")


@settings(deadline=None)
@given(st.binary(max_size=200))
def test_any_bytes_are_read(body: bytes) -> None:
    assert isinstance(read_more(body, URL, SITE, feed_url=NEWS), Listing)


def test_a_template_is_filled_with_the_number_of_a_page() -> None:
    assert page_of("https://example.org/more/{page}?limit=10", 3) == "https://example.org/more/3?limit=10"
    assert page_of("https://example.org/more", 3) == "https://example.org/more"
