"""The whole site in small, page by page, against what its pages hold."""

from __future__ import annotations

import json
import re
from collections import Counter
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from warcio.archiveiterator import ArchiveIterator

from feedcrawler import read_article
from feedcrawler.items import Article
from feedcrawler.pages import NotAnArticle

# Lines of the site's chrome and the audio line: in no article's text.
CHROME = (
    "This audio is created",
    "min read",
    "Edit post",
    "Avatar",
    "Read more",
    "Show More",
    "(Updated:",
    "Become a member",
    "Article image",
)


@pytest.fixture(scope="module")
def pages(shared: Path) -> dict[str, bytes]:
    found = {}
    with (shared / "kyiv-independent" / "site-sample.warc.gz").open("rb") as file:
        for record in ArchiveIterator(file):
            if record.rec_type == "response":
                found[record.rec_headers.get_header("WARC-Target-URI")] = record.content_stream().read()
    return found


@pytest.fixture(scope="module")
def truth(shared: Path) -> list[dict[str, Any]]:
    lines = (shared / "kyiv-independent" / "site-sample-truth.jsonl").read_text().splitlines()
    return [json.loads(line) for line in lines]


@pytest.fixture(scope="module")
def articles(pages: dict[str, bytes], truth: list[dict[str, Any]]) -> dict[str, Article]:
    return {page["url"]: read_article(pages[page["url"]], page["url"]) for page in truth}


def words(text: str) -> str:
    return re.sub(r"\s+", "", text)


def test_headlines_authors_sections_and_related_stories_of_every_page(
    articles: dict[str, Article], truth: list[dict[str, Any]]
) -> None:
    assert len(articles) == 67
    for page in truth:
        article = articles[page["url"]]
        assert article.headline == page["headline"]
        assert [author.name for author in article.authors] == page["authors"]
        assert article.articleSection == [page["section"]]
        assert [link.title for link in article.relatedLinks] == page["related"]


def test_the_instant_of_every_page(articles: dict[str, Article], truth: list[dict[str, Any]]) -> None:
    for page in truth:
        published = articles[page["url"]].datePublished
        assert published is not None
        expected = datetime.fromisoformat(page["datePublished"])
        by_the_minute = page["head"] == "none"  # what is printed has no seconds
        assert published == (expected.replace(second=0, microsecond=0) if by_the_minute else expected), page["url"]


def test_every_paragraph_in_order_and_no_chrome(articles: dict[str, Article], truth: list[dict[str, Any]]) -> None:
    for page in truth:
        body = articles[page["url"]].articleBody or ""
        at = 0
        for paragraph in page["paragraphs"]:
            found = words(body).find(words(paragraph), at)
            assert found >= 0, (page["url"], paragraph)
            at = found + len(words(paragraph))
        assert not [line for line in body.split("\n\n") if line.startswith(CHROME) or line.endswith("min read")], page[
            "url"
        ]


def test_nothing_is_odd_about_these_pages(articles: dict[str, Article]) -> None:
    odd = Counter(
        warning for article in articles.values() if article.extraction for warning in article.extraction.warnings
    )
    assert set(odd) <= {"articleBody: nothing but boilerplate"}, odd
    assert odd.total() <= 1


def test_listings_are_no_articles(pages: dict[str, bytes], truth: list[dict[str, Any]]) -> None:
    others = [
        url for url in pages if url not in {page["url"] for page in truth} and pages[url].startswith(b"<!DOCTYPE html")
    ]
    assert len(others) == 10
    for url in others:
        with pytest.raises(NotAnArticle):
            read_article(pages[url], url)
