"""Reading one page, without a crawl: no network, no database."""

from __future__ import annotations

from datetime import UTC, datetime

from web_poet import HttpResponse

from feedcrawler import __version__
from feedcrawler.boilerplate import rules_for
from feedcrawler.items import Article
from feedcrawler.pages import page_class_for, site_of
from feedcrawler.pipelines.boilerplate import strip_boilerplate
from feedcrawler.pipelines.dates import normalize_dates
from feedcrawler.pipelines.duplicates import identify


def read_article(html: bytes | str, url: str, *, fetched_at: datetime | None = None) -> Article:
    """The article on a page, dates normalised and boilerplate stripped.

    Args:
        html: the page; bytes are decoded as a browser would.
        url: where it came from: chooses the page object, and is where relative links start.
        fetched_at: when it was fetched, aware: what "2 hours ago" is counted from. Now, if not given.

    Returns:
        The article as a crawl would store it, without the fields that only a crawl knows (`source`, `crawl`,
        `revision`, `firstSeenAt` and the like) or needs (`content`).

    Raises:
        feedcrawler.pages.NotAnArticle: the page holds no article; `reason` says why.
        ValueError: the URL is not http(s), or `fetched_at` has no time zone.
    """
    if fetched_at is not None and fetched_at.utcoffset() is None:
        raise ValueError("fetched_at has no time zone: give an aware datetime, such as datetime.now(UTC)")
    if isinstance(html, str):
        response = HttpResponse(url, html.encode("utf-8", "replace"), encoding="utf-8")
    else:
        response = HttpResponse(url, html)
    article = page_class_for(url)(response).read()
    if article.extraction:
        article.extraction.version = __version__
    article.requestedUrl = url
    tidy(article, fetched_at=fetched_at or datetime.now(UTC))
    identify(article)
    return article


def tidy(article: Article, *, fetched_at: datetime) -> None:
    """Take the boilerplate out of an article that a page object has read, and make instants of its dates."""
    site = site_of(article.url)
    strip_boilerplate(article, rules_for(site.name))
    normalize_dates(article, site=site, fetched_at=fetched_at)
