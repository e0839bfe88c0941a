"""`feedcrawler db`, as a person types it."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from scrapy.cmdline import execute
from scrapy.settings import Settings

from feedcrawler.mongodb.server import start
from tests.mongodb.embedded import connect, data_folder

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="the embedded MongoDB is for Linux")

SECRET = "hunter2"


class Said(NamedTuple):
    exit_code: int
    out: str
    err: str


Db = Callable[..., Said]


@pytest.fixture
def data() -> Iterator[Path]:
    with data_folder() as folder:
        yield folder


@pytest.fixture
def db(data: Path, capsys: pytest.CaptureFixture[str]) -> Db:
    """Run `feedcrawler db …` through Scrapy's command line."""

    def run(*arguments: str, **settings: str) -> Said:
        known = {"COMMANDS_MODULE": "feedcrawler.commands.db", "FEEDCRAWLER_DATA_DIR": str(data), "MONGODB_URI": ""}
        with pytest.raises(SystemExit) as end:
            execute(["feedcrawler", "db", *arguments], Settings({**known, **settings}))
        assert isinstance(end.value.code, int)
        return Said(end.value.code, *capsys.readouterr())

    return run


def test_a_day_with_the_embedded_server(db: Db, data: Path) -> None:
    folder = data / "mongodb" / "db"
    assert db("status") == (3, f"MongoDB is not running (data {folder})\n", "")
    started = db("start")
    assert started.exit_code == 0
    assert started.out.startswith("MongoDB 6.")
    assert " started (pid " in started.out
    assert f"\ndata  {folder}\n" in started.out
    assert " was running already (pid " in db("start").out
    running = db("status")
    assert running.exit_code == 0
    assert " is running (pid " in running.out
    uri = db("uri").out.strip()
    with connect(uri) as client:
        assert client.server_info()["version"] in running.out
    assert db("stop") == (0, f"MongoDB stopped; the data stays in {folder}\n", "")
    assert db("stop") == (0, f"MongoDB was not running (data {folder})\n", "")
    assert not folder.parent.joinpath("mongodb-27017.sock").exists()


def test_asking_for_the_address_starts_the_server_so_that_it_can_be_pasted(db: Db) -> None:
    with connect(db("uri").out.strip()) as client:
        assert client.admin.command("ping")["ok"] == 1


@pytest.mark.parametrize("action", ["start", "stop"])
def test_the_users_own_server_is_neither_started_nor_stopped(db: Db, action: str) -> None:
    said = db(action, MONGODB_URI=f"mongodb://reader:{SECRET}@db.example.org/")
    assert said.exit_code == 2
    assert said.err == (
        "feedcrawler: MONGODB_URI names your own server (mongodb://***@db.example.org/):"
        f" nothing to {action} here; unset it to use the embedded one\n"
    )


def test_the_users_own_server_is_asked_whether_it_answers(db: Db, data: Path) -> None:
    said = db("status", MONGODB_URI=start(data).uri)
    assert said.exit_code == 0
    assert said.out.startswith("MongoDB 6.")
    assert said.out.endswith(" (MONGODB_URI)\n")


def test_a_server_that_is_not_there_and_one_with_a_wrong_address_are_told_apart(
    db: Db, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("feedcrawler.commands.db._ANSWER_MS", 200)
    closed = db("status", MONGODB_URI=f"mongodb://reader:{SECRET}@127.0.0.1:1/")
    assert (closed.exit_code, len(closed.out.splitlines())) == (3, 1)
    assert "mongodb://***@127.0.0.1:1/" in closed.out
    wrong = db("status", MONGODB_URI=f"http://reader:{SECRET}@127.0.0.1/")
    assert (wrong.exit_code, len(wrong.err.splitlines())) == (2, 1)
    assert SECRET not in closed.out + closed.err + wrong.out + wrong.err


def test_a_wrong_password_is_no_answer_and_is_not_shown(db: Db, data: Path) -> None:
    uri = start(data).uri.replace("mongodb://", f"mongodb://reader:{SECRET}@")
    said = db("status", MONGODB_URI=uri)
    assert said.exit_code == 2
    assert len(said.err.splitlines()) == 1
    assert SECRET not in said.err


def test_no_password_is_printed_with_an_address(db: Db) -> None:
    said = db("uri", MONGODB_URI=f"mongodb://reader:{SECRET}@db.example.org/news?tls=true")
    assert said == (0, "mongodb://***@db.example.org/news?tls=true\n", "")


@pytest.mark.parametrize("arguments", [(), ("restart",), ("start", "stop")])
def test_wrong_usage_says_what_would_be_right(db: Db, arguments: tuple[str, ...]) -> None:
    said = db(*arguments)
    assert said.exit_code == 2
    assert "db takes one of: start, stop, status, uri, check, migrate" in said.err


def test_what_cannot_work_is_one_line_and_an_exit_code(db: Db, tmp_path: Path) -> None:
    said = db("start", FEEDCRAWLER_MONGOD=str(tmp_path / "nowhere"))
    assert said.exit_code == 2
    assert said.err.startswith("feedcrawler: no mongod at ")
    assert len(said.err.splitlines()) == 1
    (tmp_path / "file").touch()
    said = db("status", FEEDCRAWLER_DATA_DIR=str(tmp_path / "file"))
    assert said.exit_code == 2
    assert "Not a directory" in said.err


def test_the_command_is_there_from_any_folder(data: Path, tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "feedcrawler.cli", "db", "status"],
        cwd=tmp_path,
        env={"FEEDCRAWLER_DATA_DIR": str(data), "PATH": "/usr/bin:/bin"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (3, "")
    assert done.stdout == f"MongoDB is not running (data {data / 'mongodb' / 'db'})\n"
