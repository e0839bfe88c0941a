"""Boilerplate: what a page says on every article is taken out, and kept beside the article with the rule's name.

What the rules are is data: see `feedcrawler/boilerplate/*.toml`.
"""

from __future__ import annotations

import re
from typing import Self

from scrapy.crawler import Crawler

from feedcrawler.boilerplate import Names, Rules, rules_for, strip_authors, strip_body, strip_headline
from feedcrawler.items import Article, Extraction
from feedcrawler.pages import site_of

_WORD = re.compile(r"\w+(?:['’-]\w+)*")


def strip_boilerplate(article: Article, rules: Rules) -> None:
    """Take what `rules` say is boilerplate out of headline, authors and body, and count the words that are left.

    Each removal is added to `extraction.removed`, each oddity to `extraction.warnings`. Doing it again changes nothing.
    """
    article.extraction = article.extraction or Extraction(page="")
    publishers = [*rules.publisher, *([article.publisher.name] if article.publisher else [])]
    headlines = [headline for headline in (article.headline, article.alternativeHeadline) if headline]

    if article.headline:
        article.headline, removed = strip_headline(article.headline, rules, publishers)
        article.extraction.removed += removed
        headlines.append(article.headline)
    article.authors, removed = strip_authors(article.authors, rules, Names(publishers=publishers))
    article.extraction.removed += removed

    names = Names(
        headlines=headlines,
        authors=[author.name for author in article.authors],
        sections=article.articleSection,
        publishers=publishers,
    )
    _strip_body(article, article.extraction, rules, names)
    article.wordCount = _words_in(article.articleBody or "")


def _words_in(text: str) -> int:
    """How many words a text has: most are all that stands between two spaces, which is soon seen."""
    parts = text.split()
    others = [part for part in parts if not part.isalnum()]
    return len(parts) - len(others) + len(_WORD.findall(" ".join(others)))


def _strip_body(article: Article, extraction: Extraction, rules: Rules, names: Names) -> None:
    """Strip the body, if there is one.

    A body may become empty where rules name each of its lines in full, or say that it may: some pages of video stories
    hold nothing but an appeal for donations. Where lines would go because of the lines around them, or because of the
    words they begin with, an empty body shows that a rule reaches too far: the body stays as it was.
    """
    if not article.articleBody:
        return
    stripped = strip_body(article.articleBody, rules, names)
    if stripped.text or stripped.named:
        article.articleBody = stripped.text
        extraction.removed += stripped.removed
        warning = "articleBody: nothing but boilerplate"
    else:
        warning = "articleBody: boilerplate rules matched every line"
    if stripped.removed and not stripped.text and warning not in extraction.warnings:
        extraction.warnings.append(warning)


class BoilerplatePipeline:
    """Strips every article by its site's rules and counts what each rule removed."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Scrapy's way to make a pipeline.

        Raises:
            ConfigurationError: a rule file is wrong; better known now than at the first article.
        """
        rules_for(crawler.spidercls.name)  # a site's spider is named like the site
        return cls(crawler)

    def process_item(self, item: Article) -> Article:
        """The article without boilerplate."""
        known = len(item.extraction.removed) if item.extraction else 0
        strip_boilerplate(item, rules_for(site_of(item.url).name))
        for removed in item.extraction.removed[known:] if item.extraction else ():
            self._crawler.stats.inc_value("feedcrawler/boilerplate/removed")
            self._crawler.stats.inc_value(f"feedcrawler/boilerplate/rule/{removed.rule}")
        return item
