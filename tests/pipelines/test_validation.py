"""What is not a whole article is not stored as one, and the errors say what is missing."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest

from feedcrawler.items import Author
from feedcrawler.pipelines.validation import validate
from tests.examples import article


def test_a_whole_article_has_no_errors() -> None:
    assert validate(article()) == []


def test_a_story_without_words_is_an_article_if_it_is_dated_or_signed() -> None:
    assert validate(article(articleBody="")) == []
    assert validate(article(articleBody="", datePublished=None)) == []
    assert validate(article(articleBody="", datePublished=None, authors=[])) == ["articleBody: missing"]


@pytest.mark.parametrize(
    ("fields", "error"),
    [
        ({"headline": None}, "headline: missing"),
        ({"headline": ""}, "headline: missing"),
        ({"articleBody": None}, "articleBody: missing"),
        ({"crawl": None}, "crawl: missing"),
        ({"headline": ["a"]}, "headline: Input should be a valid string"),
        (
            {"authors": [Author(name="A", type="robot")]},
            "authors.0.type: Input should be 'person' or 'organization'",
        ),
        ({"keywords": ["a", 1]}, "keywords.1: Input should be a valid string"),
        ({"datePublished": datetime(2025, 1, 1)}, "datePublished: has no time zone"),
        ({"articleBody": "word " * 500_000}, "articleBody: longer than 2000000 characters"),
    ],
)
def test_an_error_names_the_field(fields: dict[str, Any], error: str) -> None:
    assert error in validate(article(**fields))
