"""The way to the database: it is ready for a crawl, and the crawls of one process share one client."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
from pymongo.database import Database
from scrapy.settings import Settings

from feedcrawler.errors import ConfigurationError
from feedcrawler.mongodb.connection import connect, prepare_database
from feedcrawler.mongodb.migrate import migrate, plan
from tests.mongodb.earlier import of_version_1, silently

Db = Database[dict[str, Any]]


def settings(uri: str, database: str = "test_connection") -> Settings:
    return Settings({"MONGODB_URI": uri, "MONGODB_DATABASE": database, "FEEDCRAWLER_MONGODB_TIMEOUT": 5.0})


def test_one_client_serves_all_crawls_and_closes_with_the_last(mongodb_uri: str) -> None:
    async def crawls() -> None:
        first, second = connect(settings(mongodb_uri)), connect(settings(mongodb_uri, "test_connection_other"))
        client = first.database.client
        assert second.database.client is client
        assert second.database.name == "test_connection_other"
        await first.close()
        await first.close()
        assert (await second.database.command("ping"))["ok"] == 1
        third = connect(settings(mongodb_uri))
        assert third.database.client is client
        await second.close()
        assert (await third.database.command("ping"))["ok"] == 1
        await third.close()
        again = connect(settings(mongodb_uri))
        assert again.database.client is not client
        assert (await again.database.command("ping"))["ok"] == 1
        await again.close()

    asyncio.run(crawls())
    asyncio.run(crawls())  # another loop has clients of its own


def test_another_server_has_another_client(mongodb_uri: str) -> None:
    async def crawls() -> None:
        one, other = connect(settings(mongodb_uri)), connect(settings("mongodb://127.0.0.1:9/"))
        assert one.database.client is not other.database.client
        await other.close()
        assert (await one.database.command("ping"))["ok"] == 1
        await one.close()

    asyncio.run(crawls())


def test_a_crawl_says_which_indexes_it_must_do_without(
    bare: Db, mongodb_uri: str, caplog: pytest.LogCaptureFixture
) -> None:
    of_version_1(bare, runs=5_001)
    with pytest.raises(ConfigurationError, match="run `feedcrawler db migrate`"):
        prepare_database(settings(mongodb_uri, bare.name))
    migrate(bare, plan(bare), silently)
    bare.runs.drop_index("started")
    prepare_database(settings(mongodb_uri, bare.name))
    (said,) = caplog.messages
    assert said.startswith(
        f"the database {bare.name} lacks indexes (runs.started): `feedcrawler db migrate` builds them"
    )
    prepare_database(settings(mongodb_uri, bare.name))
    assert len(caplog.messages) == 1  # once a process
