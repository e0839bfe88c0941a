"""Where articles are announced: feeds and listings in, entries out. No network, no database."""

from feedcrawler.discovery.entry import Announcement, Entry, merge
from feedcrawler.discovery.listing import Listing, read_listing
from feedcrawler.discovery.rss import Feed, read_feed

__all__ = ["Announcement", "Entry", "Feed", "Listing", "merge", "read_feed", "read_listing"]
