"""Dates: what the page says becomes an instant in UTC, or a warning.

What reads dates is imported when there is one: many a crawl finds nothing new.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import datetime, timedelta
from functools import cache
from typing import TYPE_CHECKING, Literal, Self

from scrapy.crawler import Crawler

from feedcrawler.items import Article
from feedcrawler.pages import site_of
from feedcrawler.pages.address import day_in_address
from feedcrawler.site import Site

if TYPE_CHECKING:
    from feedcrawler.dates import ParsedDate

Subject = Literal["datePublished", "dateModified"]

_SHOWN = 80  # characters of a date in a warning
_YEAR = timedelta(days=366)
_SLACK = timedelta(minutes=1)
_EXACT_TO = {"second": timedelta(seconds=1), "minute": timedelta(minutes=1), "day": timedelta(days=1)}
_SWAPPED = "day and month may be swapped"


def normalize_dates(article: Article, *, site: Site, fetched_at: datetime) -> None:
    """Give `article` its `datePublished` and `dateModified`, in UTC, and complete their evidence.

    A date that cannot be, is older than the site or newer than the page, or that a text does not really say, leaves
    the field and its evidence empty and a warning in `extraction`. `datePublished` is never taken from what the page
    says of a change. `feedcrawler.dates` has the rules of reading.

    Args:
        article: as the page object gave it.
        site: its zone is that of times printed without one.
        fetched_at: aware; what relative dates count from.
    """
    published = _normalize(article, "datePublished", site, fetched_at)
    modified = _normalize(article, "dateModified", site, fetched_at)
    if published and modified:
        latest = modified.instant + _EXACT_TO[modified.precision]
        if latest < published.instant - _SLACK:
            _warn(article, f"dateModified: {published.instant - modified.instant} before datePublished")


def _normalize(article: Article, subject: Subject, site: Site, fetched_at: datetime) -> ParsedDate | None:
    from feedcrawler.dates import DateError

    published = subject == "datePublished"
    evidence = article.dates.published if published else article.dates.modified
    parsed = None
    if evidence:
        try:
            parsed = _read(evidence.raw, subject, article, site, fetched_at)
        except DateError as reason:
            shown = evidence.raw[:_SHOWN] + ("…" if len(evidence.raw) > _SHOWN else "")
            _warn(article, f"{subject}: {reason} {shown!r}")
    if evidence and parsed:
        evidence.precision = parsed.precision
        if parsed.offset_minutes or evidence.offsetMinutes is None:  # else the page object has seen the site's clock
            evidence.offsetMinutes = parsed.offset_minutes
        if parsed.warning:
            _warn(article, f"{subject}: {parsed.warning}")
    instant = parsed.instant if parsed else None
    if published:
        article.datePublished, article.dates.published = instant, evidence if parsed else None
    else:
        article.dateModified, article.dates.modified = instant, evidence if parsed else None
    if parsed is None and article.extraction:
        article.extraction.fields.pop(subject, None)
    return parsed


def _read(raw: str, subject: Subject, article: Article, site: Site, fetched_at: datetime) -> ParsedDate:
    from feedcrawler.dates import DateError, parse_date
    from feedcrawler.dates.places import with_country

    if subject == "datePublished" and _changed().match(raw):
        raise DateError("a change, not publication, in")
    languages = [with_country(tag, site.domain) for tag in (article.inLanguage, site.language) if tag]
    parsed = parse_date(raw, zone=site.timezone, languages=languages, fetched_at=fetched_at)
    if parsed.warning and parsed.warning.startswith(_SWAPPED):
        parsed = _as_in_address(parsed, raw, article.url, site, fetched_at)
    if parsed.day < site.since:
        raise DateError(f"before {site.since}, when the site began:")
    return parsed


def _as_in_address(parsed: ParsedDate, raw: str, url: str, site: Site, fetched_at: datetime) -> ParsedDate:
    """The date in that order of day and month that the address has as well."""
    from feedcrawler.dates import parse_date

    for order in ("en-US", "en-GB"):
        other = parse_date(raw, zone=site.timezone, languages=[order], fetched_at=fetched_at + _YEAR)
        if other.day == day_in_address(url):
            return replace(other, warning=None)
    return parsed


@cache
def _changed() -> re.Pattern[str]:
    from feedcrawler.pages.date_words import UPDATED

    return re.compile(rf"\W*(?:(?:last|latest|zuletzt|dernière|última|ultimo)\s)?(?:{UPDATED})", re.IGNORECASE)


def _warn(article: Article, warning: str) -> None:
    if article.extraction:
        article.extraction.warnings.append(warning)


class DatesPipeline:
    """Normalises every article's dates.

    Stats: `feedcrawler/dates/<source>` for what gave `datePublished`, `feedcrawler/dates/missing` for articles
    without one, `feedcrawler/dates/warnings`.
    """

    def __init__(self, crawler: Crawler) -> None:
        self._stats = crawler.stats

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Scrapy's way to make a pipeline."""
        return cls(crawler)

    def process_item(self, item: Article) -> Article:
        """The article with its dates."""
        if item.crawl is None:
            raise ValueError("an article without `crawl.fetchedAt` has no time to count from")
        before = _warnings(item)
        normalize_dates(item, site=site_of(item.url), fetched_at=item.crawl.fetchedAt)
        published = item.dates.published
        self._stats.inc_value(f"feedcrawler/dates/{published.source if published else 'missing'}")
        if found := _warnings(item) - before:
            self._stats.inc_value("feedcrawler/dates/warnings", found)
        return item


def _warnings(item: Article) -> int:
    return len(item.extraction.warnings) if item.extraction else 0
