"""`feedcrawler metrics`, as a person types it."""

from __future__ import annotations

import signal
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.commands.typed import Type
from tests.conftest import CHECKOUT
from tests.mongodb.storing import Db
from tests.run_records import record

SAID = 'feedcrawler_run_verdict{site="example.org",verdict="done"} 1.0'


@pytest.fixture
def metrics(command: Callable[[str], Type], database: Db) -> Type:
    database.runs.insert_one(record(began=datetime.now(UTC)))
    return command("metrics")


def test_metrics_are_printed(metrics: Type) -> None:
    exit_code, out, err = metrics()
    assert (exit_code, err) == (0, "")
    assert SAID in out


def test_metrics_are_written_into_a_file(metrics: Type, tmp_path: Path) -> None:
    file = tmp_path / "feedcrawler.prom"
    assert metrics("-o", file) == (0, "", "")
    assert SAID in file.read_text("utf-8")
    exit_code, _, err = metrics("-o", tmp_path / "nowhere" / "x")
    assert exit_code == 1
    assert err == f"feedcrawler: {tmp_path}/nowhere/x: No such file or directory\n"


def test_metrics_are_served(metrics: Type, mongodb_uri: str, database: Db) -> None:
    command = [sys.executable, "-m", "feedcrawler.cli", "metrics", "--port", "0"]
    where = {"MONGODB_URI": mongodb_uri, "MONGODB_DATABASE": database.name}
    with subprocess.Popen(command, cwd=CHECKOUT, env=where, stderr=subprocess.PIPE, text=True) as process:
        assert process.stderr
        url = process.stderr.readline().split()[-1]
        for _ in range(2):
            with urllib.request.urlopen(url, timeout=60) as answer:
                assert answer.headers["Content-Type"].startswith("text/plain; version=")
                assert SAID in answer.read().decode()
        process.send_signal(signal.SIGINT)
        assert process.wait(60) == 0
        assert process.stderr.read() == ""


def test_what_is_wrong_with_the_settings_is_said_before_anything_is_served(metrics: Type) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        exit_code, _, err = metrics("--port", port, "-s", "MONGODB_URI=postgres://me:secret@h/")
    assert exit_code == 2
    assert err.startswith("feedcrawler: MONGODB_URI or MONGODB_DATABASE is not valid: ")


def test_a_port_that_is_taken_is_said(metrics: Type) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        exit_code, _, err = metrics("--port", port)
    assert exit_code == 1
    assert err == f"feedcrawler: metrics cannot be served at 127.0.0.1:{port}: Address already in use\n"


@pytest.mark.parametrize("arguments", [("x",), ("--port", "70000"), ("--port", "1", "-o", "x")])
def test_wrong_usage_is_said(metrics: Type, arguments: tuple[str, ...]) -> None:
    assert metrics(*arguments).exit_code == 2
