"""A crawl that is told to stop does not wait until it may send what it has not sent."""

from __future__ import annotations

import os
import signal
import uuid
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from pymongo import MongoClient

from tests.e2e.crawling import options
from tests.e2e.cron import Cron
from tests.e2e.pausing import until
from tests.newsroom import Newsroom, faults


def in_back_off(room: Newsroom) -> Callable[[], bool]:
    story = room.stories[1]
    room.faults[room.path(story)] = faults.retry_after(250)
    return lambda: story.slug in room.articles_asked()


def at_a_slow_pace(room: Newsroom) -> Callable[[], bool]:
    room.crawl_delay = 59
    return lambda: bool(room.asked)


@pytest.mark.parametrize("made_to_wait", [in_back_off, at_a_slow_pace])
def test_what_waits_to_be_sent_is_left_due_and_counts_as_nobodys_failure(
    mongodb_uri: str, tmp_path: Path, made_to_wait: Callable[[Newsroom], Callable[[], bool]]
) -> None:
    own = {"MONGODB_URI": mongodb_uri, "MONGODB_DATABASE": f"ending_{uuid.uuid4().hex[:12]}"}
    with Newsroom(4, sources={"rss", "home"}) as room:
        waits = made_to_wait(room)
        crawling = Cron(tmp_path, own).start("crawl", "news", "-a", f"url={room.address}/", *options())
        until(waits, crawling)
        os.kill(crawling.pid, signal.SIGTERM)
        out, err = crawling.communicate(timeout=50)  # less than the shortest of these waits
    assert crawling.returncode == 1, out + err
    client: MongoClient[dict[str, Any]] = MongoClient(mongodb_uri)
    database = client[own["MONGODB_DATABASE"]]
    assert [run["finishReason"] for run in database.runs.find()] == ["shutdown"]
    assert not database.quarantine.count_documents({})
    assert not database.feeds.count_documents({"failures": {"$gt": 0}})
    assert not database.locks.count_documents({})
