"""The crontab and the rotation of its log do as they say, on this machine's cron and logrotate."""

from __future__ import annotations

import grp
import os
import pwd
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from feedcrawler.mongodb import server
from tests.conftest import CHECKOUT
from tests.deploy.conftest import DEPLOY, Tool, rewritten
from tests.newsroom import Newsroom


def test_cron_takes_the_crontab(tool: Tool) -> None:
    done = tool("crontab", "-n", DEPLOY / "crontab")
    assert done.returncode == 0, done.stderr


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A machine in small: the program, its settings, its data and its log."""
    program = tmp_path / "bin/feedcrawler"
    program.parent.mkdir()
    program.write_text(f'#!/bin/sh\nexec {shlex.quote(sys.executable)} -m feedcrawler.cli "$@"\n')
    program.chmod(0o755)
    for name in ("etc", "log"):
        (tmp_path / name).mkdir()
    text = (DEPLOY / "environment").read_text("utf-8").replace("/var/lib/feedcrawler", str(tmp_path / "data"))
    (tmp_path / "etc/environment").write_text("\n".join(x for x in text.splitlines() if "MONGODB_URI" not in x) + "\n")
    return tmp_path


def as_cron_does(crontab: Path) -> subprocess.CompletedProcess[str]:
    """Run the one line of a crontab; what it says would be sent to MAILTO."""
    environment = {"PYTHONPATH": str(CHECKOUT)}
    (*settings, job) = [line for line in crontab.read_text("utf-8").splitlines() if not line.startswith("#")]
    for setting in settings:
        name, _, value = setting.partition("=")
        environment[name] = value
    *_, line = job.split(maxsplit=5)
    assert "%" not in line  # which cron would read as the end of the line
    command = [environment["SHELL"], "-c", line]
    return subprocess.run(
        command, env=environment, cwd="/", stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False
    )


def test_a_crawl_fills_the_log_and_sends_a_mail_only_if_somebody_should_look(folder: Path) -> None:
    places = {"/opt/feedcrawler": folder, "/etc/feedcrawler": folder / "etc", "/var/log/feedcrawler": folder / "log"}
    crontab = rewritten("crontab", folder, {place: str(instead) for place, instead in places.items()})
    log = folder / "log/crawl.log"
    try:
        with Newsroom(2, sources={"rss"}) as room:
            (folder / "etc/sites.toml").write_text(f'[[site]]\nurl = "{room.address}/"\ndelay = 0\n')
            done = as_cron_does(crontab)
            assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
            assert log.read_text("utf-8") == "news: done: 1 site, 1 done: 2 new, 0 known before\n"
            (folder / "etc/sites.toml").write_text("no sites\n")
            done = as_cron_does(crontab)
    finally:
        server.stop(folder / "data")
    (line,) = done.stdout.splitlines()
    assert line.startswith(f"feedcrawler: {folder}/etc/sites.toml: ")
    assert log.read_text("utf-8").splitlines()[1:] == [line]


def test_the_log_is_rotated_and_the_next_crawl_has_one_to_write_to(tool: Tool, tmp_path: Path) -> None:
    user, group = pwd.getpwuid(os.getuid()).pw_name, grp.getgrgid(os.getgid()).gr_name
    log = tmp_path / "crawl.log"
    log.write_text("news: done: 1 site\n")
    places = {"/var/log/feedcrawler/": f"{tmp_path}/", "feedcrawler feedcrawler": f"{user} {group}"}
    rotation = rewritten("logrotate.conf", tmp_path, places)
    rotation.chmod(0o644)
    done = tool("logrotate", "--force", "--state", tmp_path / "state", rotation)
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "crawl.log.1").read_text() == "news: done: 1 site\n"
    assert (log.read_text(), log.stat().st_mode & 0o777) == ("", 0o640)


def test_the_environment_is_read_by_a_shell() -> None:
    line = f"set -a; . {shlex.quote(str(DEPLOY / 'environment'))}; env"
    done = subprocess.run(["/bin/sh", "-c", line], env={}, capture_output=True, text=True, check=True)
    assert (
        "MONGODB_URI=mongodb://crawler:PASSWORD@db.example.org/?authSource=admin&tls=true" in done.stdout.splitlines()
    )
