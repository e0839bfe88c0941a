"""The dates that a page states for machines: JSON-LD and its kin, meta tags, marked elements, in order of trust."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime
from itertools import islice
from typing import Any

from lxml.etree import _Element as Element

from feedcrawler.items import DateEvidence
from feedcrawler.pages.candidates import Candidate
from feedcrawler.pages.structured_data import StructuredData, types_of
from feedcrawler.pages.text import short, text_of

PUBLISHED_META = (
    "article:published_time", "og:article:published_time", "article:published", "article.published",
    "og:published_time", "og:datepublished", "datepublished", "published", "published_time", "rnews:datepublished",
    "parsely-pub-date", "article_date_original", "originalpublicationdate", "sailthru.date",
    "cxenseparse:recs:publishtime", "cxenseparse:publishtime", "cxenseparse:recs:published_time", "bt:pubdate",
    "citation_online_date", "citation_publication_date", "citation_date", "dc.date.issued", "dcterms.issued",
    "dc.date.published", "dcterms.available", "prism.publicationdate", "dcterms.created", "dc.date.created",
    "dcterms.date", "dc.date", "publishdate", "publish-date", "publish_date", "og:publish_date", "pubdate", "pub_date",
    "publication_date", "publication-date", "date.release", "displaydate", "article:post_date", "date",
)  # fmt: skip
MODIFIED_META = (
    "article:modified_time", "og:article:modified_time", "og:updated_time", "article:modified",
    "article:updated_time", "article.updated", "datemodified", "article_date_updated", "revision_date",
    "dcterms.modified", "dc.date.modified", "last-modified", "last-updated", "lastmod",
)  # fmt: skip
_CREATED_META = ("datecreated", "article.created", "created", "creation_date")

# Other names that a system of its own may have for it: "w-published-date", "cms:publication_time".
_PUBLISHED_NAME = re.compile(r"publi[sc].*(?:date|time|_at\b|_on\b)|(?:date|time).*publi[sc]|\bpub[_.-]?(?:date|time)")
_OTHER_NAME = re.compile(r"modif|updat|expir|unpubl|last|revis|publisher|edit")
_PAGES = frozenset(["webpage", "itempage", "medicalwebpage", "creativework", "howto", "recipe", "faqpage", "qapage"])
_MAY_BE_DATE = re.compile(r"(?:19|20|25)\d\d|(?<!\d)1\d{9}(?:\d{3})?(?!\d)")
_ISO = re.compile(r"(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d)(?!\d))?")
OLDEST = 1990
"""Years before are those of placeholders and of the events that are written about."""
_MAX_ELEMENTS = 20_000

Said = Candidate[DateEvidence]


def evidence(text: str, source: str, path: str | None) -> Said:
    """What a source says of a date, cut to a length that dates have."""
    raw = short(text, 200)
    return Candidate(DateEvidence(raw=raw, source=source), source, path, raw)


def stated_published(data: StructuredData) -> Iterator[Said]:
    """When the article was published."""
    found = list(_said(data, "datePublished", PUBLISHED_META))
    yield from found or _named_so(data)


def stated_modified(data: StructuredData) -> Iterator[Said]:
    """When the article was changed."""
    return _said(data, "dateModified", MODIFIED_META)


def stated_of_the_page(data: StructuredData, root: Element) -> Iterator[Said]:
    """What JSON-LD says of the page around the article, and elements that are marked without an object."""
    for node, _ in data.nodes:
        if types_of(node) & _PAGES and (text := _text(data, node.get("datePublished"))):
            yield evidence(text, "json-ld", "WebPage.datePublished")
            break
    for element in islice(root.iter("time", "span", "p", "div", "abbr", "b", "i", "strong"), _MAX_ELEMENTS):
        if not element.attrib:
            continue
        if (
            "datePublished" in f"{element.get('itemprop')} {element.get('property')}"
            or element.get("pubdate") is not None
        ):
            text = (element.get("content") or element.get("datetime") or text_of(element))[:200]
            if _MAY_BE_DATE.search(text):
                yield evidence(text, "microdata", "datePublished")


def stated_created(data: StructuredData) -> Iterator[Said]:
    """When the article was made: the next best."""
    for name in ("dateCreated", "uploadDate"):
        if text := _text(data, data.article.get(name)):
            yield evidence(text, data.source, name)
    for meta, content in data.first_meta(*_CREATED_META):
        if _MAY_BE_DATE.search(content):
            yield evidence(content, "meta", meta)


def is_impossible(raw: str) -> bool:
    """Whether a date as machines write it is on no calendar, or stands for none: `0000-00-00`, `1970-01-01`."""
    if (found := _ISO.match(raw)) is None:
        return False
    try:
        year, month, day, hour = map(int, found.groups(default="0"))
        datetime(year, month, day, hour)
    except ValueError:
        return found[4] != "24"
    return year < OLDEST


def _said(data: StructuredData, name: str, metas: tuple[str, ...]) -> Iterator[Said]:
    if text := _text(data, data.article.get(name)):
        yield evidence(text, data.source, name)
    for meta, content in data.first_meta(*metas):
        if _MAY_BE_DATE.search(content):
            yield evidence(content, "meta", meta)


def _named_so(data: StructuredData) -> Iterator[Said]:
    for name, values in data.meta.items():
        if _PUBLISHED_NAME.search(name[:100]) and not _OTHER_NAME.search(name) and _MAY_BE_DATE.search(values[0]):
            yield evidence(values[0], "meta", name)


def _text(data: StructuredData, value: Any) -> str | None:
    """The date in a value: a string, or a number of seconds."""
    first = value[0] if isinstance(value, list) and value else value
    said = str(first) if isinstance(first, int) and not isinstance(first, bool) else data.text_of(value)
    return said if said and _MAY_BE_DATE.search(said) else None
