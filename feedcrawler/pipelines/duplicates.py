"""Duplicates: the keys by which the same article, and the same text or story, is found again.

The links themselves (`duplicateOf`) are made where the article is written, so that two copies that arrive together
find each other: see `feedcrawler.mongodb.duplicates`.
"""

from __future__ import annotations

import hashlib

from feedcrawler.items import Article, Content, Key
from feedcrawler.pages import site_of
from feedcrawler.similarity import sketch, words_of
from feedcrawler.urls import same_slug

_MAX_ALIASES = 20


def text_hash(words: list[str]) -> str:
    """SHA-256 of the words of a text."""
    return hashlib.sha256(" ".join(words).encode("utf-8", "surrogatepass")).hexdigest()


def identify(article: Article) -> None:
    """Fill in `_id` and `aliases`.

    The identity is the normalised URL. The page's own word for its address (canonical) counts where it is another
    path to the same slug on the same site; anything else it may say would let one wrong tag merge two articles.
    """
    site = site_of(article.url)
    identity = site.identity(article.url)
    if article.canonicalUrl and site.is_article(article.canonicalUrl):
        canonical = site.identity(article.canonicalUrl)
        if same_slug(canonical, identity):
            identity = canonical
    addresses = {*article.aliases, site.identity(article.url)}
    if article.requestedUrl:
        addresses |= {article.requestedUrl, site.identity(article.requestedUrl)}
    article._id = identity
    article.aliases = sorted(addresses - {identity})[:_MAX_ALIASES]


def give_keys(article: Article) -> None:
    """Fill in `content`: the keys by which copies of the text are found."""
    words = words_of(article.articleBody or "")
    keys = None if article.liveUpdating else sketch(words)  # a live blog holds other stories, and others every hour
    article.content = Content(hash=text_hash(words), sketch=[Key(key) for key in keys] if keys else None)


class DuplicatesPipeline:
    """Gives every article its identity and the keys of its text."""

    def process_item(self, item: Article) -> Article:
        """The article with `_id`, `aliases` and `content`."""
        identify(item)
        give_keys(item)
        return item
