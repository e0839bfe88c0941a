"""What a page says of itself to machines: JSON-LD, OpenGraph and other meta tags."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cached_property
from itertools import islice
from typing import Any

from lxml.etree import _Element as Element

from feedcrawler.pages import json_ld
from feedcrawler.pages.json_ld import Node
from feedcrawler.pages.text import key, plain, text_of
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
ORGANIZATION_TYPES = frozenset(["organization", "newsmediaorganization", "newsorganization", "corporation", "ngo"])

_NO_TEXT = frozenset(["null", "none", "undefined", "nan"])
_MAX_META = 1_000
_MAX_TEXT = 10_000
_MAX_LIST = 200


class StructuredData:
    """The structured data of one page, parsed once.

    Every accessor takes what pages really hold where the standard wants one thing (a string, a number, a list, an
    object, null), and never raises.
    """

    def __init__(self, root: Element, url: str) -> None:
        self._root = root
        self._url = url

    @cached_property
    def meta(self) -> dict[str, list[str]]:
        """The contents of `<meta>`, by property, name or itemprop in lower case."""
        found: dict[str, list[str]] = {}
        for count, element in enumerate(self._root.iter("meta")):
            if count >= _MAX_META:
                break
            content = plain((element.get("content") or "")[:_MAX_TEXT])
            for attribute in ("property", "name", "itemprop"):
                name = element.get(attribute)
                if name and content:
                    found.setdefault(name.strip().lower(), []).append(content)
        return found

    @cached_property
    def nodes(self) -> list[tuple[Node, int]]:
        """Every JSON-LD object of the page with its depth, outermost first; the page's scripts share one limit."""
        values: list[Any] = []
        left = json_ld.MAX_CHARS
        for script in self._root.iter("script"):
            text = script.text or ""
            if "ld+json" in (script.get("type") or "").lower() and len(text) <= left:
                left -= len(text)
                values.extend(json_ld.load(text))
        return json_ld.nodes(values)

    @cached_property
    def article(self) -> Node:
        """The JSON-LD object of the page's article; empty where there is none.

        Of several, the one with the page's URL; else the outermost with the most to say. One with another URL and
        another headline than the page's is another article.
        """
        articles = [(node, depth) for node, depth in self.nodes if types_of(node) & ARTICLE_TYPES]
        own = [entry for entry in articles if not self._is_another(entry[0])]
        return own[0][0] if len(own) == 1 else max(own, key=self._rank, default=({}, 0))[0]

    def is_a(self, *names: str) -> bool:
        """Whether the page's article has one of these types (lower case)."""
        return bool(types_of(self.article) & set(names))

    def first_meta(self, *names: str) -> Iterator[tuple[str, str]]:
        """(name, content) for each of these meta names that the page has, in this order."""
        for name in names:
            if values := self.meta.get(name):
                yield name, values[0]

    def each(self, value: Any) -> list[Any]:
        """`value` as a list, references by `@id` resolved."""
        values = value if isinstance(value, list) else [value]
        return [self._resolve(one) for one in values[:_MAX_LIST] if one is not None]

    def text(self, name: str) -> str | None:
        """A property of the article as plain text."""
        return self.text_of(self.article.get(name))

    def texts(self, name: str) -> list[str]:
        """A property of the article as several plain texts."""
        return [text for one in self.each(self.article.get(name)) if (text := self.text_of(one))]

    def text_of(self, value: Any) -> str | None:
        """The first plain text in a value: the string itself, or an object's name."""
        for one in self.each(value):
            said = one
            if isinstance(one, dict):
                names = (one.get(part) for part in ("name", "@value", "headline", "text"))
                said = next((name for name in names if isinstance(name, str)), None)
            if isinstance(said, str) and (text := plain(said[:_MAX_TEXT])) and text.lower() not in _NO_TEXT:
                return text
        return None

    def url_of(self, value: Any) -> str | None:
        """The first URL in a value, as written."""
        for one in self.each(value):
            inner = (
                [one.get(part) for part in ("url", "contentUrl", "embedUrl", "@id")] if isinstance(one, dict) else one
            )
            for url in _flat(inner):
                if isinstance(url, str) and url.strip():
                    return url.strip()
        return None

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
    def word_count(self) -> int:
        """How many words JSON-LD says the article has: its number, or those of its text; 0 where it says neither."""
        said = self.article.get("wordCount")
        if isinstance(said, str | int) and (digits := str(said).replace(",", "")).isascii() and digits.isdecimal():
            return int(digits[:9])
        text = self.article.get("articleBody")
        return len(text.split()) if isinstance(text, str) else 0

    @cached_property
    def _by_id(self) -> dict[str, Node]:
        found: dict[str, Node] = {}
        for node, _ in self.nodes:
            identity = node.get("@id")
            if isinstance(identity, str) and len(node) > 1:
                found.setdefault(identity, node)
        return found

    def _resolve(self, value: Any) -> Any:
        """`value`, or the object that it refers to."""
        if isinstance(value, dict) and len(value) <= 2 and isinstance(value.get("@id"), str):
            return self._by_id.get(value["@id"], value)
        return value

    def _rank(self, entry: tuple[Node, int]) -> tuple[bool, int, int]:
        node, depth = entry
        here = any(self._is_here(node.get(name)) for name in ("url", "mainEntityOfPage", "@id"))
        return here, -depth, len(node)

    def _is_another(self, node: Node) -> bool:
        """Whether an object is of an article on another page: both its URL and its headline say so."""
        urls = [url for name in ("url", "mainEntityOfPage") if (url := self.url_of(node.get(name)))]
        headline = key(self.text_of(node.get("headline")) or "")
        if not urls or not headline or any(self._is_here(url) for url in urls):
            return False
        return not any(title in headline or headline in title for title in self._titles)

    @cached_property
    def _titles(self) -> set[str]:
        """The headlines that the page shows and gives for sharing, as keys."""
        shown = islice(self._root.iter("h1", "title"), _MAX_LIST)
        texts = [*(text_of(element)[:_MAX_TEXT] for element in shown), *self.meta.get("og:title", [])]
        return {key(text) for text in texts} - {""}

    def _is_here(self, value: Any) -> bool:
        url = self.url_of(value)
        try:
            return url is not None and normalize_url(url) == normalize_url(self._url)
        except ValueError:
            return False


def types_of(node: Node) -> set[str]:
    """The types of a JSON-LD object: lower case, without their vocabulary's address."""
    value = node.get("@type")
    values = value[:_MAX_LIST] if isinstance(value, list) else [value]
    return {one.rpartition("/")[2].rpartition(":")[2].lower() for one in values if isinstance(one, str)}


def split_list(texts: Iterable[str]) -> list[str]:
    """Keywords written as one string with commas, as several strings, or both; each once."""
    found: dict[str, str] = {}
    for text in texts:
        for part in text.split(","):
            word = part.strip()
            if word and len(word) <= 200:
                found.setdefault(key(word) or word, word)
    return list(found.values())[:_MAX_LIST]


def _flat(values: Any) -> Iterator[Any]:
    """A value, or those in a list of values and lists."""
    for value in values if isinstance(values, list) else [values]:
        if isinstance(value, list):
            yield from value[:_MAX_LIST]
        else:
            yield value
