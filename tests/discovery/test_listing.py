"""A listing gives its cards by their structure, whatever the theme's class names."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from parsel import Selector

from feedcrawler.discovery import Listing, read_listing
from feedcrawler.pages.kyiv_independent import KyivIndependentPage
from feedcrawler.site import Site

URL = "https://kyivindependent.com/news-archive/"
SITE = KyivIndependentPage.site


def read(body: str, head: str = "") -> Listing:
    return read_listing(Selector(f"<html><head>{head}</head><body>{body}</body></html>"), URL, SITE, feed_url=URL)


ANY = Site(name="any", domain="example.org")
NEWS = "https://example.org/news/"


def read_any(body: str, url: str = NEWS, site: Site = ANY) -> Listing:
    """A listing of a site of which nothing is known."""
    return read_listing(Selector(f"<html><body>{body}</body></html>"), url, site, feed_url=NEWS)


def found(body: str) -> list[tuple[str, str | None]]:
    """Paths and titles."""
    return [(entry.url.removeprefix("https://example.org"), entry.title) for entry in read_any(body).entries]


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


NAVIGATION = {
    "elements": "<header><h4><a href='/war-in-the-east/'>War in the East</a></h4></header>"
    "<nav><h4><a href='/a-story-in-a-menu/'>A story in a menu that is long</a></h4></nav>"
    "<aside><h4><a href='/most-read-of-today/'>The most read of today</a></h4></aside>"
    "<footer><a href='/how-we-work-and-why/'>How we work, and why we do it so</a></footer>",
    "roles": "<div role='navigation'><a href='/war-in-the-east/'>War in the East, and elsewhere</a></div>",
    "names of menus": "<div class='main-menu'><a href='/war-in-the-east/'>War in the East, and elsewhere</a></div>"
    "<div id='siteNav'><a href='/war-in-the-west/'>War in the West, and elsewhere</a></div>",
    "breadcrumbs": "<ol class='breadcrumb'><li><a href='/war-in-the-east/'>War in the East, and elsewhere</a></li></ol>",
    "tag clouds": "<div class='tag-cloud'><a href='/war-in-the-east/'>War in the East, and elsewhere</a></div>",
    "sections": "<section><h2><a href='/politics/'>Politics</a></h2></section><a href='/sport/'>Sport</a>",
    "pages about the site": "<p><a href='/privacy-policy/'>How we keep what you tell us private</a></p>",
    "bylines": "<div class='byline'><a href='/jane-van-der-berg/'>Jane van der Berg, Correspondent</a></div>",
    "people": "<p><a href='/people/jane-van-berg/'>Jane van Berg</a></p>",
    "listings by name": "<h3><a href='/tag/war-in-the-east/'>All about the war in the East</a></h3>",
}


@pytest.mark.parametrize("kind", NAVIGATION)
def test_what_leads_around_a_site_is_no_article(kind: str) -> None:
    story = "<main><article><h2><a href='/mayor-wins-again/'>Mayor wins again</a></h2></article></main>"
    assert found(NAVIGATION[kind] + story) == [("/mayor-wins-again/", "Mayor wins again")]


STORIES = {
    "a card that is one link": "<a href='/mayor-wins-again/'><img><h3>Mayor wins again</h3><p>What he said then.</p></a>",
    "a link with its picture and one with its title": "<div><a href='/mayor-wins-again/'><img alt='A picture'></a>"
    "<a href='/sport/'>Sport</a><a href='/mayor-wins-again/'>Mayor wins again</a></div>",
    "a heading without a link": "<div><h3>Mayor wins again</h3><a href='/mayor-wins-again/'>Read more</a></div>",
    "a link over the whole card": "<div><a href='/mayor-wins-again/'></a><h3>Mayor wins again</h3></div>",
    "a label for those who hear": "<div><a href='/mayor-wins-again/' aria-label='Mayor wins again'><img></a></div>",
    "a title to hover over": "<div><a href='/mayor-wins-again/' title='Mayor wins again'><img></a></div>",
    "a picture with a name": "<div><a href='/mayor-wins-again/'><img alt='Mayor wins again'></a></div>",
    "a header of its own": "<article><header class='entry-header'><h2><a href='/mayor-wins-again/'>Mayor wins again</a>"
    "</h2></header><footer><a href='/mayor-wins-again/#comments'>3 comments</a></footer></article>",
    "a part that is named its title": "<div><a href='/mayor-wins-again/'><span class='kicker'>Live</span>"
    "<span class='card__title'>Mayor wins again</span><span class='teaser'>What he said.</span></a><p>x</p><img></div>",
    "a page in one form": "<form id='aspnetForm'><h3><a href='/mayor-wins-again/'>Mayor wins again</a></h3></form>",
}


@pytest.mark.parametrize("card", STORIES)
def test_a_story_is_one_entry_with_its_title(card: str) -> None:
    assert found(f"<main>{STORIES[card]}</main>") == [("/mayor-wins-again/", "Mayor wins again")]


def test_an_address_that_says_nothing_needs_a_card_or_a_headline() -> None:
    card = "<article><h2><a href='/mayor/'>Mayor</a></h2><time datetime='2026-01-05'></time></article>"
    headline = "<div><h3><a href='/kuleba-2/'>Kuleba meets colleagues in Washington</a></h3></div>"
    label = "<div><h3><a href='/opinion/'>Opinion</a></h3></div>"
    assert found(f"<main>{card}{headline}{label}</main>") == [
        ("/mayor/", "Mayor"),
        ("/kuleba-2/", "Kuleba meets colleagues in Washington"),
    ]


def test_a_short_address_among_articles_is_an_article() -> None:
    titles = {
        "/a-day-in-town/": "The mayor meets people",
        "/a-day-at-sea/": "The mayor meets fishermen",
        "/a-day-in-air/": "The mayor meets pilots",
        "/mayor-2/": "The mayor",
    }
    items = "".join(f"<li class='row'><a href='{path}'>{title}</a></li>" for path, title in titles.items())
    assert found(f"<ul>{items}</ul>") == list(titles.items())


def test_names_of_layouts_are_not_taken_for_menus() -> None:
    cards = "".join(f"<h3><a href='/story-of-the-{n}/'>Story {n}</a></h3>" for n in ("sea", "air", "land"))
    side = "<div class='sidebar'><h3><a href='/an-old-story/'>Old</a></h3></div>"
    assert len(found(f"<div class='sidebar-wrap'>{cards}</div>{side}")) == 3
    assert len(found(f"<div class='has-sidebar'>{cards}{side}</div>")) == 3


def test_relative_links_start_where_the_page_says() -> None:
    page = "<html><head><base href='/world/'></head><body><h2><a href='a-story-of-sea/'>A story</a></h2></body></html>"
    (entry,) = read_listing(Selector(page), NEWS, ANY, feed_url=NEWS).entries
    assert entry.url == "https://example.org/world/a-story-of-sea/"


PAGERS = [
    ("", "<a rel='next' href='/news/page/2/'>x</a>", "/news/page/2/"),
    ("", "<div class='pagination'><span class='current'>1</span><a href='/news/page/2/'>2</a></div>", "/news/page/2/"),
    (
        "page/2/",
        "<div class='pagination'><a href='/news/'>1</a><b>2</b><a href='/news/page/3/'>3</a></div>",
        "/news/page/3/",
    ),
    ("", "<ul class='pager'><li class='is-active'>1</li><li><a href='?page=1'>2</a></li></ul>", "/news/?page=1"),
    ("?page=1", "<ul class='pager'><li class='is-active'>2</li><li><a href='?page=2'>3</a></li></ul>", "/news/?page=2"),
    ("", "<nav><a href='?page=9'>»</a><a href='?page=2'>›</a></nav>", "/news/?page=2"),
    ("", "<nav><a href='?offset=20'>Weiter</a></nav>", "/news/?offset=20"),
    ("?offset=20", "<nav><a href='?offset=0'>Next</a><a href='?offset=40'>Siguiente</a></nav>", "/news/?offset=40"),
    ("", "<div class='nav-previous'><a href='/news/page/2/'>← Older posts</a></div>", "/news/page/2/"),
    ("", "<a href='?page=2'>Далі</a>", "/news/?page=2"),
    ("", "<a href='?page=2' aria-label='Page suivante'><svg></svg></a>", "/news/?page=2"),
    ("", "<div class='pages'><b>1</b> <a href='news-2.html'>2</a></div>", "/news/news-2.html"),
    ("", "<button data-next-url='/api/more?page=2'>Load more</button>", "/api/more?page=2"),
    ("", "<div data-next-page-url='/news/?page=2'></div>", "/news/?page=2"),
    ("", "<div class='js-infinite-scroll' data-url='/api/more?page=2'></div>", "/api/more?page=2"),
    ("", "<button hx-get='/news/?page=2'>Show more</button>", "/news/?page=2"),
    ("", "<a class='load-more' href='?page=2'>…</a>", "/news/?page=2"),
    ("", "<turbo-frame id='more' src='/news/?page=2' loading='lazy'></turbo-frame>", "/news/?page=2"),
]


@pytest.mark.parametrize(("at", "pager", "expected"), PAGERS)
def test_the_next_page_is_found_by_words_numbers_and_buttons(at: str, pager: str, expected: str) -> None:
    assert read_any(pager, NEWS + at).next_url == "https://example.org" + expected


NO_PAGERS = [
    ("", "<a rel='next' href='#'>Next</a>"),
    ("", "<a rel='next' href='https://elsewhere.example/page/2/'>Next</a>"),
    ("", "<a rel='next' href='/news/?PHPSESSID=0123456789abcdef#top'>Next</a>"),
    ("", "<a rel='next' href='/news/;jsessionid=1'>Next</a>"),
    ("", "<a href='/older/'>Older</a>"),
    ("", "<div class='carousel'><a class='next' href='/a-story-of-the-sea/'>Next</a></div>"),
    ("", "<button hx-get='/login'>Log in</button>"),
    ("", "<button class='load-more' data-url='/api/{page}'>More</button>"),
    ("page/2/", "<nav><a href='/news/page/1/'>Next</a><a href='/news/'>1</a></nav>"),
    ("page/9/", "<div class='pagination'><a href='/news/page/8/'>8</a><span>9</span></div>"),
]


@pytest.mark.parametrize(("at", "pager"), NO_PAGERS)
def test_the_page_itself_other_hosts_articles_and_pages_before_are_no_next_page(at: str, pager: str) -> None:
    assert read_any(pager, NEWS + at).next_url is None


def test_two_hundred_thousand_links_are_cut_short() -> None:
    links = "".join(f"<h2><a href='/story-number-{n}-of-all/'>Story</a></h2>" for n in range(200_000))
    assert len(read_listing(Selector(links), NEWS, ANY, feed_url=NEWS, max_entries=500).entries) == 500


ELEMENTS = st.sampled_from(
    [
        "a",
        "div",
        "p",
        "h2",
        "h3",
        "li",
        "ul",
        "article",
        "header",
        "footer",
        "nav",
        "section",
        "span",
        "time",
        "form",
        "table",
        "td",
        "svg",
    ]
)
HREFS = st.sampled_from(
    [
        "/news/",
        "?page=2",
        "#x",
        "/a-story-of-sea/",
        "/mayor/",
        "http://[",
        "//x",
        "javascript:1",
        "/news/?sid=9",
        "",
        "\x00",
    ]
)
NAMES = st.sampled_from(["", "next", "pagination", "menu", "load-more", "card title", "current", "é-ß", "byline"])


@st.composite
def pages(draw: Any) -> str:
    """Tags opened and closed in no order, with attributes that mean something."""
    parts = []
    for _ in range(draw(st.integers(0, 30))):
        tag = draw(ELEMENTS)
        attributes = f"href='{draw(HREFS)}' class='{draw(NAMES)}' data-next-url='{draw(HREFS)}' rel='{draw(NAMES)}'"
        parts.append(f"<{tag} {attributes}>" if draw(st.booleans()) else f"</{tag}>{draw(st.text(max_size=30))}")
    return "".join(parts)


@settings(deadline=None)
@given(pages() | st.text(max_size=300))
def test_any_page_is_read_and_never_leads_to_itself(page: str) -> None:
    listing = read_listing(Selector(page or " "), NEWS, ANY, feed_url=NEWS)
    assert all(ANY.is_article(entry.url) for entry in listing.entries)
    if listing.next_url:
        assert listing.next_url.startswith("https://example.org/")
        assert ANY.identity(listing.next_url) != ANY.identity(NEWS)


CARDS_OF_ALL_KINDS = [
    "<article><h2><a href='/mayor/'>Mayor</a></h2><time datetime='2026-01-05'></time></article>",
    "<div class='card'><h3><a href='/kuleba-2/'>Kuleba meets colleagues in Washington</a></h3></div>",
    "<div class='card'><a href='/a-story-of-sea/'><img></a><a href='/sport/'>Sport</a><h3>A story of the sea</h3></div>",
    "<div class='card'><a href='/world/1234567'><h4>One</h4></a></div>",
    "<div class='card'><h3><a href='/opinion/'>Opinion</a></h3></div>",
    "<div class='card'><a href='/tag/war/'>War and all that belongs to it</a></div>",
]


@settings(deadline=None)
@given(st.permutations(CARDS_OF_ALL_KINDS), st.lists(st.sampled_from(["div", "section", "ul"]), max_size=3))
def test_order_and_wrapping_of_cards_do_not_change_what_is_found(cards: list[str], wrappers: list[str]) -> None:
    before, after = "".join(f"<{w}>" for w in wrappers), "".join(f"</{w}>" for w in reversed(wrappers))
    each = "".join(f"{before}{card}{after}" for card in cards)
    expected = {"/mayor/", "/kuleba-2/", "/a-story-of-sea/", "/world/1234567"}
    assert {path for path, _ in found(each)} == expected
    assert {path for path, _ in found(before + "".join(cards) + after)} == expected
