"""CPU and memory of a whole crawl, beside the plain spider: `python -m bench.crawl [ARCHIVE] [CORPUS …]`.

An archive of kyivindependent.com is crawled by its own spider once, to know its articles. Then each way to crawl them
gets all of them, and every eighth of them: the difference is what an article costs, and what is left is start-up, with
all that is loaded on the first pages. The pages of corpora are crawled in the same two ways, with the general reader.

Each number is the median over BENCH_RUNS runs, each run a process of its own and a database of its own; the operating
system counts. The database server is not counted, for either.
"""

from __future__ import annotations

import os
import statistics
import sys
import tempfile
from collections import defaultdict
from pathlib import Path
from typing import NamedTuple

from pymongo import MongoClient
from rich.console import Console
from rich.table import Table

from bench.archive import record
from bench.corpora import corpora, pages
from bench.costs import Cost, cost
from feedcrawler.mongodb import server

RECORDED = Path(__file__).resolve().parent.parent / "fixtures/kyiv_independent/day-one.warc.gz"
RUNS = int(os.environ.get("BENCH_RUNS", "5"))

PLAIN = "plain spider"
_SPIDERS = ["-s", "SPIDER_MODULES=bench.spiders", "-a"]
_GENERAL = ["-s", "SCRAPY_POET_RULES="]  # no page object of a site takes the general one's place
_EACH = 8


class Crawls:
    """The ways to crawl an archive into a server."""

    def __init__(self, archive: Path, uri: str, folder: Path) -> None:
        self._archive, self._uri, self._folder = str(archive), uri, folder
        self._databases = 0
        self._name = archive.name.partition(".")[0].replace("-", "_")

    def feedcrawler(self, *arguments: str) -> Cost:
        """`feedcrawler crawl`, into a new database."""
        environment = {"MONGODB_URI": self._uri, "MONGODB_DATABASE": self._database()}
        return cost(["-m", "feedcrawler.cli", "crawl", *arguments, "--replay", self._archive], environment)

    def plain(self, urls: str) -> Cost:
        """The plain spider, into a new database."""
        return cost(["-m", "bench.plain", self._archive, self._uri, self._database(), urls], {})

    def articles(self) -> list[str]:
        """The addresses of the archive's articles: those that a crawl stores."""
        self.feedcrawler("kyiv_independent")
        with MongoClient[dict[str, str]](self._uri) as client:
            found = client[f"bench_{self._name}_{self._databases}"].articles.find({}, {"requestedUrl": 1})
            return sorted(article["requestedUrl"] for article in found)

    def file(self, name: str, urls: list[str]) -> str:
        """A file with addresses."""
        path = self._folder / name
        path.write_text("\n".join(urls), "utf-8")
        return str(path)

    def _database(self) -> str:
        self._databases += 1
        return f"bench_{self._name}_{self._databases}"


class Way(NamedTuple):
    """One way to crawl: what all articles cost, and what a few do."""

    all: list[Cost]
    few: list[Cost]


def crawl_site(crawls: Crawls, urls: list[str]) -> dict[str, Way]:
    """One site, by the plain spider, with the site's page object and with the general reader; the ways take turns."""
    every, few = crawls.file("all", urls), crawls.file("few", urls[::_EACH])
    ways: dict[str, Way] = defaultdict(lambda: Way([], []))
    for _ in range(RUNS):
        _add(ways[PLAIN], crawls.plain(every), crawls.plain(few))
        for name, options in (("site's page object", []), ("general reader", _GENERAL)):
            start = crawls.feedcrawler("given", *_SPIDERS, f"urls={few}", *options)
            given = crawls.feedcrawler("given", *_SPIDERS, f"urls={every}", *options)
            _add(ways[name], given, start)
            _add(ways[f"{name}, with feeds and listings"], crawls.feedcrawler("kyiv_independent", *options), start)
    return ways


def crawl_corpora(crawls: Crawls, urls: list[str]) -> dict[str, Way]:
    """Pages from anywhere, by the plain spider and with the general reader."""
    every, few = crawls.file("all", urls), crawls.file("few", urls[::_EACH])
    ways: dict[str, Way] = defaultdict(lambda: Way([], []))
    for _ in range(RUNS):
        _add(ways[PLAIN], crawls.plain(every), crawls.plain(few))
        start = crawls.feedcrawler("anywhere", *_SPIDERS, f"urls={few}", *_GENERAL)
        _add(ways["general reader"], crawls.feedcrawler("anywhere", *_SPIDERS, f"urls={every}", *_GENERAL), start)
    return ways


def _add(way: Way, every: Cost, few: Cost) -> None:
    way.all.append(every)
    way.few.append(few)


def report(title: str, ways: dict[str, Way], articles: int) -> Table:
    """Medians, with start-up and without."""
    few = len(range(0, articles, _EACH))
    table = Table("crawl", title=f"{title}: {articles} articles, medians of {RUNS} runs", title_justify="left")
    for heading in ("CPU s", "ms an article", "×", "start-up s", "beyond it: ms an article", "×", "MB", "×"):
        table.add_column(heading, justify="right")
    whole_of_plain = further_of_plain = memory_of_plain = 0.0
    for name, way in ways.items():
        whole = statistics.median(one.cpu for one in way.all)
        further = (whole - statistics.median(one.cpu for one in way.few)) / (articles - few)
        memory = statistics.median(one.memory for one in way.all)
        if name == PLAIN:
            whole_of_plain, further_of_plain, memory_of_plain = whole, further, memory
        table.add_row(
            name,
            f"{whole:.2f}",
            f"{whole / articles * 1000:.1f}",
            f"{whole / whole_of_plain:.2f}",
            f"{whole - further * articles:.2f}",
            f"{further * 1000:.1f}",
            f"{further / further_of_plain:.2f}",
            f"{memory:.0f}",
            f"{memory / memory_of_plain:.2f}",
        )
    return table


def main(*paths: Path) -> None:
    """Measure and print."""
    console = Console(width=None if Console().is_terminal else 150)
    folders = [corpus for path in paths if path.is_dir() for corpus in corpora(path)]
    archives = [path for path in paths if not path.is_dir()] or ([] if folders else [RECORDED])
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        try:
            uri = server.start(folder).uri
            for archive in archives:
                crawls = Crawls(archive, uri, folder)
                urls = crawls.articles()
                console.print(report(archive.name, crawl_site(crawls, urls), len(urls)))
            if folders:
                archive = folder / "corpora.warc.gz"
                urls = record((page for corpus in folders for page in pages(corpus)), archive)
                console.print(report("corpora", crawl_corpora(Crawls(archive, uri, folder), urls), len(urls)))
        finally:
            server.stop(folder)


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
