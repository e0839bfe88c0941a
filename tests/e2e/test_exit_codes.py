"""Each exit code where its cause happens, from a shell and from cron: the code, the line and the record agree."""

from __future__ import annotations

import os
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from feedcrawler.mongodb import server
from tests.e2e.conftest import RECORDED, CommandLine
from tests.e2e.crawling import crawl, last_run, options
from tests.e2e.cron import Cron, Terminal, kill, typed
from tests.newsroom import Newsroom, faults

NOBODY = "http://127.0.0.1:9/"
SLOW = {"DOWNLOAD_DELAY": "0.2", "CONCURRENT_REQUESTS_PER_DOMAIN": "1"}
OURS = "feedcrawler.spiders,tests.e2e.noting_spider,tests.e2e.broken_page"


@pytest.fixture(scope="module", params=[CommandLine, Cron], ids=["shell", "cron"])
def feedcrawler(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[CommandLine]:
    """A command line with an embedded server of its own, typed or in a crontab."""
    data_dir = tmp_path_factory.mktemp("data")
    yield request.param(data_dir)
    server.stop(data_dir)


@pytest.fixture
def cron(tmp_path: Path) -> Iterator[Cron]:
    """A crontab with an embedded server of its own."""
    yield Cron(tmp_path)
    server.stop(tmp_path)


@pytest.fixture
def room() -> Iterator[Newsroom]:
    with Newsroom(4, sources={"rss"}) as newsroom:
        yield newsroom


def recorded(feedcrawler: CommandLine, database: str) -> tuple[str, int]:
    """What the record of the last crawl says of how it went."""
    run = last_run(feedcrawler, database)
    return run["verdict"], run["exitCode"]


def command(room: Newsroom, *more: str, **settings: str) -> list[str]:
    return ["crawl", "news", "-a", f"url={room.address}/", *options(**settings), *more]


def until(reached: Callable[[], bool], process: subprocess.Popen[str] | None = None) -> None:
    deadline = time.monotonic() + 60
    while not reached() and time.monotonic() < deadline and (process is None or process.poll() is None):
        time.sleep(0.01)
    assert reached()


# --- 0: nothing


def test_what_is_done_is_0_also_when_there_was_nothing_new(feedcrawler: CommandLine, room: Newsroom) -> None:
    for said in ("4 new", "0 new"):
        done = crawl(feedcrawler, room, "done")
        assert (done.returncode, done.stderr) == (0, ""), done.stderr
        assert len(done.stdout.splitlines()) == 1
        assert said in done.stdout
        assert recorded(feedcrawler, "done") == ("done", 0)


# --- 1: failed


def test_no_feed_that_can_be_read_is_1(feedcrawler: CommandLine) -> None:
    done = feedcrawler("crawl", "news", "-a", f"url={NOBODY}", *options(), MONGODB_DATABASE="nobody")
    assert done.returncode == 1, done.stdout + done.stderr
    assert "no feed or listing could be read" in done.stdout
    assert recorded(feedcrawler, "nobody") == ("failed", 1)


def test_a_mongodb_that_is_away_is_1(feedcrawler: CommandLine, room: Newsroom) -> None:
    done = feedcrawler(*command(room), MONGODB_URI="mongodb://me:secret@127.0.0.1:9/")
    assert done.returncode == 1, done.stdout + done.stderr
    assert done.stderr.startswith("feedcrawler: no MongoDB answers at mongodb://***@127.0.0.1:9/")
    assert len(done.stderr.splitlines()) == 1
    assert not room.asked


def test_a_mongodb_that_is_lost_in_mid_crawl_is_1_and_the_next_crawl_has_everything(
    feedcrawler: CommandLine, room: Newsroom, tmp_path: Path
) -> None:
    own = type(feedcrawler)(tmp_path)
    crawl = own.start(*command(room, **SLOW, FEEDCRAWLER_MONGODB_TIMEOUT="0.5"))
    until(lambda: bool(room.articles_asked()), crawl)
    pid = server.status(tmp_path).pid
    assert pid
    kill(pid)
    out, err = crawl.communicate(timeout=60)
    assert crawl.returncode == 1, out + err
    assert "MongoDB was lost" in out
    assert "Traceback" not in err
    try:
        done = own(*command(room))
        assert done.returncode == 0, done.stdout + done.stderr
        assert own.database().articles.count_documents({}) == 4
    finally:
        server.stop(tmp_path)


def test_a_spider_that_fails_is_1(feedcrawler: CommandLine, room: Newsroom) -> None:
    arguments = command(room, "-a", "note=fail", SPIDER_MODULES=OURS)
    arguments[1] = "noting_news"
    done = feedcrawler(*arguments, MONGODB_DATABASE="mistake")
    assert done.returncode == 1, done.stdout + done.stderr
    assert recorded(feedcrawler, "mistake") == ("failed", 1)
    assert "the spider has a mistake" in done.stderr


def test_a_crawl_that_cron_is_told_to_stop_is_1_and_the_next_goes_on(cron: Cron, room: Newsroom) -> None:
    crawling = cron.start(*command(room, **SLOW))
    until(lambda: bool(room.articles_asked()), crawling)
    crawling.send_signal(signal.SIGTERM)
    out, err = crawling.communicate(timeout=60)
    assert crawling.returncode == 1, out + err
    assert "the crawl ended early: shutdown" in out
    assert recorded(cron, "feedcrawler") == ("failed", 1)
    assert crawl(cron, room, "feedcrawler").returncode == 0
    assert cron.database().articles.count_documents({}) == 4


@pytest.mark.parametrize("stop", [Terminal.interrupt, Terminal.hang_up], ids=["Ctrl-C", "hang up"])
def test_a_crawl_that_a_person_stops_ends_gracefully_and_is_1(
    cron: Cron, room: Newsroom, stop: Callable[[Terminal], None]
) -> None:
    terminal = Terminal.start(cron, *command(room, **SLOW))
    until(lambda: bool(room.articles_asked()))
    stop(terminal)
    code, shown = terminal.ended()
    assert code == 1, shown
    assert "Traceback" not in shown
    assert recorded(cron, "feedcrawler") == ("failed", 1)


# --- 2: wrong usage


@pytest.mark.parametrize(
    ("arguments", "environment", "said"),
    [
        (("crawl", "kyiv_independant"), {}, "there is no spider 'kyiv_independant'; there are: "),
        (("crawl", "news", "-a", "sites=/no/such.toml"), {}, "/no/such.toml: cannot be read"),
        (("crawl", "news", "-a", f"url={NOBODY}", "-s", "FEEDCRAWLER_BATCH_SIZE=-1"), {}, "FEEDCRAWLER_BATCH_SIZE"),
        (("crawl", "news", "-a", f"url={NOBODY}"), {"MONGODB_URI": "postgres://me:secret@h/"}, "MONGODB_URI"),
        (("crawl", "news", "--no-such-option"), {}, "unrecognized arguments: --no-such-option"),
    ],
    ids=["spider", "file of sites", "setting", "MONGODB_URI", "option"],
)
def test_what_will_fail_again_is_2(
    feedcrawler: CommandLine, arguments: tuple[str, ...], environment: dict[str, str], said: str
) -> None:
    done = feedcrawler(*arguments, **environment)
    assert done.returncode == 2, done.stdout + done.stderr
    assert said in done.stderr.splitlines()[-1]
    assert "Traceback" not in done.stderr
    assert "secret" not in done.stderr


# --- 3: degraded


def test_a_source_that_has_a_problem_is_3(feedcrawler: CommandLine) -> None:
    with Newsroom(4, sources={"rss", "atom"}) as room:
        crawl(feedcrawler, room, "problem")
        room.faults["/atom.xml"] = faults.status(500)
        done = crawl(feedcrawler, room, "problem")
    assert done.returncode == 3, done.stdout + done.stderr
    assert "1 of 2 feeds and listings had a problem" in done.stdout
    assert recorded(feedcrawler, "problem") == ("degraded", 3)


def test_an_open_gap_is_3(feedcrawler: CommandLine, room: Newsroom) -> None:
    crawl(feedcrawler, room, "gap")
    room.publish(30)
    done = crawl(feedcrawler, room, "gap")
    assert done.returncode == 3, done.stdout + done.stderr
    assert "1 gap is open: articles may be missing" in done.stdout
    assert recorded(feedcrawler, "gap") == ("degraded", 3)


def test_a_mistake_in_a_page_object_is_3(feedcrawler: CommandLine, room: Newsroom) -> None:
    done = crawl(feedcrawler, room, "page", SPIDER_MODULES=OURS)
    assert done.returncode == 3, done.stdout + done.stderr
    assert "4 articles met an error in feedcrawler itself" in done.stdout
    assert recorded(feedcrawler, "page") == ("degraded", 3)
