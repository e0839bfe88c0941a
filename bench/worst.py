"""Where a reader goes wrong: the pages to look at."""

from __future__ import annotations

from rich.console import Console
from rich.markup import escape

from bench.measuring import Reading

_FIELDS = {"headline": "headline", "instant": "datePublished", "day": "datePublished", "authors": "authors"}


def show_worst(readings: list[Reading], count: int, console: Console) -> None:
    """The `count` worst bodies of one corpus; of each other field as many wrong ones, with what is wanted and got."""
    scored = [one for one in readings if one.score.body]
    for one in sorted(scored, key=lambda one: one.score.body.f1 if one.score.body else 1)[:count]:
        assert one.score.body
        figures = f"{one.score.body.f1:.3f}  P {one.score.body.precision:.3f}  R {one.score.body.recall:.3f}"
        _line(console, "body", one, f"{figures}{f'  {one.error}' if one.error else ''}")
    for name, truth in _FIELDS.items():
        wrong = [one for one in readings if getattr(one.score, name) is False]
        for one in wrong[:count]:
            got = getattr(one.answer, "published" if truth == "datePublished" else name)
            _line(console, name, one, f"wanted {one.page.truth[truth]!r}, got {got!r}")
        if len(wrong) > count:
            console.print(f"{name:<9} … {len(wrong) - count} more")


def _line(console: Console, name: str, reading: Reading, text: str) -> None:
    page = reading.page
    console.print(f"{name:<9} [bold]{escape(page.id)}[/]  {escape(text)}\n          [dim]{escape(page.url)}[/]")
