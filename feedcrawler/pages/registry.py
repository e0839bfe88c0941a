"""Which page object reads which address, and what is declared about its site."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple, cast
from urllib.parse import urlsplit

import tldextract.tldextract
from web_poet import default_registry

from feedcrawler.pages.article import ArticlePage
from feedcrawler.site import Site
from feedcrawler.urls import normalize_url


class _Name(NamedTuple):
    domain: str
    suffix: str


def _filed_under(url: str, **_options: object) -> _Name:
    """The last two labels of a host, by which web-poet's rules file their patterns.

    The rules ask tldextract for the registered domain, which fetches the list of public suffixes from the network, or
    takes as long to build the packed one as to read ten pages. As a key any name will do that a host shares with those
    below it.
    """
    labels = (urlsplit(url).hostname or "").strip(".").split(".")
    return _Name(*["", *labels][-2:])


tldextract.tldextract.TLD_EXTRACTOR = _filed_under  # type: ignore[assignment]


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
