"""What a person sees when a crawl has ended: a table on a terminal, one line elsewhere."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from feedcrawler.verdict import Verdict

if TYPE_CHECKING:
    from rich.console import Console

_OUTCOMES = ("new", "changed", "unchanged", "duplicate", "quarantined", "error")
_MEANING = {
    "new": "stored for the first time",
    "changed": "stored with a new revision; the old words are in `revisions`",
    "unchanged": "looked at again, as they were",
    "duplicate": "of those stored, the same text or story as another article (`duplicateOf`)",
    "quarantined": "could not be stored; due again later",
    "error": "met an error in feedcrawler itself; due again",
}
_SHOWN_MISSING = 5


def one_line(spider: str, stats: Mapping[str, Any], verdict: Verdict) -> str:
    """The whole crawl in one line, for a log."""
    counts = ", ".join(f"{_count(stats, o)} {o}" for o in _OUTCOMES if _count(stats, o) or o == "new")
    known = stats.get("feedcrawler/known", 0)
    line = f"{spider}: {verdict.word}: {counts}, {known} known before"
    if missing := stats.get("feedcrawler/replay/missing", 0):
        line += f", {missing} not in the archive"
    return line + (f" ({'; '.join(verdict.reasons)})" if verdict.reasons else "")


def show(console: Console, spider: str, stats: Mapping[str, Any], verdict: Verdict, *, where: str) -> None:
    """The whole crawl as a table, with where the articles are and how to look at them.

    Args:
        console: where to print.
        spider: its name.
        stats: the crawl's stats.
        verdict: the verdict on it.
        where: URI of the database with the password masked, and its name.
    """
    from rich.table import Table
    from rich.text import Text

    table = Table(title=f"{spider}: {verdict.word}", title_justify="left", box=None, padding=(0, 2, 0, 0))
    table.add_column("articles", justify="right")
    table.add_column("")
    table.add_column("")
    for outcome in _OUTCOMES:
        if outcome != "error" or _count(stats, outcome):
            table.add_row(str(_count(stats, outcome)), outcome, _MEANING[outcome])
            for reason, count in _reasons(stats, outcome):
                table.add_row("", Text(f"{count} ×", justify="right"), Text(reason, style="dim"))
    table.add_row(str(stats.get("feedcrawler/known", 0)), "known", "announced, and on record before this crawl")
    console.print(table)
    for reason in verdict.reasons:
        console.print(Text(f"! {reason}"))
    for url in stats.get("feedcrawler/replay/missing_urls", [])[:_SHOWN_MISSING]:
        console.print(Text(f"not in the archive: {url}"))
    console.print(Text(f"\nThe articles are in {where}. To look at them:"))
    for command in _LOOK:
        console.print(Text(f"  {command}"), soft_wrap=True)


_LOOK = (
    "feedcrawler articles                 the latest articles",
    "feedcrawler articles URL             one article, every field",
    "feedcrawler db uri                   the address for pymongo, mongosh or Compass",
)


def _count(stats: Mapping[str, Any], outcome: str) -> int:
    return int(stats.get(f"feedcrawler/articles/{outcome}", 0))


def _reasons(stats: Mapping[str, Any], outcome: str) -> list[tuple[str, int]]:
    prefix = f"feedcrawler/{outcome}/"
    return sorted((k.removeprefix(prefix), v) for k, v in stats.items() if k.startswith(prefix))
