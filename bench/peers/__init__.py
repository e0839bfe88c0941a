"""News crawlers, each a program: `python -m bench.peers.NAME ADDRESS` crawls the news site at an address once.

A program is run again and again with the same HOME and TMPDIR, in which it keeps what it remembers, and the same
MONGODB_URI and MONGODB_DATABASE. It tells of each article of which it has the text by `gave`, or stores it in the
collection `articles`, with its `url`.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

OURS = "feedcrawler"

# Without politeness, and with whatever the crawler does else. Its database is the server of the benchmark.
_FEEDCRAWLER = ("feedcrawler.cli", "crawl", "news", "-s", "DOWNLOAD_DELAY=0", "-s", "AUTOTHROTTLE_ENABLED=False", "-a")


@dataclass(frozen=True, slots=True)
class Peer:
    """A way to crawl a news site."""

    name: str
    library: str
    """What must be installed."""
    program: tuple[str, ...]
    """Module and arguments, before the address."""

    def installed(self) -> bool:
        """Whether it can be run here."""
        return find_spec(self.library) is not None

    def arguments(self, address: str) -> list[str]:
        """Of Python, for one crawl."""
        *before, last = self.program
        return ["-m", *before, last, f"url={address}"] if last == "-a" else ["-m", *self.program, address]


PEERS = {
    peer.name: peer
    for peer in (
        Peer(OURS, "feedcrawler", _FEEDCRAWLER),
        Peer("plain spider", "scrapy", ("bench.peers.plain",)),
        Peer("newspaper4k", "newspaper", ("bench.peers.newspaper4k",)),
        Peer("trafilatura", "trafilatura", ("bench.peers.trafilatura",)),
        Peer("fundus", "fundus", ("bench.peers.fundus",)),
        Peer("news-please", "newsplease", ("bench.peers.news_please",)),
    )
}


def gave(urls: Iterable[str]) -> None:
    """Tell which articles were given out, with their text."""
    with (Path.home() / "articles").open("a", encoding="utf-8") as file:
        file.writelines(f"{url}\n" for url in urls)


def given(home: Path) -> set[str]:
    """What was told of until now by the programs of one home."""
    file = home / "articles"
    return set(file.read_text("utf-8").split()) if file.exists() else set()


def environment(home: Path, uri: str, database: str) -> dict[str, str]:
    """What a program finds: a home of its own, and a database."""
    return {
        "HOME": str(home),
        "TMPDIR": str(home),
        "XDG_CACHE_HOME": str(home / ".cache"),
        "MONGODB_URI": uri,
        "MONGODB_DATABASE": database,
        "FEEDCRAWLER_DATA_DIR": str(home / "feedcrawler"),
        "PYTHONPATH": os.pathsep.join([str(Path(__file__).resolve().parents[2]), os.environ.get("PYTHONPATH", "")]),
    }
