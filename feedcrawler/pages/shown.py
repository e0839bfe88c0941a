"""What was read of a page, to tell what kind of page it is."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from urllib.parse import urlsplit

from lxml.etree import _Element as Element

from feedcrawler.pages.structured_data import StructuredData, types_of
from feedcrawler.pages.text import key, text_of

_LISTING_TYPES = frozenset(["collectionpage", "searchresultspage", "profilepage"])
_LONG = 4_000  # characters that have more words than …
_MANY = 200  # … any rule asks for
_SENTENCE = 8  # words
_FEW = 2  # words that may be a site's name
_GROUPED = 2  # how deep the objects of a `@graph` are
_UNSPACED = re.compile(r"[\u0e00-\u0eff\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]{2}")
_TITLE_PARTS = re.compile(r"\s[|\-–—·•»/]+\s|[|»]\s")
_COLON = re.compile(r"\s?:\s")


@dataclass(frozen=True)
class Shown:
    """What was read of a page."""

    root: Element
    url: str
    data: StructuredData
    headline: str
    body: str
    is_signed: bool
    """Whether it names an author or a date of publication; what its address says is no word of the page's own."""

    is_dated: bool
    """Whether it or its address says when it was published."""

    @property
    def is_credited(self) -> bool:
        """Whether it names an author, or it or its address a date."""
        return self.is_signed or self.is_dated

    @cached_property
    def words(self) -> int:
        """How many words the text has; no more are counted than any rule asks for."""
        begins = len(self.body[:_LONG].split())
        return begins if begins > _MANY else words_in(self.body)

    @cached_property
    def titles(self) -> list[str]:
        """The headline, the title, and its parts, but for those of which the headline says that there is more."""
        headline, parts = key(self.headline), _TITLE_PARTS.split(self._title)
        if headline == key(self._title) and all(key(text_of(h1)) != headline for h1 in islice(self.root.iter("h1"), 9)):
            headline = ""  # no more than the title
        own = [part for part in parts if not self._is_site(part) and len(part.split()) > _FEW]
        apart = (part for part in parts if own == [part] or key(part) == headline or key(part) not in headline)
        return [self.headline, self._title, *apart]

    @cached_property
    def parts(self) -> list[str]:
        """The headline, the title, and whatever signs part in it."""
        parts = _TITLE_PARTS.split(self._title)
        return [self.headline, self._title, *parts, *(piece for part in parts for piece in _COLON.split(part))]

    @cached_property
    def is_bare(self) -> bool:
        """Whether no paragraph of the text has the words of a sentence."""
        return all(words_in(paragraph) < _SENTENCE for paragraph in self.body[:_LONG].split("\n\n"))

    @cached_property
    def tells_nothing(self) -> bool:
        """Whether the page has no sentence, or no headline but the site's name."""
        return self.is_bare or self._is_site(self.headline)

    @cached_property
    def _title(self) -> str:
        titles = self.data.elements["title"]
        return text_of(titles[0])[:300] if titles else ""

    def _is_site(self, name: str) -> bool:
        said = self.data.meta.get("og:site_name", [])
        return key(name) in key(urlsplit(self.url).netloc) or key(name) in map(key, said)

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
