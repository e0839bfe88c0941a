"""fundus: a publisher with its parser and sources, as its guide has one added; it remembers nothing."""

from __future__ import annotations

import datetime
import sys
from typing import Any

from fundus import Crawler, NewsMap, RSSFeed, Sitemap
from fundus.parser import ArticleBody, BaseParser, ParserProxy, attribute
from fundus.parser.utility import (
    extract_article_body_with_selector,
    generic_author_parsing,
    generic_date_parsing,
    generic_topic_parsing,
)
from fundus.publishers.base_objects import Publisher, PublisherGroup
from lxml.etree import XPath

from bench.peers import gave


class NewsroomParser(ParserProxy):  # type: ignore[misc]
    """What stands in the pages of the site."""

    class V1(BaseParser):  # type: ignore[misc]
        """Since ever."""

        _paragraphs = XPath("//div[@class='article-body']/p")

        @attribute  # type: ignore[untyped-decorator]
        def body(self) -> ArticleBody | None:
            """The paragraphs."""
            return extract_article_body_with_selector(self.precomputed.doc, paragraph_selector=self._paragraphs)

        @attribute  # type: ignore[untyped-decorator]
        def title(self) -> str | None:
            """From structured data, as the rest."""
            found: str | None = self._said("headline")
            return found

        @attribute  # type: ignore[untyped-decorator]
        def authors(self) -> list[str]:
            """Names."""
            return list(generic_author_parsing(self.precomputed.ld.xpath_search("NewsArticle/author")))

        @attribute  # type: ignore[untyped-decorator]
        def publishing_date(self) -> datetime.datetime | None:
            """With its zone."""
            found: datetime.datetime | None = generic_date_parsing(self._said("datePublished"))
            return found

        @attribute  # type: ignore[untyped-decorator]
        def topics(self) -> list[str]:
            """Keywords."""
            return list(generic_topic_parsing(self.precomputed.ld.xpath_search("NewsArticle/keywords")))

        def _said(self, name: str) -> Any:
            return self.precomputed.ld.xpath_search(f"NewsArticle/{name}", scalar=True)


def main(address: str) -> None:
    """Crawl once, without pauses."""

    sources = [
        RSSFeed(f"{address}/rss.xml"),
        NewsMap(f"{address}/news-sitemap.xml"),
        Sitemap(f"{address}/sitemap.xml"),
    ]
    publisher = Publisher(name="Newsroom", domain=address, parser=NewsroomParser, sources=sources)
    group = PublisherGroup("Local", (), {"default_language": "en", "Newsroom": publisher})
    crawler = Crawler(group, delay=0.0)
    gave(article.html.requested_url for article in crawler.crawl() if article.body)


if __name__ == "__main__":
    main(*sys.argv[1:])
