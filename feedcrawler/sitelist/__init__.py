"""The sites that one crawl is pointed at: `sites.toml`, and OPML, which feed readers speak."""

from feedcrawler.sitelist.entry import SiteEntry, SiteList
from feedcrawler.sitelist.opml import write_opml
from feedcrawler.sitelist.reading import is_xml, read_bytes, read_list, read_sites
from feedcrawler.sitelist.toml import read_toml, write_toml

__all__ = [
    "SiteEntry",
    "SiteList",
    "is_xml",
    "read_bytes",
    "read_list",
    "read_sites",
    "read_toml",
    "write_opml",
    "write_toml",
]
