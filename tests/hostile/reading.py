"""Reads a page in a process of its own, which ends where it takes too much time or memory."""

from __future__ import annotations

import json
import os
import resource
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from feedcrawler import read_article
from feedcrawler.pages import NotAnArticle

_MB = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Outcome:
    """How reading a page went."""

    said: str
    """`article`, or why it is none, or what went wrong."""
    went_well: bool
    cpu: float
    """Seconds."""
    memory: float
    """Megabytes that reading needed besides the page itself."""


def read_apart(html: bytes, url: str, *, seconds: int, megabytes: int) -> Outcome:
    """Reads a page in a child that the system ends after so much CPU time, and gives no more memory than that."""
    return run_apart(lambda: _read(html, url), seconds=seconds, megabytes=megabytes)


def run_apart(read: Callable[[], tuple[str, bool]], *, seconds: int, megabytes: int) -> Outcome:
    """The same for any function that says how it went."""
    reading, writing = os.pipe()
    child = os.fork()
    if not child:
        try:
            os.close(reading)
            _limit(seconds, megabytes)
            os.write(writing, json.dumps(_outcome(read)).encode())
        finally:
            os._exit(0)
    os.close(writing)
    with os.fdopen(reading, "rb") as answer:
        said = answer.read()
    _, status, usage = os.wait4(child, 0)
    if not said:
        return Outcome(f"ended by signal {os.WTERMSIG(status)}", False, usage.ru_utime + usage.ru_stime, 0)
    return Outcome(*json.loads(said))


def _read(html: bytes, url: str) -> tuple[str, bool]:
    try:
        read_article(html, url)
    except NotAnArticle as refusal:
        return refusal.reason, bool(refusal.reason)
    except BaseException as error:  # whatever it is, it should not have come
        return f"{type(error).__name__}: {error}"[:500], False
    return "article", True


def _outcome(read: Callable[[], tuple[str, bool]]) -> tuple[str, bool, float, float]:
    Path("/proc/self/clear_refs").write_text("5")  # the peak counts from here
    before, start = _peak(), resource.getrusage(resource.RUSAGE_SELF)
    said, went_well = read()
    end = resource.getrusage(resource.RUSAGE_SELF)
    return said, went_well, end.ru_utime + end.ru_stime - start.ru_utime - start.ru_stime, _peak() - before


def _peak() -> float:
    """The most memory that this process has held, in megabytes."""
    status = Path("/proc/self/status").read_text().split("VmHWM:")[1]
    return int(status.split()[0]) / 1024


def _limit(seconds: int, megabytes: int) -> None:
    used = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
    resource.setrlimit(resource.RLIMIT_AS, (used + megabytes * _MB, used + megabytes * _MB))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
