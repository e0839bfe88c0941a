"""An item counts as scraped once it is stored; what cannot be stored harms no other."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from pymongo.database import Database
from scrapy.exceptions import CloseSpider
from scrapy.utils.test import get_crawler

from feedcrawler.items import Article
from feedcrawler.pipelines.mongodb import MongoDBPipeline
from feedcrawler.pipelines.validation import InvalidArticle
from feedcrawler.verdict import judge
from tests.examples import article

Db = Database[dict[str, Any]]


def run(uri: str, database: Db, what: Callable[[MongoDBPipeline], Awaitable[Any]], **settings: Any) -> Any:
    """Run something with an open pipeline."""
    own = {
        "MONGODB_URI": uri,
        "MONGODB_DATABASE": database.name,
        "FEEDCRAWLER_MONGODB_TIMEOUT": 2,
        "FEEDCRAWLER_BATCH_SIZE": 500,
        "FEEDCRAWLER_BATCH_SECONDS": 0.05,
        "FEEDCRAWLER_QUARANTINE_HOURS": 1,
    }
    pipeline = MongoDBPipeline.from_crawler(get_crawler(settings_dict=own | settings))

    async def session() -> Any:
        await pipeline.open_spider()
        try:
            return await what(pipeline)
        finally:
            await pipeline.close_spider()
            await pipeline.hang_up()

    return asyncio.run(session())


async def process(pipeline: MongoDBPipeline, *articles: Article) -> list[Any]:
    return await asyncio.gather(*(pipeline.process_item(a) for a in articles), return_exceptions=True)


def test_an_article_comes_out_when_it_is_in_the_database(mongodb_uri: str, database: Db) -> None:
    async def one(pipeline: MongoDBPipeline) -> int:
        await pipeline.process_item(article())
        return database.articles.count_documents({})

    assert run(mongodb_uri, database, one) == 1


def test_why_a_crawl_cannot_use_its_database_is_the_reason_for_which_it_ends(mongodb_uri: str, database: Db) -> None:
    with pytest.raises(CloseSpider) as end:
        run(mongodb_uri, database, process, FEEDCRAWLER_RECHECK="often")
    assert judge({}, end.value.reason).reasons[0].startswith("the crawl ended early: FEEDCRAWLER_RECHECK: ")


def test_articles_that_are_ready_together_are_written_together(mongodb_uri: str, database: Db) -> None:
    many = [article(f"story-{n}", articleBody=f"Words of story {n}.") for n in range(50)]
    before = database.client.admin.command("serverStatus")["opcounters"]["query"]
    results = run(mongodb_uri, database, lambda p: process(p, *many), FEEDCRAWLER_BATCH_SECONDS=0.2)
    assert results == many
    assert database.articles.count_documents({}) == 50
    assert database.client.admin.command("serverStatus")["opcounters"]["query"] - before < 20


@pytest.mark.parametrize("value", [10**30, {1: "a key that is no text"}])
def test_an_article_that_cannot_even_be_sent_harms_no_other(mongodb_uri: str, database: Db, value: Any) -> None:
    poison = article("poison", wordCount=value)
    poison.wordCount = value
    good, bad = run(mongodb_uri, database, lambda p: process(p, article("good"), poison))
    assert isinstance(good, Article)
    assert isinstance(bad, InvalidArticle)
    assert bad.errors[0].startswith("document: ")
    assert [d["_id"] for d in database.articles.find()] == ["https://example.org/good/"]


def test_what_became_of_other_documents_is_counted_too(mongodb_uri: str, database: Db) -> None:
    old, hub = article("old"), article("hub", headline="News", articleBody="All our news.")
    led = article("hub", headline="News", articleBody="All our news.", requestedUrl=old.url)

    async def counted(pipeline: MongoDBPipeline) -> dict[str, Any]:
        await process(pipeline, old, hub)
        await process(pipeline, led)
        stats = pipeline._crawler.stats
        assert stats
        return stats.get_stats()

    stats = run(mongodb_uri, database, counted)
    names = ("new", "unchanged", "gone", "folded")
    assert [stats.get(f"feedcrawler/articles/{name}", 0) for name in names] == [2, 1, 1, 0]
