"""robots.txt and sitemaps: the index and its parts, gzip, plain text, and Google News'."""

from __future__ import annotations

import gzip
from collections.abc import Iterable
from datetime import timedelta
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

from tests.newsroom.stories import Story

if TYPE_CHECKING:
    from tests.newsroom.newsroom import Newsroom

PART = 100
NEWS_AGE = timedelta(days=2)
_XML = '<?xml version="1.0" encoding="UTF-8"?>\n'
_NAMESPACE = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
_ADDRESSES = {
    "sitemap": "/sitemap.xml",
    "sitemap-gz": "/sitemap.xml.gz",
    "sitemap-txt": "/sitemap.txt",
    "news-sitemap": "/news-sitemap.xml",
}


def robots(room: Newsroom) -> str:
    """robots.txt, which names the sitemaps."""
    lines = ["User-agent: *", "Disallow: /login/", "Disallow: /private/"]
    if room.crawl_delay is not None:
        lines.append(f"Crawl-delay: {room.crawl_delay:g}")
    if room.in_robots:
        lines += ["", *(f"Sitemap: {room.address}{path}" for name, path in _ADDRESSES.items() if name in room.sources)]
    return "\n".join([*lines, ""])


def index(room: Newsroom) -> str:
    """The sitemap of sitemaps, the oldest first."""
    entries = "\n".join(
        f"<sitemap><loc>{room.address}{part_path(number)}</loc>"
        f"<lastmod>{max(story.modified for story in stories).isoformat()}</lastmod></sitemap>"
        for number, stories in sorted(parts(room).items())
    )
    return f"{_XML}<sitemapindex {_NAMESPACE}>\n{entries}\n</sitemapindex>\n"


def parts(room: Newsroom) -> dict[int, list[Story]]:
    """Which stories stand in which part: a story stays where it is."""
    found: dict[int, list[Story]] = {}
    for story in room.listed:
        found.setdefault((story.number - 1) // PART + 1, []).append(story)
    return found


def part_path(number: int) -> str:
    """The path of a part; the first one is packed."""
    return "/sitemap-1.xml.gz" if number == 1 else f"/sitemap-{number}.xml"


def urlset(room: Newsroom, stories: Iterable[Story]) -> str:
    """A sitemap of stories."""
    urls = "\n".join(
        f"<url><loc>{escape(room.url(s))}</loc><lastmod>{s.modified.isoformat()}</lastmod></url>" for s in stories
    )
    return f"{_XML}<urlset {_NAMESPACE}>\n{urls}\n</urlset>\n"


def text(room: Newsroom) -> str:
    """A sitemap as plain text."""
    return "".join(f"{room.url(story)}\n" for story in room.listed)


def news(room: Newsroom) -> str:
    """Google News' sitemap: the last two days."""
    since = room.present() - NEWS_AGE
    urls = "\n".join(
        f"<url><loc>{room.url(s)}</loc><news:news><news:publication><news:name>{escape(room.name)}</news:name>"
        f"<news:language>en</news:language></news:publication>"
        f"<news:publication_date>{s.published.isoformat()}</news:publication_date>"
        f"<news:title>{escape(s.headline)}</news:title></news:news></url>"
        for s in room.listed[:1000]
        if s.published > since
    )
    news_namespace = 'xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"'
    return f"{_XML}<urlset {_NAMESPACE} {news_namespace}>\n{urls}\n</urlset>\n"


def packed(sitemap: str) -> bytes:
    """As a .gz file: the same bytes for the same text."""
    return gzip.compress(sitemap.encode(), 6, mtime=0)
