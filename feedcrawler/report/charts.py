"""The shapes of charts: across in percent of the width, so that they fit any screen; down in pixels."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from feedcrawler.figures import Word
from feedcrawler.readings import Reading
from feedcrawler.report.scales import level, ticks

_FILLED = 0.78  # of a bar's place, …
_CLOSE = 92  # … unless there are more: then there is no room between them
# The worse a verdict, the higher it stands: it is seen without colours.
_HEIGHTS: dict[Word | None, float] = {
    None: 0.1,
    "done": 0.4,
    "busy": 0.4,
    "running": 0.4,
    "degraded": 0.7,
    "failed": 1.0,
    "killed": 1.0,
}


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar, or another rectangle."""

    x: float
    width: float
    y: float
    height: float
    kind: str
    title: str


@dataclass(frozen=True, slots=True)
class Line:
    """A line across a chart, with what it stands for."""

    y: float
    label: int


@dataclass(frozen=True, slots=True)
class Mark:
    """A label under a chart; a narrow screen leaves out those that are not `main`."""

    x: float
    label: str
    main: bool
    anchor: str = "middle"


def bars(
    values: Sequence[int], names: Sequence[str], height: float, *, kinds: Sequence[str] = (), top: int = 0
) -> list[Bar]:
    """A bar for each value.

    Args:
        values: how many.
        names: of what.
        height: of the chart.
        kinds: of bars, that look different.
        top: the value that the height stands for; 0: the largest.
    """
    top, place = top or max(values, default=0) or 1, 100 / max(len(values), 1)
    filled = _FILLED if len(values) <= _CLOSE else 1
    return [
        Bar(
            x=round(place * (number + (1 - filled) / 2), 3),
            width=round(place * filled, 3),
            y=round(height * (1 - value / top), 2),
            height=round(height * value / top, 2),
            kind=kinds[number] if kinds else "",
            title=f"{names[number]}: {value:,}",
        )
        for number, value in enumerate(values)
    ]


def lines(values: Sequence[int], height: float) -> list[Line]:
    """The lines behind bars, the last of them at the top."""
    marks = ticks(max(values, default=0))
    return [Line(round(height * (1 - mark / marks[-1]), 2), mark) for mark in marks]


def day_names(days: Sequence[date]) -> list[str]:
    """What days are called when somebody points at them."""
    return [f"{day:%a} {day.day} {day:%b}" for day in days]


def day_kinds(days: Sequence[date]) -> list[str]:
    """Weekends look different, and so does the last day: it has only begun."""
    return [*("weekend" if day.weekday() >= 5 else "weekday" for day in days[:-1]), "today"]


def day_marks(days: Sequence[date], most: int = 6) -> list[Mark]:
    """The days that are named under a chart: at most so many, at even distances, the last of them the last day."""
    step = -(-len(days) // most)
    chosen = range(len(days) - 1, -1, -step)
    place = 100 / len(days)
    names = [f"{days[number].day} {days[number]:%b}" for number in chosen]
    marks = [
        Mark(round(place * (n + 0.5), 3), name, i % 2 == 0)
        for i, (n, name) in enumerate(zip(chosen, names, strict=True))
    ]
    return [Mark(100, names[0], main=True, anchor="end"), *marks[1:]]


def hour_names() -> list[str]:
    """The hours of a day."""
    return [f"{hour:02}:00 to {hour:02}:59" for hour in range(24)]


def hour_marks() -> list[Mark]:
    """The hours that are named under a chart."""
    return [Mark(round(100 * (hour + 0.5) / 24, 3), f"{hour:02}", main=hour % 6 == 0) for hour in range(0, 24, 3)]


def verdicts(words: Sequence[Word | None], names: Sequence[str], height: float) -> list[Bar]:
    """A bar for each day's worst verdict."""
    place = 100 / max(len(words), 1)
    return [
        Bar(
            x=round(place * number, 3),
            width=round(place * _FILLED, 3),
            y=round(height * (1 - _HEIGHTS[word]), 2),
            height=round(height * _HEIGHTS[word], 2),
            kind=word or "none",
            title=f"{names[number]}: {word or 'no run'}",
        )
        for number, word in enumerate(words)
    ]


def heat(values: Sequence[int], names: Sequence[str], height: float) -> list[Bar]:
    """A field of colour for each value, against the largest."""
    most, place = max(values, default=0) or 1, 100 / max(len(values), 1)
    return [
        Bar(round(place * n, 3), round(place, 3), 0, height, f"level-{level(value / most)}", f"{names[n]}: {value:,}")
        for n, value in enumerate(values)
    ]


def strip(readings: Sequence[Reading], field: str, height: float, *, fallen: bool = False) -> list[Bar]:
    """A bar for how many of a run's pages gave a field; runs in a row that say the same are one.

    The last run stands apart, and more so if the field has fallen in it.
    """
    place = 100 / max(len(readings), 1)
    return [
        Bar(
            x=round(place * start, 3),
            width=round(place * len(runs), 3),
            y=round(height * (1 - share), 2),
            height=round(height * share, 2),
            kind=("fallen" if fallen else "last") if start + len(runs) == len(readings) else "run",
            title=_told(runs, share),
        )
        for share, start, runs in _alike(readings, field)
    ]


def _alike(readings: Sequence[Reading], field: str) -> Iterator[tuple[float, int, list[Reading]]]:
    last, start = len(readings) - 1, 0
    for (share, _), group in groupby(
        enumerate(readings), lambda pair: (round(pair[1].share(field), 2), pair[0] == last)
    ):
        runs = [reading for _, reading in group]
        yield share, start, runs
        start += len(runs)


def _told(runs: Sequence[Reading], share: float) -> str:
    first, last = (f"{at.day} {at:%b %H:%M}" for at in (runs[0].since, runs[-1].at))
    number = sum(reading.runs for reading in runs)
    return f"{first if number == 1 else f'{first} to {last}, {number} runs'}: {share:.0%}"
