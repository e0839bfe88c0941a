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
