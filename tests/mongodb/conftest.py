"""What the tests of the store share."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from pymongo import AsyncMongoClient

from feedcrawler.mongodb.store import Store
from feedcrawler.recheck import Recheck, durations
from tests.mongodb.storing import Ask, Db

RECHECK = Recheck(durations("15m 1h 4h 12h 1d 3d 7d"))


@pytest.fixture
def ask(database: Db, mongodb_uri: str) -> Ask:
    """Run something with a store on the test's database."""

    def run(what: Callable[[Store], Awaitable[Any]]) -> Any:
        async def session() -> Any:
            client: AsyncMongoClient[dict[str, Any]] = AsyncMongoClient(mongodb_uri, tz_aware=True)
            try:
                return await what(Store(client[database.name], RECHECK))
            finally:
                await client.close()

        return asyncio.run(session())

    return run
