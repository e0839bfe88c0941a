"""Accuracy against cost, as a picture."""

from __future__ import annotations

from pathlib import Path
from typing import Any, NamedTuple

import matplotlib as mpl
from matplotlib.figure import Figure

from bench.readers import BASE, OURS
from bench.results import Row

_INK, _PALE, _ACCENT = "#333333", "#8a8a8a", "#c8102e"
_CHARACTER, _LINE = 6.5, 11
"""The size of a label's letters, in pixels."""

_Box = tuple[float, float, float, float]


class _Dot(NamedTuple):
    reader: str
    ratio: float
    f1: float


def draw(rows: list[Row], file: Path) -> None:
    """One panel a corpus: body F1 over CPU a page, as multiples of trafilatura's default; up and left is better.

    A reader that does not cover all pages of a corpus is not in its panel.
    """
    mpl.rcParams["svg.hashsalt"] = "feedcrawler"  # the same figures make the same file
    panels: dict[str, list[_Dot]] = {}
    most = {row.corpus: row.pages for row in rows if row.reader == BASE}
    for row in rows:
        if row.reader == "trafilatura-iso-dates" or row.pages < most.get(row.corpus, 0):
            continue  # the text is the default's; only some pages are covered
        if row.corpus != "all" and row.body_f1 is not None and row.ratio_median is not None:
            panels.setdefault(row.corpus, []).append(_Dot(row.reader, row.ratio_median, row.body_f1))
    figure = Figure(figsize=(5.5 * max(1, len(panels)), 4.8), layout="constrained")
    axes = figure.subplots(1, max(1, len(panels)), squeeze=False)[0]
    for panel, (corpus, dots) in zip(axes, panels.items(), strict=False):
        _panel(panel, corpus, dots)
    axes[0].set_ylabel("body F1")
    figure.supxlabel("CPU a page, trafilatura's default = 1", fontsize=10)
    figure.draw_without_rendering()  # lays the panels out: labels are placed on the finished picture
    for panel, dots in zip(axes, panels.values(), strict=False):
        _labels(panel, dots)
    figure.savefig(file, metadata={"Date": None} if file.suffix == ".svg" else None)


def _panel(panel: Any, corpus: str, dots: list[_Dot]) -> None:
    panel.set_title(corpus, loc="left", fontweight="bold")
    panel.set_xscale("log")
    panel.spines[["top", "right"]].set_visible(False)
    panel.grid(color="#eeeeee")
    panel.set_axisbelow(True)
    panel.xaxis.set_major_formatter(lambda value, _: f"{value:g}")
    panel.xaxis.set_minor_formatter(lambda *_: "")
    panel.set_ylim(min(dot.f1 for dot in dots) - 0.02, 1.0)
    panel.set_xlim(min(dot.ratio for dot in dots) / 1.5, max(dot.ratio for dot in dots) * 5)
    for dot in dots:
        ours = dot.reader == OURS
        panel.plot(dot.ratio, dot.f1, "o", color=_ACCENT if ours else _PALE, markersize=8 if ours else 5, zorder=3)


def _labels(panel: Any, dots: list[_Dot]) -> None:
    """Each reader's name beside its dot, where it covers no other name and no dot; ours first."""
    places = {dot: tuple(panel.transData.transform((dot.ratio, dot.f1))) for dot in dots}
    taken = [(x - 5, y - 5, x + 5, y + 5) for x, y in places.values()]
    for dot in sorted(dots, key=lambda dot: (dot.reader != OURS, -dot.f1)):
        x, y = places[dot]
        width = _CHARACTER * len(dot.reader)
        offsets = [(dx, dy) for dy in (-4, 8, -18, 20, -30, 32) for dx in (10, -10 - width, -width / 2)]
        boxes = [(x + dx, y + dy, x + dx + width, y + dy + _LINE) for dx, dy in offsets]
        box = next((box for box in boxes if not any(_overlap(box, other) for other in taken)), boxes[0])
        taken.append(box)
        ours = dot.reader == OURS
        panel.annotate(
            dot.reader,
            panel.transAxes.inverted().transform((box[0], box[1] + 2)),
            xycoords="axes fraction",
            fontsize=8,
            color=_ACCENT if ours else _INK,
            fontweight="bold" if ours else "normal",
        )


def _overlap(one: _Box, other: _Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
