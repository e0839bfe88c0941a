"""What was read of a page, to tell what kind of page it is."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from lxml.etree import _Element as Element

from feedcrawler.pages.structured_data import StructuredData, types_of
from feedcrawler.pages.text import text_of

_LISTING_TYPES = frozenset(["collectionpage", "searchresultspage", "profilepage"])
_LONG = 4_000  # characters that have more words than …
_MANY = 200  # … any rule asks for
_GROUPED = 2  # how deep the objects of a `@graph` are
_UNSPACED = re.compile(r"[\u0e00-\u0eff\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]{2}")
_TITLE_PARTS = re.compile(r"\s[|\-–—·•:»/]+\s|[:|»]\s")


@dataclass(frozen=True)
class Shown:
    """What was read of a page."""

    root: Element
    url: str
    data: StructuredData
    headline: str
    body: str
    is_signed: bool
    """Whether it names an author or a date of publication."""

    @cached_property
    def words(self) -> int:
        """How many words the text has; no more are counted than any rule asks for."""
        begins = len(self.body[:_LONG].split())
        return begins if begins > _MANY else words_in(self.body)

    @cached_property
    def titles(self) -> list[str]:
        """The headline and the parts of the title, of which one may be the site's name."""
        titles = self.data.elements["title"]
        whole = text_of(titles[0])[:300] if titles else ""
        return [self.headline, whole, *_TITLE_PARTS.split(whole)]

    @cached_property
    def is_named_article(self) -> bool:
        """Whether the page says of itself that it is an article.

        Content systems call tag pages an article in `og:type` as well; a date of publication there tells them apart.
        """
        if self.data.article:
            return True
        if "article" not in (kind.lower() for kind in self.data.meta.get("og:type", [])):
            return False
        return "article:published_time" in self.data.meta or not self.is_named_listing

    @cached_property
    def is_named_listing(self) -> bool:
        """Whether the page says of itself that it is a listing, and has no article of its own."""
        outer = (types_of(node) for node, depth in self.data.nodes if depth <= _GROUPED)
        return not self.data.article and any(types & _LISTING_TYPES for types in outer)


def words_in(text: str) -> int:
    """How many words a text has; alphabets that put no space between words make two letters one."""
    return len(text.split()) + (0 if text.isascii() else len(_UNSPACED.findall(text)))
