"""newspaper4k: a source is built, which finds categories and feeds and remembers addresses; then its articles.

tldextract, which knows its domains, is kept from asking for a newer list of them.
"""

from __future__ import annotations

import sys

import newspaper
from tldextract.tldextract import TLD_EXTRACTOR

from bench.peers import gave


def main(address: str) -> None:
    """Crawl once, with the defaults; it remembers under TMPDIR."""
    TLD_EXTRACTOR.suffix_list_urls = ()
    source = newspaper.build(address, memorize_articles=True)
    source.download_articles()
    source.parse_articles()
    gave(article.url for article in source.articles if article.text)


if __name__ == "__main__":
    main(*sys.argv[1:])
