"""Validation: what is not a whole article is not stored as one."""

from __future__ import annotations

from datetime import datetime
from functools import cache
from typing import Self

from pydantic import TypeAdapter, ValidationError
from scrapy.crawler import Crawler
from scrapy.exceptions import DropItem

from feedcrawler.items import Article

_MAX_BODY = 2_000_000  # characters: MongoDB keeps documents up to 16 MB
_NEEDED = ("_id", "headline", "publisher", "source", "crawl", "extraction")


@cache  # made for the first article: many a crawl finds none
def _adapter() -> TypeAdapter[Article]:
    return TypeAdapter(Article)


class InvalidArticle(DropItem):
    """An article that does not hold what every stored one has; `errors` say what, field by field."""

    def __init__(self, errors: list[str]) -> None:
        super().__init__("; ".join(errors))
        self.errors = errors


def validate(article: Article) -> list[str]:
    """What is wrong with `article`, as 'field: what'; empty when nothing is.

    A story without words of its own (a film, a picture) is an article with an empty `articleBody`, if its page dates or
    signs it; a page with neither words nor date nor author is none.
    """
    errors = [f"{name}: missing" for name in _NEEDED if not getattr(article, name)]
    if article.articleBody is None or not (article.articleBody or article.datePublished or article.authors):
        errors.append("articleBody: missing")
    try:
        _adapter().validate_python(article)
    except ValidationError as error:
        errors += [f"{'.'.join(map(str, e['loc']))}: {e['msg']}" for e in error.errors(include_input=False)]
    if len(article.articleBody or "") > _MAX_BODY:
        errors.append(f"articleBody: longer than {_MAX_BODY} characters")
    for name in ("datePublished", "dateModified"):
        value = getattr(article, name)
        if isinstance(value, datetime) and value.tzinfo is None:
            errors.append(f"{name}: has no time zone")
    return errors


class ValidationPipeline:
    """Drops invalid articles with their errors; they go to quarantine."""

    def __init__(self, crawler: Crawler) -> None:
        self._stats = crawler.stats

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Scrapy's way to make a pipeline."""
        return cls(crawler)

    def process_item(self, item: Article) -> Article:
        """The article as it is.

        Raises:
            InvalidArticle: it does not hold what every stored article has.
        """
        if errors := validate(item):
            for error in errors:
                self._stats.inc_value(f"feedcrawler/invalid/{error.partition(':')[0]}")
            raise InvalidArticle(errors)
        return item
