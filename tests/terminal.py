"""A terminal: what a person sees of what is written to it."""

from __future__ import annotations

import fcntl
import os
import pty
import re
import struct
import termios
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TextIO

_TOKEN = re.compile(r"\x1b\[(?P<number>\d*)(?P<control>[A-Za-z])|\x1b|(?P<character>[^\x1b])", re.DOTALL)


class Screen:
    """As much of a terminal as is needed here: lines that break at its width, and a cursor that moves."""

    def __init__(self, columns: int) -> None:
        self.columns = columns
        self._rows: list[list[str]] = [[]]
        self._row = self._column = 0

    @property
    def rows(self) -> list[str]:
        """What is seen, without empty lines at the end."""
        rows = ["".join(row).rstrip() for row in self._rows]
        while rows and not rows[-1]:
            rows.pop()
        return rows

    def resize(self, columns: int) -> None:
        """Make it narrower: the line with the cursor, which is the last one, breaks."""
        line = self._rows.pop()
        self.columns = columns
        parts = [line[n : n + columns] for n in range(0, max(len(line), 1), columns)]
        self._rows += parts
        self._row, self._column = len(self._rows) - 1, min(len(parts[-1]), columns)

    def feed(self, text: str) -> None:
        """Show what is written."""
        for token in _TOKEN.finditer(text):
            if control := token["control"]:
                self._control(control, int(token["number"] or 0))
            else:
                assert token["character"], "a control that is none"
                self._character(token["character"])

    def _character(self, character: str) -> None:
        if character == "\r":
            self._column = 0
        elif character == "\n":
            self._down()
        else:
            if self._column == self.columns:
                self._column = 0
                self._down()
            row = self._rows[self._row]
            row += [" "] * (self._column + 1 - len(row))
            row[self._column] = character
            self._column += 1

    def _down(self) -> None:
        self._row += 1
        if self._row == len(self._rows):
            self._rows.append([])

    def _control(self, control: str, number: int) -> None:
        if control == "A":
            self._row = max(0, self._row - max(1, number))
            return
        assert control in "KJ", control
        del self._rows[self._row][self._column :]
        if control == "J":
            del self._rows[self._row + 1 :]


@contextmanager
def terminal(columns: int) -> Iterator[tuple[int, TextIO]]:
    """A real terminal of the system: what it is read from, and what is written to."""
    ours, theirs = pty.openpty()
    set_columns(theirs, columns)
    with os.fdopen(theirs, "w", encoding="utf-8", buffering=1) as writing:
        yield ours, writing
    os.close(ours)


def set_columns(descriptor: int, columns: int) -> None:
    """Make a terminal so wide."""
    fcntl.ioctl(descriptor, termios.TIOCSWINSZ, struct.pack("HHHH", 24, columns, 0, 0))


def read(descriptor: int) -> str:
    """What has been written to a terminal so far, its line ends as they are in files."""
    os.set_blocking(descriptor, False)
    found = b""
    try:
        while some := os.read(descriptor, 65536):
            found += some
    except BlockingIOError:
        pass
    return found.decode()
