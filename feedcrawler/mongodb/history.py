"""What a stored article said before, one revision after the other."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any

from pymongo.database import Database

from feedcrawler.mongodb.document import REVISED, Document


@dataclass(frozen=True, slots=True)
class Step:
    """One change of an article."""

    identity: str
    """The `_id` under which the old words were stored: another one where two documents became one."""
    revision: int
    """The revision that was replaced."""
    replaced_at: datetime
    old: Document
    """All fields that count, as they were before."""
    new: Document
    """The same, as they were then."""


def find_article(database: Database[Document], *addresses: str) -> Document | None:
    """The stored article with one of these addresses; an identity counts before an alias."""
    here = list(addresses)
    return database.articles.find_one({"_id": {"$in": here}}) or database.articles.find_one({"aliases": {"$in": here}})


def steps(database: Database[Document], article: Document) -> list[Step]:
    """Every change of a stored article, the latest first."""
    now = {name: article[name] for name in REVISED if name in article}
    records = database.revisions.find({"articleId": article["_id"], "revision": {"$lt": article["revision"]}})
    own = list(_chain(records.sort("revision", -1), now))
    live = database.articles.find({"_id": {"$in": article["aliases"]}}, {"_id": 1})
    folded = sorted(set(article["aliases"]) - {doc["_id"] for doc in live})
    others = database.revisions.find({"articleId": {"$in": folded}}).sort([("articleId", 1), ("revision", -1)])
    found = list(own)
    for _, group in groupby(others, key=lambda record: record["articleId"]):
        chain = list(group)
        found += _chain(iter(chain), _after(chain[0]["replacedAt"], own, now))
    return sorted(found, key=lambda step: (step.replaced_at, step.revision), reverse=True)


def _chain(records: Iterator[Any], now: Document) -> Iterator[Step]:
    """The steps that lead to `now`, the latest first."""
    for record in records:
        before = {k: v for k, v in (now | record["fields"]).items() if v is not None}
        yield Step(record["articleId"], record["revision"], record["replacedAt"], before, now)
        now = before


def _after(at: datetime, own: list[Step], now: Document) -> Document:
    """What an article said after a moment."""
    for step in own:
        if step.replaced_at <= at:
            break
        now = step.old
    return now
