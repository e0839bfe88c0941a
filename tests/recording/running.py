"""Crawls with the tiny spider of `crawl`, each in a process of its own."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import dataclass
from typing import Any

from tests.conftest import CHECKOUT


@dataclass
class Run:
    """What a crawl met."""

    exit_code: int
    results: dict[str, dict[str, Any]]
    """By URL of the response."""
    stats: dict[str, Any]
    network: list[str]
    refused: str | None
    log: str


def crawl(urls: list[Any], *before: str, **settings: Any) -> Run:
    """Crawl `urls` (or dicts of Request arguments); `before` is put before the command."""
    job = json.dumps({"urls": urls, "settings": settings})
    done = subprocess.run(
        [*before, sys.executable, "-m", "tests.recording.crawl", job],
        capture_output=True,
        text=True,
        cwd=CHECKOUT,
        timeout=60,
        check=False,
    )
    assert done.stdout, done.stderr
    seen = json.loads(done.stdout)
    return Run(
        exit_code=done.returncode,
        results={result["url"]: result for result in seen.get("results", [])},
        stats=seen.get("stats", {}),
        network=seen["network"],
        refused=seen.get("refused"),
        log=done.stderr,
    )
