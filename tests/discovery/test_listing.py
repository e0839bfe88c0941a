"""A listing gives its cards by their structure, whatever the theme's class names."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from parsel import Selector

from feedcrawler.discovery import Listing, read_listing
from feedcrawler.pages.kyiv_independent import KyivIndependentPage

URL = "https://kyivindependent.com/news-archive/"
SITE = KyivIndependentPage.site


def read(body: str, head: str = "") -> Listing:
    return read_listing(Selector(f"<html><head>{head}</head><body>{body}</body></html>"), URL, SITE, feed_url=URL)


CARDS = {
    "WordPress": '<article class="post"><h3 class="entry-title"><a href="/a-story/">A story</a></h3>'
    '<time class="entry-date" datetime="2025-06-03T13:43:00+00:00">June 3</time></article>',
    "archive, ISO date": '<article class="js-card archiveCard" data-archive-id="2025-06-03T13:43:00.000Z"><a href="/tag/war/">War</a>'
    '<h3 class="archiveCard__title"><a class="archiveCard__link" href="/a-story/">A story</a></h3></article>',
    "archive, JavaScript date": '<article data-archive-id="Tue Jun 03 2025 16:43:00 GMT+0300 (Eastern European Summer Time)">'
    '<h3><a href="/a-story/">A story</a></h3></article>',
    "hashed classes, linked card": '<div class="x1"><a class="x2" href="/a-story/"><div class="x3"><h2>A story</h2><p>An excerpt.</p></div></a>'
    '<time datetime="2025-06-03T13:43:00Z"></time></div>',
}


@pytest.mark.parametrize("theme", CARDS)
def test_a_card_of_each_theme_announces_its_article(theme: str) -> None:
    (entry,) = read(f"<main>{CARDS[theme]}</main>").entries
    assert (entry.url, entry.title) == ("https://kyivindependent.com/a-story/", "A story")
    assert entry.published == datetime(2025, 6, 3, 13, 43, tzinfo=UTC)


def test_navigation_and_side_columns_announce_nothing() -> None:
    chrome = "".join(
        f"<{t}><h4><a href='/not-here/'>Not here</a></h4></{t}>" for t in ("header", "nav", "aside", "footer")
    )
    assert [e.title for e in read(chrome + CARDS["WordPress"]).entries] == ["A story"]


def test_cards_without_headings_are_known_by_the_length_of_their_link() -> None:
    body = (
        "<main><div><a href='/tag-like/'>News</a><a href='/a-long-story/'>A story with a long headline</a></div></main>"
    )
    assert [e.url for e in read(body).entries] == ["https://kyivindependent.com/a-long-story/"]


def test_the_date_of_one_card_is_never_that_of_another() -> None:
    body = "<main><h3><a href='/one/'>One</a></h3>" + CARDS["WordPress"] + "</main>"
    assert [e.published is None for e in read(body).entries] == [True, False]


def test_flat_cards_keep_to_their_own_dates() -> None:
    body = "".join(f"<h2><a href='/story-{n}/'>Story {n}</a></h2>" for n in range(3))
    assert [e.published for e in read(f"<main>{body}<time datetime='2020-01-01'></time></main>").entries] == [None] * 3


def test_a_large_hostile_listing_is_read() -> None:
    deep = "<div>" * 200 + "".join(f"<h2><a href='/deep-{n}/'>Story {n}</a></h2>" for n in range(2000))
    flat = "".join(f"<h2><a href='/flat-{n}/'>Story {n}</a></h2>" for n in range(8000))
    assert len(read(deep).entries) == 2000
    assert len(read(f"<main>{flat}</main>").entries) == 8000


def test_the_next_page_is_the_one_the_head_names() -> None:
    assert read("", '<link rel="next" href="/news-archive/page/2/">').next_url == URL + "page/2/"
    assert read("<a rel='nofollow next' href='?page=2'>Older</a>").next_url == URL + "?page=2"
    assert read("<a href='?page=2'>Older</a>").next_url is None


def test_links_to_scripts_and_other_sites_are_no_entries() -> None:
    links = (
        "javascript:alert(1)",
        "https://elsewhere.example/story/",
        "http://[",
        "",
        "mailto:x@y",
        "/tag/war/",
    )
    assert read("".join(f"<h2><a href='{u}'>A headline</a></h2>" for u in links)).entries == []
