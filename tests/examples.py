"""An article to start from."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from feedcrawler.items import (
    Article,
    Author,
    Crawl,
    DateEvidence,
    Dates,
    Extraction,
    FieldSource,
    Publisher,
    Source,
)
from feedcrawler.mongodb.document import to_document
from feedcrawler.pipelines.duplicates import give_keys, identify

BODY = "The bridge over the river opened on Monday.\n\nIt took four years and two contractors to build it."
FETCHED = datetime(2025, 6, 10, 9, tzinfo=UTC)


def article(slug: str = "bridge-opens", **fields: Any) -> Article:
    """An article as it comes to the database, with `fields` of your own."""
    url = f"https://example.org/{slug}/"
    values: dict[str, Any] = {
        "url": url,
        "requestedUrl": url,
        "headline": "Bridge opens",
        "articleBody": BODY,
        "authors": [Author(name="Some One")],
        "datePublished": datetime(2025, 6, 9, 17, 8, tzinfo=UTC),
        "publisher": Publisher(name="Example", domain="example.org"),
        "source": Source(site="example.org", via=["rss"]),
        "crawl": Crawl(runId="run-1", fetchedAt=FETCHED, status=200),
    } | fields
    evidence = DateEvidence(raw="2025-06-09T17:08:00Z", source="json-ld", precision="second", offsetMinutes=0)
    made = Article(
        dates=Dates(published=evidence),
        extraction=Extraction(page="ArticlePage", version="1", fields={"headline": FieldSource(source="json-ld")}),
        **values,
    )
    made.wordCount = len((made.articleBody or "").split())
    identify(made)
    give_keys(made)
    return made


def stored(slug: str = "bridge-opens", **fields: Any) -> dict[str, Any]:
    """The same as the database keeps it, stored at its first fetch."""
    first = {"revision": 1, "firstSeenAt": FETCHED, "lastSeenAt": FETCHED, "lastChangedAt": FETCHED}
    return to_document(article(slug)) | first | fields
