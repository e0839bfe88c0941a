"""Databases as they are after some weeks of crawling: of one site or of many, quiet or in trouble."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from pymongo.database import Database

from feedcrawler.items import Crawl, DateEvidence, Dates, Source
from feedcrawler.mongodb.document import to_document
from tests.examples import article

NOW = datetime(2026, 11, 29, 9, 30, tzinfo=UTC)
Db = Database[dict[str, Any]]

_SUBJECTS = ("Parliament", "The central bank", "A storm", "The harbour", "Teachers", "The museum", "A court")
_DEEDS = ("votes on the budget", "raises its rate", "closes two bridges", "opens again", "go on strike")
_GIVEN = ("headline", "articleBody", "authors", "datePublished", "description", "mainImage", "keywords", "inLanguage")


@dataclass
class Filling:
    """What a site has been doing.

    `lag` is in minutes, at the median; `falls` names the field that its last run lost.
    """

    site: str
    a_day: int = 6
    days: int = 30
    lag: float = 12
    verdict: str = "done"
    reasons: list[str] = field(default_factory=list)
    falls: str = ""
    gap: bool = False
    lost: int = 0

    def fill(self, database: Db, now: datetime = NOW) -> None:
        """Put it into a database."""
        chance = random.Random(self.site)
        if articles := list(self._articles(chance, now)):
            database.articles.insert_many(articles)
        if runs := list(self._runs(chance, now)):
            database.runs.insert_many(runs)
        if self.gap:
            state = {"lastStatus": "ok", "failures": 0, "completeAt": now - timedelta(days=2), "gapAt": now}
            database.feeds.insert_one({"_id": f"https://{self.site}/rss", "site": self.site, "kind": "feed"} | state)
        if self.lost:
            database.quarantine.insert_many(self._lost(number, now) for number in range(self.lost))

    def _articles(self, chance: random.Random, now: datetime) -> Iterator[dict[str, Any]]:
        for day in range(self.days):
            for number in range(round(self.a_day * chance.uniform(0.6, 1.3))):
                at = now - timedelta(days=day, minutes=chance.triangular(30, 1400, 200))
                title = f"{chance.choice(_SUBJECTS)} {chance.choice(_DEEDS)}"
                yield stored(self.site, f"story-{day}-{number}", title, at, chance.lognormvariate(0, 1) * self.lag)

    def _runs(self, chance: random.Random, now: datetime) -> Iterator[dict[str, Any]]:
        for day in range(self.days, -1, -1):
            last = day == 0
            yield run(
                self.site,
                now - timedelta(days=day, hours=5),
                self.verdict if last else chance.choice(["done"] * 12 + ["degraded"]),
                reasons=self.reasons if last else [],
                missing=self.falls if last else "",
                new=chance.randint(8, 14) if last else chance.randint(3, 12),
            )

    def _lost(self, number: int, now: datetime) -> dict[str, Any]:
        url = f"https://{self.site}/lost-{number}"
        ending = {"givenUpAt": now} if number % 2 else {"retryAt": now}
        failed = {"site": self.site, "reason": ("http 404", "not an article")[number % 2], "errors": [], "tries": 3}
        return {"_id": url, "url": url, "aliases": [], "firstAt": now, "lastAt": now} | failed | ending


def stored(site: str, slug: str, headline: str, at: datetime, lag: float, **more: Any) -> dict[str, Any]:
    """An article that was published then, and stored `lag` minutes later."""
    url = f"https://{site}/{slug}/"
    seen = at + timedelta(minutes=lag)
    made = article(
        url=url,
        requestedUrl=url,
        headline=headline,
        datePublished=at,
        source=Source(site=site, via=["rss"]),
        crawl=Crawl(runId="run", fetchedAt=seen, status=200),
    )
    precision = more.pop("precision", "second")
    made.dates = Dates(published=DateEvidence(raw="…", source="json-ld", precision=precision))
    made._id, made.revision, made.firstSeenAt, made.lastSeenAt, made.lastChangedAt = url, 1, seen, seen, seen
    return to_document(made) | more


def run(
    site: str, at: datetime, verdict: str = "done", *, new: int = 5, missing: str = "", **more: Any
) -> dict[str, Any]:
    """The record of a run that began then, and read `new` pages that gave every field but one."""
    outcomes = {"new": new, "changed": 1, "unchanged": 4, "gone": 0, "duplicate": 0, "quarantined": 0, "error": 0}
    fields = {name: 0 if name == missing else new for name in _GIVEN}
    url = f"https://{site}/story-1/"
    return {
        "_id": f"{at:%Y%m%dT%H%M%SZ}-{site}-{at.microsecond:08x}",
        "spider": "news",
        "site": site,
        "startedAt": at,
        "finishedAt": at + timedelta(seconds=75),
        "verdict": verdict,
        "reasons": [],
        "replayed": False,
        "outcomes": outcomes,
        "bytes": {"received": 3_400_000, "sent": 20_000},
        "seconds": {"total": 75.0, "polling": 5.0, "fetching": 70.0, "cpu": 3.0},
        "observed": {"articles": new, "fields": fields},
        "slowest": [{"url": url, "seconds": 4.2}],
        "failures": [{"url": f"https://{site}/lost-1", "reason": "http 404"}],
    } | more


def night(database: Db, sites: int = 12, now: datetime = NOW) -> None:
    """Some sites, two of them in trouble, with stories that were edited and told again."""
    Filling("lost.example", verdict="failed", reasons=["no feed or listing could be read"], lost=5).fill(database, now)
    fell = ["authors: given by 0 of 8 pages, usually by all: byline .author finds nothing"]
    Filling("theme.example", verdict="degraded", reasons=fell, falls="authors", gap=True).fill(database, now)
    for number in range(sites - 2):
        Filling(f"site-{number}.example", a_day=3 + number % 9, lag=3 + 9 * (number % 7)).fill(database, now)
    told(database, now)


def told(database: Db, now: datetime = NOW) -> None:
    """A story that was edited twice, and another one that repeats it."""
    at = now - timedelta(hours=7)
    first = stored("site-0.example", "bridge", "Bridge over the river opens at last", at, 5, revision=3)
    database.articles.insert_one(first | {"lastChangedAt": now - timedelta(hours=1)})
    copy = {"_id": first["_id"], "reason": "same story, edited", "similarity": 0.91}
    database.articles.insert_one(stored("site-1.example", "bridge", "River bridge opens", at, 9, duplicateOf=copy))
    for revision, headline in ((1, "Bridge to open on Monday"), (2, "Bridge over the river opens")):
        key = {"article": first["_id"], "revision": revision}
        said = {"fields": {"headline": headline, "articleBody": "…"}, "replacedAt": now - timedelta(hours=3 - revision)}
        database.revisions.insert_one({"_id": key, "articleId": first["_id"], "revision": revision} | said)
