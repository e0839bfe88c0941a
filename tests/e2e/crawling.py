"""Crawls of a local newsroom through the real command line."""

from __future__ import annotations

import subprocess
from typing import Any

from tests.e2e.conftest import CommandLine
from tests.newsroom import Newsroom

QUICK = {
    "DOWNLOAD_DELAY": "0",
    "AUTOTHROTTLE_ENABLED": "False",
    "CONCURRENT_REQUESTS_PER_DOMAIN": "8",
    "FEEDCRAWLER_RETRY_BACKOFF": "0.01",
    "RETRY_TIMES": "1",
}


def options(**settings: str) -> list[str]:
    """Settings as the command line takes them; no waits but those asked for."""
    return [x for name, value in (QUICK | settings).items() for x in ("-s", f"{name}={value}")]


def crawl(
    feedcrawler: CommandLine, room: Newsroom, database: str, *arguments: str, **settings: str
) -> subprocess.CompletedProcess[str]:
    """Crawl a newsroom by its address alone."""
    room.reset()
    command = ("crawl", "news", "-a", f"url={room.address}/", *arguments, *options(**settings))
    done = feedcrawler(*command, MONGODB_DATABASE=database)
    assert "Traceback" not in done.stderr, done.stderr
    return done


def last_run(feedcrawler: CommandLine, database: str) -> dict[str, Any]:
    """The record of the last crawl."""
    run = feedcrawler.database(database).runs.find_one(sort=[("startedAt", -1)])
    assert run
    return run


def headlines(feedcrawler: CommandLine, database: str) -> list[str]:
    """The headlines of all stored articles, sorted."""
    return sorted(doc["headline"] for doc in feedcrawler.database(database).articles.find({}, {"headline": 1}))
