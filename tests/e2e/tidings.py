"""A site with a page object of its own, in somebody's project folder, and the days of its life as archives."""

from __future__ import annotations

import html
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path

from tests.newsroom.stories import Story, new_story
from tests.recording.build import response, write

SITE = "https://tidings.example"
FIRST_DAY = datetime(2026, 1, 5, 6, tzinfo=UTC)
"""A Monday, at the hour of the crawl."""
HOLIDAYS = range(17, 22)
"""Five days with hardly any news."""

PAGE_OBJECT = '''
from typing import ClassVar

from web_poet import handle_urls

from feedcrawler.items import Author
from feedcrawler.pages import ArticlePage, Candidate
from feedcrawler.site import Site


@handle_urls("tidings.example", instead_of=ArticlePage)
class TidingsPage(ArticlePage):
    """Tidings."""

    site: ClassVar[Site] = Site(name="tidings", domain="tidings.example", publisher="Tidings", language="en")
    headline_css = ({headline!r},)
    body_css = ({body!r},)

    def authors_candidates(self):
        """The line under the headline."""
        names = [node.text for node in self.document.root.cssselect({author!r})]
        yield Candidate([Author(name=name) for name in names], "css", {author!r})
        yield from super().authors_candidates()
'''
SPIDER = '''
from feedcrawler.spiders.news import NewsSpider
from tidings_page import TidingsPage


class TidingsSpider(NewsSpider):
    """Tidings."""

    name = "tidings"
    site = TidingsPage.site
    feeds = ("https://tidings.example/rss.xml",)
'''
DAYS = '''
"""Crawls one archive after the other, and prints the verdict on each."""

import sys

from scrapy.crawler import AsyncCrawlerProcess
from scrapy.settings import Settings

from feedcrawler.verdict import judge


async def crawl(process, archives):
    for archive in archives:
        crawler = process.create_crawler("tidings")
        crawler.settings.set("FEEDCRAWLER_REPLAY", [archive], "cmdline")
        await process.crawl(crawler)
        stats = crawler.stats.get_stats()
        verdict = judge(stats, stats["finish_reason"])
        new = stats.get("feedcrawler/health/observed", 0)
        print(verdict.exit_code, new, "; ".join(verdict.reasons), sep="\\t", flush=True)
    from twisted.internet import reactor
    reactor.stop()


if __name__ == "__main__":
    settings = Settings()
    settings.setmodule("feedcrawler.settings")
    settings.setdict({"SPIDER_MODULES": ["tidings_spider"], "FEEDCRAWLER_RECHECK": ""}, "cmdline")
    process = AsyncCrawlerProcess(settings)
    import asyncio
    task = asyncio.get_event_loop().create_task(crawl(process, sys.argv[1:]))
    process.start(stop_after_crawl=False)
    task.result()
'''


@dataclass(frozen=True, slots=True)
class Theme:
    """What the site's pages call things."""

    headline: str
    body: str
    author: str
    template: str
    unsigned: float = 0.05
    """How many stories are signed by nobody."""


OLD = Theme(
    headline="h1.story-title",
    body="div.story-text",
    author="a.story-byline",
    template="""<html lang="en"><head><title>{headline} | Tidings</title>
<meta property="og:title" content="{headline}"><meta property="article:published_time" content="{published}"></head>
<body><header><a href="/">Tidings</a></header><main><article><h1 class="story-title">{headline}</h1>
<p class="signed">{author_line}</p><div class="story-text">{text}</div></article></main></body></html>""",
)
NEW = Theme(
    headline="h2.top__head",
    body="section.top__copy",
    author="b.top__who",
    template="""<html lang="en"><head><title>Tidings</title>
<meta property="og:title" content="{headline}"><meta property="article:published_time" content="{published}"></head>
<body><header><a href="/">Tidings</a></header><main><h2 class="top__head">{headline}</h2>
<section class="top__copy">{text}</section></main><aside>{author_line}</aside></body></html>""",
    unsigned=0,
)
NO_STORY = Theme(
    headline="",
    body="",
    author="b.top__who",
    template="""<html lang="en"><head><title>Tidings</title></head><body><h1>Tidings</h1><ul><li><a href="/">{headline}
</a></li></ul></body></html>""",
)
"""Pages that show no article."""
OTHER_HEADLINE = Theme(OLD.headline, OLD.body, OLD.author, OLD.template.replace("story-title", "story-heading"))
"""The old theme with one class renamed."""


def project(folder: Path, theme: Theme) -> Path:
    """Somebody's project folder: a spider, and a page object that knows a theme."""
    folder.mkdir(exist_ok=True)
    (folder / "tidings_page.py").write_text(
        PAGE_OBJECT.format(headline=theme.headline, body=theme.body, author=theme.author)
    )
    (folder / "tidings_spider.py").write_text(SPIDER)
    (folder / "days.py").write_text(DAYS)
    return folder


class Days:
    """The site's days, one archive each: what a crawl at six in the morning finds."""

    def __init__(self, folder: Path, seed: int = 1) -> None:
        self._folder = folder
        self._random = random.Random(seed)
        self._stories: list[Story] = []
        self.day = 0

    def next(self, theme: Callable[[int], Theme], n: int = 1) -> list[Path]:
        """The archives of the next days, on which the pages look as `theme` says of each new story's number."""
        return [self._next(theme) for _ in range(n)]

    def _next(self, theme: Callable[[int], Theme]) -> Path:
        at = FIRST_DAY + timedelta(days=self.day)
        usual = 8 if at.weekday() >= 5 else 20
        number = 4 if self.day in HOLIDAYS else usual + self._random.randint(-2, 2)
        new = [self._publish(at - timedelta(minutes=60 * 23 * k // number + 5)) for k in reversed(range(number))]
        self._stories += new
        date = f"{at:%Y-%m-%dT%H:%M:%SZ}"
        records = [
            response(f"{SITE}/robots.txt", b"User-agent: *\nAllow: /\n", date=date),
            response(f"{SITE}/rss.xml", feed(self._stories[-40:]).encode(), date=date),
            *(response(address(story), self._page(story, theme(story.number)).encode(), date=date) for story in new),
        ]
        self.day += 1
        return write(self._folder / f"day-{self.day:02}.warc.gz", *records)

    def _publish(self, at: datetime) -> Story:
        number = len(self._stories) + self._random.randrange(1, 10**9)
        return new_story(number, f"tidings {number}", at)

    def _page(self, story: Story, theme: Theme) -> str:
        tag, _, name = theme.author.partition(".")
        author = "" if self._random.random() < theme.unsigned else f'<{tag} class="{name}">{story.author}</{tag}>'
        return theme.template.format(
            headline=html.escape(story.headline),
            published=story.published.isoformat(),
            author_line=author,
            text="".join(f"<p>{html.escape(one)}</p>" for one in story.paragraphs),
        )


def address(story: Story) -> str:
    """Where a story is."""
    return f"{SITE}/{story.slug}/"


def feed(stories: Sequence[Story]) -> str:
    """The site's feed, newest first."""
    items = "".join(
        f"<item><title>{html.escape(story.headline)}</title><link>{address(story)}</link>"
        f"<pubDate>{format_datetime(story.published)}</pubDate></item>"
        for story in reversed(stories)
    )
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>Tidings</title>{items}</channel></rss>'
