"""CPU of a whole crawl from an archive, beside the plain spider: `python -m bench.crawl [ARCHIVE]`.

Prints, for each, the median over the runs of the process's user and system time and its peak memory, as the operating
system counts them; beside it the same with next to nothing to do, so that start-up can be told from work.
"""

from __future__ import annotations

import os
import statistics
import sys
import tempfile
from collections import defaultdict
from pathlib import Path
from typing import NamedTuple

from feedcrawler.mongodb import server
from feedcrawler.recording import Archive

RECORDED = Path(__file__).resolve().parent.parent / "fixtures/kyiv_independent/day-one.warc.gz"
RUNS = int(os.environ.get("BENCH_RUNS", "5"))


class Cost(NamedTuple):
    """What one process took."""

    cpu: float
    """Seconds of user and system time."""
    memory: float
    """Peak, in MB."""


def cost(arguments: list[str], environment: dict[str, str]) -> Cost:
    """Run a command to its end and ask the operating system what it took."""
    pid = os.posix_spawn(
        sys.executable,
        [sys.executable, *arguments],
        os.environ | environment,
        file_actions=[(os.POSIX_SPAWN_OPEN, 1, os.devnull, os.O_WRONLY, 0)],
    )
    _, status, usage = os.wait4(pid, 0)
    if os.waitstatus_to_exitcode(status):
        raise SystemExit(f"{' '.join(arguments)} ended with {os.waitstatus_to_exitcode(status)}")
    return Cost(usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024)


def main(archive: Path = RECORDED) -> None:
    """Measure and print."""
    pages = list(Archive([archive]))
    with tempfile.TemporaryDirectory() as folder:
        uri = server.start(Path(folder)).uri
        crawl = ["-m", "feedcrawler.cli", "crawl", "kyiv_independent", "--replay", str(archive)]
        plain = ["-m", "bench.plain", str(archive), uri]
        costs: dict[str, list[Cost]] = defaultdict(list)
        try:
            for run in range(RUNS):
                environment = {"MONGODB_URI": uri, "MONGODB_DATABASE": f"bench_{run}"}
                costs["feedcrawler"].append(cost(crawl, environment))
                costs["feedcrawler, nothing new"].append(cost(crawl, environment))
                costs["plain spider"].append(cost(plain, {}))
                costs["plain spider, one page"].append(cost([*plain, pages[-1]], {}))
        finally:
            server.stop(Path(folder))
    print(f"{archive.name}: {len(pages)} pages, medians of {RUNS} runs")
    for name, found in costs.items():
        cpu, memory = (statistics.median(column) for column in zip(*found, strict=True))
        print(f"{name:<26} {cpu:6.2f} s CPU  {memory:5.0f} MB")


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
