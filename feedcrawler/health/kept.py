"""Pages that a crawl keeps until it ends, for they may be needed as fixtures: a few of each kind, packed."""

from __future__ import annotations

import zlib
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from web_poet import HttpResponse, HttpResponseHeaders

from feedcrawler.health.finding import Finding
from feedcrawler.health.observation import WATCHED, is_there, kind_of, step_of
from feedcrawler.health.sources import name_of
from feedcrawler.items import Article
from feedcrawler.pages import ArticlePage

_OF_A_KIND = 3
_STEPS = 8
_MOST_SHOWN = 5
_LONGER = 16
_SECRET = frozenset({"set-cookie", "set-cookie2"})  # fixtures are handed around
_PACKED = 40  # how much smaller a page is at most when it is packed


@dataclass(frozen=True, slots=True)
class KeptPage:
    """One page."""

    url: str
    page: type[ArticlePage]
    """The page object that it was read with."""
    status: int
    headers: tuple[tuple[str, str], ...]
    packed: bytes
    fetched_at: datetime
    kinds: frozenset[str]

    def response(self) -> HttpResponse:
        """The page as a page object takes it."""
        headers = HttpResponseHeaders.from_name_value_pairs(
            [{"name": name, "value": value} for name, value in self.headers]
        )
        return HttpResponse(self.url, zlib.decompress(self.packed), status=self.status, headers=headers)


class KeptPages:
    """The first pages of each kind, until there is no more room."""

    def __init__(self, room: int) -> None:
        """Take how many bytes there is room for."""
        self._room = room
        self._pages: list[KeptPage] = []
        self._of_kind = Counter[str]()

    def wants(self, kinds: Iterable[str]) -> bool:
        """Whether a page is of a kind of which there are few."""
        return any(self._of_kind[kind] < _OF_A_KIND for kind in kinds)

    def keep(self, response: HttpResponse, page: type[ArticlePage], kinds: Iterable[str], fetched_at: datetime) -> None:
        """Keep a page, if there is room."""
        kinds = frozenset(kinds)
        if len(response.body) > self._room * _PACKED:
            return
        packed = zlib.compress(bytes(response.body), level=3)
        if len(packed) > self._room:
            return
        self._room -= len(packed)
        self._of_kind.update(kinds)
        headers = tuple(pair for pair in response.headers.items() if pair[0].lower() not in _SECRET)
        kept = KeptPage(str(response.url), page, response.status or 200, headers, packed, fetched_at, kinds)
        self._pages.append(kept)

    def of(self, *kinds: str) -> list[KeptPage]:
        """The pages of any of these kinds."""
        return [kept for kept in self._pages if not kept.kinds.isdisjoint(kinds)]

    def addresses(self, *kinds: str) -> tuple[str, ...]:
        """The addresses of some of them."""
        return tuple(dict.fromkeys(kept.url for kept in self.of(*kinds)))[:_MOST_SHOWN]


def kinds_of(article: Article, page: type[ArticlePage]) -> set[str]:
    """Of which kinds the page of an article is: what it lacks, what gave the rest, how long it is."""
    said = article.extraction.fields if article.extraction else {}
    warnings = article.extraction.warnings if article.extraction else []
    lacks = {f"no {field}" for field in WATCHED if not is_there(article, field)}
    gave = {f"{field} from {name_of(page, field, said[field])}" for field in WATCHED if field in said}
    return {*lacks, *gave, *(f"warning {kind_of(warning)}" for warning in warnings), _length(article.wordCount or 0)}


def kinds_of_failure(reason: str) -> set[str]:
    """Of which kinds a page is that could not be read."""
    return {"failed", f"failed {reason}"}


def kinds_that_show(finding: Finding) -> set[str]:
    """The kinds of pages that show what was found."""
    if finding.what == "failures":
        return {"failed"}
    if finding.what == "field":
        return {f"no {finding.field}"}
    if finding.what == "source":
        return {f"{finding.field} from {finding.instead}"}
    if finding.what == "warning":
        return {f"warning {finding.source}"}
    if finding.what == "body length" and finding.bound:
        words, at_least = finding.bound
        lengths = range(words) if at_least else range(words, words * _LONGER)
        return {_length(words) for words in lengths}
    return set()


def _length(words: int) -> str:
    return f"length {step_of(words) // _STEPS}"
