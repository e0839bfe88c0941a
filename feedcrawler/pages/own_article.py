"""Which of the articles that a page describes is the page's own: by address, by headline, by what it says."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cached_property
from itertools import islice
from typing import Any
from urllib.parse import urlsplit

from feedcrawler.pages.elements import Elements
from feedcrawler.pages.json_ld import Node
from feedcrawler.pages.text import key, text_of
from feedcrawler.pages.values import Values
from feedcrawler.urls import normalize_url

ARTICLE_TYPES = frozenset(
    [
        "article", "newsarticle", "reportagenewsarticle", "analysisnewsarticle", "opinionnewsarticle",
        "backgroundnewsarticle", "reviewnewsarticle", "askpublicnewsarticle", "advertisercontentarticle",
        "satiricalarticle", "blogposting", "liveblogposting", "socialmediaposting", "report", "scholarlyarticle",
        "techarticle",
    ]
)  # fmt: skip
"""schema.org's Article and its subtypes, in lower case."""
NEWS_TYPES = frozenset(one for one in ARTICLE_TYPES if one.endswith("newsarticle"))
"""The types of news, whose headline the newsroom writes; that of an Article or a BlogPosting a plugin may make up."""

_MAX_ARTICLES = 200
_MAX_TITLES = 200
_MAX_TEXT = 10_000
_FIRST = 5  # headings and titles that may be the page's own
_WORD = re.compile(r"[^\W_]+")
_STEM = 4  # letters that words keep in all their forms
_WORDS = 3  # stems that make a headline of a text
_CHANCE = 0.15  # of the stems that headlines of two stories may share
_SLUG = 12  # characters of the last part of a path that make it the name of a story


class OwnArticle:
    """What tells a page's own article from the others that it describes."""

    def __init__(self, elements: Elements, url: str, values: Values, titles: list[str]) -> None:
        """Take the page's elements and address, what reads values, and the titles that the page gives for sharing."""
        self._elements = elements
        self._url = url
        self._values = values
        self._shared = titles

    def of(self, articles: Iterable[tuple[Node, int]], *, alone: bool = False) -> Node:
        """The page's own article among these, with their depths; empty where none is.

        Of several, the one with the page's URL; else the outermost with the most to say. One with another URL and
        another headline than the page's is another article. What the same article says elsewhere on the page is added.

        Args:
            articles: the objects, each with its depth.
            alone: whether one of several counts only if its URL or its headline is the page's.
        """
        own = [entry for entry in islice(articles, _MAX_ARTICLES) if not self._is_another(entry[0])]
        if alone and len(own) > 1:
            own = [entry for entry in own if self._is_here(entry[0]) or self._has_title(entry[0])]
        if len(own) < 2:
            return own[0][0] if own else {}
        best = max(own, key=self._rank)[0]
        merged = {}
        for node, _ in own:
            if node is not best and self._same(node, best):
                merged.update({name: value for name, value in node.items() if value and name not in merged})
        return {**merged, **{name: value for name, value in best.items() if value or name not in merged}}

    def _rank(self, entry: tuple[Node, int]) -> tuple[bool, int, int]:
        node, depth = entry
        return self._is_here(node), -depth, len(node)

    def _same(self, one: Node, other: Node) -> bool:
        """Whether two objects are of one article."""
        headline = key(self._values.text_of(one.get("headline")) or "")
        return bool(headline) and headline == key(self._values.text_of(other.get("headline")) or "")

    def _is_another(self, node: Node) -> bool:
        """Whether an object is of an article on another page: both its URL and its headline say so.

        Without a URL, the headline says so where it has no word of what the page shows and gives as its title alike.
        """
        urls = [url for name in ("url", "mainEntityOfPage") if (url := self._values.url_of(node.get(name)))]
        headline = self._values.text_of(node.get("headline"))
        if not headline or any(self._leads_here(url) for url in urls) or self._has_title(node):
            return False
        return bool(urls) or self._is_of_other_words(headline[:_MAX_TEXT])

    def _is_of_other_words(self, headline: str) -> bool:
        """Whether a headline has no more words of the one that the page surely has than chance gives it."""
        words, sure = _stems(headline), self._stems_of_title
        fewer = min(len(words), len(sure))
        return fewer >= _WORDS and len(words & sure) <= _CHANCE * fewer

    @cached_property
    def _stems_of_title(self) -> set[str]:
        """The stems of the `h1` that a title of the page repeats, and of those titles; none where none does."""
        heads, titles = (
            [text_of(element)[:_MAX_TEXT] for element in self._elements[tag][:_FIRST]] for tag in ("h1", "title")
        )
        keys = {title: key(title) for title in (*titles, *(text[:_MAX_TEXT] for text in self._shared[:_FIRST]))}
        found: set[str] = set()
        for head in heads:
            words = key(head)
            for title in keys if len(words) >= _SLUG else ():
                if words in keys[title]:
                    found |= _stems(head) | _stems(title)
        return found

    def _has_title(self, node: Node) -> bool:
        headline = key(self._values.text_of(node.get("headline") or node.get("name")) or "")
        return bool(headline) and any(title in headline or headline in title for title in self._titles)

    @cached_property
    def _titles(self) -> set[str]:
        """The headlines that the page shows and gives for sharing, as keys."""
        shown = [*self._elements["title"], *self._elements["h1"]][:_MAX_TITLES]
        texts = [*(text_of(element)[:_MAX_TEXT] for element in shown), *self._shared]
        return {key(text) for text in texts} - {""}

    def _is_here(self, node: Node) -> bool:
        return any(self._leads_here(node.get(name)) for name in ("url", "mainEntityOfPage", "@id"))

    def _leads_here(self, value: Any) -> bool:
        """Whether a value is the page's address, or that of the same story on a sister site."""
        url = self._values.url_of(value)
        if url is None or url == self._url:
            return url is not None
        try:
            here, there = self._here, normalize_url(url)
        except ValueError:
            return False
        path = urlsplit(here).path
        return here == there or (len(path.rstrip("/").rpartition("/")[2]) >= _SLUG and path == urlsplit(there).path)

    @cached_property
    def _here(self) -> str:
        return normalize_url(self._url)


def _stems(text: str) -> set[str]:
    """The beginnings of the longer words in a text; of writing without case, which may part no words, all pairs."""
    found: set[str] = set()
    for word in _WORD.findall(text.casefold()):
        if word.upper() != word:
            found.update([word[:_STEM]] * (len(word) >= _STEM))
        else:
            found.update(word[at : at + 2] for at in range(len(word) - 1))
    return found
