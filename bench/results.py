"""What came of a run: one row for each reader on each corpus, as a table, Markdown, JSON and a chart."""

from __future__ import annotations

import json
import platform
import statistics
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import asdict, dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from bench.corpora import Tally
from bench.measuring import Reading
from bench.readers import BASE, OURS

Readings = dict[str, dict[str, list[Reading]]]
"""By corpus and reader."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One reader on one corpus; None for what the truth does not know, or nothing to compare with."""

    corpus: str
    reader: str
    pages: int
    body_f1: float | None
    body_precision: float | None
    body_recall: float | None
    headline: float | None
    instant: float | None
    day: float | None
    authors: float | None
    cpu_median: float
    """Milliseconds a page."""
    cpu_p95: float
    ratio_median: float | None
    """Of the medians, against trafilatura's default on the same pages."""
    ratio_p95: float | None
    """Of the 95th percentiles."""
    page_ratio_p95: float | None
    """The 95th percentile of the ratios, page by page."""
    errors: int


def rows(readings: Readings) -> list[Row]:
    """A row for each reader, corpus by corpus, and over all of them if there are several."""
    found = [
        _row(corpus, name, of_reader, readers.get(BASE, []))
        for corpus, readers in readings.items()
        for name, of_reader in readers.items()
    ]
    if len(readings) > 1:
        together: dict[str, list[Reading]] = {}
        for readers in readings.values():
            for name, of_reader in readers.items():
                together.setdefault(name, []).extend(of_reader)
        found += [_row("all", name, of_reader, together.get(BASE, [])) for name, of_reader in together.items()]
    return found


def _row(corpus: str, name: str, readings: list[Reading], base: list[Reading]) -> Row:
    tally = Tally([reading.score for reading in readings])
    f1, precision, recall = tally.body() or (None, None, None)
    of_base = {(one.page.corpus, one.page.id): one.cpu for one in base}
    pairs = [(one.cpu, cost) for one in readings if (cost := of_base.get((one.page.corpus, one.page.id)))]
    cpu = [one.cpu for one in readings]
    return Row(
        corpus=corpus,
        reader=name,
        pages=len(readings),
        body_f1=f1,
        body_precision=precision,
        body_recall=recall,
        headline=tally.rate("headline"),
        instant=tally.rate("instant"),
        day=tally.rate("day"),
        authors=tally.rate("authors"),
        cpu_median=statistics.median(cpu) * 1000,
        cpu_p95=p95(cpu) * 1000,
        ratio_median=_ratio(statistics.median, pairs),
        ratio_p95=_ratio(p95, pairs),
        page_ratio_p95=p95([ours / theirs for ours, theirs in pairs]) if pairs else None,
        errors=sum(one.error is not None for one in readings),
    )


def p95(values: list[float]) -> float:
    """The 95th percentile, between the two values around it."""
    return statistics.quantiles(values, n=20, method="inclusive")[-1] if len(values) > 1 else values[0]


def _ratio(middle: Any, pairs: list[tuple[float, float]]) -> float | None:
    return middle([ours for ours, _ in pairs]) / middle([theirs for _, theirs in pairs]) if pairs else None


# Heading, field, digits after the point.
_COLUMNS = (
    ("pages", "pages", 0),
    ("body F1", "body_f1", 3),
    ("P", "body_precision", 3),
    ("R", "body_recall", 3),
    ("headline", "headline", 3),
    ("instant", "instant", 3),
    ("day", "day", 3),
    ("authors", "authors", 3),
    ("CPU ms", "cpu_median", 1),
    ("p95 ms", "cpu_p95", 1),
    ("× median", "ratio_median", 2),
    ("× p95", "ratio_p95", 2),
    ("p95 of ×", "page_ratio_p95", 2),
    ("errors", "errors", 0),
)


def _cells(row: Row) -> list[str]:
    values = ((getattr(row, name), digits) for _, name, digits in _COLUMNS)
    return ["–" if value is None else f"{value:.{digits}f}" for value, digits in values]


def show(found: list[Row], console: Console) -> None:
    """A table for each corpus."""
    for corpus in dict.fromkeys(row.corpus for row in found):
        table = Table("reader", title=corpus, title_justify="left")
        for heading, _, _ in _COLUMNS:
            table.add_column(heading, justify="right")
        for row in found:
            if row.corpus == corpus:
                table.add_row(row.reader, *_cells(row), style="bold" if row.reader == OURS else None)
        console.print(table)


def markdown(found: list[Row]) -> str:
    """The same as Markdown."""
    lines = []
    for corpus in dict.fromkeys(row.corpus for row in found):
        lines += [f"**{corpus}**", "", "| reader | " + " | ".join(heading for heading, _, _ in _COLUMNS) + " |"]
        lines.append("|---|" + "---:|" * len(_COLUMNS))
        lines += [f"| {row.reader} | " + " | ".join(_cells(row)) + " |" for row in found if row.corpus == corpus]
        lines.append("")
    return "\n".join(lines)


def write(found: list[Row], readings: Readings, folder: Path) -> None:
    """`results.json`, `results.md` and, where matplotlib is installed, `results.svg`."""
    folder.mkdir(parents=True, exist_ok=True)
    document = {
        "python": platform.python_version(),
        "versions": versions(row.reader for row in found),
        "rows": [asdict(row) for row in found],
        "pages": [
            {"corpus": corpus, "reader": name, "id": one.page.id, "cpu": one.cpu, "error": one.error}
            | asdict(one.score)
            | {"f1": one.score.body.f1 if one.score.body else None}
            for corpus, readers in readings.items()
            for name, of_reader in readers.items()
            for one in of_reader
        ],
    }
    (folder / "results.json").write_text(json.dumps(document, ensure_ascii=False, indent=1) + "\n", "utf-8")
    (folder / "results.md").write_text(markdown(found), "utf-8")
    try:
        from bench.chart import draw
    except ImportError:
        return
    draw(found, folder / "results.svg")


def versions(names: Iterable[str]) -> dict[str, str]:
    """Of the packages that the readers are, and of the parser under most of them."""
    found = {}
    for name in [*names, "lxml"]:
        with suppress(PackageNotFoundError):
            found[name] = version(name)
    return found
