"""MongoDB goes away in mid-crawl: for a while the crawl waits; for good it ends, and the next run loses nothing."""

from __future__ import annotations

import os
import signal
import subprocess
import time
from collections.abc import Iterator

import pytest

from feedcrawler.mongodb import server
from tests.e2e.conftest import CommandLine
from tests.e2e.crawling import options
from tests.newsroom import Newsroom

AWAY = 20
"""Seconds."""


@pytest.fixture
def room() -> Iterator[Newsroom]:
    with Newsroom(articles=40) as made:
        yield made


def start(feedcrawler: CommandLine, room: Newsroom, database: str, **settings: str) -> subprocess.Popen[str]:
    """A crawl that has stored some articles, and not all."""
    slow = {"DOWNLOAD_DELAY": "0.1", "CONCURRENT_REQUESTS_PER_DOMAIN": "1", "FEEDCRAWLER_BATCH_SIZE": "1"}
    command = ("crawl", "news", "-a", f"url={room.address}/", *options(**(slow | settings)))
    process = feedcrawler.start(*command, MONGODB_DATABASE=database)
    articles = feedcrawler.database(database).articles
    while articles.estimated_document_count() < 5:
        assert process.poll() is None, process.communicate()
        time.sleep(0.02)
    return process


def is_whole(feedcrawler: CommandLine, room: Newsroom, database: str) -> bool:
    """Whether every story is stored, once."""
    stored = [doc["headline"] for doc in feedcrawler.database(database).articles.find()]
    return sorted(stored) == sorted(story.headline for story in room.stories)


def test_a_database_that_is_away_for_twenty_seconds_is_waited_for(feedcrawler: CommandLine, room: Newsroom) -> None:
    crawl = start(feedcrawler, room, "back")
    server.stop(feedcrawler.data_dir)
    time.sleep(AWAY)
    assert crawl.poll() is None
    server.start(feedcrawler.data_dir)
    out, err = crawl.communicate(timeout=120)
    assert crawl.returncode == 0, out + err
    assert " done: " in out
    assert "MongoDB does not answer: waiting for it, at most 60 seconds" in err
    assert "MongoDB is back after " in err
    assert "Traceback" not in err
    assert is_whole(feedcrawler, room, "back")
    assert set(room.articles_asked().values()) == {1}
    run = feedcrawler.database("back").runs.find_one()
    assert run
    # Of an article whose writing was done and whose answer was lost, the second writing finds it as it is.
    assert (run["verdict"], run["outcomes"]["new"] + run["outcomes"]["unchanged"]) == ("done", 40)


def test_a_database_that_hangs_for_a_while_is_waited_for_too(feedcrawler: CommandLine, room: Newsroom) -> None:
    crawl = start(feedcrawler, room, "hung", FEEDCRAWLER_MONGODB_TIMEOUT="30")
    pid = server.status(feedcrawler.data_dir).pid
    assert pid
    os.kill(pid, signal.SIGSTOP)
    time.sleep(3)
    os.kill(pid, signal.SIGCONT)
    out, err = crawl.communicate(timeout=120)
    assert crawl.returncode == 0, out + err
    assert is_whole(feedcrawler, room, "hung")


def test_a_database_that_is_gone_for_good_ends_the_crawl_and_the_next_run_loses_nothing(
    feedcrawler: CommandLine, room: Newsroom
) -> None:
    crawl = start(feedcrawler, room, "gone", FEEDCRAWLER_MONGODB_TIMEOUT="3")
    server.stop(feedcrawler.data_dir)
    out, err = crawl.communicate(timeout=60)
    assert crawl.returncode == 1, out + err
    assert len(out.splitlines()) == 1
    assert "MongoDB was lost" in out
    assert "Traceback" not in err
    server.start(feedcrawler.data_dir)
    command = ("crawl", "news", "-a", f"url={room.address}/", *options())
    again = feedcrawler(*command, MONGODB_DATABASE="gone")
    assert again.returncode == 0, again.stdout + again.stderr
    assert is_whole(feedcrawler, room, "gone")
    verdicts = [run["verdict"] for run in feedcrawler.database("gone").runs.find().sort("startedAt", 1)]
    assert verdicts == ["failed", "done"]
