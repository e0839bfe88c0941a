"""The readers that are compared: ours, and each peer as its documentation says that it is called.

A reader is a function that imports its library, does what is done once, and returns what reads a page. All get the
page as text, decoded, so that no charset decides. Everything that a call gives is asked for, as a crawler would.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta, timezone
from functools import partial
from typing import Any
from urllib.parse import urlsplit

from bench.corpora import Answer, Page

Read = Callable[[Page], Answer]

OURS = "feedcrawler"
BASE = "trafilatura"
"""What all others are compared with."""


class NotCoveredError(Exception):
    """The reader is only for certain sites, and the page's is none of them."""


def feedcrawler() -> Read:
    """The general reader, or the site's own page object where there is one."""
    from feedcrawler import read_article
    from feedcrawler.pages import NotAnArticle

    def read(page: Page) -> Answer:
        try:
            article = read_article(page.text, page.url, fetched_at=page.fetched_at)
        except NotAnArticle:
            return Answer()
        published, said = article.datePublished, article.dates and article.dates.published
        if published and said and said.offsetMinutes is not None:
            published = published.astimezone(timezone(timedelta(minutes=said.offsetMinutes)))
        return Answer(article.headline, published, [author.name for author in article.authors], article.articleBody)

    return read


def trafilatura(**options: Any) -> Read:
    """Text and metadata in one call; without options, its defaults."""
    from trafilatura import bare_extraction

    def read(page: Page) -> Answer:
        found: Any = bare_extraction(page.text, url=page.url, with_metadata=True, **options)
        if not found:
            return Answer()
        return Answer(found.title, found.date, found.author.split("; ") if found.author else [], found.text)

    return read


def newspaper4k() -> Read:
    """All but the downloads."""
    from newspaper import Article

    def read(page: Page) -> Answer:
        article = Article(page.url, fetch_images=False)
        article.download(input_html=page.text)
        article.parse()
        return Answer(article.title, article.publish_date, _names(article.authors), article.text)

    return read


def news_please() -> Read:
    """Without looking at pictures, which it would download."""
    from newsplease import NewsPlease

    def read(page: Page) -> Answer:
        article = NewsPlease.from_html(page.text, url=page.url, fetch_images=False)
        return Answer(article.title, article.date_publish, _names(article.authors), article.maintext)

    return read


def readability() -> Read:
    """Its answer is HTML, of which html-text makes text."""
    from html_text import extract_text
    from readability import Document

    def read(page: Page) -> Answer:
        document = Document(page.text, url=page.url)
        return Answer(document.short_title(), body=extract_text(document.summary()))

    return read


def resiliparse() -> Read:
    """The main content, and the page's title."""
    from resiliparse.extract.html2text import extract_plain_text
    from resiliparse.parse.html import HTMLTree

    def read(page: Page) -> Answer:
        tree = HTMLTree.parse(page.text)
        text = extract_plain_text(tree, main_content=True, alt_texts=False, form_fields=False)
        return Answer(tree.title, body=text)

    return read


def goose3() -> Read:
    """One configuration for all pages, without pictures."""
    from goose3 import Goose

    goose = Goose({"enable_image_fetching": False})

    def read(page: Page) -> Answer:
        article = goose.extract(raw_html=page.text)
        published = article.publish_date if _is_iso(article.publish_date) else article.publish_datetime_utc
        return Answer(article.title, published, _names(article.authors), article.cleaned_text)

    return read


def boilerpy3() -> Read:
    """The extractor for articles."""
    from boilerpy3.extractors import ArticleExtractor

    extractor = ArticleExtractor(raise_on_failure=False)

    def read(page: Page) -> Answer:
        document = extractor.get_doc(page.text)
        return Answer(document.title, body=document.content)

    return read


def fundus() -> Read:
    """The parser written for the publisher, in the version of the day on which the page was fetched."""
    from fundus import PublisherCollection

    publishers = {_host(publisher.domain): publisher for publisher in PublisherCollection}

    def read(page: Page) -> Answer:
        host = _host(page.url)
        publisher = next((publishers[name] for name in _parents(host) if name in publishers), None)
        if publisher is None:
            raise NotCoveredError(host)
        found = publisher.parser(page.fetched_at or datetime.now(UTC)).parse(page.text, error_handling="suppress")
        body = found.get("body")
        return Answer(found.get("title"), found.get("publishing_date"), found.get("authors"), str(body) if body else "")

    return read


def _is_iso(said: Any) -> bool:
    try:
        return bool(datetime.fromisoformat(said))
    except (TypeError, ValueError):
        return False


def _names(found: Any) -> list[str]:
    """The names in lists within lists."""
    return [name for one in found for name in _names(one)] if isinstance(found, list) else [str(found or "")]


def _host(url: str) -> str:
    return (urlsplit(url).hostname or "").removeprefix("www.")


def _parents(host: str) -> list[str]:
    labels = host.split(".")
    return [".".join(labels[at:]) for at in range(len(labels) - 1)]


_ISO = {"original_date": True, "extensive_search": True, "outputformat": "%Y-%m-%dT%H:%M:%S%z"}

READERS: dict[str, Callable[[], Read]] = {
    OURS: feedcrawler,
    BASE: trafilatura,
    "trafilatura-iso-dates": partial(trafilatura, date_extraction_params=_ISO),
    "trafilatura-fast": partial(trafilatura, fast=True),
    "trafilatura-precision": partial(trafilatura, favor_precision=True),
    "trafilatura-recall": partial(trafilatura, favor_recall=True),
    "newspaper4k": newspaper4k,
    "news-please": news_please,
    "readability-lxml": readability,
    "resiliparse": resiliparse,
    "goose3": goose3,
    "boilerpy3": boilerpy3,
    "fundus": fundus,
}
