"""Other stories that a page points to."""

from __future__ import annotations

from lxml.etree import _Element as Element

from feedcrawler.items import Link
from feedcrawler.pages.pointers import is_read_also
from feedcrawler.pages.related import card_title, related_links
from feedcrawler.site import Site
from tests.pages.making import document, element

SITE = Site(name="news", domain="news.example")
BOOKMARK = (
    '<figure class="kg-card kg-bookmark-card"><a class="kg-bookmark-container" href="/other/"><div><div class="kg-bookmark-title">'
    "The other story</div><div>It began with a bridge that…</div></div><div><img src='/t.jpg' alt='Article image'></div></a></figure>"
)


def cards(html: str, css: str) -> list[Link]:
    page = document(f"<html><body>{html}</body></html>")
    found: list[Element] = page.root.cssselect(css)
    return related_links(found, page, SITE)


def test_a_bookmark_card_gives_address_and_title() -> None:
    assert cards(BOOKMARK, "figure") == [Link(url="https://news.example/other/", title="The other story")]


def test_a_card_without_known_names_gives_its_heading_or_first_line() -> None:
    assert (
        cards("<a href='/other/'><div><span>War</span></div><h4>The other story</h4></a>", "a")[0].title
        == "The other story"
    )
    assert (
        cards("<a href='/other/'><div>The other story</div><div>Two hours ago</div></a>", "a")[0].title
        == "The other story"
    )


def test_each_story_is_named_once_in_order() -> None:
    html = "".join(f"<a href='{href}'><p>{href}</p></a>" for href in ("/b/", "/a/", "/b/"))
    assert [link.title for link in cards(html, "a")] == ["/b/", "/a/"]


def test_appeals_and_the_page_itself_are_no_other_stories() -> None:
    hrefs = (
        "/membership/?utm_source=x",
        "/donate/",
        "/bridge-opens/?ref=card",
        "https://www.patreon.com/x",
        "#top",
        "mailto:a@b.c",
    )
    assert cards("".join(f"<a href='{href}'><p>Support us</p></a>" for href in hrefs), "a") == []


def test_stories_elsewhere_count() -> None:
    assert cards("<a href='https://else.example/a'><p>Elsewhere</p></a>", "a")[0].url == "https://else.example/a"


def test_a_card_without_words_is_none() -> None:
    assert cards("<a href='/other/'><div><img src='x.jpg'></div></a>", "a") == []
    assert card_title(element("<a href='/x'><img></a>", "a")) is None


def test_read_also_lines_are_links_to_other_stories_and_sentences_are_not() -> None:
    assert is_read_also(element("<p><strong>Read also:</strong> <a href='/x/'>The other story</a></p>", "p"))
    assert is_read_also(element("<p>READ MORE: <a href='/x/'>The other story</a>.</p>", "p"))
    assert not is_read_also(element("<p>Related companies said <a href='/x/'>they</a> would build it.</p>", "p"))
    assert not is_read_also(element("<p>Read also: nothing</p>", "p"))
