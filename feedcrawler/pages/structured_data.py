"""What a page says of itself to machines: JSON-LD, else microdata or RDFa; OpenGraph and other meta tags."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cached_property
from itertools import islice
from typing import Any

from lxml.etree import _Element as Element

from feedcrawler.pages import json_ld
from feedcrawler.pages.elements import Elements, elements_of
from feedcrawler.pages.json_ld import Node
from feedcrawler.pages.markup import lines_of
from feedcrawler.pages.microdata import items
from feedcrawler.pages.own_article import ARTICLE_TYPES, NEWS_TYPES, OwnArticle
from feedcrawler.pages.text import key, plain
from feedcrawler.pages.values import MAX_LIST, MAX_TEXT, Values

ORGANIZATION_TYPES = frozenset(["organization", "newsmediaorganization", "newsorganization", "corporation", "ngo"])

_MAX_META = 1_000
_MAX_PARTS = 20  # of a text that is given as a list
_SITE_NAMES = ("og:site_name", "application-name", "apple-mobile-web-app-title", "site_name", "sitename")
_SITE_TYPES = ORGANIZATION_TYPES | {"website"}
_MARKED_TYPES = ARTICLE_TYPES | {"creativework"}  # what some themes call an article, with its headline


class StructuredData(Values):
    """The structured data of one page, parsed once.

    Every accessor takes what pages really hold where the standard wants one thing (a string, a number, a list, an
    object, null), and never raises.
    """

    def __init__(self, root: Element, url: str, elements: Elements | None = None) -> None:
        """Take the page, its address, and its `elements_of`, where they are known."""
        self._root = root
        self._url = url
        self.elements = elements or elements_of(root)

    @cached_property
    def meta(self) -> dict[str, list[str]]:
        """The contents of `<meta>`, by property, name or itemprop in lower case."""
        found: dict[str, list[str]] = {}
        for element in self.elements["meta"][:_MAX_META]:
            if content := plain((element.get("content") or "")[:MAX_TEXT]):
                for attribute in ("property", "name", "itemprop"):
                    if name := element.get(attribute):
                        found.setdefault(name.strip().lower(), []).append(content)
        return found

    @cached_property
    def nodes(self) -> list[tuple[Node, int]]:
        """Every JSON-LD object of the page with its depth, outermost first; the page's scripts share one limit."""
        values: list[Any] = []
        left = json_ld.MAX_CHARS
        for script in self.elements["script"]:
            text = script.text or ""
            if "ld+json" in (script.get("type") or "").lower() and len(text) <= left:
                left -= len(text)
                values.extend(json_ld.load(text))
        return json_ld.nodes(values)

    @property
    def article(self) -> Node:
        """The object that describes the page's article; empty where there is none.

        JSON-LD's, else that of microdata or RDFa in the same form.
        """
        return self._described[0]

    @property
    def source(self) -> str:
        """Where `article` is from: `json-ld`, `microdata` or `rdfa`."""
        return self._described[1]

    @cached_property
    def _typed(self) -> list[tuple[Node, int, set[str]]]:
        """The JSON-LD objects that have a type, with their depths and types."""
        return [(node, depth, types_of(node)) for node, depth in self.nodes if "@type" in node]

    @cached_property
    def _described(self) -> tuple[Node, str]:
        own = OwnArticle(self.elements, self._url, self, self.meta.get("og:title", []))
        said = [(node, depth) for node, depth, types in self._typed if types & ARTICLE_TYPES]
        if node := own.of(said):
            return node, "json-ld"
        for syntax, found in items(self._root, _MARKED_TYPES).items():
            if node := own.of(((node, 0) for node in found if _is_article(node)), alone=True):
                return node, syntax
        return {}, "json-ld"

    def is_a(self, *names: str) -> bool:
        """Whether the page's article has one of these types (lower case)."""
        return bool(types_of(self.article) & set(names))

    @property
    def is_news(self) -> bool:
        """Whether JSON-LD calls the article news: then a newsroom, not a plugin, has written it."""
        return self.source == "json-ld" and bool(types_of(self.article) & NEWS_TYPES)

    def first_meta(self, *names: str) -> Iterator[tuple[str, str]]:
        """(name, content) for each of these meta names that the page has, in this order."""
        for name in names:
            if values := self.meta.get(name):
                yield name, values[0]

    def text(self, name: str) -> str | None:
        """A property of the article as plain text."""
        return self.text_of(self.article.get(name))

    def texts(self, name: str) -> list[str]:
        """A property of the article as several plain texts."""
        return [text for one in self.each(self.article.get(name)) if (text := self.text_of(one))]

    def truth(self, name: str) -> bool | None:
        """A property of the article as yes or no; None where it says neither."""
        for one in self.each(self.article.get(name)):
            word = str(one).strip().lower().rpartition("/")[2] if isinstance(one, str | bool | int) else ""
            if word in {"true", "1", "yes"}:
                return True
            if word in {"false", "0", "no"}:
                return False
        return None

    @cached_property
    def site_names(self) -> list[str]:
        """What the site calls itself in meta tags and in JSON-LD."""
        said = [content for _, content in self.first_meta(*_SITE_NAMES)]
        sites = [node for node, _, types in self._typed if types & _SITE_TYPES][:_MAX_PARTS]
        return said + [
            text for node in sites for name in ("name", "alternateName") if (text := self.text_of(node.get(name)))
        ]

    @cached_property
    def word_count(self) -> int:
        """How many words JSON-LD says the article has: its number, or those of its text; 0 where it says neither."""
        said = next(iter(self.each(self.article.get("wordCount"))), None)
        if isinstance(said, str | int) and (digits := str(said).replace(",", "")).isascii() and digits.isdecimal():
            return int(digits[:9])
        text = self.article.get("articleBody")
        return len(text.split()) if isinstance(text, str) else 0

    @cached_property
    def body_text(self) -> str | None:
        r"""The article's text as structured data give it: plain, a line for each of its blocks, parted by "\n"."""
        said = (one for one in self.each(self.article.get("articleBody")) if isinstance(one, str))
        return "\n".join(line for one in islice(said, _MAX_PARTS) for line in lines_of(one)) or None


def types_of(node: Node) -> set[str]:
    """The types of a JSON-LD object: lower case, without their vocabulary's address."""
    value = node.get("@type")
    values = value[:MAX_LIST] if isinstance(value, list) else [value]
    return {one.rpartition("/")[2].rpartition(":")[2].lower() for one in values if isinstance(one, str)}


def _is_article(node: Node) -> bool:
    return bool(types_of(node) & ARTICLE_TYPES) or "headline" in node


def split_list(texts: Iterable[str]) -> list[str]:
    """Keywords written as one string with commas, as several strings, or both; each once."""
    found: dict[str, str] = {}
    for text in texts:
        for part in text.split(","):
            word = part.strip()
            if word and len(word) <= 200:
                found.setdefault(key(word) or word, word)
    return list(found.values())[:MAX_LIST]
