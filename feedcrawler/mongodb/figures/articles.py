"""When articles were published, and how much later they were stored.

All of it is read from one index (`site_stored`): no article is looked at.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

from pymongo.database import Database

from feedcrawler.figures import Lag, Period
from feedcrawler.mongodb.document import Document

# What is found later than this after its publication was not missed by a crawl, but is older than the crawling.
_BACKFILL = timedelta(days=7)
# Lags are counted in classes, so many for each doubling: a quantile is exact to one part in a hundred.
_CLASSES = 64
_NEVER = datetime.max.replace(tzinfo=UTC)
_QUANTILES = (0.1, 0.25, 0.5, 0.75, 0.9)
_TIMED = ["second", "minute"]


def by_day(database: Database[Document], period: Period, sites: list[str]) -> dict[str, list[int]]:
    """The articles of each site by the day they were published, or stored where they have no date or a later one."""
    published = {"$min": ["$datePublished", "$firstSeenAt"]}
    day = {"$dateTrunc": {"date": {"$max": [published, period.since - timedelta(days=1)]}, "unit": "day"}}
    found = {name: [0] * period.days for name in sites}
    for doc in _grouped(database, _stored(period, sites), day):
        number = (doc["_id"]["of"] - period.since).days
        if number >= 0:  # the day before the period stands for all that was published before it
            found[doc["_id"]["site"]][number] = doc["articles"]
    return found


def by_hour(database: Database[Document], period: Period, sites: list[str]) -> dict[str, list[int]]:
    """The articles of each site by the hour of the day (UTC) they were published, if they say so."""
    # Not in the query: that would lead MongoDB to an index on the date, and from there to every article.
    says_so = [{"$in": ["$dates.published.precision", _TIMED]}, {"$gte": ["$datePublished", period.since]}]
    hour = {"$cond": [{"$and": says_so}, {"$hour": "$datePublished"}, None]}
    found = {name: [0] * 24 for name in sites}
    for doc in _grouped(database, _stored(period, sites), hour):
        if doc["_id"]["of"] is not None:
            found[doc["_id"]["site"]][doc["_id"]["of"]] = doc["articles"]
    return found


def lag(database: Database[Document], period: Period, site: str) -> Lag:
    """The time from publication to storage of a site's articles; what says nothing about the crawling is left out."""
    seconds = {"$divide": [{"$subtract": ["$firstSeenAt", "$datePublished"]}, 1000]}
    known_since = _crawled_since(database, site)
    backfill = {"$or": [{"$lt": ["$datePublished", known_since]}, {"$gt": [seconds, _BACKFILL.total_seconds()]}]}
    size = {"$floor": {"$multiply": [_CLASSES, {"$log": [{"$max": [seconds, 1]}, 2]}]}}
    kind = {
        "$switch": {
            "branches": [
                {"case": {"$not": {"$in": ["$dates.published.precision", _TIMED]}}, "then": "untimed"},
                {"case": {"$lt": [seconds, 0]}, "then": "ahead"},
                {"case": backfill, "then": "backfill"},
            ],
            "default": size,
        }
    }
    counts = {doc["_id"]["of"]: doc["articles"] for doc in _grouped(database, _stored(period, [site]), kind)}
    left_out = {name: counts.pop(name, 0) for name in ("untimed", "ahead", "backfill")}
    return Lag(articles=sum(counts.values()), quantiles=quantiles(counts.items()), **left_out)


def quantiles(classes: Iterable[tuple[float, int]]) -> tuple[float, ...]:
    """The quantiles that a lag is told by, from how many articles are in each class; nothing of none."""
    counts = sorted(classes)
    total, seen = sum(count for _, count in counts), 0
    found: list[float] = []
    for number, count in counts:
        seen += count
        while len(found) < len(_QUANTILES) and seen >= total * _QUANTILES[len(found)]:
            found.append(2 ** ((number + 0.5) / _CLASSES))
    return tuple(found)


def _stored(period: Period, sites: list[str]) -> Document:
    return {"source.site": {"$in": sites}, "firstSeenAt": {"$gte": period.since}}


def _grouped(database: Database[Document], query: Document, of: Document) -> Iterable[Document]:
    group = {"_id": {"site": "$source.site", "of": of}, "articles": {"$sum": 1}}
    return database.articles.aggregate([{"$match": query}, {"$group": group}])


def _crawled_since(database: Database[Document], site: str) -> datetime:
    """When a site was first crawled live; what was only replayed never was."""
    run = database.runs.find_one({"site": site, "replayed": {"$ne": True}}, {"startedAt": 1}, sort=[("startedAt", 1)])
    return run["startedAt"] if run else _NEVER
