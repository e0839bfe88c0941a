"""Crawls with the tiny spider of `crawl`, each in a process of its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from tests.conftest import CHECKOUT


@dataclass
class Met:
    """What a crawl met."""

    met: dict[str, dict[str, Any]]
    """By the URL that was asked for."""
    order: list[str]
    """The URLs in the order in which they ended."""
    stats: dict[str, Any]
    looked_up: list[str]
    """The names that were looked up, each time."""
    grown: int
    """How much the most memory that the process had is above what it began with (KiB)."""
    sitemaps: dict[str, list[str]] | None
    log: str

    def reasons(self) -> dict[str, str]:
        """Why what failed did, by path."""
        return {urlsplit(url).path: met["reason"] for url, met in self.met.items() if "reason" in met}

    def incidents(self) -> list[str]:
        """The kinds of the incidents that were noted."""
        return [incident["kind"] for incident in self.stats.get("feedcrawler/incidents", [])]


def crawl(
    urls: Sequence[str],
    spider: dict[str, Any] | None = None,
    environment: dict[str, str] | None = None,
    **settings: Any,
) -> Met:
    """Crawl `urls`, which may be on 127.0.0.1 unless `settings` say otherwise."""
    settings = {"FEEDCRAWLER_PRIVATE_HOSTS": ["127.0.0.1"]} | settings
    job = json.dumps({"urls": list(urls), "spider": spider or {}, "settings": settings})
    done = subprocess.run(
        [sys.executable, "-m", "tests.downloading.crawl", job],
        capture_output=True,
        text=True,
        cwd=CHECKOUT,
        env=os.environ | (environment or {}),
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert "Traceback" not in done.stderr, done.stderr
    return Met(**json.loads(done.stdout), log=done.stderr)
