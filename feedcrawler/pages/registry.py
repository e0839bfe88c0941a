"""Which page object reads which address, and what is declared about its site."""

from __future__ import annotations

from functools import lru_cache
from typing import cast

import tldextract.tldextract
from web_poet import default_registry

from feedcrawler.pages.article import ArticlePage
from feedcrawler.site import Site
from feedcrawler.urls import normalize_url

# web-poet's rules ask tldextract for domains, which would fetch the list of public suffixes from the network;
# the copy that is packed with it will do.
tldextract.tldextract.TLD_EXTRACTOR = tldextract.TLDExtract(suffix_list_urls=(), cache_dir=None)


@lru_cache(maxsize=1024)
def page_class_for(url: str) -> type[ArticlePage]:
    """The page object for an address: its site's own, or the general one."""
    try:
        url = normalize_url(url)
    except ValueError:
        return ArticlePage
    found = default_registry.overrides_for(url).get(ArticlePage, ArticlePage)
    return cast("type[ArticlePage]", found)


def site_of(url: str) -> Site:
    """What is declared about the site of an address; the defaults for a site that nobody declared."""
    return page_class_for(url).site_for(url)
