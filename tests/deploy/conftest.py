"""What the tests of the files under deploy/ share."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import CHECKOUT

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


def rewritten(name: str, folder: Path, places: dict[str, str]) -> Path:
    """A copy of a file of deploy/ with what is not on this machine in its place: `{"/opt/x": "/tmp/y"}`."""
    text = (DEPLOY / name).read_text("utf-8")
    for place, instead in places.items():
        assert place in text, f"{name} does not name {place}"
        text = text.replace(place, instead)
    copy = folder / name
    copy.write_text(text, "utf-8")
    return copy
