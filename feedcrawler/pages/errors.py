"""What a page object raises."""

from __future__ import annotations


class NotAnArticle(Exception):  # noqa: N818 - what it says, not what went wrong
    """The page holds no article: a listing, a login wall, an empty page.

    Attributes:
        url: the page's address.
        reason: why it is held to be no article, in a few words.
    """

    def __init__(self, url: str, reason: str) -> None:
        super().__init__(f"{url}: not an article: {reason}")
        self.url = url
        self.reason = reason
