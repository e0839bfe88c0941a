"""The embedded MongoDB: a real mongod for one data folder, shared by every command that uses the folder.

One file answers "does it run?": `mongod.pid` is locked (flock) by whoever starts mongod, mongod inherits the
lock and holds it until it ends, however it ends. So exactly one of many simultaneous starts wins, and nothing
that a crash leaves behind (a pid that another process has now, a socket file) can mislead anybody.
"""

from __future__ import annotations

import os
import platform
import shutil
import socket
import subprocess
import threading
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from pymongo import MongoClient
from pymongo.errors import PyMongoError
from scrapy.settings import BaseSettings

from feedcrawler.errors import ConfigurationError, DatabaseError, FeedcrawlerError
from feedcrawler.mongodb.folder import (
    clear_away,
    data_dir,
    disk_full,
    make_private,
    make_reachable,
    option,
    server_folder,
    socket_path,
    socket_uri,
    usable,
)
from feedcrawler.mongodb.mongod import (
    DATA,
    WAYS_ON,
    command,
    died_at_start,
    find_mongod,
    not_installed,
    refused_by_the_system,
)

__all__ = ["Server", "data_dir", "database_uri", "own_uri", "start", "start_for", "status", "stop"]

PATIENCE = 60.0
"""Seconds for mongod to be ready (after a crash it recovers first) or to be gone."""

_POLL = 0.01
_ANSWER_MS = 1_000
_LOG_LIMIT = 10 * 1024 * 1024
_OUTPUT_LIMIT = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Server:
    """The embedded server of one data folder, as it was when asked."""

    running: bool
    pid: int | None
    """Known too while it starts or stops, when it does not answer and `running` is False."""
    version: str | None
    uri: str
    data: Path
    log: Path


def database_uri(settings: BaseSettings) -> str:
    """The URI of the database: MONGODB_URI, or that of the embedded server, which is started if need be.

    Raises:
        ConfigurationError: The embedded server cannot run here.
        DatabaseError: The embedded server does not start or does not answer.
    """
    return own_uri(settings) or start_for(settings).uri


def own_uri(settings: BaseSettings) -> str:
    """MONGODB_URI, the users' own server; empty if there is none."""
    return option(settings, "MONGODB_URI")


def start_for(settings: BaseSettings) -> Server:
    """`start` with the data folder and the mongod that the settings name."""
    return start(data_dir(settings), option(settings, "FEEDCRAWLER_MONGOD"))


def start(data_dir: Path, program: str = "") -> Server:
    """The running server of `data_dir`; starts it if need be, in under a second, for good: until `stop`.

    Safe to call from many processes at once.

    Args:
        data_dir: Created if need be.
        program: Path of another mongod than the installed one.

    Raises:
        ConfigurationError: The folder or the program cannot be used.
        DatabaseError: mongod ended at once or was not ready within `PATIENCE` seconds.
    """
    if os.name != "posix":  # no flock and no mongod that could inherit it
        raise ConfigurationError(not_installed(platform.system(), platform.machine()))
    deadline = time.monotonic() + PATIENCE
    with usable(data_dir):
        folder = server_folder(data_dir)
        make_private(folder)
        _bound_log(folder / "mongod.log")
        with (folder / "mongod.pid").open("a+b", buffering=0) as lock:
            while not _locked(lock):
                if server := _answer(folder):
                    return server
                _wait(deadline, folder, "does not answer")
            return _launch(folder, lock, find_mongod(program), deadline)


def stop(data_dir: Path) -> bool:
    """Shut the server of `data_dir` down cleanly and wait until it is gone; False if it did not run.

    It is asked over its socket; no process is ever signalled.

    Raises:
        DatabaseError: It was not gone within `PATIENCE` seconds.
    """
    deadline = time.monotonic() + PATIENCE
    folder = server_folder(data_dir)
    asked = False
    with usable(data_dir), suppress(FileNotFoundError), (folder / "mongod.pid").open("rb") as lock:
        while not _locked(lock):
            if _answer(folder):
                asked = True
                with suppress(PyMongoError), _client(folder) as client:
                    client.admin.command("shutdown")  # it answers by closing the connection
            _wait(deadline, folder, "does not stop")
        clear_away(folder)  # still under the lock: nobody uses it
    return asked


def status(data_dir: Path) -> Server:
    """The server of `data_dir`, running or not; changes nothing."""
    folder = server_folder(data_dir)
    pid = None
    with usable(data_dir), suppress(FileNotFoundError), (folder / "mongod.pid").open("rb") as lock:
        if not _locked(lock):
            if server := _answer(folder):
                return server
            pid = _noted_pid(folder)
    return _server(folder, pid=pid)


def _launch(folder: Path, lock: IO[bytes], mongod: Path, deadline: float) -> Server:
    """Start mongod, which inherits `lock`, and wait until it answers."""
    (folder / DATA).mkdir(mode=0o700, exist_ok=True)
    lock.truncate(0)
    log = folder / "mongod.log"
    with log.open("ab") as output:
        before = output.tell()
        try:
            process = subprocess.Popen(  # noqa: S603 - a path and options, no shell
                command(mongod),
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                cwd=folder,
                env={**os.environ, "LC_ALL": "C"},  # some mongods refuse a locale that is not installed
                pass_fds=(lock.fileno(),),
                start_new_session=True,  # Ctrl-C stops the crawl, not the database
            )
        except OSError as error:
            raise refused_by_the_system(mongod, error) from None
    lock.write(b"%d\n" % process.pid)
    while process.poll() is None:
        if server := _answer(folder):
            # Should mongod end before this process does, somebody must take note, or it stays a zombie.
            threading.Thread(target=process.wait, daemon=True, name="mongod").start()
            return server
        _wait(deadline, folder, "is not ready")
    raise _died(process.returncode, log, before)


def _died(exit_code: int, log: Path, before: int) -> FeedcrawlerError:
    """Why mongod ended, from what it has written to `log` after byte `before`."""
    if shutil.disk_usage(log.parent).free < _OUTPUT_LIMIT:
        return disk_full(log.parent)  # the log may have had no room to say so
    with log.open("rb") as output:
        output.seek(before)
        return died_at_start(exit_code, output.read(_OUTPUT_LIMIT).decode(errors="replace"), log)


def _answer(folder: Path) -> Server | None:
    """The server if it answers on its socket now."""
    make_reachable(folder)
    try:
        # PyMongo by itself would look again only every half second.
        with socket.socket(socket.AF_UNIX) as probe:
            probe.settimeout(_ANSWER_MS / 1000)
            probe.connect(os.fsencode(socket_path(folder)))
        with _client(folder) as client:
            unwanted = dict.fromkeys(("metrics", "wiredTiger", "locks", "tcmalloc", "transactions"), 0)
            told = client.admin.command({"serverStatus": 1, **unwanted})
    except (OSError, PyMongoError):
        return None
    return _server(folder, running=True, pid=int(told["pid"]), version=str(told["version"]))


def _client(folder: Path) -> MongoClient[dict[str, Any]]:
    return MongoClient(
        socket_uri(folder),
        serverSelectionTimeoutMS=_ANSWER_MS,
        connectTimeoutMS=_ANSWER_MS,
        socketTimeoutMS=_ANSWER_MS,
    )


def _server(folder: Path, *, running: bool = False, pid: int | None, version: str | None = None) -> Server:
    return Server(running, pid, version, socket_uri(folder), folder / DATA, folder / "mongod.log")


def _locked(lock: IO[bytes]) -> bool:
    """Take the lock on the open file `lock` if nobody has it; closing the file gives it back."""
    import fcntl  # not on Windows, where there is no embedded server but may be a MONGODB_URI

    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _noted_pid(folder: Path) -> int | None:
    """The pid that the starter noted. To be believed only while the lock is held."""
    noted = (folder / "mongod.pid").read_bytes()[:20].strip()
    return int(noted) if noted.isdigit() else None


def _wait(deadline: float, folder: Path, trouble: str) -> None:
    """Sleep a moment; once it is too late, say so.

    Raises:
        DatabaseError: `deadline` is over.
    """
    if time.monotonic() > deadline:
        pid = _noted_pid(folder)
        raise DatabaseError(
            f"the embedded MongoDB (pid {pid or 'unknown'}) {trouble} after {PATIENCE:.0f} s: see"
            f" {folder / 'mongod.log'} and try again; `kill -9 {pid or 'PID'}` loses nothing that was stored;"
            f" or {WAYS_ON}"
        )
    time.sleep(_POLL)


def _bound_log(log: Path) -> None:
    """Start the log anew when it is large, and keep the old one. mongod appends, so it may be running."""
    if log.exists() and log.stat().st_size > _LOG_LIMIT:
        shutil.copyfile(log, log.with_suffix(".log.1"))
        os.truncate(log, 0)
