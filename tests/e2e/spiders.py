"""A spider for the tests' own news site."""

from __future__ import annotations

import os
from urllib.parse import urlsplit

from feedcrawler.site import Site
from feedcrawler.spiders.news import NewsSpider

ADDRESS = os.environ.get("LOCAL_NEWS", "http://127.0.0.1:9")


class LocalNewsSpider(NewsSpider):
    """The site of `tests.e2e.local_site`."""

    name = "local_news"
    site = Site(name="127.0.0.1", domain="127.0.0.1", port=urlsplit(ADDRESS).port)
    feeds = (f"{ADDRESS}/rss/",)
    listings = (f"{ADDRESS}/news/",)
