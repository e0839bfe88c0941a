"""Storing articles as a crawl does."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from typing import Any

from pymongo.database import Database

from feedcrawler.items import Article, Crawl
from feedcrawler.mongodb.store import Saved, Store
from feedcrawler.process import this_process
from tests.examples import FETCHED

Db = Database[dict[str, Any]]
Ask = Callable[[Callable[[Store], Awaitable[Any]]], Any]


def save(ask: Ask, *articles: Article) -> list[Saved]:
    """Save articles as one batch."""
    saved: list[Saved] = ask(lambda store: store.save(articles))
    return saved


def fetched(later: timedelta = timedelta(), **fields: Any) -> Crawl:
    """A fetch some time after the first."""
    return Crawl(runId="run-2", fetchedAt=FETCHED + later, status=200, **fields)


def address(slug: str) -> str:
    """The identity of an example."""
    return f"https://example.org/{slug}/"


def stored(database: Db, slug: str = "bridge-opens") -> dict[str, Any]:
    """The document of an example."""
    document = database.articles.find_one({"_id": address(slug)})
    assert document
    return document


def said(database: Db, slug: str = "bridge-opens") -> list[dict[str, Any]]:
    """What its revisions said, the first one first."""
    found = database.revisions.find({"articleId": address(slug)}).sort("revision", 1)
    return [revision["fields"] for revision in found]


def lock(site: str, run_id: str, lasts: timedelta, **owner: Any) -> dict[str, Any]:
    """The lock of a site, which is over after some time or was so long ago."""
    now = datetime.now(UTC)
    held = {"_id": site, "runId": run_id, "since": now - timedelta(hours=2), "expiresAt": now + lasts}
    return held | {"owner": this_process() | owner}
