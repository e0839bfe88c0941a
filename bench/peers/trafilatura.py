"""trafilatura: what feeds and sitemaps announce, one after the other; it remembers nothing.

courlan, which sorts its links, knows addresses of machines only without a port: here it is told of ports.
"""

from __future__ import annotations

import re
import sys
from typing import Any

from courlan import urlutils
from trafilatura import bare_extraction, fetch_url
from trafilatura.feeds import find_feed_urls
from trafilatura.settings import use_config
from trafilatura.sitemaps import sitemap_search

from bench.peers import gave


def main(address: str) -> None:
    """Crawl once, without pauses, and with leave to ask this machine."""
    urlutils.DOMAIN_REGEX = re.compile(r"https?://(\d{1,3}(?:\.\d{1,3}){3})(?::\d+)?(?:/|$)")
    config = use_config()
    config["DEFAULT"]["SSRF_PROTECTION"] = "off"
    announced = find_feed_urls(address, sleep_time=0, config=config)
    announced += sitemap_search(address, sleep_time=0, config=config)
    gave(url for url in dict.fromkeys(announced) if _has_text(fetch_url(url, config=config), url))


def _has_text(page: str | None, url: str) -> bool:
    read: Any = bare_extraction(page, url=url, with_metadata=True) if page else None
    return bool(read and read.text)


if __name__ == "__main__":
    main(*sys.argv[1:])
