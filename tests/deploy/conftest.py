"""What the tests of the files under deploy/ share."""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

from feedcrawler.mongodb import server
from tests.conftest import CHECKOUT
from tests.newsroom import Newsroom

DEPLOY = CHECKOUT / "deploy"

Tool = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def tool() -> Tool:
    """A program of the system by its name; the test is skipped where it is not installed."""

    def run(name: str, *arguments: object) -> subprocess.CompletedProcess[str]:
        program = shutil.which(name, path="/usr/sbin:/usr/bin:/sbin:/bin")
        if program is None:
            pytest.skip(f"NOT CHECKED: {name} is not installed")
        return subprocess.run([program, *map(str, arguments)], capture_output=True, text=True, check=False)

    return run


@dataclass
class Machine:
    """A machine in small on which feedcrawler is set up, as docs/operate.md says: in a folder instead of in `/`."""

    root: Path

    def __post_init__(self) -> None:
        for folder in (
            "opt/feedcrawler/bin",
            "etc/feedcrawler",
            "var/lib",
            "var/log/feedcrawler",
            "var/backups/feedcrawler",
        ):
            (self.root / folder).mkdir(parents=True)
        program = self.root / "opt/feedcrawler/bin/feedcrawler"
        program.write_text(f'#!/bin/sh\nexec {shlex.quote(sys.executable)} -m feedcrawler.cli "$@"\n')
        program.chmod(0o755)
        settings = self.here((DEPLOY / "environment").read_text("utf-8"))
        embedded = "".join(line for line in settings.splitlines(keepends=True) if "MONGODB_URI" not in line)
        (self.root / "etc/feedcrawler/environment").write_text(embedded)

    @property
    def data(self) -> Path:
        return self.root / "var/lib/feedcrawler"

    def here(self, text: str) -> str:
        """A text with the folders of this machine in it."""
        return re.sub(r"(?<![\w.])/(?=(?:opt|etc|var/(?:lib|log|backups))/feedcrawler\b)", f"{self.root}/", text)

    def crawls(self, room: Newsroom) -> None:
        """Say that one site is crawled."""
        (self.root / "etc/feedcrawler/sites.toml").write_text(f'[[site]]\nurl = "{room.address}/"\ndelay = 0\n')

    def run(self, line: str, environment: Mapping[str, str] | None = None) -> subprocess.CompletedProcess[str]:
        """Run a line of a shell, or several, as cron does: with next to no environment, until one fails."""
        own = {"PATH": f"{self.root}/opt/feedcrawler/bin:/usr/bin:/bin", "PYTHONPATH": str(CHECKOUT)}
        return subprocess.run(
            ["/bin/sh", "-ec", self.here(line)],
            env=own | dict(environment or {}),
            cwd="/",
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
        )


@pytest.fixture
def machine(tmp_path: Path) -> Iterator[Machine]:
    """A machine with the embedded server."""
    made = Machine(tmp_path)
    yield made
    server.stop(made.data)


def rewritten(name: str, folder: Path, places: dict[str, str]) -> Path:
    """A copy of a file of deploy/ with what is not on this machine in its place: `{"/opt/x": "/tmp/y"}`."""
    text = (DEPLOY / name).read_text("utf-8")
    for place, instead in places.items():
        assert place in text, f"{name} does not name {place}"
        text = text.replace(place, instead)
    copy = folder / name
    copy.write_text(text, "utf-8")
    return copy
