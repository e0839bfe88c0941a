"""The benchmarks run; what they measure is read by people, not by tests."""

from __future__ import annotations

import os
import subprocess
import sys

from tests.conftest import CHECKOUT


def test_the_crawl_is_measured_beside_its_peer() -> None:
    command = [sys.executable, "-m", "bench.crawl"]
    environment = os.environ | {"BENCH_RUNS": "1"}
    done = subprocess.run(command, cwd=CHECKOUT, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    names = [line.partition("  ")[0] for line in done.stdout.splitlines()[1:]]
    assert names == ["feedcrawler", "feedcrawler, nothing new", "plain spider", "plain spider, one page"]
