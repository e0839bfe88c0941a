"""What a page says of itself to machines, in all the wrong types."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings
from lxml.html import document_fromstring

from feedcrawler.pages.authors import Signing
from feedcrawler.pages.byline import Header
from feedcrawler.pages.structured_data import StructuredData, split_list
from tests.pages.making import URL, data, document
from tests.pages.test_json_ld import VALUES


def said(*values: Any, url: str = URL) -> StructuredData:
    scripts = "".join(f'<script type="application/ld+json">{json.dumps(value)}</script>' for value in values)
    return data(f"<html><head>{scripts}</head><body></body></html>", url)


def test_meta_tags_are_found_by_property_name_or_itemprop_in_any_case() -> None:
    found = data(
        '<meta property="og:title" content="One"><meta name="DC.Date" content="2025-06-09"><meta name="empty">'
        '<meta itemprop="datePublished" content="2025-06-08"><meta property="article:tag" content="a">'
        '<meta property="article:tag" content="b &amp;amp; c">'
    )
    assert found.meta["og:title"] == ["One"]
    assert found.meta["dc.date"] == ["2025-06-09"]
    assert found.meta["datepublished"] == ["2025-06-08"]
    assert found.meta["article:tag"] == ["a", "b & c"]
    assert "empty" not in found.meta
    assert list(found.first_meta("nothing", "og:title")) == [("og:title", "One")]


def test_the_article_is_found_in_a_graph_among_other_things() -> None:
    graph = {"@graph": [{"@type": "WebSite", "name": "News"}, {"@type": ["NewsArticle", "Thing"], "headline": "Yes"}]}
    assert said(graph).text("headline") == "Yes"


def test_types_may_carry_the_vocabularys_address() -> None:
    assert said({"@type": "http://schema.org/NewsArticle", "headline": "Yes"}).text("headline") == "Yes"
    assert said({"@type": "schema:LiveBlogPosting", "headline": "Yes"}).is_a("liveblogposting")


def test_of_several_articles_the_one_with_the_pages_address_counts() -> None:
    other = {"@type": "NewsArticle", "headline": "Other", "url": "https://news.example/other/", "description": "x"}
    this = {
        "@type": "NewsArticle",
        "headline": "This",
        "mainEntityOfPage": {"@id": "http://www.news.example/bridge-opens"},
    }
    assert said(other, this).text("headline") == "This"
    assert said({"@type": "ItemList", "itemListElement": [other, other]}, this).text("headline") == "This"


def test_without_an_address_the_outermost_article_counts() -> None:
    outer = {"@type": "Article", "headline": "Outer", "hasPart": {"@type": "Article", "headline": "Inner", "url": "x"}}
    assert said(outer).text("headline") == "Outer"


def test_references_by_id_are_followed() -> None:
    person = {"@type": "Person", "@id": "#p1", "name": "Some One"}
    found = said({"@graph": [{"@type": "Article", "author": {"@id": "#p1"}}, person]})
    assert found.text_of(found.article["author"]) == "Some One"


def test_a_reference_to_nothing_is_no_text() -> None:
    found = said({"@type": "Article", "author": {"@id": "#nobody"}})
    assert found.text("author") is None


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("A &quot;bridge&quot;", 'A "bridge"'),
        (["", None, "second"], "second"),
        ({"@value": "in here"}, "in here"),
        ({"name": ["list"]}, "list"),
        ([{"name": "named"}], "named"),
        (7, None),
        (True, None),
        (None, None),
        ("null", None),
        ([], None),
        ("\ud800ok", "ok"),
    ],
)
def test_a_text_is_found_in_whatever_stands_for_it(value: Any, text: str | None) -> None:
    assert said({"@type": "Article", "headline": value}).text("headline") == text


@pytest.mark.parametrize(
    ("value", "url"),
    [
        ("/a.jpg", "/a.jpg"),
        ({"url": "/a.jpg"}, "/a.jpg"),
        ({"@type": "ImageObject", "contentUrl": "/a.jpg"}, "/a.jpg"),
        (["/a.jpg", "/b.jpg"], "/a.jpg"),
        ([{"url": ["/a.jpg"]}], "/a.jpg"),
        ({"url": {"deep": 1}}, None),
        (3, None),
        ("", None),
    ],
)
def test_a_url_is_found_in_whatever_stands_for_it(value: Any, url: str | None) -> None:
    found = said({"@type": "Article", "image": value})
    assert found.url_of(found.article["image"]) == url


@pytest.mark.parametrize(
    ("value", "answer"),
    [
        (True, True),
        ("True", True),
        ("false", False),
        (False, False),
        ("http://schema.org/False", False),
        ("maybe", None),
        ({}, None),
        (None, None),
    ],
)
def test_yes_and_no_in_every_spelling(value: Any, answer: bool | None) -> None:
    assert said({"@type": "Article", "isAccessibleForFree": value}).truth("isAccessibleForFree") is answer


def test_keywords_are_split_and_each_kept_once() -> None:
    assert split_list(["War, Kyiv", "kyiv", "", "Russia"]) == ["War", "Kyiv", "Russia"]


@pytest.mark.parametrize(("value", "count"), [(1200, 1200), ("1,200", 1200), ("many", 0), (None, 0), ([1], 1), (-5, 0)])
def test_the_word_count_is_a_number_or_nothing(value: Any, count: int) -> None:
    assert said({"@type": "Article", "wordCount": value}).word_count == count


def test_words_of_the_text_in_json_ld_are_counted() -> None:
    assert said({"@type": "Article", "articleBody": "one two three"}).word_count == 3


@settings(max_examples=50)
@given(VALUES)
def test_any_value_for_any_property_never_raises(value: Any) -> None:
    names = (
        "headline",
        "author",
        "datePublished",
        "image",
        "keywords",
        "publisher",
        "isAccessibleForFree",
        "@id",
        "url",
    )
    for found in (said({"@type": "Article", **dict.fromkeys(names, value)}), said(value)):
        for name in names:
            found.text(name)
            found.texts(name)
            found.truth(name)
            found.url_of(found.article.get(name))
        page = document("<p>x")
        list(Signing(found, Header(None, None, None), page, "News").candidates())


def test_no_structured_data_at_all() -> None:
    found = StructuredData(document_fromstring("<p>x"), URL)
    assert (found.article, found.meta, found.text("headline"), found.word_count) == ({}, {}, None, 0)


def test_an_article_with_another_address_and_another_headline_is_not_the_pages() -> None:
    node = {
        "@type": "Article",
        "url": "https://news.example/tunnel-closes/",
        "headline": "Tunnel closes",
        "author": "A B",
    }
    page = '<h1>Bridge opens</h1><script type="application/ld+json">{}</script>'
    assert data(page.format(json.dumps(node))).article == {}
    for same in ({"headline": "Bridge opens!"}, {"url": URL}, {"url": None}):
        assert data(page.format(json.dumps(node | same))).text("author") == "A B"


def test_the_scripts_of_a_page_share_one_limit() -> None:
    script = '<script type="application/ld+json">[{}{{}}]</script>'.format('{"a": 1},' * 100_000)
    many = '<script type="application/ld+json">{"@type": "Article", "headline": "A"}</script>' + script * 20
    assert data(many).text("headline") == "A"


def test_the_text_in_structured_data_is_plain_lines() -> None:
    assert (
        said({"@type": "Article", "articleBody": "<p>One &amp; only.</p><p>Two.</p>"}).body_text == "One & only.\nTwo."
    )
    assert said({"@type": "Article", "articleBody": ["One.", 5, "Two."]}).body_text == "One.\nTwo."
    for nothing in ("", "<p></p>", None, {"a": "b"}):
        assert said({"@type": "Article", "articleBody": nothing}).body_text is None


def test_what_a_site_calls_itself() -> None:
    site = {
        "@graph": [{"@type": "WebSite", "name": "The Daily Bridge", "alternateName": "Bridge"}, {"@type": "Person"}]
    }
    assert said(site).site_names == ["The Daily Bridge", "Bridge"]
    assert data('<meta name="application-name" content="Bridge News">').site_names == ["Bridge News"]
