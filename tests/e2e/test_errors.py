"""What a user can get wrong is said in one line, soon, with the documented exit code, and shows no password."""

from __future__ import annotations

import subprocess
import time
from pathlib import Path

import pytest

from feedcrawler.mongodb.mongod import find_mongod
from tests.e2e.conftest import RECORDED, CommandLine

DAY_ONE = str(RECORDED / "day-one.warc.gz")
CRAWL = ("crawl", "kyiv_independent", "--replay", DAY_ONE)


@pytest.mark.parametrize(
    ("arguments", "environment", "code", "said"),
    [
        (CRAWL, {"MONGODB_URI": "mongodb://me:sec/ret@h/"}, 2, "MONGODB_URI"),
        (CRAWL, {"MONGODB_DATABASE": "a b"}, 2, "MONGODB_DATABASE"),
        (CRAWL, {"FEEDCRAWLER_DATA_DIR": "/proc/nowhere"}, 2, "/proc/nowhere"),
        ((*CRAWL, "--archive", "/proc/nowhere"), {}, 2, "/proc/nowhere"),
        (("crawl", "kyiv_independent", "--replay", "no-such.warc.gz"), {}, 2, "no-such.warc.gz"),
        (("crawl", "kyiv_independent", "--replay", __file__), {}, 2, "is not a WARC file"),
        ((*CRAWL, "-s", "FEEDCRAWLER_POLL_MIN_MINUTES=x"), {}, 2, "FEEDCRAWLER_POLL_MIN_MINUTES is 'x'"),
        (
            (*CRAWL, "-s", "FEEDCRAWLER_LOCK_SECONDS=0"),
            {},
            2,
            "FEEDCRAWLER_LOCK_SECONDS is '0': it must be more than 0",
        ),
        ((*CRAWL, "-s", "FEEDCRAWLER_RECHECK=1h soon"), {}, 2, "FEEDCRAWLER_RECHECK: 'soon' is no duration"),
        ((*CRAWL, "-a", "since=0001-01-01T00:00+14:00"), {}, 2, "since is '0001-01-01T00:00+14:00'"),
        (("crawl", "news", "-a", "url=https://me:secret@example.org/"), {}, 2, "url is 'https://***@example.org/'"),
        (CRAWL, {"MONGODB_URI": "mongodb://me:sec ret@h/?tls=true&tlsCAFile=/nonexistent"}, 2, "MONGODB_URI"),
        (("crawl",), {}, 2, "say which one spider to crawl"),
        (("articles", "https://kyivindependent.com/no-such-story/"), {}, 1, "no article"),
    ],
)
def test_a_mistake_is_one_line_and_an_exit_code(
    feedcrawler: CommandLine, arguments: tuple[str, ...], environment: dict[str, str], code: int, said: str
) -> None:
    started = time.monotonic()
    done = feedcrawler(*arguments, **environment)
    assert time.monotonic() - started < 60  # it ends, however busy the machine
    assert done.returncode == code, done.stdout + done.stderr
    (line,) = [x for x in done.stderr.splitlines() if x.startswith("feedcrawler: ")]
    assert said in line
    assert "Traceback" not in done.stderr
    assert "sec" not in line.replace("seconds", "").replace("second", "")


def test_a_wrong_password_is_said_without_showing_it(feedcrawler: CommandLine, tmp_path: Path) -> None:
    socket = tmp_path / "m.sock"
    options = ["--auth", "--dbpath", str(tmp_path), "--bind_ip", str(socket), "--logpath", str(tmp_path / "log")]
    mongod = subprocess.Popen([find_mongod(""), *options, "--wiredTigerCacheSizeGB", "0.25"])
    try:
        while not socket.exists() and mongod.poll() is None:
            time.sleep(0.05)
        uri = f"mongodb://me:secret@{str(socket).replace('/', '%2F')}/"
        done = feedcrawler(*CRAWL, MONGODB_URI=uri)
    finally:
        mongod.kill()
        mongod.wait()
    assert done.returncode == 2
    assert "refuses the user or password" in done.stderr
    assert "secret" not in done.stdout + done.stderr


def test_a_mistake_leaves_no_trace_in_the_database(feedcrawler: CommandLine) -> None:
    feedcrawler("crawl", "kyiv_independent", "--replay", "no-such.warc.gz", MONGODB_DATABASE="untouched")
    assert feedcrawler.database("untouched").articles.count_documents({}) == 0
