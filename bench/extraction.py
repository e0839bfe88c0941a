"""How well and how cheaply pages are read: `python -m bench.extraction [CORPUS …]`; see docs/benchmarks.md."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

from rich.console import Console
from rich.progress import track

from bench import measuring, results
from bench.corpora import Page, corpora, pages
from bench.own_pages import own_pages
from bench.readers import OURS, READERS
from bench.worst import show_worst


def main(arguments: Sequence[str] | None = None) -> None:
    """Read, score, print, and write what is asked for."""
    asked = _parser().parse_args(arguments)
    console = Console(width=None if Console().is_terminal else 170, soft_wrap=True)
    measuring.be_quiet()
    factories = {name: READERS[name] for name in asked.readers or READERS}
    readers = measuring.load(factories, lambda name, why: console.print(f"without {name}: {why}", style="dim"))
    if not readers:
        raise SystemExit("none of the readers is installed")
    sample = _sample([corpus for folder in asked.corpora for corpus in folder], asked.limit)
    readings: results.Readings = {}
    measured = measuring.measure(readers, sample, asked.rounds)
    try:
        for on_page in track(measured, "Reading …", len(sample), console=Console(stderr=True), transient=True):
            for name, reading in on_page.items():
                readings.setdefault(reading.page.corpus, {}).setdefault(name, []).append(reading)
    except KeyboardInterrupt:
        console.print("Interrupted: of the pages that were read until then.")
    found = results.rows(readings)
    results.show(found, console)
    if asked.out:
        results.write(found, readings, asked.out)
        console.print(f"Written to {asked.out}/: results.json, results.md, results.svg.")
    for corpus, of_corpus in readings.items() if asked.worst else ():
        console.rule(f"{asked.of} on {corpus}")
        show_worst(of_corpus.get(asked.of, []), asked.worst, console)


def _sample(folders: list[Path], limit: int | None) -> list[Page]:
    found = [list(pages(folder)) for folder in folders] or [list(own_pages())]
    return [page for corpus in found for page in corpus[:limit]]


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m bench.extraction", description="How pages are read.")
    parser.add_argument("corpora", nargs="*", type=_corpora, help="corpora, or folders of corpora")
    parser.add_argument("--readers", type=_names, metavar="NAME,…", help=f"only these; all: {', '.join(READERS)}")
    parser.add_argument("--limit", type=int, help="at most so many pages of each corpus")
    parser.add_argument("--rounds", type=int, default=1, help="read each page so often; the fastest counts")
    parser.add_argument("--out", type=Path, help="a folder for results.json, results.md and results.svg")
    parser.add_argument("--worst", type=int, default=0, help="list so many of the worst pages of each corpus")
    parser.add_argument("--of", default=OURS, choices=READERS, metavar="READER", help="whose worst pages")
    return parser


def _corpora(text: str) -> list[Path]:
    try:
        return corpora(Path(text))
    except ValueError as error:
        raise argparse.ArgumentTypeError(str(error)) from None


def _names(text: str) -> list[str]:
    names = [name.strip() for name in text.split(",")]
    if unknown := [name for name in names if name not in READERS]:
        raise argparse.ArgumentTypeError(f"no reader {', '.join(unknown)}")
    return names


if __name__ == "__main__":
    main()
