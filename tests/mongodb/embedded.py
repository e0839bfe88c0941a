"""Real mongods in short-lived folders; whatever a test does, none survives it."""

from __future__ import annotations

import os
import shutil
import signal
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from pymongo import MongoClient

from feedcrawler.mongodb.folder import server_folder, socket_path


@contextmanager
def data_folder(name: str = "data") -> Iterator[Path]:
    """A data folder with a short path (pytest's own are too long for a socket); its servers end with it."""
    base = Path(tempfile.mkdtemp(prefix="fc-"))
    try:
        yield base / name
    finally:
        for pid in mongods(base / name):
            kill(pid)
        link = socket_path(server_folder(base / name)).parent
        if link.is_symlink():
            link.unlink()
        shutil.rmtree(base)


def connect(uri: str) -> MongoClient[dict[str, Any]]:
    """A client that does not wait long."""
    return MongoClient(uri, serverSelectionTimeoutMS=5_000)


def mongods(data_dir: Path) -> list[int]:
    """The pids of all servers that work in `data_dir`, found by what the system says and not by their locks."""
    found = []
    for process in Path("/proc").iterdir():
        try:
            folder, program = (process / "cwd").readlink(), (process / "exe").readlink()
            if str(folder).startswith(str(server_folder(data_dir))) and program.name == "mongod":
                found.append(int(process.name))
        except (OSError, ValueError):
            continue
    return found


def kill(pid: int) -> None:
    """`kill -9`, and wait until the process is gone."""
    os.kill(pid, signal.SIGKILL)
    eventually(lambda: not is_alive(pid))


def is_alive(pid: int) -> bool:
    """Whether a process runs: neither gone nor a zombie."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] not in "ZX"
    except (FileNotFoundError, ProcessLookupError):
        return False


def eventually(what: Callable[[], bool], seconds: float = 10.0) -> None:
    """Wait until `what` is true."""
    deadline = time.monotonic() + seconds
    while not what():
        assert time.monotonic() < deadline, "it never came true"
        time.sleep(0.01)
