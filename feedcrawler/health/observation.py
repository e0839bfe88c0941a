"""What a run observed of its site: what the pages of new articles gave, and how many gave nothing.

An article counts once, in the run that reads it first, and only while it is news: what a backfill or a first crawl
brings in is of other days, and of other themes of the site.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from datetime import datetime, timedelta
from statistics import median
from typing import Any

from feedcrawler.health.sources import code_of, name_of
from feedcrawler.items import Article, Source
from feedcrawler.pages import ArticlePage
from feedcrawler.printable import printable

WATCHED = (
    "headline", "description", "articleBody", "authors", "datePublished", "dateModified", "articleSection",
    "keywords", "inLanguage", "timeRequired", "mainImage", "images", "videos", "relatedLinks", "canonicalUrl",
    "isAccessibleForFree",
)  # fmt: skip
"""The fields whose coverage is watched: those that pages give."""

_NEWS = timedelta(days=7)
_APART = {"second": timedelta(minutes=45), "minute": timedelta(minutes=45), "day": timedelta(hours=36)}
_MOST = 20  # different sources of a field, warnings, reasons; the rest are "others"
_OTHERS = "others"
_MAX_TEXT = 100
_VARIES = re.compile(r"['\"‘“«\d].*", re.DOTALL)
_STEPS = 4  # a doubling of the length


def is_there(article: Article, field: str) -> bool:
    """Whether an article has a field."""
    return getattr(article, field) not in (None, "", [])


def step_of(words: int) -> int:
    """A length in words as one of forty steps: four to a doubling."""
    return round(_STEPS * math.log2(1 + words))


def words_of(step: int) -> int:
    """The length that a step stands for."""
    return round(2 ** (step / _STEPS)) - 1


def kind_of(warning: str) -> str:
    """A warning without what it quotes."""
    return _in_a_line(_VARIES.sub("", warning)[:_MAX_TEXT])


class Observation:
    """Collects what a run sees, in a few kilobytes however many articles there are."""

    def __init__(self) -> None:
        self.articles = 0
        self._older = 0
        self._code = ""
        self._fields = Counter[str]()
        self._sources: defaultdict[str, Counter[str]] = defaultdict(Counter)
        self._warnings = Counter[str]()
        self._failed = Counter[str]()
        self._words = Counter[int]()
        self._lags: list[int] = []
        self._dates = Counter[str]()

    def add(self, article: Article, page: type[ArticlePage]) -> bool:
        """Take an article that was read for the first time; gives whether it is news.

        Args:
            article: as it is stored.
            page: the page object that read it.
        """
        assert article.crawl
        if not is_news(article.source, article.datePublished, article.crawl.fetchedAt):
            self._older += 1
            return False
        self.articles += 1
        self._code = code_of(page)
        self._words[step_of(article.wordCount or 0)] += 1
        self._add_fields(article, page)
        self._add_dates(article)
        return True

    def fail(self, reason: str, source: Source, at: datetime) -> bool:
        """Take an article that could not be read at its first try; gives whether it is news."""
        if is_news(source, None, at):
            _count(self._failed, reason)
            return True
        return False

    def to_document(self) -> dict[str, Any]:
        """`runs.observed`; what there was none of is left out."""
        if not self.articles:
            return _without_empty({"articles": 0, "older": self._older, "failed": dict(self._failed)})
        steps = sorted(self._words.elements())
        document = {
            "articles": self.articles,
            "older": self._older,
            "page": self._code,
            "fields": {field: self._fields[field] for field in WATCHED if self._fields[field]},
            "sources": {field: dict(self._sources[field]) for field in WATCHED if field in self._sources},
            "words": {
                "median": words_of(round(median(steps))),
                "steps": {str(step): count for step, count in sorted(self._words.items())},
            },
            "dates": dict(self._dates) | ({"lagMinutes": round(median(self._lags))} if self._lags else {}),
            "warnings": dict(self._warnings),
            "failed": dict(self._failed),
        }
        return _without_empty(document)

    def _add_fields(self, article: Article, page: type[ArticlePage]) -> None:
        extraction = article.extraction
        for field in WATCHED:
            if is_there(article, field):
                self._fields[field] += 1
                if extraction and (said := extraction.fields.get(field)):
                    _count(self._sources[field], name_of(page, field, said))
        for warning in {kind_of(warning) for warning in extraction.warnings} if extraction else ():
            _count(self._warnings, warning)

    def _add_dates(self, article: Article) -> None:
        published, evidence = article.datePublished, article.dates.published
        if published is None or evidence is None or article.crawl is None:
            return
        self._lags.append(round((article.crawl.fetchedAt - published).total_seconds() / 60))
        self._dates["dayOnly"] += evidence.precision == "day"
        if article.source and (announced := article.source.entryPublished):
            self._dates["compared"] += 1
            self._dates["adrift"] += abs(published - announced) > _APART[evidence.precision or "day"]


def is_news(source: Source | None, published: datetime | None, at: datetime) -> bool:
    """Whether an article is of these days, as the feed says, else the page; one without a date may be."""
    date = (source.entryPublished if source else None) or published
    return date is None or at - date <= _NEWS


def _count(counter: Counter[str], name: str) -> None:
    name = _in_a_line(name)
    counter[name if name in counter or len(counter) < _MOST else _OTHERS] += 1


def _in_a_line(text: str) -> str:
    return " ".join(printable(text).split())


def _without_empty(document: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in document.items() if value or key == "articles"}
