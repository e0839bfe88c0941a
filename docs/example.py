"""A made-up week of two sites, for the outputs in docs/queries.md: always the same."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from pymongo.database import Database

from feedcrawler.items import (
    Article,
    Author,
    Content,
    Crawl,
    DateEvidence,
    Dates,
    Extraction,
    FieldSource,
    Publisher,
    Said,
    Source,
)
from feedcrawler.mongodb.document import to_document
from feedcrawler.mongodb.feeds import FeedState

Document = dict[str, Any]

NOW = datetime(2026, 3, 6, 12, tzinfo=UTC)
DAY = timedelta(days=1)
HOUR = timedelta(hours=1)
RUN = "20260306T060000Z-example.org-1a2b3c4d"
NAMES = {
    "now": NOW,
    "day": DAY,
    "site": "example.org",
    "url": "https://example.org/bridge-opens/",
    "author": "Ada Holm",
    "section": "Local",
    "keyword": "bridge",
    "words": "bridge -ferry",
    "run": RUN,
}
"""What the recipes speak of."""

_OTHER = "example.net"


def fill(database: Database[Document]) -> None:
    """Put the week into an empty database."""
    database.articles.insert_many(_articles())
    database.revisions.insert_many(_revisions())
    database.runs.insert_many(_runs())
    database.feeds.insert_many(state.to_document() for state in _feeds())
    database.quarantine.insert_many(_quarantine())
    database.due.insert_many(_due())


def _articles() -> list[Document]:
    opens, link = NAMES["url"], {"reason": "same text", "similarity": 1.0}
    return [
        _article(
            "bridge-opens", 30, 6, "Bridge opens at last", "The bridge over the river opened.", keywords=["bridge"]
        )
        | {"revision": 3, "lastChangedAt": NOW - 20 * HOUR},
        _article("ferry-stays", 28, 12, "The ferry stays", "The ferry will run beside the bridge.", author="Jon Brandt")
        | {"revision": 2, "lastChangedAt": NOW - 50 * HOUR},
        _article("toll", 9, 4, "No toll on the bridge", "Crossing the bridge is free.", keywords=["bridge", "toll"]),
        _article("mist", 100, 5, "Міст відкрито", "Міст через річку відкрили в понеділок.", language="uk"),
        _article("choir", 54, 90, "Bakers win singing contest", "A choir won.", section="Culture", author=None),
        _article(
            "comet", 76, 15, "Comet in sight", "Clear nights.", section="Science", warning="headline: h1 disagrees"
        )
        | {"state": {"name": "gone", "since": NOW - 3 * HOUR, "status": 410}},
        _article("bridge", 29, 70, "Bridge opens", "The bridge over the river opened.", site=_OTHER, author=None)
        | {"duplicateOf": {"_id": opens, **link}},
        _article("herring", 33, 45, "Herring cheaper", "The price fell.", site=_OTHER, section="Business", author=None),
        _article("new-bridge", 27, 20, "New bridge", "Lowfield has a bridge.", site=_OTHER, author="Agency")
        | {"duplicateOf": {"_id": opens, "reason": "same story, shortened", "similarity": 0.86}},
    ]


def _article(  # noqa: PLR0913
    slug: str,
    hours: int,
    lag: int,
    headline: str,
    body: str,
    *,
    site: str = "example.org",
    section: str = "Local",
    author: str | None = "Ada Holm",
    keywords: list[str] | None = None,
    language: str = "en",
    warning: str | None = None,
) -> Document:
    """An article that came out some hours ago and was stored some minutes later."""
    url, published = f"https://{site}/{slug}/", NOW - hours * HOUR
    stored = published + timedelta(minutes=lag)
    said = [Said(via="rss", feedUrl=f"https://{site}/rss"), Said(via="sitemap", feedUrl=f"https://{site}/sitemap.xml")]
    evidence = DateEvidence(raw=published.isoformat(), source="json-ld", offsetMinutes=0)
    evidence.precision = "second"
    article = Article(
        url=url,
        requestedUrl=url,
        headline=headline,
        articleBody=body,
        wordCount=len(body.split()),
        authors=[Author(name=author)] if author else [],
        datePublished=published,
        dates=Dates(published=evidence),
        articleSection=[section],
        keywords=keywords or [],
        inLanguage=language,
        publisher=Publisher(name=site.capitalize(), domain=site),
        source=Source(site=site, via=["rss", "sitemap"] if keywords else ["rss"], said=said if keywords else said[:1]),
        extraction=Extraction(
            page="ArticlePage",
            version="1",
            fields={"headline": FieldSource(source="json-ld" if author else "css")},
            warnings=[warning] if warning else [],
        ),
        content=Content(hash=f"{len(body):064}"),
        crawl=Crawl(runId=RUN if hours < 10 else "an earlier one", fetchedAt=stored, status=200),
    )
    first = {"_id": url, "revision": 1, "firstSeenAt": stored, "lastSeenAt": stored, "lastChangedAt": stored}
    return to_document(article) | first


def _revisions() -> list[Document]:
    said = [
        ("bridge-opens", 1, 28, {"headline": "Bridge to open", "description": None}),
        ("bridge-opens", 2, 20, {"headline": "Bridge opens", "articleBody": "The bridge over the river opens."}),
        ("ferry-stays", 1, 50, {"articleBody": "The ferry will stay."}),
    ]
    return [
        {"_id": {"article": f"https://example.org/{slug}/", "revision": revision}}
        | {"articleId": f"https://example.org/{slug}/", "revision": revision}
        | {"replacedAt": NOW - hours * HOUR, "fields": fields}
        for slug, revision, hours, fields in said
    ]


def _runs() -> list[Document]:
    gap = {"feedUrl": "https://example.net/rss", "since": NOW - 50 * HOUR, "until": NOW - 34 * HOUR, "state": "open"}
    too_large = {"kind": "too large", "url": "https://example.net/archive.xml", "detail": "20 MB"}
    return [
        _run("example.org", RUN, 6, new=2, observed={"articles": 2, "fields": {"headline": 2, "authors": 2}}),
        _run("example.org", "20260305T060000Z-example.org-5e6f7a8b", 30, new=4)
        | {"observed": {"articles": 4, "fields": {"headline": 4, "authors": 3, "description": 1}}},
        _run("example.net", "20260306T061500Z-example.net-9c0d1e2f", 5.75, verdict="degraded")
        | {"reasons": ["1 gap is open: articles may be missing"], "gaps": [gap], "incidents": [too_large]},
    ]


def _run(site: str, run_id: str, hours: float, *, new: int = 0, verdict: str = "done", **fields: Any) -> Document:
    started = NOW - hours * HOUR
    begun = {"_id": run_id, "spider": "news", "site": site, "startedAt": started, "replayed": False}
    ended = {"finishedAt": started + timedelta(seconds=40), "verdict": verdict, "reasons": [], "gaps": []}
    return begun | ended | {"incidents": [], "outcomes": {"new": new}} | fields


def _feeds() -> list[FeedState]:
    well = FeedState(url="https://example.org/rss", site="example.org", kind="feed", origin="declared")
    well.next_due_at, well.complete_at, well.last_status = NOW - HOUR, NOW - 6 * HOUR, "ok"
    gap = FeedState(url="https://example.net/rss", site=_OTHER, kind="feed", origin="declared")
    gap.next_due_at, gap.complete_at, gap.gap_at = NOW + HOUR, NOW - 50 * HOUR, NOW - 5.75 * HOUR
    down = FeedState(url="https://example.net/news", site=_OTHER, kind="listing", origin="home", last_status="http 503")
    down.failures, down.complete_at, down.next_due_at = 3, NOW - 2 * DAY, NOW + DAY
    return [well, gap, down]


def _quarantine() -> list[Document]:
    failed = [("lost", "http 403", 10), ("film", "not an article", 3), ("slow", "http 500", 1)]
    return [
        {"_id": f"https://example.org/{slug}/", "url": f"https://example.org/{slug}/", "aliases": []}
        | {"site": "example.org", "source": {"site": "example.org", "via": ["rss"]}, "runId": RUN}
        | {"reason": reason, "errors": [], "tries": tries, "firstAt": NOW - 9 * DAY, "lastAt": NOW - number * HOUR}
        | ({"retryAt": NOW + HOUR} if tries == 1 else {"givenUpAt": NOW - number * HOUR})
        for number, (slug, reason, tries) in enumerate(failed, 1)
    ]


def _due() -> list[Document]:
    return [
        {"_id": f"https://{site}/{slug}/", "url": f"https://{site}/{slug}/", "aliases": [], "site": site}
        | {"source": {"site": site, "via": ["rss"]}, "announcedAt": NOW - hours * HOUR, "newest": NOW - hours * HOUR}
        for site, slug, hours in (("example.org", "vote", 1), ("example.org", "storm", 2), (_OTHER, "fog", 5))
    ]
