"""The Kyiv Independent (kyivindependent.com): WordPress, two Ghost themes and Next.js over Ghost, since 2021."""

from __future__ import annotations

import re
from datetime import date
from typing import ClassVar

from web_poet import handle_urls

from feedcrawler.pages.article import ArticlePage
from feedcrawler.site import Site

# Old addresses of articles: the same slug is found under these and under none.
_SECTIONS = (
    "news-feed|national|uncategorized|regional|hot-topic|opinion|eastern-europe|investigations|politics|tech|podcasts|"
    "business|world|culture|explaining-ukraine|company-news|nobot"
)
# What authors paste into their links before and after a slug: zero width spaces, a backslash.
_MISTYPED = re.compile(r"(?<=/)(?:%E2%80%8B)+|%5C(?=/$)")


@handle_urls(["kyivindependent.com", "kyivindependent.com."], instead_of=ArticlePage)
class KyivIndependentPage(ArticlePage):
    """Every theme the site has had: the text's element by its name where a theme has one, all else by structure."""

    site: ClassVar[Site] = Site(
        name="kyiv_independent",
        domain="kyivindependent.com",
        publisher="The Kyiv Independent",
        timezone="Europe/Kyiv",
        language="en",
        since=date(2021, 11, 1),
        case_matters=False,
        same_article=((re.compile(rf"^/(?:{_SECTIONS})/(?=[^/]+/$)"), "/"), (_MISTYPED, "")),
        article_path=re.compile(r"/[\w%-]+/"),
        not_articles=re.compile(r"/(?:$|(?:tag|author|membership|about|draft|ghost|news-archive|news-feed|rss|feed)/)"),
    )
    headline_css = ("h1.c-topper__title", "h2.bigPictureTopper__title")
    body_css = ("div.c-content", "div.entry-content")
    body_end_css = "div#reading-progress-end"
    theme_css = "script[src*='/_next/'], img[src*='/_next/image']"
