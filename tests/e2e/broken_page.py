"""A page object with a mistake, for the pages of any site."""

from __future__ import annotations

from web_poet import handle_urls

from feedcrawler.items import Article
from feedcrawler.pages import ArticlePage


@handle_urls("", instead_of=ArticlePage)
class BrokenPage(ArticlePage):
    """A selector that finds nothing, and nobody thought of it."""

    def read(self) -> Article:
        """No article."""
        raise AttributeError("'NoneType' object has no attribute 'text'")
