"""HTML pages: articles, and what surrounds them."""

from __future__ import annotations

import json
from collections.abc import Iterable
from html import escape
from typing import TYPE_CHECKING, Any

from tests.newsroom.stories import SECTIONS, Story, slugify

if TYPE_CHECKING:
    from tests.newsroom.newsroom import Newsroom

FEED_LINKS = {
    "rss": ("application/rss+xml", "/rss.xml"),
    "atom": ("application/atom+xml", "/atom.xml"),
    "rdf": ("application/rdf+xml", "/rdf.xml"),
    "json": ("application/feed+json", "/feed.json"),
}
LISTING_LINKS = {"listing": "/latest/", "pagination": "/archive/", "load-more": "/more/"}
PLAIN_PAGES = ("about", "contact", "login")


def layout(room: Newsroom, title: str, main: str, *, head: str = "", traps: bool = True) -> str:
    """A page: its own part within the site's."""
    alternates = "".join(
        f'<link rel="alternate" type="{kind}" title="{escape(room.name)}" href="{path}">\n'
        for source, (kind, path) in FEED_LINKS.items()
        if source in room.sources
    )
    links = [("/", "Home"), *((f"/section/{name}/", name.capitalize()) for name in SECTIONS)]
    links += [(path, path.strip("/").capitalize()) for source, path in LISTING_LINKS.items() if source in room.sources]
    links += [(path, path.strip("/") or "More") for path in room.nav] if traps else []
    footer = [(f"/{page}/", page.capitalize()) for page in PLAIN_PAGES]
    return f"""<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>{escape(title)} | {escape(room.name)}</title>
<meta name="viewport" content="width=device-width">
{alternates}{head}</head>
<body>
<header><a href="/" class="logo">{escape(room.name)}</a><nav><ul>{_items(links)}</ul></nav></header>
{main}
<footer><ul>{_items(footer)}</ul><p>© {escape(room.name)}. All rights reserved.</p></footer>
</body>
</html>
"""


def article(room: Newsroom, story: Story) -> str:
    """An article's page."""
    url, title = room.url(story), escape(story.headline)
    modified = f'<meta property="article:modified_time" content="{story.modified.isoformat()}">\n'
    head = f"""<link rel="canonical" href="{url}">
<meta name="description" content="{escape(story.summary)}">
<meta property="og:type" content="article">
<meta property="og:title" content="{title}">
<meta property="og:url" content="{url}">
<meta property="article:published_time" content="{story.published.isoformat()}">
{modified}<script type="application/ld+json">{_json_ld(room, story)}</script>
"""
    gap = "\n" + " " * 2 * (story.dressing % 5)
    text = gap.join(f"<p>{escape(paragraph, quote=False)}</p>" for paragraph in story.paragraphs)
    turn = story.dressing % max(len(story.teasers), 1)
    teasers = _items((story.teasers[turn:] + story.teasers[:turn])[: 3 + story.dressing % 2])
    main = f"""<main><article>
<h1>{title}</h1>
<p class="byline">By <a rel="author" href="/author/{slugify(story.author)}/">{escape(story.author)}</a>
<time datetime="{story.published.isoformat()}">{story.published:%B %-d, %Y %H:%M} UTC</time>
<span class="reading-time">{2 + story.dressing} min read</span></p>
<div class="article-body">{gap}{text}{gap}</div>
<ul class="tags"><li><a href="/tag/{story.tag}/" rel="tag">{story.tag.capitalize()}</a></li></ul>
</article>
<aside class="sidebar"><h2>Related stories</h2><ul class="related">{teasers}</ul></aside></main>"""
    return layout(room, story.headline, main, head=head, traps=False)


def cards(room: Newsroom, stories: Iterable[Story]) -> str:
    """Stories as a listing shows them."""
    return "\n".join(
        f'<article class="card"><h3><a href="{room.path(s)}">{escape(s.headline)}</a></h3>'
        f'<time datetime="{s.published.isoformat()}">{s.published:%b %-d, %Y}</time><p>{escape(s.summary)}</p></article>'
        for s in stories
    )


def home(room: Newsroom) -> str:
    """The home page: the newest stories, if it is a source."""
    newest = cards(room, room.listed[:10]) if "home" in room.sources else ""
    tags = sorted({story.tag for story in room.listed[:10]})[:5]
    main = f"<main><h1>{escape(room.name)}</h1><section class='newest'>{newest}</section></main>"
    topics = _items((f"/tag/{tag}/", tag.capitalize()) for tag in tags)
    return layout(room, "News", f'{main}<aside><h2>Topics</h2><ul class="topics">{topics}</ul></aside>')


def plain(room: Newsroom, title: str) -> str:
    """A page that is no article and lists none."""
    if title == "login":
        return login(room)
    main = f"<main><h1>{escape(title.capitalize())}</h1><p>Write to us or visit us at the market.</p></main>"
    return layout(room, title.capitalize(), main)


def login(room: Newsroom) -> str:
    """A page that wants a password."""
    form = (
        '<form action="/login/" method="post"><label>E-mail <input type="email" name="email"></label>'
        '<label>Password <input type="password" name="password"></label><button>Log in</button></form>'
    )
    return layout(room, "Log in", f"<main><h1>Log in</h1><p>Please log in to continue.</p>{form}</main>")


def not_found(room: Newsroom) -> str:
    """The page for addresses at which there is none."""
    return layout(room, "Page not found", "<main><h1>Page not found</h1><p>There is nothing here.</p></main>")


def _items(links: Iterable[tuple[str, str]]) -> str:
    return "".join(f'<li><a href="{escape(href)}">{escape(text)}</a></li>' for href, text in links)


def _json_ld(room: Newsroom, story: Story) -> str:
    data: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "LiveBlogPosting" if story.live else "NewsArticle",
        "mainEntityOfPage": room.url(story),
        "headline": story.headline,
        "datePublished": story.published.isoformat(),
        "dateModified": story.modified.isoformat(),
        "author": {"@type": "Person", "name": story.author},
        "publisher": {"@type": "NewsMediaOrganization", "name": room.name},
        "articleSection": story.section.capitalize(),
        "keywords": [story.tag],
    }
    if story.live:
        data["coverageStartTime"] = story.published.isoformat()
        data["liveBlogUpdate"] = [
            {"@type": "BlogPosting", "articleBody": edit.added, "datePublished": edit.at.isoformat()}
            for edit in reversed(story.edits)
            if edit.added
        ]
    return json.dumps(data, ensure_ascii=False).replace("<", "\\u003c")
