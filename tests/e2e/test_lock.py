"""Two crawls of one site at once: one runs, the other says who does, and nothing is asked for twice."""

from __future__ import annotations

import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import suppress
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from threading import Event

import pytest

from tests.e2e.conftest import CommandLine
from tests.e2e.local_site import LocalSite
from tests.e2e.test_many_sites import QUICK, crawl, listed

PATIENT = QUICK | {"DOWNLOAD_TIMEOUT": "300"}
SLUGS = [f"story-{n}" for n in range(6)]


class GatedSite(LocalSite):
    """A site that answers for its last article only once the gate is open."""

    def __post_init__(self) -> None:
        super().__post_init__()
        self.gate, self.reached = Event(), Event()
        self.faults[f"/{self.slugs[-1]}/"] = self._wait

    def _wait(self, handler: BaseHTTPRequestHandler) -> None:
        self.reached.set()
        self.gate.wait(240)
        with suppress(OSError):  # who asked may have been killed
            self.answer(handler)


@pytest.fixture
def site() -> Iterator[GatedSite]:
    made = GatedSite(SLUGS)
    yield made
    made.gate.set()
    made.close()


def start(feedcrawler: CommandLine, site: GatedSite, database: str, **settings: str) -> subprocess.Popen[str]:
    options = [x for name, value in (PATIENT | settings).items() for x in ("-s", f"{name}={value}")]
    return feedcrawler.start(
        "crawl", "local_news", *options, LOCAL_NEWS=site.address, MONGODB_DATABASE=database, FEEDCRAWLER_RECHECK=""
    )


def end(process: subprocess.Popen[str]) -> tuple[int, str, str]:
    out, err = process.communicate(timeout=120)
    assert "Traceback" not in err, err
    return process.returncode, out, err


def test_the_second_crawl_says_who_holds_the_lock_and_exits_75(feedcrawler: CommandLine, site: GatedSite) -> None:
    first = start(feedcrawler, site, "twice")
    assert site.reached.wait(60)
    code, out, _ = end(start(feedcrawler, site, "twice"))
    assert code == 75
    assert out.startswith("local_news: busy: run ")
    assert f"(pid {first.pid} on " in out
    assert " has held the lock since 20" in out
    assert len(out.splitlines()) == 1
    site.gate.set()
    assert end(first)[0] == 0
    assert site.articles_asked() == dict.fromkeys(SLUGS, 1)
    (run,) = feedcrawler.database("twice").runs.find()
    assert (run["verdict"], run["outcomes"]["new"]) == ("done", 6)
    assert not feedcrawler.database("twice").locks.count_documents({})


def test_when_the_first_is_killed_the_next_takes_over_and_says_so(feedcrawler: CommandLine, site: GatedSite) -> None:
    first = start(feedcrawler, site, "killed", FEEDCRAWLER_BATCH_SECONDS="0.01", FEEDCRAWLER_LOCK_SECONDS="3")
    assert site.reached.wait(60)
    deadline, seen = time.monotonic() + 60, {"observed.older": 5, "asOf": {"$exists": True}}
    while not feedcrawler.database("killed").runs.find_one(seen) and time.monotonic() < deadline:
        time.sleep(0.1)
    first.kill()
    first.communicate()
    site.gate.set()
    code, out, err = end(start(feedcrawler, site, "killed"))
    assert code == 0, out + err
    assert "the run of 127.0.0.1 before this one was killed" in err
    database = feedcrawler.database("killed")
    assert database.articles.count_documents({}) == 6
    runs = list(database.runs.find().sort("startedAt", 1))
    assert [(run["verdict"], run["finishReason"]) for run in runs] == [("failed", "killed"), ("done", "finished")]
    assert runs[0]["finishedAt"] >= runs[0]["startedAt"]
    assert [run["observed"]["older"] for run in runs] == [5, 1], "the alarm would miss what a killed run has stored"
    assert "ended without a word" in runs[0]["reasons"][0]


def test_of_twenty_starts_at_once_exactly_one_runs(feedcrawler: CommandLine, site: GatedSite) -> None:
    started = [start(feedcrawler, site, "twenty") for _ in range(20)]
    deadline = time.monotonic() + 110
    while sum(process.poll() is not None for process in started) < 19 and time.monotonic() < deadline:
        time.sleep(0.1)
    site.gate.set()
    codes = [end(process)[0] for process in started]
    assert sorted(codes) == [0] + [75] * 19
    assert site.articles_asked() == dict.fromkeys(SLUGS, 1)
    assert feedcrawler.database("twenty").runs.count_documents({}) == 1


def test_a_run_whose_lock_was_taken_over_ends_and_says_so(feedcrawler: CommandLine, site: GatedSite) -> None:
    """As when its machine slept: another run is at work, and this one must not be."""
    first = start(feedcrawler, site, "asleep", FEEDCRAWLER_LOCK_SECONDS="0.9")
    assert site.reached.wait(60)
    locks = feedcrawler.database("asleep").locks
    later = [{"$set": {"runId": "another", "expiresAt": {"$add": ["$$NOW", 600_000]}}}]
    locks.update_one({"_id": "127.0.0.1"}, later)
    time.sleep(1)
    site.gate.set()
    code, out, _ = end(first)
    assert code == 1
    assert "another run took over the lock" in out
    assert locks.find_one({"_id": "127.0.0.1", "runId": "another"})
    (run,) = feedcrawler.database("asleep").runs.find()
    assert (run["verdict"], run["finishReason"]) == ("failed", "lock_lost")


def test_of_many_sites_one_that_another_run_is_busy_with_is_left_to_it(
    feedcrawler: CommandLine, site: GatedSite, tmp_path: Path
) -> None:
    other = LocalSite(["elsewhere"])
    file = listed(tmp_path, [site, other])
    first = feedcrawler.start(
        "crawl", "news", "-a", f"sites={file}", *(x for n, v in PATIENT.items() for x in ("-s", f"{n}={v}")),
        MONGODB_DATABASE="busy",
    )  # fmt: skip
    assert site.reached.wait(60)
    try:
        both = crawl(feedcrawler, file, "busy", FEEDCRAWLER_ONLY_DUE="0")
        alone = crawl(feedcrawler, listed(tmp_path, [site]), "busy")
    finally:
        other.close()
        first.send_signal(signal.SIGTERM)
        site.gate.set()
        end(first)
    assert (both.returncode, alone.returncode) == (0, 75), both.stdout + alone.stdout
    assert "news: done: 2 sites, 1 done, 1 busy: " in both.stdout
    assert "site-0: busy: run " in both.stdout
    assert site.articles_asked() == dict.fromkeys(SLUGS, 1)
