"""A crawl that finds nothing new starts without what reads pages."""

from __future__ import annotations

import subprocess
import sys

import pytest

_SHOW = "import sys, {}; print(*sys.modules)"


@pytest.mark.parametrize(
    "needed",
    [
        "feedcrawler.spiders.kyiv_independent",
        "feedcrawler.pipelines.boilerplate",
        "feedcrawler.pipelines.dates",
        "feedcrawler.pipelines.validation",
        "feedcrawler.pipelines.mongodb",
    ],
)
def test_what_reads_pages_and_dates_is_loaded_when_there_is_one(needed: str) -> None:
    command = [sys.executable, "-c", _SHOW.format(needed)]
    loaded = set(subprocess.run(command, capture_output=True, text=True, check=True).stdout.split())
    assert needed in loaded
    assert "feedcrawler.pages" not in loaded or "feedcrawler.pages.kyiv_independent" in loaded
    readers = {"reader", "byline", "authors", "dates", "other_pages", "shown", "related", "state"}
    assert not loaded & {f"feedcrawler.pages.{name}" for name in readers}
    assert not loaded & {"feedcrawler.dates", "trafilatura", "dateparser"}
