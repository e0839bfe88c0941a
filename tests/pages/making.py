"""Short ways to a parsed page and to what is read from it."""

from __future__ import annotations

from lxml.etree import _Element as Element
from lxml.html import document_fromstring
from web_poet import HttpResponse

from feedcrawler.items import Article
from feedcrawler.pages import ArticlePage, page_class_for
from feedcrawler.pages.document import Document, parse
from feedcrawler.pages.structured_data import StructuredData

URL = "https://news.example/bridge-opens/"


def response(html: str | bytes, url: str = URL, content_type: str | None = None) -> HttpResponse:
    body = html.encode() if isinstance(html, str) else html
    return HttpResponse(url, body, headers={"Content-Type": content_type} if content_type else {})


def page(html: str | bytes, url: str = URL) -> ArticlePage:
    return page_class_for(url)(response(html, url))


def read(html: str | bytes, url: str = URL) -> Article:
    return page(html, url).read()


def document(html: str | bytes, url: str = URL) -> Document:
    return parse(response(html, url))


def element(html: str, css: str = "body") -> Element:
    return document_fromstring(html).cssselect(css)[0]


def data(html: str, url: str = URL) -> StructuredData:
    return StructuredData(document_fromstring(html), url)
