"""Fifty sites, and fifty of which one is full of traps: `python -m bench.traps` prints what each crawl takes."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from pymongo import MongoClient
from rich.console import Console
from rich.table import Table

from feedcrawler.mongodb import server
from tests.newsroom import Newsroom, newsrooms
from tests.newsroom.traps import set_all

OTHERS = 49
STORIES = 10
_SETTINGS = {"DOWNLOAD_DELAY": "0", "AUTOTHROTTLE_ENABLED": "False", "DOWNLOAD_TIMEOUT": "4", "RETRY_TIMES": "1"}
# Listings that nobody would ask where there are sitemaps, and that are traps.
_LISTINGS = ("/latest/", "/archive/", "/more/")


def crawl(rooms: Sequence[Newsroom], trapped: Newsroom | None, uri: str, folder: Path) -> tuple[float, float, float]:
    """Crawl sites once, in one process: seconds until the last of `rooms` is done, until all are, and MB at most."""
    blocks = [f'[[site]]\nurl = "{room.address}/"\n' for room in rooms]
    if trapped:
        listings = [trapped.address + path for path in _LISTINGS]
        blocks.insert(
            0, f'[[site]]\nname = "trapped"\nurl = "{trapped.address}/"\ndiscover = true\nlistings = {listings}\n'
        )
    file, database = folder / "sites.toml", "trapped" if trapped else "alone"
    file.write_text("".join(blocks), "utf-8")
    options = [part for name, value in _SETTINGS.items() for part in ("-s", f"{name}={value}")]
    command = [sys.executable, "-m", "feedcrawler.cli", "crawl", "news", "-a", f"sites={file}", *options]
    started = time.time()
    with (folder / "log").open("w") as log:
        environment = os.environ | {"MONGODB_URI": uri, "MONGODB_DATABASE": database}
        process = subprocess.Popen(command, env=environment, stdout=log, stderr=log)
        _, _, usage = os.wait4(process.pid, 0)
        process.returncode = 0
    took = time.time() - started
    with MongoClient[dict[str, object]](uri, tz_aware=True) as client:
        runs = [*client[database].runs.find({"site": {"$ne": "trapped"}, "verdict": "done"})]
        stored = client[database].articles.count_documents({"source.site": {"$ne": "trapped"}})
    if len(runs) != len(rooms) or stored != len(rooms) * STORIES:
        raise SystemExit(f"{len(runs)} sites done and {stored} articles stored; see {folder / 'log'}")
    return max(run["finishedAt"].timestamp() for run in runs) - started, took, usage.ru_maxrss / 1024


def main() -> None:
    """Crawl both ways, and print."""
    table = Table("Sites", "Seconds until 49 are done", "Seconds until all are", "MB at most")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        try:
            uri = server.start(folder).uri
            with newsrooms(OTHERS, STORIES) as rooms, Newsroom(STORIES + 10, seed="trapped") as trapped:
                set_all(trapped)
                for shown, with_traps in (("49", None), ("49 and a trapped one", trapped)):
                    table.add_row(shown, *(f"{n:.1f}" for n in crawl(rooms, with_traps, uri, folder)))
        finally:
            server.stop(folder)
    Console().print(table)


if __name__ == "__main__":
    main()
