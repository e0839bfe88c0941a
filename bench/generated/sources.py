"""What a crawl of made-up sites leaves beside articles: poll states, what is due, and what could not be stored."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from random import Random

from bench.generated import hostile
from bench.generated.sites import SITES, run_id
from feedcrawler.mongodb.document import Document, plain
from feedcrawler.mongodb.feeds import FeedState

_REASONS = {"http 404": 4, "not an article": 3, "http 403": 2, "cut off": 1, "invalid": 1, "timeout": 2}
_WEEK = timedelta(days=7)


def feeds(now: datetime) -> Iterator[Document]:
    """The poll states of all sites: a feed, a sitemap and a listing each."""
    for site in SITES:
        polled = max(site.runs(now - timedelta(hours=site.hours), now))
        opened = now - timedelta(days=site.gap) if site.gap else None
        for kind, path in (("feed", "feed"), ("sitemap", "news-sitemap.xml"), ("listing", "latest/")):
            in_gap, fails = opened if kind == "feed" else None, site.lost_authors and kind == "sitemap"
            state = FeedState(
                url=f"https://{site.name}/{path}",
                site=site.name,
                kind=kind,  # type: ignore[arg-type]
                origin="declared" if kind == "feed" else "page",
                etag=f'"{len(site.name):x}"',
                complete_at=in_gap - timedelta(hours=9) if in_gap else polled,
                gap_at=in_gap,
                last_polled_at=polled,
                last_changed_at=polled,
                last_status="http 503" if fails else "ok" if kind == "feed" else "not modified",
                failures=2 if fails else 0,
                interval=site.hours * 3600.0,
                next_due_at=polled + timedelta(hours=site.hours),
            )
            yield state.to_document()


def due(number: int, now: datetime, seed: str) -> Iterator[Document]:
    """Articles that were announced and not fetched yet."""
    random = Random(f"{seed} due")
    for count in range(number):
        site, at = random.choice(SITES), now - timedelta(minutes=random.expovariate(1 / 90))
        url = f"https://{site.name}/{at:%Y/%m}/waiting-{count}"
        source = {"site": site.name, "via": ["rss"], "feedUrl": f"https://{site.name}/feed", "announcedAt": at}
        yield plain(
            {
                "_id": url,
                "url": url,
                "aliases": [],
                "site": site.name,
                "source": source,
                "announcedAt": at,
                "asOf": at,
                "newest": at - timedelta(minutes=10),
            }
        )


def quarantine(number: int, now: datetime, seed: str, hostile_share: float = 0) -> Iterator[Document]:
    """Articles that could not be stored; one in four was given up."""
    random = Random(f"{seed} quarantine")
    for count in range(number):
        site, first = random.choice(SITES), now - timedelta(days=random.uniform(0, 60))
        (reason,) = random.choices([*_REASONS], [*_REASONS.values()])
        given_up = random.random() < 0.25
        last = min(now, first + timedelta(days=random.uniform(0, 5)))
        url = f"https://{site.name}/{first:%Y/%m}/lost-{count}"
        errors = [f"{reason}: {url}"]
        if random.random() < hostile_share:
            errors = [random.choice(hostile.TEXTS)]
        yield plain(
            {
                "_id": url,
                "url": url,
                "aliases": [],
                "site": site.name,
                "source": {"site": site.name, "via": ["rss"], "feedUrl": f"https://{site.name}/feed"},
                "reason": reason,
                "errors": errors,
                "tries": 10 if given_up else random.randint(1, 6),
                "firstAt": first,
                "lastAt": last,
                **({"givenUpAt": last} if given_up else {"retryAt": min(last + _WEEK, now + _WEEK / 2)}),
                "runId": run_id(site.name, site.run_at_or_after(last, now)),
            }
        )
