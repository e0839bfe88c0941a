"""Whatever is killed and whenever: run it again, and the database is as if nothing had happened."""

from __future__ import annotations

import os
import random
import signal
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from feedcrawler.mongodb import server
from tests.e2e.conftest import RECORDED, CommandLine, contents

Contents = dict[str, list[Any]]


@dataclass(frozen=True)
class Undisturbed:
    """One day's crawl without a disturbance."""

    archive: Path
    before: str
    """The database that it starts from."""
    after: Contents
    seconds: float


@pytest.fixture(scope="module")
def days(feedcrawler: CommandLine) -> list[Undisturbed]:
    """Both days, one after the other, and what is stored after each."""
    found: list[Undisturbed] = []
    for number, name in enumerate(("day-one", "day-two")):
        archive = RECORDED / f"{name}.warc.gz"
        if number:
            copy(feedcrawler, "after_0", "after_1")
        started = time.monotonic()
        feedcrawler.crawl(archive, database=f"after_{number}")
        seconds = time.monotonic() - started
        after = contents(feedcrawler.database(f"after_{number}"))
        found.append(Undisturbed(archive, f"after_{number - 1}", after, seconds))
    return found


def copy(feedcrawler: CommandLine, source: str, target: str) -> None:
    """Copy a database, documents only: indexes and validator are made by the crawl."""
    for name in feedcrawler.database(source).list_collection_names():
        feedcrawler.database(source)[name].aggregate([{"$out": {"db": target, "coll": name}}])


@pytest.mark.parametrize("victim", ["crawl", "mongod"])
@pytest.mark.parametrize("trial", range(5))
def test_after_a_kill_the_next_run_ends_as_an_undisturbed_one(
    feedcrawler: CommandLine, days: list[Undisturbed], victim: str, trial: int
) -> None:
    name = f"killed_{victim}_{trial}"
    day = days[trial % 2]
    copy(feedcrawler, day.before, name)
    arguments = ("crawl", "kyiv_independent", "--replay", str(day.archive), "-s", "FEEDCRAWLER_MONGODB_TIMEOUT=0.5")
    crawl = feedcrawler.start(*arguments, MONGODB_DATABASE=name)
    moment = random.Random(f"{victim} {trial}").uniform(0.5, 1.0) * day.seconds
    time.sleep(moment)
    pid = crawl.pid if victim == "crawl" else server.status(feedcrawler.data_dir).pid
    if pid:
        os.kill(pid, signal.SIGKILL)
    _, err = crawl.communicate(timeout=60)
    assert "Traceback" not in err, err
    feedcrawler.crawl(day.archive, database=name)
    assert contents(feedcrawler.database(name)) == day.after, f"killed {victim} after {moment:.2f} s"
