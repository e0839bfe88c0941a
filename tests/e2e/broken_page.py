"""A page object with a mistake, for the pages of 127.0.0.1."""

from __future__ import annotations

from web_poet import handle_urls

from feedcrawler.items import Article
from feedcrawler.pages import ArticlePage


@handle_urls("127.0.0.1", instead_of=ArticlePage)
class BrokenPage(ArticlePage):
    """A selector that finds nothing, and nobody thought of it."""

    def read(self) -> Article:
        """No article."""
        raise AttributeError("'NoneType' object has no attribute 'text'")
