"""A crawl that is told to stop does not wait until it may send what it has not sent."""

from __future__ import annotations

import signal
import time
import uuid
from pathlib import Path
from typing import Any

from pymongo import MongoClient

from tests.e2e.crawling import options
from tests.e2e.cron import Cron
from tests.e2e.pausing import until
from tests.newsroom import Newsroom, faults


def test_a_wait_that_a_site_asks_for_is_cut_short_and_counts_as_nobodys_failure(
    mongodb_uri: str, tmp_path: Path
) -> None:
    own = {"MONGODB_URI": mongodb_uri, "MONGODB_DATABASE": f"ending_{uuid.uuid4().hex[:12]}"}
    log = tmp_path / "log"
    with Newsroom(4, sources={"rss", "home"}) as room:
        room.faults[room.path(room.stories[1])] = faults.retry_after(250)
        arguments = options(LOG_LEVEL="DEBUG", LOG_FILE=str(log))
        crawling = Cron(tmp_path, own).start("crawl", "news", "-a", f"url={room.address}/", *arguments)
        until(lambda: log.exists() and "Retrying <GET" in log.read_text("utf-8"), crawling)
        time.sleep(2)  # now it waits, most likely
        crawling.send_signal(signal.SIGTERM)
        out, err = crawling.communicate(timeout=50)  # a fifth of the wait
    assert crawling.returncode == 1, out + err
    client: MongoClient[dict[str, Any]] = MongoClient(mongodb_uri)
    database = client[own["MONGODB_DATABASE"]]
    assert [run["finishReason"] for run in database.runs.find()] == ["shutdown"]
    assert not database.quarantine.count_documents({})
    assert not database.feeds.count_documents({"failures": {"$gt": 0}})
    assert not database.locks.count_documents({})
