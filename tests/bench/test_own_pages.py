"""The recorded feed as a corpus."""

from __future__ import annotations

from bench.corpora import score
from bench.own_pages import own_pages
from bench.readers import feedcrawler
from tests.fixtures_.recorded import true_articles


def test_every_stored_article_is_a_page_with_its_truth() -> None:
    found = {page.url: page for page in own_pages()}
    stored = {article["url"]: article for article in true_articles("day-one") if article["outcome"] == "stored"}
    assert found.keys() == stored.keys()
    for url, page in found.items():
        assert page.truth["headline"] == stored[url]["headline"]
        assert all(name in page.text for name in page.truth["authors"])


def test_our_reader_is_right_about_a_page_of_ours() -> None:
    page = next(iter(own_pages()))
    found = score(page, feedcrawler()(page))
    assert (found.headline, found.instant, found.authors) == (True, True, True)
