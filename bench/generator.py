"""Fills a database with made-up articles, revisions, runs and poll states: `python -m bench.generator`.

The same seed, number and time give the same, and what this version's validator refuses would be an error.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections import defaultdict
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any

from pymongo import MongoClient
from pymongo.collection import Collection
from scrapy.utils.project import get_project_settings

from bench.generated.articles import make
from bench.generated.runs import Tallies, records
from bench.generated.sources import due, feeds, quarantine
from bench.generated.tallies import Tally
from feedcrawler.mongodb.document import Document
from feedcrawler.mongodb.schema import article_schema, ensure_schema
from feedcrawler.mongodb.server import database_uri

_CHUNK = 1_000
_SPAN = timedelta(days=400)
_WORKDAYS = (1, 1, 1, 1, 0.9, 0.55, 0.45)
_HOURS = (2, 1, 1, 1, 2, 4, 7, 9, 10, 10, 10, 9, 9, 9, 9, 9, 8, 8, 7, 6, 5, 4, 3, 3)


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """What is to be made."""

    articles: int = 100_000
    days: int = 90
    """So far back go the records of runs; articles go back further."""
    seed: str = "1"
    hostile: float = 0
    """The share of articles and runs with something hostile in them."""
    now: datetime
    """When the last crawl ended."""


def fill(uri: str, name: str, order: Order) -> None:
    """Fill an empty database.

    Articles are made and written by as many processes as there are processors; indexes are built at the end.

    Raises:
        ValueError: it is not empty.
    """
    client: MongoClient[Document] = MongoClient(uri, tz_aware=True)
    with client:
        database = client[name]
        if database.list_collection_names():
            raise ValueError(f"the database {name} is not empty: name another one, or --drop it")
        database.create_collection("articles", validator={"$jsonSchema": article_schema()})
        tallies = _fill_articles(uri, name, order)
        _insert(database.runs, records(tallies, order.days, order.now, order.seed, order.hostile))
        _insert(database.feeds, feeds(order.now))
        _insert(database.due, due(1 + order.articles // 1_000, order.now, order.seed))
        failed = quarantine(1 + order.articles // 200, order.now, order.seed, order.hostile)
        _insert(database.quarantine, failed)
        ensure_schema(database)


def published(order: Order) -> list[datetime]:
    """When each article came out: by day, on working days more than at the end of the week; hardly at night."""
    random, moments = Random(f"{order.seed} published"), list[datetime]()
    while len(moments) < order.articles:
        at = order.now - random.random() * _SPAN
        if random.random() * max(_HOURS) < _HOURS[at.hour] * _WORKDAYS[at.weekday()]:
            moments.append(at.replace(microsecond=0))
    return sorted(moments)


def _fill_articles(uri: str, name: str, order: Order) -> Tallies:
    """Make and write the articles; gives what the crawls since the first record counted."""
    moments = published(order)
    chunks = [(uri, name, order, first, moments[first : first + _CHUNK]) for first in range(0, len(moments), _CHUNK)]
    total: dict[tuple[str, datetime], Tally] = defaultdict(Tally)
    with ProcessPoolExecutor() as workers:
        for tallies in workers.map(_fill_chunk, *zip(*chunks, strict=True)) if chunks else ():
            for run, tally in tallies.items():
                total[run].add(tally)
    return total


def _fill_chunk(uri: str, name: str, order: Order, first: int, moments: Sequence[datetime]) -> Tallies:
    """One worker's part."""
    chunk = make(first, moments, order.seed, order.now, order.hostile)
    client: MongoClient[Document] = MongoClient(uri)
    with client:
        _insert(client[name].articles, chunk.articles)
        _insert(client[name].revisions, chunk.revisions)
    oldest = order.now - timedelta(days=order.days)
    return {run: tally for run, tally in chunk.tallies.items() if run[1] >= oldest}


def _insert(collection: Collection[Document], documents: Any) -> None:
    if some := list(documents):
        collection.insert_many(some, ordered=False)


def main() -> int:
    parser = argparse.ArgumentParser(
        prog="python -m bench.generator", description="Fill a database with made-up articles."
    )
    parser.add_argument("--articles", type=int, default=100_000, metavar="N", help="how many (default: 100000)")
    parser.add_argument("--days", type=int, default=90, help="how far back the records of runs go (default: 90)")
    parser.add_argument("--seed", default="1", help="the same gives the same")
    parser.add_argument(
        "--now", type=datetime.fromisoformat, help="when the last crawl ended (default: this full hour)"
    )
    parser.add_argument(
        "--hostile", type=float, nargs="?", const=0.02, default=0, metavar="SHARE",
        help="so many with something hostile in every field (with no number: 0.02)",
    )  # fmt: skip
    parser.add_argument("--uri", help="of the server (default: as `feedcrawler db uri` has it)")
    parser.add_argument("--database", default="feedcrawler_bench", help="to fill (default: feedcrawler_bench)")
    parser.add_argument("--drop", action="store_true", help="drop it first, with all that is in it")
    asked = parser.parse_args()
    uri = asked.uri or database_uri(get_project_settings())
    now = asked.now or datetime.now(UTC).replace(minute=0, second=0, microsecond=0)
    now = now if now.tzinfo else now.replace(tzinfo=UTC)
    order = Order(articles=asked.articles, days=asked.days, seed=asked.seed, hostile=asked.hostile, now=now)
    started = time.monotonic()
    if asked.drop:
        with MongoClient[Document](uri) as client:
            client.drop_database(asked.database)
    try:
        fill(uri, asked.database, order)
    except ValueError as error:
        print(error, file=sys.stderr)
        return 2
    print(f"{order.articles} articles in {asked.database}, {time.monotonic() - started:.0f} s")
    return 0


if __name__ == "__main__":
    sys.exit(main())
