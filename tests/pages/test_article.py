"""The general page object: any site, no selector written for it."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterator
from typing import Any, ClassVar

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from itemadapter import ItemAdapter
from web_poet.fields import get_fields_dict

from feedcrawler.items import Article, Author, Image, Link, Publisher, Video
from feedcrawler.pages import ArticlePage, Candidate, NotAnArticle
from feedcrawler.pages.candidates import Candidates
from feedcrawler.pages.registry import site_of
from feedcrawler.site import Site
from tests.pages.making import URL, page, read, response

ONE = "The bridge over the river was opened on Monday by the mayor and two hundred school children."
TWO = "It took four years and two contractors to build, and it already has a name that nobody uses."
JSON_LD: dict[str, Any] = {
    "@type": "NewsArticle",
    "headline": "Bridge opens",
    "alternativeHeadline": "A bridge at last",
    "description": "It took four years.",
    "author": [
        {"@type": "Person", "name": "Olha Bondar", "url": "/author/olha/"},
        {"@type": "Organization", "name": "Bridge Desk and Sons"},
    ],
    "publisher": {"@type": "Organization", "name": "The Daily Bridge"},
    "datePublished": "2025-06-05T11:02:00Z",
    "dateModified": "2025-06-06T08:00:00Z",
    "articleSection": ["Rivers", "Bridges"],
    "keywords": "bridge, river",
    "inLanguage": "en-GB",
    "timeRequired": "PT2M",
    "image": {"@type": "ImageObject", "url": "https://cdn.example/size/w1200/bridge.jpg"},
    "isAccessibleForFree": "False",
    "video": {"@type": "VideoObject", "embedUrl": "https://player.vimeo.com/video/1"},
    "url": URL,
}


def html(
    head: str = "", body: str = f"<p>{ONE}</p><p>{TWO}</p>", around: str = "<article><h1>Bridge opens</h1>{}</article>"
) -> str:
    return f"<!DOCTYPE html><html lang=en><head>{head}</head><body>{around.format(body)}</body></html>"


def script(node: Any) -> str:
    return f'<script type="application/ld+json">{json.dumps(node)}</script>'


def test_every_field_of_a_page_that_says_everything() -> None:
    figure = "<figure><img src='/bridge.jpg'><figcaption>The bridge (Photo: O. B.)</figcaption></figure>"
    card = "<a href='/other/'><div>The other story</div></a>"
    article = read(
        html(script(JSON_LD) + f'<link rel=canonical href="{URL}">', f"<p>{ONE}</p>{figure}<p>{TWO}</p>{card}")
    )
    assert article.url == URL
    assert article.canonicalUrl == URL
    assert article.headline == "Bridge opens"
    assert article.alternativeHeadline == "A bridge at last"
    assert article.description == "It took four years."
    assert article.articleBody == f"{ONE}\n\n{TWO}"
    assert article.authors == [
        Author(name="Olha Bondar", url="https://news.example/author/olha/"),
        Author(name="Bridge Desk and Sons", type="organization"),
    ]
    assert article.dates.published is not None
    assert article.dates.modified is not None
    assert (article.dates.published.raw, article.dates.published.source) == ("2025-06-05T11:02:00Z", "json-ld")
    assert article.dates.modified.raw == "2025-06-06T08:00:00Z"
    assert article.articleSection == ["Rivers", "Bridges"]
    assert article.keywords == ["bridge", "river"]
    assert article.inLanguage == "en-GB"
    assert article.timeRequired == "PT2M"
    assert article.mainImage == Image(
        url="https://cdn.example/size/w1200/bridge.jpg", caption="The bridge", credit="Photo: O. B."
    )
    assert article.images == [Image(url="https://news.example/bridge.jpg", caption="The bridge", credit="Photo: O. B.")]
    assert article.videos == [Video(url="https://player.vimeo.com/video/1")]
    assert article.relatedLinks == [Link(url="https://news.example/other/", title="The other story")]
    assert article.publisher == Publisher(name="The Daily Bridge", domain="news.example")
    assert article.isAccessibleForFree is False
    assert article.liveUpdating is None


def test_every_field_names_its_source() -> None:
    article = read(html(script(JSON_LD)))
    assert article.extraction is not None
    assert article.extraction.page == "ArticlePage"
    sources = {name: (found.source, found.path) for name, found in article.extraction.fields.items()}
    assert sources["headline"] == ("css", "h1")
    assert sources["authors"] == ("json-ld", "author")
    assert sources["datePublished"] == ("json-ld", "datePublished")
    assert sources["articleBody"] == ("structure", "article")
    filled = {name for name, value in ItemAdapter(article).items() if value not in (None, [], {})}
    evident = {"dates", "extraction", "schemaVersion"}  # dates are under `datePublished` and `dateModified`
    assert filled - evident <= set(sources)


def test_a_page_without_structured_data_is_read_by_what_it_prints() -> None:
    header = "<p>by <a href='/author/olha/'>Olha Bondar</a> June 5, 2025 2:02 PM · 2 min read</p><p><a href='/tag/rivers/'>Rivers</a></p>"
    article = read(html("<title>Bridge opens | Daily</title>", f"{header}<div><p>{ONE}</p><p>{TWO}</p></div>"))
    assert [author.name for author in article.authors] == ["Olha Bondar"]
    assert article.dates.published is not None
    assert (article.dates.published.raw, article.dates.published.source) == ("June 5, 2025 2:02 PM", "text")
    assert (article.timeRequired, article.articleSection) == ("PT2M", ["Rivers"])
    assert article.articleBody == f"{ONE}\n\n{TWO}"
    assert article.publisher == Publisher(name="news.example", domain="news.example")
    assert article.extraction is not None
    assert article.extraction.fields["timeRequired"].raw == "2 min read"


@pytest.mark.parametrize("around", ["<article><h1>Bridge opens</h1>{}</article>", "<h1>Bridge opens</h1><div>{}</div>"])
def test_a_byline_may_stand_between_a_standfirst_and_the_text(around: str) -> None:
    header = "<p>A bridge is opened.</p><div>by <a href='/author/olha/'>Olha Bondar</a> June 5, 2025 2:02 PM</div>"
    article = read(html("", f"{header}<p>{ONE}</p><p>{TWO}</p>", around))
    assert article.articleBody == f"{ONE}\n\n{TWO}"
    assert [author.name for author in article.authors] == ["Olha Bondar"]
    assert article.dates.published is not None
    assert article.dates.published.raw == "June 5, 2025 2:02 PM"


def test_teasers_beside_the_text_are_no_text() -> None:
    teaser = f"<article><h3><a href='/other/'>The other story</a></h3><p>{TWO}</p></article>"
    around = "<main><h1>Bridge opens</h1><div>{}</div><div><h2>Most read</h2>" + teaser * 5 + "</div></main>"
    article = read(html('<meta property="og:type" content="article">', around=around))
    assert article.articleBody == f"{ONE}\n\n{TWO}"


def test_a_row_of_links_is_no_text() -> None:
    tags = "<div><a href='/tag/river/'>River</a> <a href='/tag/war/'>War</a></div>"
    links = "<p><a href='/a/'>One</a> and <a href='/b/'>two</a></p>"
    header = "<div>by <a href='/author/olha/'>Olha Bondar</a></div>"
    article = read(
        html(
            "", f"{header}<p>{ONE}</p>{tags}<p>{TWO}</p>{links}{tags}<ul><li><a href=/c>C</a><li><a href=/d>D</a></ul>"
        )
    )
    assert article.articleBody == f"{ONE}\n\n{TWO}\n\nOne and two"


def test_meta_tags_serve_where_json_ld_is_missing() -> None:
    head = (
        '<meta property="og:site_name" content="The Daily Bridge"><meta property="og:title" content="Bridge opens - The Daily Bridge">'
        '<meta property="og:description" content="It took four years."><meta property="og:image" content="/bridge.jpg">'
        '<meta property="og:locale" content="uk_UA"><meta property="article:tag" content="bridge"><meta property="article:tag" content="river">'
        '<meta property="article:section" content="Rivers"><meta name="author" content="Olha Bondar, Petro Sych">'
        '<meta property="article:content_tier" content="metered"><meta property="og:url" content="/bridge-opens/">'
    )
    article = read(html(head).replace(" lang=en", ""))
    assert article.description == "It took four years."
    assert article.keywords == ["bridge", "river"]
    assert article.articleSection == ["Rivers"]
    assert [author.name for author in article.authors] == ["Olha Bondar", "Petro Sych"]
    assert (article.inLanguage, article.isAccessibleForFree, article.canonicalUrl) == ("uk-UA", False, URL)
    assert article.mainImage == Image(url="https://news.example/bridge.jpg")
    assert article.publisher == Publisher(name="The Daily Bridge", domain="news.example")
    assert article.extraction is not None
    assert article.extraction.fields["inLanguage"].raw == "uk_UA"


def test_the_publisher_signs_only_where_nobody_else_does() -> None:
    node = JSON_LD | {"author": {"@type": "Organization", "name": "The Daily Bridge"}}
    byline = "<div>by <a href='/author/olha/'>Olha Bondar</a></div>"
    signed = read(html(script(node), f"{byline}<div><p>{ONE}</p><p>{TWO}</p></div>"))
    assert [author.name for author in signed.authors] == ["Olha Bondar"]
    alone = read(html(script(node)))
    assert alone.authors == [Author(name="The Daily Bridge", type="organization")]


def test_a_byline_with_more_names_than_the_structured_data_is_believed() -> None:
    byline = "<div>by <a href='/author/o/'>Olha Bondar</a> and <a href='/author/p/'>Petro Sych</a></div>"
    article = read(html(script(JSON_LD | {"author": "Olha Bondar"}), f"{byline}<div><p>{ONE}</p><p>{TWO}</p></div>"))
    assert [author.name for author in article.authors] == ["Olha Bondar", "Petro Sych"]


def test_a_headline_for_sharing_that_is_another_one_is_the_alternative() -> None:
    article = read(html('<meta property="og:title" content="You will not believe this bridge">'))
    assert (article.headline, article.alternativeHeadline) == ("Bridge opens", "You will not believe this bridge")


def test_a_live_blog_is_one() -> None:
    assert read(html(script(JSON_LD | {"@type": "LiveBlogPosting"}))).liveUpdating is True


def test_the_text_in_json_ld_serves_where_the_page_shows_none() -> None:
    article = read(html(script(JSON_LD | {"articleBody": f"{ONE}\n\n {TWO}"}), "<div id=app></div>"))
    assert article.articleBody == f"{ONE}\n\n{TWO}"
    assert article.extraction is not None
    assert article.extraction.fields["articleBody"].source == "json-ld"


def test_a_page_whose_structure_says_nothing_is_read_by_the_full_reader() -> None:
    body = f"<center><font>{ONE} {TWO}</font></center>"
    assert read(html("", body, "<h1>Bridge opens</h1>{}")).articleBody == f"{ONE} {TWO}"


def test_contradictions_are_warnings() -> None:
    node = JSON_LD | {"headline": "Tunnel closes", "author": "Ivan Hai", "wordCount": 900}
    byline = "<div>by <a href='/author/o/'>Olha Bondar</a></div>"
    article = read(html(script(node), f"{byline}<div><p>{ONE}</p><p>{TWO}</p></div>"))
    assert article.extraction is not None
    assert article.extraction.warnings == [
        "headline: json-ld and h1 disagree",
        "authors: structured data and byline disagree",
        "articleBody: shorter than json-ld says",
    ]


def test_a_page_that_ends_in_the_middle_is_read_as_far_as_it_goes() -> None:
    whole = html(script(JSON_LD))
    cut = page(whole[: whole.index("and it already")])
    article = cut.read()
    assert cut.is_cut_off
    assert article.extraction is not None
    assert article.extraction.warnings == ["page: cut off in the middle"]
    assert article.articleBody == f"{ONE}\n\n{TWO[: TWO.index(' and it already')]}"
    assert not page(whole).is_cut_off


@pytest.mark.parametrize(
    ("source", "reason"),
    [
        ("", "empty page"),
        ("<html><body></body></html>", "no headline"),
        (html("", "<p></p>"), "no text"),
        (
            "<html><body><h1>Log in</h1><p>Please tell us who you are before you go on.</p><input type=password></body></html>",
            "a login page",
        ),
        (f"<html><body><p>{ONE}</p></body></html>", "no headline"),
        ("<html><body><div><h1>Bridge opens</h1><div><p", "cut off before the text"),
    ],
)
def test_what_is_no_article_says_why(source: str, reason: str) -> None:
    with pytest.raises(NotAnArticle) as raised:
        read(source)
    assert (raised.value.url, raised.value.reason) == (URL, reason)


def test_a_source_that_cannot_be_read_costs_its_field_and_not_the_article() -> None:
    class Broken(ArticlePage):
        def keywords_candidates(self) -> Candidates[list[str]]:
            yield Candidate([], "css")
            raise ZeroDivisionError("by zero")

    article = Broken(response(html(script(JSON_LD)))).read()
    assert article.keywords == []
    assert article.extraction is not None
    assert article.extraction.warnings == ["keywords: ZeroDivisionError while reading: by zero"]


def test_a_sites_page_object_says_what_it_knows_and_overrides_what_it_must() -> None:
    class BridgePage(ArticlePage):
        site: ClassVar[Site] = Site(name="bridge", domain="news.example", publisher="The Daily Bridge", language="uk")
        body_css = ("div.story",)
        headline_css = ("p.title",)

        def keywords_candidates(self) -> Iterator[Candidate[list[str]]]:
            yield Candidate(self.css("li.topic::text").getall(), "css", "li.topic")
            yield from super().keywords_candidates()

    source = f"<html><body><p class=title>Bridge opens</p><h1>Today</h1><div class=story>{ONE}</div><ul><li class=topic>rivers</ul></body></html>"
    article = BridgePage(response(source)).read()
    assert (article.headline, article.articleBody, article.keywords) == ("Bridge opens", ONE, ["rivers"])
    assert (article.inLanguage, article.publisher) == ("uk", Publisher(name="The Daily Bridge", domain="news.example"))
    assert article.extraction is not None
    assert article.extraction.page == "BridgePage"
    assert article.extraction.fields["articleBody"].path == "div.story"
    assert article.extraction.warnings == []

    dead = BridgePage(response(html('<meta property="og:type" content=article>'))).read()
    assert dead.extraction is not None
    assert dead.extraction.warnings == ["page: matches no known theme"]
    assert dead.extraction.fields["articleBody"].source == "structure"


def test_css_and_xpath_work_on_the_one_tree() -> None:
    read_page = page(html())
    assert read_page.selector.root is read_page.document.root
    assert read_page.css("h1::text").get() == read_page.xpath("//h1/text()").get() == "Bridge opens"


def test_web_poet_gets_the_same_item() -> None:
    assert asyncio.run(page(html(script(JSON_LD))).to_item()) == read(html(script(JSON_LD)))
    assert page(html()).item_cls is Article


def test_fields_are_named_like_the_items() -> None:
    assert set(get_fields_dict(ArticlePage)) <= set(ItemAdapter.get_field_names_from_class(Article) or [])


def test_what_a_page_gives_is_plain_data() -> None:
    json.dumps(ItemAdapter(read(html(script(JSON_LD)))).asdict())


def test_what_is_declared_of_a_site_is_asked_of_the_registry() -> None:
    assert page(html()).about == site_of(URL)


QUOTE = '"'
NESTED = "<span>" * 100 + f"<p>{ONE}</p>" + "</span>" * 100
DATES = f"<div>{'January 3, 2023 ' * 15}</div>"
PARTS = (
    "<article>", "</article>", "<div>", "</div>", "<h1>Bridge opens</h1>", "<h1>", "<p>", f"<p>{ONE}</p>", "<a href='/author/x/'>x</a>",
    "<figure><img src=/a.jpg>", "<table><tr><td>", "<time datetime=1>", script(JSON_LD), script([1, {"@type": "Article", "author": 3}]),
    "<meta property='og:title' content='x'>", "<meta name=author content=','>", "<base href='http://['>", "<a href='//['><div>x</div></a>",
    "<div>Avatar</div>", "by ", "<br><br>", "<li>", "<blockquote>", "<iframe src='http://[::1'>", "<span>Read more</span>", "<!--", "-->",
)  # fmt: skip


@settings(max_examples=120, deadline=None)
@given(st.lists(st.sampled_from(PARTS) | st.text(max_size=10), max_size=30))
def test_any_page_is_an_article_or_none_and_never_raises(parts: list[str]) -> None:
    try:
        article = read("".join(parts).encode("utf-8", "replace"))
    except NotAnArticle:
        return
    assert article.headline
    assert article.articleBody
    json.dumps(ItemAdapter(article).asdict())
    assert article.extraction is not None
    assert not [warning for warning in article.extraction.warnings if "while reading" in warning]


@settings(max_examples=80, deadline=None)
@given(st.binary(max_size=400))
def test_any_bytes_never_raise(body: bytes) -> None:
    for url in (URL, "https://kyivindependent.com/x/"):
        try:
            read(b"<h1>Bridge opens</h1><p>" + body, url)
        except NotAnArticle:
            continue


def test_a_page_that_is_released_keeps_nothing_but_its_response_and_reads_the_same_again() -> None:
    source = page(html(script(JSON_LD)))
    article = source.read()
    assert "document" in vars(source)
    source.release()
    assert {name for name in vars(source) if not name.startswith("_cached_method")} == {"response"}  # web-poet's own
    assert source.read() == article


@pytest.mark.parametrize(
    "source",
    [
        f"<h1>Bridge opens</h1>{f'<p>{ONE}</p>' * 5}" + "<span>" * 40_000,
        f"<h1>Bridge opens</h1>{f'<p>{ONE}</p>' * 5}" + "<a href='/author/x/'>Read more</a>" * 20_000,
        f"<article><h1>Bridge opens</h1><p>{ONE}</p><p>{'<a href=/x>Read more</a> ' * 8_000}</p>{f'<p>{ONE}</p>' * 3}",
        f"<h1>Bridge opens</h1><p>{ONE}</p>" + "<div class='share_" + "a_" * 150 + "!'><p>x</p></div>" * 3_000,
        f"<h1>Bridge opens</h1><p>{ONE}</p>" + "<script type=application/ld+json>" + '{"a":"\\"' * 50_000 + "</script>",
        f"<h1>Bridge opens</h1><p>{ONE}</p><article>" + "<div>" * 150 + "<a href='/membership/'>x</a>" * 2_000,
        f"<h1>Bridge opens</h1><p>{ONE}</p>" + "<figure><img src='/a.jpg'>" * 240,
        f"<h1>Bridge opens</h1><p>{ONE}</p>" + "<blockquote><a href='/x'>x</a></blockquote>" * 10_000,
        f"<h1>Bridge opens</h1><script type=application/ld+json>{QUOTE * 1_900_001}</script><p>{ONE}</p>",
        f"<h1>Bridge opens</h1>{NESTED * 200}",
        f"<article><h1>Bridge opens</h1>{DATES * 3_000}<p>{ONE}</p>",
    ],
    ids=[
        "nested",
        "links",
        "links in a paragraph",
        "class names",
        "quotes",
        "appeals",
        "figures",
        "quotations",
        "only quotes",
        "spans",
        "dates",
    ],
)
def test_hostile_pages_are_read_in_good_time(source: str) -> None:
    article = read(source)
    assert ONE in (article.articleBody or "")


OTHER = {
    "@type": "NewsArticle",
    "headline": "Ferry crews end strike",
    "datePublished": "2020-01-01",
    "author": "Bob Hill",
}
OWN = "Old bridge over the river opens after years"


@pytest.mark.parametrize(
    "head", [f"<title>{OWN}</title>", f'<title>News</title><meta property="og:title" content="{OWN}">']
)
def test_another_storys_data_without_an_address_say_nothing_of_this_one(head: str) -> None:
    script = f'<script type="application/ld+json">{json.dumps(OTHER)}</script>'
    found = read(
        f"<html><head>{head}{script}</head><body><h1>{OWN}</h1><div><p>{ONE}</p><p>{TWO}</p></div></body></html>"
    )
    assert (found.headline, found.datePublished, found.authors) == (OWN, None, [])


def test_structured_data_win_over_the_heading_only_where_the_pages_titles_agree() -> None:
    script = f'<script type="application/ld+json">{json.dumps({"@type": "NewsArticle", "headline": "Bridge open at last"})}</script>'
    text = f"<h1>Bridge opens</h1><div><p>{ONE}</p><p>{TWO}</p></div>"
    assert read(f"<html><head>{script}</head><body>{text}</body></html>").headline == "Bridge opens"
    agreeing = f"<html><head><title>Bridge open at last - News</title>{script}</head><body>{text}</body></html>"
    assert read(agreeing).headline == "Bridge open at last"
