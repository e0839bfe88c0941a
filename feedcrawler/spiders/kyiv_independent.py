"""The Kyiv Independent's news feed."""

from feedcrawler.pages.kyiv_independent import KyivIndependentPage
from feedcrawler.spiders.news import NewsSpider


class KyivIndependentSpider(NewsSpider):
    """Everything in the news archive and the news feed, newest first."""

    name = "kyiv_independent"
    site = KyivIndependentPage.site
    feeds = ("https://kyivindependent.com/news-archive/rss/",)
    # What "Show More" loads lies behind the next pages of these.
    listings = (
        "https://kyivindependent.com/news-archive/",
        "https://kyivindependent.com/tag/news-feed/",
    )
