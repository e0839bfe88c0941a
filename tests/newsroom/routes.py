"""Which page is at which path."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING
from urllib.parse import parse_qs

from tests.newsroom import feeds, listings, pages, sitemaps
from tests.newsroom.stories import SECTIONS

if TYPE_CHECKING:
    from tests.newsroom.newsroom import Newsroom

Made = tuple[bytes, str]

HTML = "text/html; charset=utf-8"
XML = "application/xml; charset=utf-8"
_GZIP = "application/gzip"
_TEXT = "text/plain; charset=utf-8"

# path: (source, media type, what makes page N)
_FEEDS: dict[str, tuple[str, str, Callable[[Newsroom, int], str]]] = {
    "/rss.xml": ("rss", "application/rss+xml; charset=utf-8", feeds.rss),
    "/atom.xml": ("atom", "application/atom+xml; charset=utf-8", feeds.atom),
    "/rdf.xml": ("rdf", "application/rdf+xml; charset=utf-8", feeds.rdf),
    "/feed.json": ("json", "application/feed+json; charset=utf-8", feeds.json_feed),
}
_LISTINGS: dict[str, tuple[str, str, Callable[[Newsroom, int], str]]] = {
    "/latest/": ("listing", HTML, listings.latest),
    "/archive/": ("pagination", HTML, listings.archive),
    "/api/more": ("load-more", "application/json; charset=utf-8", listings.api_more),
}
_SOURCE = re.compile(
    r"/|/(?:rss|atom|rdf)\.xml|/feed\.json|/(?:news-)?sitemap(?:-\d+)?\.(?:xml(?:\.gz)?|txt)|"
    r"/latest/|/archive/(?:page/\d+/)?|/more/|/api/more|/section/\w+/|/tag/\w+/"
)
_ARCHIVE = re.compile(r"/archive/page/(\d{1,6})/")
_PART = re.compile(r"/sitemap-(\d{1,6})\.xml(?:\.gz)?")
_GROUP = re.compile(r"/(section|tag)/(\w+)/")


def is_source(target: str) -> bool:
    """Whether a path is that of a feed, a sitemap, a listing or the home page."""
    return _SOURCE.fullmatch(target.partition("?")[0]) is not None


def make(room: Newsroom, target: str) -> Made | None:
    """The page at a path that is no story's; None where there is none."""
    path, _, query = target.partition("?")
    number = parse_qs(query).get("page", ["1"])[0]
    page = int(number) if number.isascii() and number.isdecimal() and len(number) < 7 else 0
    if match := _ARCHIVE.fullmatch(path):
        path, page = "/archive/", int(match[1])
    return _feed_or_listing(room, path, page) or _sitemap(room, path) or _page(room, path, page)


def _feed_or_listing(room: Newsroom, path: str, page: int) -> Made | None:
    source, kind, made = (_FEEDS | _LISTINGS).get(path, ("", "", listings.latest))
    last = feeds.pages(room) if path in _FEEDS else listings.pages(room, room.listed)
    return (made(room, page).encode(), kind) if source in room.sources and 1 <= page <= last else None


def _sitemap(room: Newsroom, path: str) -> Made | None:
    if path == "/robots.txt":
        return sitemaps.robots(room).encode(), _TEXT
    if path == "/sitemap.xml" and "sitemap" in room.sources:
        return sitemaps.index(room).encode(), XML
    if path == "/sitemap.xml.gz" and "sitemap-gz" in room.sources:
        return sitemaps.packed(sitemaps.urlset(room, room.listed)), _GZIP
    if path == "/sitemap.txt" and "sitemap-txt" in room.sources:
        return sitemaps.text(room).encode(), _TEXT
    if path == "/news-sitemap.xml" and "news-sitemap" in room.sources:
        return sitemaps.news(room).encode(), XML
    match = _PART.fullmatch(path)
    if match and "sitemap" in room.sources and path == sitemaps.part_path(int(match[1])):
        stories = sitemaps.parts(room).get(int(match[1]), [])
        sitemap = sitemaps.urlset(room, stories)
        made = (sitemaps.packed(sitemap), _GZIP) if path.endswith(".gz") else (sitemap.encode(), XML)
        return made if stories else None
    return None


def _page(room: Newsroom, path: str, page: int) -> Made | None:
    made = None
    if path == "/":
        made = pages.home(room)
    elif path == "/more/" and "load-more" in room.sources:
        made = listings.more(room)
    elif path == "/hub/":
        made = listings.with_next(room, "All our coverage", room.listed[:20], path, 1)
    elif path.strip("/") in pages.PLAIN_PAGES:
        made = pages.plain(room, path.strip("/"))
    elif match := _GROUP.fullmatch(path):
        made = _group(room, match[1], match[2], page)
    return (made.encode(), HTML) if made else None


def _group(room: Newsroom, kind: str, name: str, page: int) -> str | None:
    """The page of a section or a tag, with its stories if such pages are a source."""
    stories = [story for story in room.listed if name in (story.section, story.tag)]
    if not stories and name not in SECTIONS:
        return None
    if "section" not in room.sources:
        return pages.plain(room, name)
    shown = listings.pages(room, stories)
    return (
        listings.with_next(room, name.capitalize(), stories, f"/{kind}/{name}/", page) if 1 <= page <= shown else None
    )
