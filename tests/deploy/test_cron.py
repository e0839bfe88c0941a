"""The crontab and the rotation of its log do as they say, on this machine's cron and logrotate."""

from __future__ import annotations

import grp
import os
import pwd
import shlex
import subprocess
from pathlib import Path

from tests.deploy.conftest import DEPLOY, Machine, Tool, rewritten
from tests.newsroom import Newsroom


def test_cron_takes_the_crontab(tool: Tool) -> None:
    done = tool("crontab", "-n", DEPLOY / "crontab")
    assert done.returncode == 0, done.stderr


def test_a_crawl_fills_the_log_and_sends_a_mail_only_if_somebody_should_look(machine: Machine) -> None:
    log = machine.root / "var/log/feedcrawler/crawl.log"
    with Newsroom(2, sources={"rss"}) as room:
        machine.crawls(room)
        done = as_cron_does(machine)
        assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
        assert log.read_text("utf-8") == "news: done: 1 site, 1 done: 2 new, 0 known before\n"
    (machine.root / "etc/feedcrawler/sites.toml").write_text("no sites\n")
    (line,) = as_cron_does(machine).stdout.splitlines()
    assert line.startswith(f"feedcrawler: {machine.root}/etc/feedcrawler/sites.toml: ")
    assert log.read_text("utf-8").splitlines()[1:] == [line]


def as_cron_does(machine: Machine) -> subprocess.CompletedProcess[str]:
    """Run the one line of the crontab; what it says would be sent to MAILTO."""
    (*settings, job) = [x for x in (DEPLOY / "crontab").read_text("utf-8").splitlines() if not x.startswith("#")]
    environment = dict(setting.split("=", 1) for setting in settings)
    *_, line = job.split(maxsplit=5)
    assert "%" not in line  # which cron would read as the end of the line
    assert environment.pop("SHELL") == "/bin/sh"
    return machine.run(f"set +e; {line}", {"PATH": machine.here(environment["PATH"])})


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
