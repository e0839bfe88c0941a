"""Microdata and RDFa, read as JSON-LD would be."""

from __future__ import annotations

from feedcrawler.pages.microdata import items
from feedcrawler.pages.own_article import ARTICLE_TYPES
from tests.pages.making import data, element, page

ARTICLE = (
    "<div itemscope itemtype='https://schema.org/NewsArticle'><link itemprop=mainEntityOfPage href='/bridge-opens/'>"
    "<h1 itemprop='name headline'>Bridge <i>opens</i></h1><meta itemprop=datePublished content='2025-06-05T10:00:00Z'>"
    "<time itemprop=dateModified datetime='2025-06-06'>Friday</time><a itemprop=author href='/o/'>Olha Bondar</a>"
    "<span itemprop=author itemscope itemtype='https://schema.org/Person'><span itemprop=name>Petro Sych</span></span>"
    "<img itemprop=image src='/b.jpg'><div itemprop=articleBody>Text.</div>"
    "<div itemprop=comment itemscope itemtype='https://schema.org/Comment'><b itemprop=author>Some Body</b></div></div>"
)


def test_properties_are_what_their_elements_show_or_lead_to() -> None:
    (node,) = items(element(ARTICLE), ARTICLE_TYPES)["microdata"]
    assert node == {
        "@type": ["newsarticle"],
        "mainEntityOfPage": ["/bridge-opens/"],
        "name": ["Bridge opens"],
        "headline": ["Bridge opens"],
        "datePublished": ["2025-06-05T10:00:00Z"],
        "dateModified": ["2025-06-06"],
        "author": [{"name": "Olha Bondar", "url": "/o/"}, {"@type": ["person"], "name": ["Petro Sych"]}],
        "image": ["/b.jpg"],
    }


def test_rdfa_says_the_same_with_prefixes() -> None:
    html = (
        "<article typeof='schema:NewsArticle'><h1 property='schema:headline'>Bridge opens</h1>"
        "<span property='schema:author' typeof='schema:Person'><a property='schema:name' href='/o/'>Olha Bondar</a></span>"
        "</article>"
    )
    (node,) = items(element(html), ARTICLE_TYPES)["rdfa"]
    assert node == {
        "@type": ["newsarticle"],
        "headline": ["Bridge opens"],
        "author": [{"@type": ["person"], "name": ["Olha Bondar"]}],
    }
    assert data(html).source == "rdfa"


def test_a_page_without_json_ld_is_read_by_its_microdata() -> None:
    read = page(f"<html><body>{ARTICLE}</body></html>")
    assert read.structured_data.source == "microdata"
    assert read.headline == "Bridge opens"
    assert [one.name for one in read.authors] == ["Olha Bondar", "Petro Sych"]
    assert read.extraction.fields["authors"].source == "microdata"


def test_json_ld_goes_before_microdata() -> None:
    script = '<script type="application/ld+json">{"@type": "Article", "headline": "Yes"}</script>'
    found = data(f"<html><head>{script}</head><body>{ARTICLE}</body></html>")
    assert (found.source, found.text("headline")) == ("json-ld", "Yes")


def test_of_several_marked_articles_the_pages_own_counts_or_none() -> None:
    teaser = "<div itemscope itemtype='https://schema.org/Article'><h3 itemprop=headline>{}</h3></div>"
    listing = "".join(teaser.format(name) for name in ("Ferry late", "Market opens"))
    assert data(listing).article == {}
    assert data(f"<h1>Bridge opens</h1>{listing}{ARTICLE}").text("headline") == "Bridge opens"


def test_a_work_with_a_headline_is_an_article() -> None:
    work = "<article itemscope itemtype='https://schema.org/CreativeWork'>{}</article>"
    assert data(work.format("<h1 itemprop=headline>Bridge opens</h1>")).text("headline") == "Bridge opens"
    assert data(work.format("<b itemprop=name>Menu</b>")).article == {}


def test_values_inside_values_are_read_within_limits() -> None:
    deep = "<b itemprop=headline itemscope itemtype='https://schema.org/Thing'>" * 50 + "x"
    wide = "<b itemprop='headline name'>" * 200 + "word " * 10_000
    for inner in (deep, wide):
        html = f"<div itemscope itemtype='https://schema.org/Article'>{inner}</div>"
        (node,) = items(element(html), ARTICLE_TYPES)["microdata"]
        assert len(str(node)) < 1_200_000
