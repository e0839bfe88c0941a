"""The record of a run: what its stats say, in the form in which `runs` keeps it."""

from __future__ import annotations

import platform
import resource
import sys
import uuid
from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from functools import cache
from importlib.metadata import version
from typing import Any

from feedcrawler import __version__
from feedcrawler.process import this_process

Record = dict[str, Any]

OUTCOMES = ("new", "changed", "unchanged", "gone", "duplicate", "quarantined", "error")
"""What may become of an article in a crawl."""

SILENCE = timedelta(minutes=5)
"""A run says several times a minute that it is alive (`aliveAt`): after so long without a word it is not."""

_STATUS = "downloader/response_status_count/"
_COUNTED = ("feedcrawler/", "downloader/", "retry/", "spider_exceptions/")
_VERSIONS = ("scrapy", "pymongo", "trafilatura", "dateparser", "web-poet")


def new_run_id(name: str, started: datetime) -> str:
    """An identity for a run that began then: they sort by time."""
    return f"{started:%Y%m%dT%H%M%SZ}-{name}-{uuid.uuid4().hex[:8]}"


def beginning(run_id: str, spider: str, started: datetime, *, replayed: bool) -> Record:
    """What is known of a run when it begins: when, by what, and where it runs."""
    here = this_process()
    return {
        "_id": run_id,
        "spider": spider,
        "startedAt": started,
        "replayed": replayed,
        "host": here["host"],
        "pid": here["pid"],
        "versions": {"feedcrawler": __version__, "python": platform.python_version(), **_versions()},
    }


def numbers(stats: Mapping[str, Any]) -> Record:
    """What a crawl has done so far: `outcomes`, `known`, answers by HTTP status (`statuses`), and `bytes`."""
    return {
        "outcomes": {outcome: int(stats.get(f"feedcrawler/articles/{outcome}", 0)) for outcome in OUTCOMES},
        "known": int(stats.get("feedcrawler/known", 0)),
        "statuses": {k.removeprefix(_STATUS): int(v) for k, v in stats.items() if k.startswith(_STATUS)},
        "bytes": {
            "received": int(stats.get("downloader/response_bytes", 0)),
            "sent": int(stats.get("downloader/request_bytes", 0)),
        },
    }


def total(records: Iterable[Mapping[str, Any]]) -> Record:
    """`numbers` of several crawls, summed up."""
    summed: dict[str, Counter[str]] = {"outcomes": Counter(), "statuses": Counter(), "bytes": Counter()}
    known = 0
    for record in records:
        known += record["known"]
        for name, counter in summed.items():
            counter.update(record[name])
    outcomes = {outcome: summed["outcomes"][outcome] for outcome in OUTCOMES}
    return {"known": known, **{name: dict(counter) for name, counter in summed.items()}, "outcomes": outcomes}


def counts(stats: Mapping[str, Any]) -> Record:
    """The stats of a crawl that are numbers, by their names (MongoDB wants no dots in them)."""
    return {
        key.replace(".", "_"): value
        for key, value in stats.items()
        if key.startswith(_COUNTED) and isinstance(value, int | float)
    }


def peak_memory() -> int:
    """The most memory that this process has had, in bytes."""
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak if sys.platform == "darwin" else peak * 1024


@cache
def _versions() -> dict[str, str]:
    return {name: version(name) for name in _VERSIONS}
