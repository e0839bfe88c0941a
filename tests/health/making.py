"""Pages of a site with a page object of its own, as a crawl keeps them."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import ClassVar

from web_poet import HttpResponse, handle_urls

from feedcrawler.health.kept import KeptPages, kinds_of, kinds_of_failure
from feedcrawler.pages import ArticlePage, NotAnArticle
from feedcrawler.reading import read_article
from feedcrawler.site import Site

HEADERS = {"ETag": '"1"', "Set-Cookie": "session=secret"}
AT = datetime(2026, 2, 4, 6, tzinfo=UTC)


@handle_urls("held.example", instead_of=ArticlePage)
class HeldPage(ArticlePage):
    site: ClassVar[Site] = Site(name="held", domain="held.example", language="en")
    headline_css: ClassVar[tuple[str, ...]] = ("h1.title",)
    body_css: ClassVar[tuple[str, ...]] = ("div.text",)


def html(*, title: str = "title", text: str = "text", author: str | None = "Ann Bo", paragraphs: int = 8) -> bytes:
    """A page: the classes of its headline and text, and who signs it."""
    signed = f'<meta name="author" content="{author}">' if author else ""
    body = "".join(
        f"<p>Paragraph {n} of the story tells what the council of the town decided on its {n}th day.</p>"
        for n in range(paragraphs)
    )
    return (
        '<html lang="en"><head><title>A bridge opens in town</title><meta property="og:title" content="A bridge opens'
        f' in town"><meta property="article:published_time" content="2026-02-04T05:00:00Z">{signed}</head><body><main>'
        f'<h1 class="{title}">A bridge opens in town</h1><div class="{text}">{body}</div></main></body></html>'
    ).encode()


def kept(*pages: bytes, room: int = 1_000_000, status: int = 200) -> KeptPages:
    """A crawl that has read these."""
    found = KeptPages(room)
    for n, page in enumerate(pages):
        response = HttpResponse(f"https://held.example/story-{n}/", page, status=status, headers=HEADERS)
        try:
            article = read_article(page, str(response.url), fetched_at=AT)
            kinds = kinds_of(article, HeldPage)
        except NotAnArticle:
            kinds = kinds_of_failure("not an article")
        if found.wants(kinds):
            found.keep(response, HeldPage, kinds, AT)
    return found
