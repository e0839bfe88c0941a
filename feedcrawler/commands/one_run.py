"""What `feedcrawler runs RUN_ID` shows: the record of one run, for a person."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from rich.console import Console
from rich.filesize import decimal
from rich.table import Table
from rich.text import Text

from feedcrawler.mongodb.document import Document
from feedcrawler.mongodb.past_runs import outcomes_of
from feedcrawler.printable import printable
from feedcrawler.run_record import SILENCE

_SHOWN = 20  # rows of a list
_STYLES = {"done": "green", "degraded": "yellow", "failed": "red"}

Row = tuple[str, ...]


def show(console: Console, run: Document, sites: Sequence[Document], now: datetime) -> None:
    """Print a run whole.

    Args:
        console: where to print.
        run: its record, maybe of an earlier version.
        sites: of a crawl of many, how each went.
        now: the time.
    """
    _say(console, run["_id"])
    code = f", exit code {run['exitCode']}" if run.get("exitCode") is not None else ""
    _say(console, f"{name_of(run)}: {verdict_of(run, now)}{code}", _STYLES.get(run.get("verdict", ""), ""))
    for reason in run.get("reasons", ()):
        _say(console, f"! {reason}")
    _table(console, "", (), _facts(run, now))
    _table(console, "sites", ("site", "verdict", "new", "changed", "quarantined", "run"), _sites(sites), len(sites))
    _table(console, "what the pages gave", ("field", "articles", "share", "from"), _coverage(run.get("observed") or {}))
    for title, columns, rows in _lists(run):
        _table(console, title, columns, rows)


def name_of(run: Document) -> str:
    """The spider, and the site if there is one: they may be the same."""
    named = dict.fromkeys(str(run[key]) for key in ("spider", "site") if run.get(key))
    return " ".join(named) + (" (replay)" if run.get("replayed") else "")


def verdict_of(run: Document, now: datetime) -> str:
    """The verdict; of a run without an end since when it runs, and whether it can still be alive."""
    if (verdict := str(run.get("verdict", "unknown"))) != "running":
        return verdict
    alive = run.get("aliveAt") or run["startedAt"]
    since = f"running since {run['startedAt']:%Y-%m-%d %H:%M}"
    return f"{since}, probably dead since {alive:%H:%M}" if now - alive > SILENCE else since


def seconds_of(run: Document, now: datetime) -> float | None:
    """How long a run took; of one that runs, so far."""
    end = run.get("finishedAt") or (run.get("aliveAt") or now if run.get("verdict") == "running" else None)
    return (end - run["startedAt"]).total_seconds() if end else None


def duration(seconds: float | None) -> str:
    """Seconds for a person: `0.4 s`, `3 min 05 s`, `1 h 02 min`."""
    if seconds is None:
        return ""
    if seconds < 59.95:
        return f"{seconds:.1f} s"
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours} h {minutes:02} min" if hours else f"{minutes} min {rest:02} s"


def _facts(run: Document, now: datetime) -> Iterator[Row]:
    yield "began", _moment(run["startedAt"])
    if run.get("finishedAt"):
        yield "ended", f"{_moment(run['finishedAt'])} ({run.get('finishReason') or 'finished'})"
    elif run.get("aliveAt"):
        yield "last sign", _moment(run["aliveAt"])
    if run.get("asOf"):
        yield "as of", _moment(run["asOf"])
    spent = run.get("seconds") or {}
    parts = [f"{what} {duration(spent[what])}" for what in ("polling", "fetching", "cpu") if what in spent]
    yield "took", ", ".join([duration(seconds_of(run, now)), *parts])
    known = run.get("known", run.get("counts", {}).get("feedcrawler/known", 0))
    counted = (f"{number} {outcome}" for outcome, number in outcomes_of(run).items() if number or outcome == "new")
    yield "articles", ", ".join([*counted, f"{known} known before"])
    if statuses := run.get("statuses"):
        yield "answers", ", ".join(f"{number} × {status}" for status, number in sorted(statuses.items()))
    if sizes := run.get("bytes"):
        yield "bytes", ", ".join(f"{decimal(sizes[way])} {way}" for way in ("received", "sent") if way in sizes)
    if run.get("memory"):
        yield "memory", f"{decimal(run['memory'])} at most"
    if run.get("host"):
        yield "where", f"{run['host']}, pid {run.get('pid', '?')}"
    if run.get("partOf"):
        yield "part of", run["partOf"]
    if versions := run.get("versions"):
        yield "versions", ", ".join(f"{name} {number}" for name, number in versions.items())
    for who in run.get("untold") or ():
        yield "not told", who


def _sites(sites: Iterable[Document]) -> Iterator[Row]:
    for site in sites:
        numbers = outcomes_of(site)
        said = "\n".join([str(site.get("site", "?")), *(f"! {reason}" for reason in site.get("reasons", ()))])
        counted = (str(numbers[outcome]) for outcome in ("new", "changed", "quarantined"))
        yield said, str(site.get("verdict", "?")), *counted, str(site.get("runId") or "")


def _coverage(observed: Mapping[str, Any]) -> Iterator[Row]:
    articles, sources = observed.get("articles", 0), observed.get("sources") or {}
    for field, number in sorted((observed.get("fields") or {}).items(), key=lambda pair: (-pair[1], pair[0])):
        counted = sorted((sources.get(field) or {}).items(), key=lambda pair: (-pair[1], pair[0]))
        named = ", ".join(f"{source} ({count})" for source, count in counted[:3])
        yield field, str(number), f"{number / articles:.0%}" if articles else "", named + (", …" if counted[3:] else "")


def _lists(run: Document) -> Iterator[tuple[str, Row, Iterable[Row]]]:
    """What there may be a few of: title, columns, rows."""
    for title, key, columns in (
        ("findings", "findings", ("what", "field", "since", "message", "fixtures")),
        ("gaps", "gaps", ("state", "since", "until", "feedUrl")),
        ("what had to be bounded", "incidents", ("kind", "url", "detail")),
        ("slowest pages", "slowest", ("seconds", "url")),
        ("failures", "failures", ("reason", "url")),
        ("last errors", "errors", ("at", "level", "where", "message")),
    ):
        yield title, columns, (tuple(_of(entry, column) for column in columns) for entry in run.get(key) or ())
    yield "not in the archive", ("url",), ((url,) for url in run.get("missing") or ())


def _of(entry: Document, key: str) -> str:
    value = entry.get(key)
    if isinstance(value, datetime):
        return _moment(value)
    return f"{value:.1f}" if isinstance(value, float) else "" if value is None else str(value)


def _table(console: Console, title: str, columns: Row, rows: Iterable[Row], most: int = _SHOWN) -> None:
    table = Table(title=title and f"\n{title}", title_justify="left", box=None, padding=(0, 2, 0, 0))
    table.show_header = bool(columns)
    for column in columns:
        table.add_column(column, overflow="fold")
    all_rows = list(rows)
    for row in all_rows[:most]:
        table.add_row(*(Text(printable(cell)) for cell in row))
    if all_rows:
        console.print(table)
    if len(all_rows) > most:
        _say(console, f"… and {len(all_rows) - most} more: --json shows all")


def _say(console: Console, text: str, style: str = "") -> None:
    console.print(Text(printable(text), style=style), soft_wrap=True)


def _moment(at: datetime) -> str:
    return f"{at.astimezone(UTC):%Y-%m-%d %H:%M:%S} UTC"
