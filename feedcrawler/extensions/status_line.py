"""One line at the bottom of a terminal that is written again and again, with the log above it."""

from __future__ import annotations

import logging
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from typing import Any, TextIO

from scrapy.utils.asyncio import AsyncioLoopingCall

_INTERVAL = 0.25
_COLUMNS = 80  # of a terminal that does not say how wide it is
_ERASE_LINE, _ERASE_BELOW = "\r\x1b[K", "\r\x1b[J"


def is_terminal() -> bool:
    """Whether standard error is a terminal on which a line can be written again."""
    return sys.stderr.isatty() and os.environ.get("TERM", "dumb") != "dumb"


@contextmanager
def shown(say: Callable[[], Sequence[str]]) -> Iterator[None]:
    """Show what `say` says, on a terminal only: as many of its parts as fit, the first ones first."""
    if not is_terminal():
        yield
        return
    line = StatusLine(say)
    line.start()
    try:
        yield
    finally:
        line.stop()


class StatusLine:
    """Shows again and again what `say` says; what others write to standard error goes above it."""

    def __init__(self, say: Callable[[], Sequence[str]]) -> None:
        self._say = say
        self._terminal = sys.stderr
        self._above = _Above(self._terminal, self)
        self._task = AsyncioLoopingCall(self.draw)
        self._drawn = 0  # columns
        self._columns = 0

    def start(self) -> None:
        """Show the line."""
        self._redirect(self._terminal, self._above)
        self._task.start(_INTERVAL)

    def stop(self) -> None:
        """Take the line away: the summary follows."""
        if self._task.running:
            self._task.stop()
        self.erase()
        self._redirect(self._above, self._terminal)

    def draw(self) -> None:
        """Write the line over the one before."""
        columns = self._width()
        if columns != self._columns:
            self.erase(columns)
        self._columns = columns
        text = fitting(self._say(), columns - 1)  # a full line would make some terminals go to the next
        self._drawn = len(text)
        self._write(f"\r{text}\x1b[K")

    def erase(self, columns: int | None = None) -> None:
        """Take the line away, also where a terminal that became narrower has broken it."""
        if self._drawn:
            broken = (self._drawn - 1) // (columns or self._width())
            self._write((f"\x1b[{broken}A" if broken else "") + (_ERASE_BELOW if broken else _ERASE_LINE))
        self._drawn = 0

    def _write(self, text: str) -> None:
        with suppress(OSError):  # the terminal is gone: nobody looks
            self._terminal.write(text)
            self._terminal.flush()

    def _width(self) -> int:
        try:
            return os.get_terminal_size(self._terminal.fileno()).columns or _COLUMNS
        except (OSError, ValueError):
            return _COLUMNS

    @staticmethod
    def _redirect(old: Any, new: Any) -> None:
        if sys.stderr is old:
            sys.stderr = new
        for handler in logging.root.handlers:
            if isinstance(handler, logging.StreamHandler) and handler.stream is old:
                handler.setStream(new)


class _Above:
    """The terminal, for all others: whole lines of theirs are written above the status line."""

    def __init__(self, terminal: TextIO, line: StatusLine) -> None:
        self._terminal = terminal
        self._line = line

    def write(self, text: str) -> int:
        self._line.erase()
        written = self._terminal.write(text)
        if text.endswith("\n"):
            self._line.draw()
        return written

    def __getattr__(self, name: str) -> Any:
        return getattr(self._terminal, name)


def fitting(parts: Sequence[str], columns: int) -> str:
    """The parts in one line, as many as there is room for; of the first as much as there is."""
    line = parts[0][:columns] if parts else ""
    for part in parts[1:]:
        if len(line) + 2 + len(part) > columns:
            break
        line += f", {part}"
    return line
