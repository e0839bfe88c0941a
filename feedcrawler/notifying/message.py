"""What a message says: short, plain, and harmless in any channel."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from feedcrawler.ending import Ending
from feedcrawler.notifying.news import News
from feedcrawler.printable import printable

_MOST_REASONS = 8
_MOST_TEXT = 300
# What a channel might take for markup or for a call to everybody in it, which no escape of Apprise's undoes.
_TAME = str.maketrans("<>@", "‹›＠")


@dataclass(frozen=True, slots=True)
class Message:
    """A message for people."""

    title: str
    body: str
    kind: str
    """In Apprise's words: success, warning or failure."""


def message(what: News, ending: Ending, here: str) -> Message:
    """The message on how a crawl ended.

    Args:
        what: which news it is.
        ending: how the crawl ended.
        here: the name of this machine.
    """
    word = ending.verdict.word
    said = f"recovered ({word})" if what == "recovered" else word
    title = _tame(f"feedcrawler: {ending.name}: {said}")
    kind = "success" if what != "alarm" else {"degraded": "warning"}.get(word, "failure")
    return Message(title, "\n".join([*map(_tame, _lines(ending, here))]), kind)


def _lines(ending: Ending, here: str) -> Iterator[str]:
    reasons = ending.verdict.reasons
    for reason in reasons[:_MOST_REASONS]:
        yield f"- {reason}"
    if len(reasons) > _MOST_REASONS:
        yield f"- and {len(reasons) - _MOST_REASONS} more"
    yield _counted(ending.numbers)
    yield f"on {here}"
    if ending.run_id:
        yield f"feedcrawler runs {ending.run_id}"


def _counted(numbers: dict[str, Any]) -> str:
    outcomes = (f"{number} {name}" for name, number in numbers["outcomes"].items() if number or name == "new")
    return ", ".join([*outcomes, f"{numbers['known']} known before"])


def _tame(text: str) -> str:
    line = printable(" ".join(text.split())).translate(_TAME)
    return line if len(line) <= _MOST_TEXT else line[: _MOST_TEXT - 1] + "…"
