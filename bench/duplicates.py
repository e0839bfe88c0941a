"""What it costs to find near duplicates as the collection grows: `python -m bench.duplicates [SIZE …]`.

For each size the collection is filled up with made-up articles, one a minute and a half. Of their keys one in sixteen
is common: it comes from a thousand shared paragraphs, the most common of them in some 4 % of all articles. Then
articles of 500 words are measured, published in the last days, in batches as in a crawl; every tenth is an edited copy
of a stored one and must be linked, the others must not. Two batches that are not counted go first.
"""

from __future__ import annotations

import asyncio
import itertools
import os
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, NamedTuple

from pymongo import AsyncMongoClient, MongoClient

from feedcrawler.items import Article, Crawl, DateEvidence, Dates, Extraction, Key, Publisher, Source
from feedcrawler.mongodb import server
from feedcrawler.mongodb.document import to_document
from feedcrawler.mongodb.duplicates import link_copies
from feedcrawler.mongodb.schema import ensure_schema
from feedcrawler.mongodb.store import Store
from feedcrawler.pipelines.duplicates import give_keys, identify
from feedcrawler.similarity import sketch, words_of

SIZES = (1_000, 100_000, 1_000_000)
BATCH = 50
BATCHES = 8
UNCOUNTED = 2
COPIED = 10
FIRST = datetime(2022, 1, 1, tzinfo=UTC)
APART = timedelta(minutes=1.5)
LAST_DAYS = timedelta(days=3)
COMMON = [1 << 56 | random.Random(n).getrandbits(50) for n in range(1_000)]  # small hashes, as in any sketch
WORDS = ["".join(letters) for letters in itertools.product("aeiou", "bdfgklmn", "aeiou", "prstvwz", "aeiou", "nrst")]

Document = dict[str, Any]


class Cost(NamedTuple):
    """Milliseconds an article."""

    keys: float
    link: float
    link_cpu: float
    link_server: float
    save: float


def article(name: str, words: list[str], published: datetime) -> Article:
    """A made-up article, as it comes to the database."""
    url = f"https://example.org/{name}/"
    body = "\n\n".join(" ".join(words[i : i + 50]) for i in range(0, len(words), 50))
    made = Article(
        url=url,
        requestedUrl=url,
        headline=" ".join(words[:8]),
        articleBody=body,
        wordCount=len(words),
        datePublished=published,
        dates=Dates(published=DateEvidence(raw="x", source="json-ld", precision="minute")),
        publisher=Publisher(name="Example", domain="example.org"),
        source=Source(site="example.org", via=["rss"]),
        extraction=Extraction(page="ArticlePage", version="1"),
        crawl=Crawl(runId="bench", fetchedAt=FIRST, status=200),
    )
    identify(made)
    give_keys(made)
    return made


def common_key(chance: random.Random) -> int:
    """One of the keys that many articles share: the first about a hundred times as often as the last."""
    return COMMON[int(len(COMMON) * chance.random() ** 2.2)]


def stored(start: int, end: int) -> Iterator[Document]:
    """Made-up documents, cheap to make: their keys are not those of their words."""
    chance = random.Random(start)
    like = to_document(article("like", chance.choices(WORDS, k=200), FIRST))
    like |= {"revision": 1, "firstSeenAt": FIRST, "lastSeenAt": FIRST, "lastChangedAt": FIRST}
    for n in range(start, end):
        keys = [1 << 56 | chance.getrandbits(52) for _ in range(15)]
        content = {"hash": f"{chance.getrandbits(256):064x}", "sketch": sorted([*keys, common_key(chance)])}
        yield {**like, "_id": f"https://example.org/{n}/", "content": content, "datePublished": FIRST + n * APART}


def fill(database: Any, have: int, size: int) -> None:
    """Fill the collection up to `size`, without indexes, which are made at the end."""
    database.articles.drop_indexes()
    batch: list[Document] = []
    for doc in stored(have, size):
        batch.append(doc)
        if len(batch) == 5_000:
            database.articles.insert_many(batch, ordered=False, bypass_document_validation=True)
            batch = []
    if batch:
        database.articles.insert_many(batch, ordered=False, bypass_document_validation=True)
    ensure_schema(database)


def batches(size: int) -> Iterator[tuple[list[Article], list[Article]]]:
    """Batches of articles to measure, each with the originals of its copies, to be stored before."""
    for number in range(UNCOUNTED + BATCHES):
        chance = random.Random(f"{size}-{number}")
        originals, measured = [], []
        for n in range(BATCH):
            words = chance.choices(WORDS, k=500)
            published = FIRST + size * APART - LAST_DAYS * chance.random()
            if n % COPIED == 0:
                originals.append(article(f"old-{size}-{number}-{n}", words, published - timedelta(hours=3)))
                words = [word if chance.random() > 0.05 else chance.choice(WORDS) for word in words]
            made = article(f"new-{size}-{number}-{n}", words, published)
            assert made.content
            assert made.content.sketch
            made.content.sketch = sorted([*made.content.sketch[:-1], Key(common_key(chance))])
            measured.append(made)
        yield originals, measured


def cpu_of(pid: int) -> float:
    """Seconds of CPU of a process."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


async def measure(uri: str, size: int, pid: int) -> Cost:
    """The cost of an article beside `size` others: median of the batches; the server's CPU as their mean."""
    costs: list[Cost] = []
    async with AsyncMongoClient[Document](uri, tz_aware=True) as client:
        database = client.bench
        store = Store(database)
        for originals, measured in batches(size):
            await store.save(originals)
            bodies = [str(made.articleBody) for made in measured]
            began = time.process_time()
            for body in bodies:
                sketch(words_of(body))
            keys = time.process_time() - began
            state = {str(made._id): to_document(made) for made in measured}
            wall, own, server_cpu = time.perf_counter(), time.process_time(), cpu_of(pid)
            await link_copies(database, state, {})
            wall, own, server_cpu = time.perf_counter() - wall, time.process_time() - own, cpu_of(pid) - server_cpu
            linked = {doc["_id"] for doc in state.values() if "duplicateOf" in doc}
            assert len(linked) == len(originals), f"{len(linked)} linked instead of {len(originals)}"
            began = time.perf_counter()
            await store.save(measured)
            save = time.perf_counter() - began
            costs.append(Cost(*(1e3 * seconds / BATCH for seconds in (keys, wall, own, server_cpu, save))))
    columns = list(zip(*costs[UNCOUNTED:], strict=True))
    middle = [statistics.median(column) for column in columns]
    return Cost(*middle)._replace(link_server=statistics.mean(columns[3]))


def main(sizes: tuple[int, ...] = SIZES) -> None:
    """Measure and print."""
    print("ms an article, batches of", BATCH)
    print(
        f"{'stored':>9}  keys CPU  link wall  link CPU  server CPU  whole save    keys index    documents        cache"
    )
    with tempfile.TemporaryDirectory(dir=os.environ.get("BENCH_DIR")) as folder:
        running = server.start(Path(folder))
        try:
            client: MongoClient[Document] = MongoClient(running.uri, tz_aware=True)
            have = 0
            for size in sizes:
                fill(client.bench, have, size)
                have = size
                cost = asyncio.run(measure(running.uri, size, running.pid or 0))
                stats = client.bench.command("collStats", "articles")
                cache = client.admin.command("serverStatus")["wiredTiger"]["cache"]["maximum bytes configured"]
                sums = (stats["indexSizes"]["same_story"], stats["size"], cache)
                print(
                    f"{size:9,}  {cost.keys:8.2f}  {cost.link:9.2f}  {cost.link_cpu:8.2f}  {cost.link_server:10.2f}"
                    f"  {cost.save:10.2f}   {'  '.join(f'{n / 2**20:7.0f} MB' for n in sums)}",
                    flush=True,
                )
        finally:
            server.stop(Path(folder))


if __name__ == "__main__":
    main(tuple(map(int, sys.argv[1:])) or SIZES)
