"""A server that is away is waited for; one that stays away is lost, and that is one line."""

from __future__ import annotations

import asyncio
import threading
import time
from typing import Any

import pytest
from pymongo import AsyncMongoClient

from feedcrawler.errors import DatabaseError
from feedcrawler.mongodb import server
from feedcrawler.mongodb.runs import Runs
from tests.mongodb.embedded import connect, data_folder


def record(uri: str, patience: float) -> None:
    """Write the record of a run, as a crawl does."""

    async def write() -> None:
        client: AsyncMongoClient[dict[str, Any]] = AsyncMongoClient(
            uri, serverSelectionTimeoutMS=200, socketTimeoutMS=int(patience * 1000)
        )
        async with client:
            runs = Runs(client.feedcrawler)
            await runs.record({"_id": "before"})
            stopping.set()
            while not stopped.is_set():
                await asyncio.sleep(0.01)
            await runs.record({"_id": "after"})

    asyncio.run(write())


stopping, stopped = threading.Event(), threading.Event()


def test_what_is_written_while_the_server_is_away_is_written_when_it_is_back(caplog: pytest.LogCaptureFixture) -> None:
    stopping.clear()
    stopped.clear()
    with data_folder() as folder:
        uri = server.start(folder).uri

        def away() -> None:
            stopping.wait()
            server.stop(folder)
            stopped.set()
            time.sleep(1)
            server.start(folder)

        thread = threading.Thread(target=away)
        thread.start()
        record(uri, patience=60)
        thread.join()
        with connect(uri) as client:
            assert [run["_id"] for run in client.feedcrawler.runs.find().sort("_id", 1)] == ["after", "before"]
    said = [record.getMessage() for record in caplog.records if record.name == "feedcrawler.mongodb.patiently"]
    assert said[0] == "MongoDB does not answer: waiting for it, at most 60 seconds"
    assert said[1].startswith("MongoDB is back after ")
    assert len(said) == 2


def test_a_server_that_stays_away_is_lost_in_one_line_without_a_password() -> None:
    stopping.clear()
    stopped.set()

    async def ask() -> None:
        client: AsyncMongoClient[dict[str, Any]] = AsyncMongoClient(
            "mongodb://me:secret@127.0.0.1:9/", serverSelectionTimeoutMS=100, socketTimeoutMS=300
        )
        async with client:
            await Runs(client.feedcrawler).record({"_id": "never"})

    with pytest.raises(DatabaseError, match=r"^MongoDB was lost: ") as lost:
        asyncio.run(ask())
    assert "\n" not in str(lost.value)
    assert "secret" not in str(lost.value)
