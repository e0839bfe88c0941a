"""Each exit code where its cause happens, from a shell and from cron: the code, the line and the record agree.

More of what leads to 2 is in test_errors.py, to 75 in test_lock.py, of a MongoDB that is away in test_away.py.
"""

from __future__ import annotations

import json
import os
import shlex
import signal
import socket
import time
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import unquote, urlsplit

import pytest
from pymongo import MongoClient
from pymongo.database import Database

from feedcrawler.mongodb import server
from tests.e2e.conftest import CommandLine
from tests.e2e.crawling import options
from tests.e2e.cron import Cron, Terminal, typed
from tests.e2e.late import Late
from tests.e2e.pausing import Pause, until
from tests.newsroom import Newsroom, faults

Line = TypeVar("Line", bound=CommandLine)
NOBODY = "http://127.0.0.1:9/"
# Without a delay Scrapy sends what is in the queue before it has counted what it has just sent.
ONE_BY_ONE = {"CONCURRENT_REQUESTS_PER_DOMAIN": "1", "DOWNLOAD_DELAY": "0.05"}
OURS = "feedcrawler.spiders,tests.e2e.noting_spider,tests.e2e.broken_page"


@pytest.fixture(params=[CommandLine, Cron], ids=["shell", "cron"])
def feedcrawler(request: pytest.FixtureRequest, mongodb_uri: str, tmp_path: Path) -> CommandLine:
    """A command line with a database of its own, typed or in a crontab."""
    return own(request.param, mongodb_uri, tmp_path)


@pytest.fixture
def cron(mongodb_uri: str, tmp_path: Path) -> Cron:
    """A crontab with a database of its own."""
    return own(Cron, mongodb_uri, tmp_path)


def own(kind: type[Line], mongodb_uri: str, folder: Path) -> Line:
    return kind(folder, {"MONGODB_URI": mongodb_uri, "MONGODB_DATABASE": f"own_{uuid.uuid4().hex[:12]}"})


@pytest.fixture
def room() -> Iterator[Newsroom]:
    """A news site of four stories."""
    with Newsroom(4, sources={"rss"}) as newsroom:
        yield newsroom


@pytest.fixture
def pause(room: Newsroom) -> Iterator[Pause]:
    paused = Pause(room)
    yield paused
    paused.over.set()


def database(feedcrawler: CommandLine) -> Database[dict[str, Any]]:
    client: MongoClient[dict[str, Any]] = MongoClient(feedcrawler.environment["MONGODB_URI"], tz_aware=True)
    return client[feedcrawler.environment["MONGODB_DATABASE"]]


def recorded(feedcrawler: CommandLine) -> tuple[str, int]:
    """What the record of the last crawl says of how it went."""
    run = database(feedcrawler).runs.find_one(sort=[("startedAt", -1)])
    assert run
    return run["verdict"], run["exitCode"]


def command(room: Newsroom, *more: str, spider: str = "news", **settings: str) -> list[str]:
    return ["crawl", spider, "-a", f"url={room.address}/", *options(**ONE_BY_ONE, **settings), *more]


# --- 0: nothing to be done


def test_what_is_done_is_0_also_when_there_was_nothing_new(feedcrawler: CommandLine, room: Newsroom) -> None:
    for said in ("4 new", "0 new"):
        done = feedcrawler(*command(room))
        assert (done.returncode, done.stderr) == (0, ""), done.stderr
        assert len(done.stdout.splitlines()) == 1
        assert said in done.stdout
        assert recorded(feedcrawler) == ("done", 0)


# --- 1: failed


def test_no_feed_that_can_be_read_is_1(feedcrawler: CommandLine) -> None:
    done = feedcrawler("crawl", "news", "-a", f"url={NOBODY}", *options())
    assert done.returncode == 1, done.stdout + done.stderr
    assert "no feed or listing could be read" in done.stdout
    assert recorded(feedcrawler) == ("failed", 1)


def test_a_mongodb_that_is_away_is_1(cron: Cron, room: Newsroom) -> None:
    done = cron(*command(room), MONGODB_URI="mongodb://me:secret@127.0.0.1:9/")
    assert done.returncode == 1, done.stdout + done.stderr
    assert done.stderr.startswith("feedcrawler: no MongoDB answers at mongodb://***@127.0.0.1:9/")
    assert len(done.stderr.splitlines()) == 1
    assert not room.asked


def test_a_mongodb_that_is_lost_in_mid_crawl_is_1(room: Newsroom, pause: Pause, tmp_path: Path) -> None:
    embedded = Cron(tmp_path)
    crawling = embedded.start(*command(room, FEEDCRAWLER_MONGODB_TIMEOUT="0.5"))
    until(lambda: pause.reached, crawling)
    pid = server.status(tmp_path).pid
    assert pid
    os.kill(pid, signal.SIGKILL)
    pause.over.set()
    out, err = crawling.communicate(timeout=60)
    assert crawling.returncode == 1, out + err
    assert "MongoDB was lost" in out
    assert "Traceback" not in err


def test_a_spider_that_fails_is_1(cron: Cron, room: Newsroom) -> None:
    done = cron(*command(room, "-a", "note=fail", spider="noting_news", SPIDER_MODULES=OURS))
    assert done.returncode == 1, done.stdout + done.stderr
    assert "the spider has a mistake" in done.stderr
    assert recorded(cron) == ("failed", 1)


def test_a_crawl_that_is_told_to_stop_is_1_and_the_next_goes_on(
    cron: Cron, room: Newsroom, pause: Pause, tmp_path: Path
) -> None:
    log = tmp_path / "log"
    crawling = cron.start(*command(room, LOG_LEVEL="INFO", LOG_FILE=str(log)))
    until(lambda: pause.reached, crawling)
    crawling.send_signal(signal.SIGTERM)
    until(lambda: "Closing spider (shutdown)" in log.read_text("utf-8"), crawling)
    pause.over.set()
    out, err = crawling.communicate(timeout=60)
    assert crawling.returncode == 1, out + err
    assert "the crawl ended early: shutdown" in out
    assert recorded(cron) == ("failed", 1)
    assert {*room.articles_asked()} == {room.stories[3].slug, pause.slug}, "what was not sent yet is not sent"
    assert cron(*command(room)).returncode == 0
    assert database(cron).articles.count_documents({}) == 4
    assert set(room.articles_asked().values()) == {1}


def test_a_crawl_that_is_told_to_stop_while_it_ends_by_itself_ends_by_itself(
    cron: Cron, room: Newsroom, tmp_path: Path
) -> None:
    log = tmp_path / "log"
    late = Late(Path(unquote(urlsplit(cron.environment["MONGODB_URI"]).netloc)), b"exitCode")
    with late.listening() as uri:
        crawling = cron.start(*command(room, LOG_LEVEL="INFO", LOG_FILE=str(log)), MONGODB_URI=uri)
        until(late.reached.is_set, crawling)
        crawling.send_signal(signal.SIGTERM)
        until(lambda: "Received SIGTERM" in log.read_text("utf-8"), crawling)
        time.sleep(1)
        late.go.set()
        out, err = crawling.communicate(timeout=60)
    assert crawling.returncode == 0, out + err
    assert "4 new" in out
    assert recorded(cron) == ("done", 0)
    assert not database(cron).locks.count_documents({})


@pytest.mark.parametrize("stop", [Terminal.interrupt, Terminal.hang_up], ids=["Ctrl-C", "hang up"])
def test_a_crawl_that_a_person_stops_ends_gracefully_and_is_1(
    cron: Cron, room: Newsroom, pause: Pause, stop: Callable[[Terminal], None]
) -> None:
    terminal = Terminal.start(cron, *command(room))
    until(lambda: pause.reached)
    stop(terminal)
    pause.over.set()
    code, shown = terminal.ended()
    assert code == 1, shown
    assert "Traceback" not in shown
    assert recorded(cron) == ("failed", 1)
    assert not database(cron).locks.count_documents({})


@pytest.mark.parametrize(
    ("arguments", "stop", "said"),
    [
        (("crawl", "news", "-a", f"url={NOBODY}"), signal.SIGTERM, "the crawl was stopped before it began"),
        (("crawl", "news", "-a", f"url={NOBODY}"), signal.SIGINT, "the crawl was stopped before it began"),
        (("runs",), signal.SIGINT, "stopped"),
    ],
)
def test_what_is_stopped_while_it_waits_for_mongodb_says_so_and_is_1(
    cron: Cron, arguments: tuple[str, ...], stop: signal.Signals, said: str
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        waiting = cron.start(*arguments, MONGODB_URI=f"mongodb://127.0.0.1:{silent.getsockname()[1]}/")
        silent.accept()
        waiting.send_signal(stop)
        out, err = waiting.communicate(timeout=60)
    assert (waiting.returncode, out, err) == (1, "", f"feedcrawler: {said}\n")


# --- 2: wrong usage


@pytest.mark.parametrize(
    ("arguments", "environment", "said"),
    [
        (("crawl", "kyiv_independant"), {}, "there is no spider 'kyiv_independant'; there are: "),
        (("crawl", "news", "-a", "sites=/no/such.toml"), {}, "/no/such.toml: cannot be read"),
        (("crawl", "news", "-a", f"url={NOBODY}", "-s", "FEEDCRAWLER_BATCH_SIZE=-1"), {}, "FEEDCRAWLER_BATCH_SIZE"),
        (("crawl", "news", "-a", f"url={NOBODY}"), {"MONGODB_URI": "postgres://me:secret@h/"}, "MONGODB_URI"),
        (("crawl", "news", "--no-such-option"), {}, "there is no option '--no-such-option'"),
    ],
    ids=["spider", "file of sites", "setting", "MONGODB_URI", "option"],
)
def test_what_will_fail_again_is_2(
    cron: Cron, arguments: tuple[str, ...], environment: dict[str, str], said: str
) -> None:
    done = cron(*arguments, **environment)
    assert done.returncode == 2, done.stdout + done.stderr
    assert said in done.stderr.splitlines()[-1]
    assert "Traceback" not in done.stderr
    assert "secret" not in done.stderr


# --- 3: degraded


def test_a_mistake_in_a_page_object_is_3(feedcrawler: CommandLine, room: Newsroom) -> None:
    done = feedcrawler(*command(room, SPIDER_MODULES=OURS))
    assert done.returncode == 3, done.stdout + done.stderr
    assert "4 articles met an error in feedcrawler itself" in done.stdout
    assert "AttributeError: 'NoneType' object has no attribute 'text'" in done.stderr
    assert recorded(feedcrawler) == ("degraded", 3)


def test_a_record_that_cannot_be_whole_is_3_and_says_what_is_known(cron: Cron, room: Newsroom) -> None:
    settings = {"SPIDER_MODULES": "tests.e2e.noting_spider"}
    done = cron(*command(room, "-a", "note=break record", spider="noting_news", **settings))
    assert done.returncode == 3, done.stdout + done.stderr
    assert "4 new" in done.stdout
    assert "the record of the run is not whole: AttributeError(" in done.stdout
    assert recorded(cron) == ("degraded", 3)
    assert not database(cron).locks.count_documents({})


def test_a_source_that_has_a_problem_and_then_a_gap_are_3(cron: Cron, room: Newsroom) -> None:
    assert cron(*command(room)).returncode == 0
    room.faults["/"] = faults.status(500)
    done = cron(*command(room))
    assert done.returncode == 3, done.stdout + done.stderr
    assert "1 of 2 feeds and listings had a problem" in done.stdout
    assert recorded(cron) == ("degraded", 3)
    del room.faults["/"]
    room.publish(30)
    done = cron(*command(room))
    assert done.returncode == 3, done.stdout + done.stderr
    assert "1 gap is open: articles may be missing" in done.stdout
    assert recorded(cron) == ("degraded", 3)


# --- 75: another run of the site is not over


def test_a_crawl_of_a_site_that_another_crawls_is_75(cron: Cron, room: Newsroom, pause: Pause) -> None:
    first = cron.start(*command(room))
    until(lambda: pause.reached, first)
    second = cron(*command(room, "--json"))
    pause.over.set()
    out, err = first.communicate(timeout=60)
    assert first.returncode == 0, out + err
    assert second.returncode == 75, second.stdout + second.stderr
    assert "runId" not in json.loads(second.stdout), "nothing of it is on record"
    (run,) = database(cron).runs.find()
    assert f"run {run['_id']} (pid {run['pid']} on {run['host']}) has held the lock since" in second.stdout
    assert recorded(cron) == ("done", 0)


# --- Nobody waits for it any more


def test_a_crawl_whose_parent_is_killed_and_whom_nobody_hears_ends_as_well(
    cron: Cron, room: Newsroom, pause: Pause
) -> None:
    shell = cron.line(f"{typed(*command(room))}; echo never said")
    until(lambda: pause.reached, shell)
    shell.kill()
    for pipe in (shell.stdout, shell.stderr):
        assert pipe
        pipe.close()
    assert shell.wait(60) == -signal.SIGKILL
    pause.over.set()
    until(lambda: not database(cron).locks.count_documents({}))
    assert recorded(cron) == ("done", 0)
    assert database(cron).articles.count_documents({}) == 4


# --- What cron and others do to the streams and to HOME


@pytest.mark.parametrize(
    ("streams", "said"),
    [
        (">&- 2>&-", ""),
        ("> /dev/full 2> /dev/full", ""),
        ("> /dev/full", "feedcrawler: standard output cannot be written: No space left on device"),
    ],
)
def test_an_exit_code_is_the_verdict_though_the_line_cannot_be_written(
    cron: Cron, room: Newsroom, streams: str, said: str
) -> None:
    crawling = cron.line(f"{typed(*command(room, SPIDER_MODULES=OURS))} {streams}")
    out, err = crawling.communicate(timeout=60)
    assert (crawling.returncode, out) == (3, ""), err
    assert "Exception ignored" not in err
    assert said in err
    assert recorded(cron) == ("degraded", 3)


@pytest.mark.parametrize(("streams", "code"), [("> /dev/full", 1), (">&-", 0)])
def test_other_commands_have_failed_if_what_they_say_cannot_be_written(cron: Cron, streams: str, code: int) -> None:
    listing = cron.line(f"{typed('articles')} {streams}")
    _, err = listing.communicate(timeout=60)
    assert listing.returncode == code
    said = ["feedcrawler: standard output cannot be written: No space left on device"]
    assert err.splitlines() == (said if code else [])


def test_nothing_is_kept_at_home(room: Newsroom, tmp_path: Path) -> None:
    embedded = Cron(tmp_path)
    try:
        done = embedded(*command(room), HOME="/proc", XDG_CACHE_HOME="/proc")
    finally:
        server.stop(tmp_path)
    assert (done.returncode, done.stderr) == (0, ""), done.stderr
    assert "4 new" in done.stdout


@pytest.mark.skipif(os.getuid() != 0, reason="NOT CHECKED: only root can be somebody else")
def test_a_user_who_is_but_a_number_needs_no_home(cron: Cron) -> None:
    may_read = ("--inh-caps=+dac_read_search", "--ambient-caps=+dac_read_search")  # Python, wherever it lies
    nobody = shlex.join(["setpriv", "--reuid=54321", "--regid=54321", "--clear-groups", *may_read])
    asking = cron.line(f"{nobody} {typed('db', 'status')}", MONGODB_URI="")
    out, err = asking.communicate(timeout=60)
    assert (asking.returncode, err) == (3, ""), err
    assert out.startswith("MongoDB is not running")
