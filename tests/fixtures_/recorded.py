"""The archives as they are committed, record by record."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from typing import Any

from lxml import etree, html
from warcio.archiveiterator import ArchiveIterator

from fixtures.kyiv_independent.source import HERE, SITE


@dataclass(frozen=True)
class Recorded:
    """One response of an archive."""

    url: str
    date: str
    status: str
    headers: dict[str, str]
    body: bytes
    digests_hold: bool

    def page(self) -> html.HtmlElement:
        return html.document_fromstring(self.body, parser=html.HTMLParser(encoding="utf-8"))


@cache
def responses(day: str) -> dict[str, Recorded]:
    """The responses of a day, by URL, in the order of the archive."""
    found = {}
    with (HERE / f"{day}.warc.gz").open("rb") as stream:
        for record in ArchiveIterator(stream, check_digests=True):
            if record.rec_type != "response":
                continue
            body = record.content_stream().read()
            url = record.rec_headers.get_header("WARC-Target-URI")
            found[url] = Recorded(
                url=url,
                date=record.rec_headers.get_header("WARC-Date"),
                status=record.http_headers.get_statuscode(),
                headers={name.lower(): value for name, value in record.http_headers.headers},
                body=body,
                digests_hold=record.digest_checker.passed is True,
            )
    return found


@cache
def truth() -> dict[str, Any]:
    """truth.json as it is committed."""
    loaded: dict[str, Any] = json.loads((HERE / "truth.json").read_text(encoding="utf-8"))
    return loaded


def true_articles(day: str) -> list[dict[str, Any]]:
    articles: list[dict[str, Any]] = truth()[day]["articles"]
    return articles


def with_case(day: str, case: str) -> dict[str, Any]:
    """The first article of `day` that has `case`."""
    return next(article for article in true_articles(day) if case in article["cases"])


def recorded_page(day: str, case: str) -> Recorded:
    return responses(day)[with_case(day, case)["url"]]


def walk(day: str, first: str) -> list[html.HtmlElement]:
    """The pages of a listing, by their `rel="next"`."""
    pages = []
    url: str | None = first
    while url:
        page = responses(day)[url].page()
        pages.append(page)
        url = next(iter(page.xpath("//link[@rel='next']/@href")), None)
    return pages


def card_links(page: html.HtmlElement) -> list[str]:
    links = page.xpath("//article//*[self::h2 or self::h3]/a/@href")
    return [link if "://" in link else SITE + link for link in links]


def feed_items(day: str) -> list[Any]:
    feed = etree.fromstring(responses(day)[f"{SITE}/news-archive/rss/"].body)
    return list(feed.iterfind("channel/item"))
