"""What the tests of the commands on articles share: commands, and articles stored as by a crawl."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any

import pytest
from pymongo import AsyncMongoClient
from pymongo.database import Database

from feedcrawler.mongodb.store import Store
from tests.commands.typed import Type, typed


@pytest.fixture
def command(
    mongodb_uri: str,
    database: Database[dict[str, Any]],
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> Callable[[str], Type]:
    """Commands by their name, on the test's database."""
    monkeypatch.setenv("COLUMNS", "160")
    return lambda name: typed(name, mongodb_uri, database, capsys)


@pytest.fixture
def ask(database: Database[dict[str, Any]], mongodb_uri: str) -> Callable[..., Any]:
    """Run something with a store on the test's database."""

    def run(what: Callable[[Store], Any]) -> Any:
        async def session() -> Any:
            async with AsyncMongoClient[dict[str, Any]](mongodb_uri, tz_aware=True) as client:
                return await what(Store(client[database.name]))

        return asyncio.run(session())

    return run
