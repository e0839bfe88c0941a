"""Which of the articles that a page describes is its own."""

from __future__ import annotations

import json
from typing import Any

from feedcrawler.pages.structured_data import StructuredData
from tests.pages.making import data

HERE = "https://news.example/old-town/bridge-opens-after-years/"


def said(*values: Any, shown: str = "") -> StructuredData:
    scripts = "".join(f'<script type="application/ld+json">{json.dumps(value)}</script>' for value in values)
    return data(f"<html><head>{scripts}</head><body>{shown}</body></html>", HERE)


def test_the_same_story_on_a_sister_site_is_the_pages_own() -> None:
    sister = {"@type": "NewsArticle", "headline": "Bridge", "url": HERE.replace("news.example", "town.example")}
    assert said(sister, shown="<h1>A bridge for the old town</h1>").text("headline") == "Bridge"


def test_another_story_with_another_headline_is_not() -> None:
    other = {"@type": "NewsArticle", "headline": "Ferry late", "url": "https://news.example/ferry-late-again/"}
    assert said(other, shown="<h1>A bridge for the old town</h1>").article == {}


def test_what_the_same_article_says_elsewhere_is_added() -> None:
    short = {"@type": "Article", "headline": "Bridge opens", "author": None, "description": "Short"}
    graph = {"@graph": [{"@type": "Article", "headline": "Bridge opens!", "author": {"name": "Olha Bondar"}}]}
    found = said(short, graph)
    assert found.text("author") == "Olha Bondar"
    assert found.text("description") == "Short"
    assert found.text("headline") == "Bridge opens"


def test_another_article_adds_nothing() -> None:
    found = said(
        {"@type": "Article", "headline": "Bridge opens", "url": HERE},
        {"@type": "Article", "headline": "Ferry late", "author": "Petro Sych"},
    )
    assert found.text("author") is None


def test_only_news_is_a_newsrooms() -> None:
    assert said({"@type": "ReportageNewsArticle", "headline": "x"}).is_news
    assert not said({"@type": "BlogPosting", "headline": "x"}).is_news


OLD = "A bridge for the old town opens after years"
FERRY = {"@type": "NewsArticle", "headline": "Ferry crews end their strike", "author": "Petro Sych"}


def test_another_headline_is_another_story_where_the_pages_own_is_sure() -> None:
    assert said(FERRY, shown=f"<title>{OLD} - News</title><h1>{OLD}</h1>").article == {}
    assert said(FERRY, shown=f'<meta property="og:title" content="{OLD}"><h1>{OLD}</h1>').article == {}
    assert said(FERRY, shown=f"<title>News of the whole town</title><h1>{OLD}</h1>").text("author") == "Petro Sych"
    assert said(FERRY, shown=f"<h1>{OLD}</h1>").text("author") == "Petro Sych"


def test_a_headline_in_other_words_is_the_same_story() -> None:
    shown = f"<title>{OLD}</title><h1>{OLD}</h1>"
    for headline in ("Mayor opens bridge to cheers", "Why years of building cost more", "Cheers"):
        assert said({**FERRY, "headline": headline}, shown=shown).text("author") == "Petro Sych"


def test_a_headline_without_spaces_is_compared_by_pairs_of_characters() -> None:
    shown = "<title>市議会が古い橋の再建を決定しました</title><h1>市議会が古い橋の再建を決定しました</h1>"
    assert said({**FERRY, "headline": "古い橋を再建へ、市が発表"}, shown=shown).article
    assert said({**FERRY, "headline": "野球大会で優勝"}, shown=shown).article == {}
