"""RSS 2.0, Atom, RSS 1.0 (RDF) and JSON Feed; paged after RFC 5005 where the newsroom pages them."""

from __future__ import annotations

import json
from email.utils import format_datetime
from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import escape, quoteattr

from tests.newsroom.stories import Story

if TYPE_CHECKING:
    from tests.newsroom.newsroom import Newsroom

_XML = '<?xml version="1.0" encoding="UTF-8"?>\n'


def rss(room: Newsroom, page: int) -> str:
    """RSS 2.0."""
    items = "\n".join(_rss_item(room, story) for story in _window(room, page))
    ttl = f"<ttl>{room.ttl}</ttl>" if room.ttl else ""
    return f"""{_XML}<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel><title>{escape(room.name)}</title><link>{room.address}/</link><description>All the news</description>
<language>en</language>{ttl}{_links(room, "/rss.xml", page, "atom:link")}
{items}
</channel></rss>
"""


def atom(room: Newsroom, page: int) -> str:
    """Atom (RFC 4287)."""
    entries = "\n".join(_atom_entry(room, story) for story in _window(room, page))
    updated = max((story.modified for story in room.stories), default=room.present()).isoformat()
    return f"""{_XML}<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en"><title>{escape(room.name)}</title>
<id>{room.address}/</id><updated>{updated}</updated><link href="{room.address}/"/>{_links(room, "/atom.xml", page, "link")}
{entries}
</feed>
"""


def rdf(room: Newsroom, page: int) -> str:
    """RSS 1.0."""
    stories = _window(room, page)
    sequence = "".join(f'<rdf:li rdf:resource="{room.url(story)}"/>' for story in stories)
    items = "\n".join(
        f'<item rdf:about="{room.url(s)}"><title>{escape(s.headline)}</title><link>{room.url(s)}</link>'
        f"<description>{escape(s.summary)}</description><dc:date>{s.published.isoformat()}</dc:date>"
        f"<dc:creator>{escape(s.author)}</dc:creator></item>"
        for s in stories
    )
    return f"""{_XML}<rdf:RDF xmlns="http://purl.org/rss/1.0/" xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
 xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:atom="http://www.w3.org/2005/Atom">
<channel rdf:about="{room.address}/rdf.xml"><title>{escape(room.name)}</title><link>{room.address}/</link>
<description>All the news</description>{_links(room, "/rdf.xml", page, "atom:link")}
<items><rdf:Seq>{sequence}</rdf:Seq></items></channel>
{items}
</rdf:RDF>
"""


def json_feed(room: Newsroom, page: int) -> str:
    """JSON Feed 1.1."""
    feed: dict[str, Any] = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": room.name,
        "home_page_url": f"{room.address}/",
        "feed_url": f"{room.address}/feed.json",
        "language": "en",
    }
    if _has_next(room, page):
        feed["next_url"] = f"{room.address}/feed.json?page={page + 1}"
    feed["items"] = [
        {
            "id": room.guid(s),
            "url": room.url(s),
            "title": s.headline,
            "summary": s.summary,
            "content_text": s.summary,
            "date_published": s.published.isoformat(),
            "date_modified": s.modified.isoformat(),
            "authors": [{"name": s.author}],
            "tags": [s.tag],
        }
        for s in _window(room, page)
    ]
    return json.dumps(feed, ensure_ascii=False, indent=1)


def pages(room: Newsroom) -> int:
    """How many pages a feed has."""
    return max(1, -(-len(room.listed) // room.window)) if room.paged else 1


def _window(room: Newsroom, page: int) -> list[Story]:
    return room.listed[room.window * (page - 1) : room.window * page]


def _has_next(room: Newsroom, page: int) -> bool:
    return page < pages(room)


def _links(room: Newsroom, path: str, page: int, tag: str) -> str:
    here = f"{room.address}{path}" + (f"?page={page}" if page > 1 else "")
    links = [("self", here)]
    if _has_next(room, page):
        links.append(("next", f"{room.address}{path}?page={page + 1}"))
    return "".join(f'<{tag} rel="{rel}" href={quoteattr(href)}/>' for rel, href in links)


def _rss_item(room: Newsroom, story: Story) -> str:
    return (
        f"<item><title>{escape(story.headline)}</title><link>{room.url(story)}</link>"
        f'<guid isPermaLink="false">{room.guid(story)}</guid>'
        f"<pubDate>{format_datetime(story.published, usegmt=True)}</pubDate><dc:creator>{escape(story.author)}</dc:creator>"
        f"<category>{story.section}</category><description>{escape(story.summary)}</description></item>"
    )


def _atom_entry(room: Newsroom, story: Story) -> str:
    return (
        f'<entry><title>{escape(story.headline)}</title><link rel="alternate" type="text/html" href="{room.url(story)}"/>'
        f"<id>{room.guid(story)}</id><published>{story.published.isoformat()}</published>"
        f"<updated>{story.modified.isoformat()}</updated><author><name>{escape(story.author)}</name></author>"
        f"<summary>{escape(story.summary)}</summary></entry>"
    )
