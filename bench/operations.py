"""What commands and recipes take on a large database, and that no recipe scans a collection.

python -m bench.operations [--articles N] [--out FOLDER]
python -m bench.operations --uri URI --database NAME      one that `python -m bench.generator` has filled

Each command is a process of its own, of which the operating system tells the time and the peak of memory. Recipes are
those of docs/queries.md: each is asked three times, and the server explains its way. The server itself is not counted.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from pymongo import MongoClient
from rich.console import Console
from rich.table import Table

from bench.asking import Answer, ask
from bench.costs import Cost, FailedError, cost
from bench.generator import Order, fill
from feedcrawler.mongodb import server
from feedcrawler.mongodb.document import Document

_EXPORTS = ("articles.jsonl", "articles.csv", "articles.parquet", "articles.jsonl.gz")


@dataclass(frozen=True, slots=True)
class Ran:
    """One command."""

    command: str
    cost: Cost | None
    """None: it failed."""
    size: int = 0
    """Of the file that it wrote."""
    error: str = ""
    """The last that it said when it failed."""


def commands(url: str) -> list[str]:
    """What is measured, as it is typed; files go to a folder of their own."""
    return [
        "runs",
        "runs --json",
        *(f"export -o {name}" for name in _EXPORTS),
        "export --since 24h -o changed.jsonl",
        "export --site parish-news.example --originals -o site.csv",
        "report -o report.html",
        "articles",
        f"articles {url}",
        "changes",
        "changes --since 7d --json",
        "db check",
    ]


def run(command: str, uri: str, name: str, folder: Path) -> Ran:
    """Run one command to its end."""
    *words, last = command.split()
    written = folder / last if words[-1:] == ["-o"] else None
    environment, log = {"MONGODB_URI": uri, "MONGODB_DATABASE": name}, folder / "log"
    try:
        took = cost(["-m", "feedcrawler.cli", *words, str(written or last)], environment, log)
    except FailedError:
        return Ran(command, None, error=log.read_text("utf-8").rstrip().rpartition("\n")[2])
    return Ran(command, took, written.stat().st_size if written else 0)


OF_COMMANDS = ("command", "wall s", "CPU s", "peak MB", "file MB")
OF_RECIPES = ("recipe", "ms", "found", "keys read", "documents read", "way")

Cells = tuple[str, ...]


def of_command(ran: Ran) -> Cells:
    """A row of the table of commands."""
    if ran.cost is None:
        return (f"{ran.command}: {ran.error}", "failed", "", "", "")
    size = f"{ran.size / 1e6:,.1f}" if ran.size else ""
    return (ran.command, f"{ran.cost.wall:.1f}", f"{ran.cost.cpu:.1f}", f"{ran.cost.memory:.0f}", size)


def of_recipe(answer: Answer) -> Cells:
    """A row of the table of recipes."""
    numbers = (answer.found, answer.keys, answer.documents)
    return (
        answer.title,
        f"{answer.milliseconds:,.0f}",
        *(f"{n:,}" for n in numbers),
        "SCAN" if answer.scans else "index",
    )


def show(title: str, head: Cells, rows: list[Cells], console: Console) -> None:
    """A table on the terminal."""
    table = Table(head[0], title=title, title_justify="left")
    for heading in head[1:]:
        table.add_column(heading, justify="right")
    for cells in rows:
        table.add_row(*cells)
    console.print(table)


def markdown(title: str, head: Cells, rows: list[Cells]) -> str:
    """The same as Markdown."""
    lines = [f"**{title}**", "", f"| {' | '.join(head)} |", "|---|" + "---:|" * (len(head) - 1)]
    return "\n".join([*lines, *(f"| {' | '.join(cells)} |" for cells in rows), ""])


def measure(uri: str, name: str) -> tuple[int, list[Ran], list[Answer]]:
    """How many articles a database has, what the commands take there, and the recipes."""
    with MongoClient[Document](uri, tz_aware=True) as client, tempfile.TemporaryDirectory() as folder:
        articles = client[name].articles
        number, some = articles.estimated_document_count(), articles.find_one({"revision": {"$gt": 1}}, {"url": 1})
        ran = [run(command, uri, name, Path(folder)) for command in commands(some["url"] if some else "")]
    return number, ran, ask(uri, name)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=100_000, metavar="N", help="to make (default: 100000)")
    parser.add_argument("--uri", help="of a server with a filled database: none is made")
    parser.add_argument("--database", default="feedcrawler_bench", help="its name (default: feedcrawler_bench)")
    parser.add_argument(
        "--out", type=Path, default=Path("build/bench"), help="for operations.md (default: build/bench)"
    )
    asked = parser.parse_args()
    with ExitStack() as stack:
        uri = asked.uri
        if uri is None:
            folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
            stack.callback(server.stop, folder)
            uri = server.start(folder).uri
            now = datetime.now(UTC).replace(minute=0, second=0, microsecond=0)
            fill(uri, asked.database, Order(articles=asked.articles, hostile=0.002, now=now))
        number, ran, answers = measure(uri, asked.database)
    console = Console(width=None if Console().is_terminal else 150)
    parts = [
        (f"Commands on {number:,} articles", OF_COMMANDS, [of_command(one) for one in ran]),
        (f"Recipes on {number:,} articles", OF_RECIPES, [of_recipe(answer) for answer in answers]),
    ]
    for part in parts:
        show(*part, console)
    asked.out.mkdir(parents=True, exist_ok=True)
    (asked.out / "operations.md").write_text("\n".join(markdown(*part) for part in parts), "utf-8")
    return 1 if any(one.cost is None for one in ran) or any(answer.scans for answer in answers) else 0


if __name__ == "__main__":
    sys.exit(main())
