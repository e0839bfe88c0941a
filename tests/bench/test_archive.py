"""A corpus as an archive that can be crawled."""

from __future__ import annotations

from pathlib import Path

from bench.archive import record
from bench.corpora import Page
from feedcrawler.recording import Archive


def page(url: str, html: str) -> Page:
    return Page(url, "harbour", html.encode(), {"url": url, "crawl_date": "2026-01-31T12:00:00"})


def test_every_page_answers_under_its_own_address(tmp_path: Path) -> None:
    ferry = page("https://harbour.example/ferry/?page=2", "<h1>Пором")
    barley = page("https://village.example/barley", "<h1>Ячмінь")
    urls = record([ferry, barley], tmp_path / "corpus.warc.gz")
    assert urls == [ferry.url, barley.url]
    archive = Archive([tmp_path / "corpus.warc.gz"])
    for one in (ferry, barley):
        capture = archive.find(one.url)
        assert capture
        recorded = archive.read(capture)
        assert recorded.body == one.html
        assert (b"Content-Type", b"text/html; charset=utf-8") in recorded.headers
        assert recorded.date == one.fetched_at


def test_an_article_that_is_in_two_corpora_is_crawled_once(tmp_path: Path) -> None:
    twice = [
        page("https://harbour.example/ferry", "<h1>Ferry"),
        page("https://HARBOUR.example/ferry#top", "<h1>Ferry!"),
    ]
    assert record(twice, tmp_path / "corpus.warc.gz") == ["https://harbour.example/ferry"]
