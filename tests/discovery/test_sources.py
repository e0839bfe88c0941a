"""The first page of a site names its feeds, sitemaps and listings."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from parsel import Selector

from feedcrawler.discovery import WELL_KNOWN, SourceLink, find_sources
from feedcrawler.site import Site

SITE = Site(name="any", domain="example.org")
URL = "https://example.org/"


def find(body: str = "", head: str = "") -> list[SourceLink]:
    return find_sources(Selector(f"<html><head>{head}</head><body>{body}</body></html>"), URL, SITE)


def paths(links: list[SourceLink]) -> list[tuple[str, str]]:
    return [(link.kind, link.url.removeprefix("https://example.org")) for link in links]


FEED = "<link rel='alternate' type='{}' title='News' href='{}'>"


@pytest.mark.parametrize(
    ("type_", "href"),
    [
        ("application/rss+xml", "/index.php?type=100"),
        ("application/atom+xml", "/a"),
        ("application/rdf+xml", "/a"),
        ("application/feed+json", "/a"),
        ("Application/RSS+XML; charset=utf-8", "/a"),
        ("application/json", "/feed.json"),
        ("text/xml", "/news-archive/rss/"),
        ("application/xml", "/feed"),
    ],
)
def test_a_feed_of_every_type_is_declared(type_: str, href: str) -> None:
    assert paths(find(head=FEED.format(type_, href))) == [("feed", href)]


@pytest.mark.parametrize(
    ("type_", "href"),
    [
        ("application/json", "/wp-json/wp/v2/pages/2"),
        ("application/json+oembed", "/wp-json/oembed/1.0/embed?url=x"),
        ("text/xml+oembed", "/wp-json/oembed/1.0/embed?format=xml"),
        ("text/html", "/de/"),
        ("application/opensearchdescription+xml", "/opensearch.xml"),
        ("application/rss+xml", "javascript:1"),
    ],
)
def test_other_alternates_are_no_feeds(type_: str, href: str) -> None:
    assert find(head=FEED.format(type_, href)) == []


def test_a_declared_feed_may_be_on_another_host_and_a_linked_one_not() -> None:
    head = FEED.format("application/rss+xml", "https://feeds.example.net/news")
    body = "<a href='https://other.example.net/rss.xml'>RSS</a><a href='/rss.xml'>RSS</a><a href='feed://example.org/atom.xml'>Atom</a>"
    assert [link.url for link in find(body, head)] == [
        "https://feeds.example.net/news",
        "https://example.org/rss.xml",
        "https://example.org/atom.xml",
    ]


@pytest.mark.parametrize(
    "path", ["/rss", "/feed", "/feed/", "/world/rss/", "/a.rss", "/a.atom", "/x/rss.xml", "/feed.json", "/?feed=rss2"]
)
def test_links_to_feeds_are_known_by_their_names(path: str) -> None:
    assert paths(find(f"<a href='{path}'>Follow</a>")) == [("feed", path)]


def test_feeds_of_comments_are_left_out_and_podcasts_come_last() -> None:
    head = "".join(
        f"<link rel='alternate' type='application/rss+xml' title='{title}' href='{href}'>"
        for title, href in [
            ("Our podcast", "/podcast/feed/"),
            ("Example » Comments Feed", "/comments/feed/"),
            ("Politics", "/category/politics/feed/"),
            ("Example » Feed", "/feed/"),
        ]
    )
    assert paths(find(head=head)) == [
        ("feed", "/feed/"),
        ("feed", "/category/politics/feed/"),
        ("feed", "/podcast/feed/"),
    ]


def test_sitemaps_are_found() -> None:
    found = find(
        "<a href='/sitemap-news.xml'>Sitemap</a><a href='/sitemap/'>Map</a>", "<link rel='sitemap' href='/sm.xml'>"
    )
    assert paths(found) == [("sitemap", "/sm.xml"), ("sitemap", "/sitemap-news.xml")]


@pytest.mark.parametrize(
    "link",
    [
        "<a rel='archives' href='/2026-posts/'>x</a>",
        "<a href='/latest/'>Fresh</a>",
        "<a href='/en/archive/'>x</a>",
        "<a href='/fresh/'>All news</a>",
        "<a href='/fresh/'>Alle Nachrichten</a>",
        "<a href='/fresh/'>Dernières actualités</a>",
        "<a href='/fresh/'>Últimas noticias</a>",
        "<a href='/fresh/'>Ultime notizie</a>",
        "<a href='/fresh/'>Najnowsze</a>",
        "<a href='/fresh/'>Усі новини</a>",
        "<a href='/fresh/'>Лента новостей →</a>",
        "<a href='/fresh/'>Son dakika</a>",
        "<a href='/fresh/'>最新ニュース</a>",
    ],
)
def test_listings_of_everything_come_first(link: str) -> None:
    menu = "<nav><a href='/politics/'>Politics</a></nav>"
    first, *_ = find(menu + link)
    assert (first.kind, first.rank) == ("listing", 0)


def test_sections_come_after_news_and_only_from_menus() -> None:
    body = (
        "<nav><a href='/'>Home</a><a href='/politics/'>Politics</a><a href='/category/sport/'>Sport</a>"
        "<a href='/news/'>News</a><a href='/about/'>About us</a><a href='/login'>Log in</a>"
        "<a href='/a-story-of-the-day/'>A story</a><a href='https://elsewhere.example/shop/'>Shop</a></nav>"
        "<p><a href='/economy/'>economy</a></p>"
    )
    assert paths(find(body)) == [("listing", "/news/"), ("listing", "/politics/"), ("listing", "/category/sport/")]
    assert [link.rank for link in find(body)] == [1, 50, 60]


def test_each_source_is_named_once() -> None:
    head = FEED.format("application/rss+xml", "/feed/") + FEED.format("application/rss+xml", "/feed/?utm_source=x")
    assert len(find("<a href='/feed'>RSS</a><a href='/feed/#top'>RSS</a>", head)) == 1


def test_no_more_than_a_hundred_of_a_kind_are_looked_at() -> None:
    head = "".join(FEED.format("application/rss+xml", f"/f{n}") for n in range(500))
    body = "<nav>" + "".join(f"<a href='/s{n}/'>Section</a>" for n in range(500)) + "</nav>"
    kinds = [link.kind for link in find(body, head)]
    assert (kinds.count("feed"), kinds.count("listing")) == (100, 100)


def test_where_nothing_is_named_there_are_paths_worth_a_try() -> None:
    assert "/feed/" in WELL_KNOWN["feed"]
    assert "/sitemap.xml" in WELL_KNOWN["sitemap"]
    assert all(path.startswith("/") for paths in WELL_KNOWN.values() for path in paths)


@settings(deadline=None)
@given(st.text(max_size=50), st.text(max_size=20), st.sampled_from(["alternate", "archives", "sitemap", "x"]))
def test_any_page_is_looked_at(href: str, text: str, rel: str) -> None:
    escaped = href.replace("'", "&#39;").replace("<", "&lt;")
    head = f"<link rel='{rel}' type='application/rss+xml' href='{escaped}'>"
    for link in find(f"<nav><a rel='{rel}' href='{escaped}'>{text}</a></nav>{text}", head):
        assert link.url.startswith(("http://", "https://"))
