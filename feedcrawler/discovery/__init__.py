"""Where articles are announced: feeds and listings in, entries out. No network, no database."""

from feedcrawler.discovery.entry import Announcement, Entry, merge
from feedcrawler.discovery.feed import Feed
from feedcrawler.discovery.listing import Listing, read_listing
from feedcrawler.discovery.load_more import page_of, read_more
from feedcrawler.discovery.rss import is_feed, read_feed
from feedcrawler.discovery.shape import Shape, shape_of
from feedcrawler.discovery.sitemap import Sitemap, SitemapLink, is_sitemap, read_sitemap
from feedcrawler.discovery.sources import WELL_KNOWN, SourceLink, find_sources

__all__ = [
    "WELL_KNOWN",
    "Announcement",
    "Entry",
    "Feed",
    "Listing",
    "Shape",
    "Sitemap",
    "SitemapLink",
    "SourceLink",
    "find_sources",
    "is_feed",
    "is_sitemap",
    "merge",
    "page_of",
    "read_feed",
    "read_listing",
    "read_more",
    "read_sitemap",
    "shape_of",
]
