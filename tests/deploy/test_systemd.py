"""The units are what systemd takes, locked down, and tell it what each exit code means."""

from __future__ import annotations

import re
import shlex
import sys
from pathlib import Path

from feedcrawler import errors
from feedcrawler.settings import DOWNLOAD_TIMEOUT, FEEDCRAWLER_MONGODB_TIMEOUT
from tests.deploy.conftest import DEPLOY, Tool, rewritten

PROGRAM = "/opt/feedcrawler/bin/feedcrawler"


def said(unit: str, name: str) -> str:
    (value,) = re.findall(rf"^{name}=(.*)$", (DEPLOY / unit).read_text("utf-8"), re.MULTILINE)
    return str(value)


def test_systemd_takes_the_units(tool: Tool, tmp_path: Path) -> None:
    program = tmp_path / "feedcrawler"
    program.symlink_to(sys.executable)
    service = rewritten("feedcrawler.service", tmp_path, {PROGRAM: str(program)})
    timer = rewritten("feedcrawler.timer", tmp_path, {})
    done = tool("systemd-analyze", "verify", "--man=no", service, timer)
    assert (done.returncode, done.stdout + done.stderr) == (0, "")


def test_the_timer_goes_off_four_times_an_hour(tool: Tool) -> None:
    done = tool("systemd-analyze", "calendar", "--iterations=4", said("feedcrawler.timer", "OnCalendar"))
    assert done.returncode == 0, done.stderr
    assert sorted(re.findall(r"\d\d:(\d\d):00(?= \w+$)", done.stdout, re.MULTILINE)) >= ["00", "15", "30", "45"]


def test_the_service_may_do_little_else_than_crawl(tool: Tool) -> None:
    done = tool("systemd-analyze", "security", "--offline=true", "--threshold=20", DEPLOY / "feedcrawler.service")
    assert done.returncode == 0, done.stdout


def test_only_a_crawl_that_needs_nobody_is_a_success() -> None:
    succeed = {errors.DONE, *map(int, said("feedcrawler.service", "SuccessExitStatus").split())}
    assert succeed == {errors.DONE, errors.BUSY}


def test_a_crawl_has_the_time_to_end_gracefully() -> None:
    (minutes,) = re.findall(r"(\d+)min", said("feedcrawler.service", "TimeoutStopSec"))
    assert int(minutes) * 60 > DOWNLOAD_TIMEOUT + FEEDCRAWLER_MONGODB_TIMEOUT


def test_service_crontab_and_image_run_the_same_crawl() -> None:
    _, *crawl = shlex.split(said("feedcrawler.service", "ExecStart"))
    assert f"feedcrawler {shlex.join(crawl)} >>" in (DEPLOY / "crontab").read_text("utf-8")
    assert ", ".join(f'"{word}"' for word in ("feedcrawler", *crawl)) in (DEPLOY / "Dockerfile").read_text("utf-8")
