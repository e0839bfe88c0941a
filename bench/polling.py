"""What it takes to crawl a news site again and again: `python -m bench.polling`; see docs/benchmarks.md.

Each crawler crawls the same site three times: when it knows nothing, when nothing is new, and when some articles are.
The site is local, in a process of its own, and counts what it is asked. Each crawl is a process, and the operating
system counts. The database server is not counted, for either of the two that write into one.
"""

from __future__ import annotations

import argparse
import os
import tempfile
from collections.abc import Sequence
from pathlib import Path

from pymongo import MongoClient
from rich.console import Console
from rich.progress import track

from bench.costs import FailedError, cost
from bench.peers import PEERS, Peer, environment, given
from bench.polls import Failures, Poll, Polls, count, show, write
from feedcrawler.mongodb import server
from tests.newsroom import NewsroomProcess
from tests.newsroom.stories import SECTIONS

RUNS = int(os.environ.get("BENCH_RUNS", "3"))

# Dates in addresses are a sign of articles to some; others name files by addresses, and lose what has no ending.
_ADDRESSES = "/{date}/{slug}.html"
_DIRECTORIES = ("/latest", "/archive", "/more", *(f"/section/{name}" for name in SECTIONS))
_HAS_TEXT = {"$or": [{"articleBody": {"$gt": ""}}, {"text": {"$gt": ""}}]}


def crawl_thrice(peer: Peer, folder: Path, uri: str, articles: int, new: int) -> list[Poll]:
    """A new site, and one peer that has never seen it.

    Raises:
        FailedError: A crawl did not end well; the message has the last line of what it printed.
    """
    home, log, database = folder / "home", folder / "log", folder.name
    home.mkdir(parents=True)
    polls = []
    with (
        NewsroomProcess(articles=articles, article_path=_ADDRESSES) as site,
        MongoClient[dict[str, str]](uri) as client,
    ):
        for path in _DIRECTORIES:  # as web servers do
            site.fault(path, "redirect", f"{path}/", 301)
        for publish in (0, 0, new):
            if publish:
                site.publish(publish)
            site.reset()
            try:
                taken = cost(peer.arguments(site.address), environment(home, uri, database), log)
            except FailedError as error:
                printed = log.read_text("utf-8", "replace").split("\n")
                raise FailedError(f"{error}: {next(filter(None, reversed(printed)), '')[:300]}") from error
            stored = {article["url"] for article in client[database].articles.find(_HAS_TEXT, {"url": 1})}
            polls.append(count(site, given(home) | stored, taken))
        client.drop_database(database)
    return polls


def measure(peers: Sequence[Peer], articles: int, new: int) -> tuple[Polls, Failures]:
    """All peers, in turn, as often as asked; who is first changes from round to round."""
    crawls = ("First crawl", "Second crawl, nothing new", f"Third crawl, {new} new articles")
    polls: Polls = {crawl: {} for crawl in crawls}
    failures: Failures = {}
    turns = [(number, peer) for number in range(RUNS) for peer in _from(number, peers)]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        try:
            uri = server.start(folder).uri
            for number, peer in track(turns, "Crawling …", console=Console(stderr=True), transient=True):
                if peer.name in failures:
                    continue
                try:
                    found = crawl_thrice(peer, folder / f"{peer.library}-{number}", uri, articles, new)
                except FailedError as error:
                    failures[peer.name] = str(error)
                    continue
                for crawl, poll in zip(crawls, found, strict=True):
                    polls[crawl].setdefault(peer.name, []).append(poll)
        finally:
            server.stop(folder)
    order = [peer.name for peer in peers]
    return {crawl: {name: of[name] for name in order if name in of} for crawl, of in polls.items()}, failures


def _from(number: int, peers: Sequence[Peer]) -> list[Peer]:
    first = number % len(peers)
    return [*peers[first:], *peers[:first]]


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure, print, and write what is asked for."""
    asked = _parser().parse_args(arguments)
    console = Console(width=None if Console().is_terminal else 150, soft_wrap=True)
    wanted = [PEERS[name] for name in asked.peers or PEERS]
    for peer in wanted:
        if not peer.installed():
            console.print(f"without {peer.name}: it is not installed", style="dim")
    peers = [peer for peer in wanted if peer.installed()]
    if not peers:
        raise SystemExit("none of the crawlers is installed")
    polls, failures = measure(peers, asked.articles, asked.new)
    show(polls, failures, console)
    if asked.out:
        write(polls, failures, [*PEERS, "scrapy"], asked.out)
        console.print(f"Written to {asked.out}/: polling.json, polling.md.")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m bench.polling", description="Crawl a local news site, thrice.")
    parser.add_argument("--articles", type=int, default=300, help="how many there are at first")
    parser.add_argument("--new", type=int, default=10, help="how many there are more at the third crawl")
    parser.add_argument("--peers", type=_names, help=f"of {', '.join(PEERS)}; default: all")
    parser.add_argument("--out", type=Path, help="folder for polling.json and polling.md")
    return parser


def _names(text: str) -> list[str]:
    names = text.split(",")
    if unknown := set(names) - set(PEERS):
        raise argparse.ArgumentTypeError(f"no such crawler: {', '.join(sorted(unknown))}; there are {', '.join(PEERS)}")
    return names


if __name__ == "__main__":
    main()
