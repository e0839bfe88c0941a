"""The container's schedule: one crawl after the other, each ended gracefully when the container is stopped."""

from __future__ import annotations

import signal
import subprocess
from pathlib import Path
from typing import Any

from pymongo.database import Database

from tests.conftest import CHECKOUT
from tests.deploy.conftest import DEPLOY, Tool
from tests.e2e.crawling import options
from tests.e2e.cron import PROGRAM
from tests.e2e.pausing import Pause, until
from tests.newsroom import Newsroom

SCRIPT = str(DEPLOY / "crawl-every")


def start(folder: Path, *arguments: str, **environment: str) -> subprocess.Popen[str]:
    own = {"PATH": "/usr/bin:/bin", "LAST_CRAWL": str(folder / "last"), "PYTHONPATH": str(CHECKOUT), **environment}
    pipe = subprocess.PIPE
    return subprocess.Popen([SCRIPT, *arguments], env=own, cwd="/", stdout=pipe, stderr=pipe, text=True)


def test_it_is_sound_shell(tool: Tool) -> None:
    done = tool("shellcheck", SCRIPT)
    assert done.returncode == 0, done.stdout


def test_a_stopped_container_ends_its_crawl_gracefully(
    database: Database[dict[str, Any]], mongodb_uri: str, tmp_path: Path
) -> None:
    with Newsroom(4, sources={"rss"}) as room:
        pause = Pause(room)
        crawl = [*PROGRAM, "crawl", "news", "-a", f"url={room.address}/", *options(CONCURRENT_REQUESTS_PER_DOMAIN="1")]
        running = start(tmp_path, "900", *crawl, MONGODB_URI=mongodb_uri, MONGODB_DATABASE=database.name)
        until(lambda: pause.reached)
        running.send_signal(signal.SIGTERM)
        pause.over.set()
        out, err = running.communicate(timeout=60)
    assert running.returncode == 0, err
    assert "the crawl ended early: shutdown" in out
    assert err == "crawl-every: exit code 1\n"
    assert (tmp_path / "last").read_text() == "1\n"
    (run,) = database.runs.find()
    assert (run["verdict"], run["exitCode"]) == ("failed", 1)
    assert not database.locks.count_documents({})


def test_it_runs_again_and_again_whatever_the_exit_code_until_it_is_stopped(tmp_path: Path) -> None:
    runs = tmp_path / "runs"
    running = start(tmp_path, "0", "/bin/sh", "-c", f"echo >> {runs}; exit 3")
    until(lambda: runs.exists() and len(runs.read_text()) >= 3)
    running.terminate()
    _, err = running.communicate(timeout=60)
    assert running.returncode == 0
    assert err.count("crawl-every: exit code 3\n") >= 2


def test_it_does_not_wait_for_the_next_crawl_to_be_stopped(tmp_path: Path) -> None:
    runs = tmp_path / "runs"
    running = start(tmp_path, "900", "/bin/sh", "-c", f"echo >> {runs}")
    until(lambda: runs.exists() and (tmp_path / "last").exists())
    running.terminate()
    running.communicate(timeout=60)
    assert running.returncode == 0
    assert runs.read_text() == "\n"


def test_it_says_how_it_is_called(tmp_path: Path) -> None:
    for arguments in ([], ["900"], ["soon", "true"], ["-1", "true"]):
        done = start(tmp_path, *arguments)
        assert done.communicate(timeout=60) == ("", "usage: crawl-every SECONDS COMMAND...\n")
        assert done.returncode == 2
