"""What came of crawling a site again and again: counts, medians, and how they are told."""

from __future__ import annotations

import json
import platform
import statistics
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass, fields
from pathlib import Path

from rich.console import Console
from rich.table import Table

from bench.costs import Cost
from bench.peers import OURS
from bench.results import versions
from tests.newsroom import NewsroomProcess


@dataclass(frozen=True, slots=True, kw_only=True)
class Poll:
    """One crawl by one peer, or the medians of several."""

    given: float
    """Articles of the site whose text it has given out, in this crawl or an earlier one …"""
    there: float
    """… of so many."""
    articles: float
    """Requests to articles."""
    again: float
    """… of which so many are to one that this crawl asked for before."""
    others: float
    """Requests to all else: robots.txt, feeds, sitemaps, listings, what is not there."""
    conditional: float
    """Requests, of both, that name the version that is known (RFC 9110, section 13)."""
    received: float
    """KB, heads and bodies."""
    cpu: float
    memory: float
    wall: float


Polls = dict[str, dict[str, list[Poll]]]
"""By crawl (the first, the second, …) and peer."""
Failures = dict[str, str]
"""By peer: why it could not be measured."""


def count(site: NewsroomProcess, given: set[str], cost: Cost) -> Poll:
    """What the site and the operating system say of one crawl.

    Args:
        site: whose counts begin with the crawl.
        given: addresses of what the peer gave out until now.
        cost: of the process.
    """
    asked, articles, there = site.asked(), site.articles_asked(), site.urls()
    return Poll(
        given=len(given & there),
        there=len(there),
        articles=articles.total(),
        again=articles.total() - len(articles),
        others=len(asked) - articles.total(),
        conditional=sum(one.conditional for one in asked),
        received=site.bytes_sent() / 1000,
        cpu=cost.cpu,
        memory=cost.memory,
        wall=cost.wall,
    )


def middle(polls: Sequence[Poll]) -> Poll:
    """The median of each number."""
    return Poll(**{one.name: statistics.median(getattr(poll, one.name) for poll in polls) for one in fields(Poll)})


_COLUMNS: dict[str, Callable[[Poll], str]] = {
    "articles": lambda poll: f"{poll.given:.0f} of {poll.there:.0f}",
    "article requests": lambda poll: f"{poll.articles:.0f}",
    "of these again": lambda poll: f"{poll.again:.0f}",
    "other requests": lambda poll: f"{poll.others:.0f}",
    "conditional": lambda poll: f"{poll.conditional:.0f}",
    "KB": lambda poll: f"{poll.received:,.0f}",
    "CPU s": lambda poll: f"{poll.cpu:.2f}",
    "MB": lambda poll: f"{poll.memory:.0f}",
    "wall s": lambda poll: f"{poll.wall:.1f}",
}


def _cells(poll: Poll) -> list[str]:
    return [tell(poll) for tell in _COLUMNS.values()]


def show(polls: Polls, failures: Failures, console: Console) -> None:
    """A table for each crawl."""
    for crawl, peers in polls.items():
        table = Table("crawler", title=crawl, title_justify="left")
        for heading in _COLUMNS:
            table.add_column(heading, justify="right")
        for name, of_peer in peers.items():
            table.add_row(name, *_cells(middle(of_peer)), style="bold" if name == OURS else None)
        console.print(table)
    for name, why in failures.items():
        console.print(f"{name} failed: {why}", markup=False)


def markdown(polls: Polls, failures: Failures) -> str:
    """The same as Markdown."""
    lines = []
    for crawl, peers in polls.items():
        lines += [f"**{crawl}**", "", f"| crawler | {' | '.join(_COLUMNS)} |", "|---|" + "---:|" * len(_COLUMNS)]
        lines += [f"| {name} | {' | '.join(_cells(middle(of_peer)))} |" for name, of_peer in peers.items()]
        lines.append("")
    lines += [f"{name} failed: `{why}`\n" for name, why in failures.items()]
    return "\n".join(lines)


def write(polls: Polls, failures: Failures, libraries: Iterable[str], folder: Path) -> None:
    """`polling.json`, with each single crawl, and `polling.md`."""
    folder.mkdir(parents=True, exist_ok=True)
    document = {
        "python": platform.python_version(),
        "versions": versions(libraries),
        "crawls": [
            {"crawl": crawl, "crawler": name} | asdict(poll)
            for crawl, peers in polls.items()
            for name, of_peer in peers.items()
            for poll in of_peer
        ],
        "failures": failures,
    }
    (folder / "polling.json").write_text(json.dumps(document, ensure_ascii=False, indent=1) + "\n", "utf-8")
    (folder / "polling.md").write_text(markdown(polls, failures), "utf-8")
