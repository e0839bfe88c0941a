"""One line on a real terminal that is written again and again."""

from __future__ import annotations

import asyncio
import io
import logging
import os
import pty
import sys
from collections.abc import Callable, Iterator
from typing import TextIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feedcrawler.extensions.status_line import StatusLine, fitting, shown
from tests.terminal import Screen, read, set_columns, terminal

PARTS = ["3 of 50 sites", "310 of 890 articles fetched", "290 stored", "1:05 left"]
LINE = ", ".join(PARTS)


class Seat:
    """A person before a terminal, on which standard error is."""

    def __init__(self, reading: int, writing: TextIO, columns: int) -> None:
        self._reading, self._writing = reading, writing
        self._screen = Screen(columns)

    @property
    def sees(self) -> list[str]:
        self._screen.feed(read(self._reading))
        return self._screen.rows

    def resize(self, columns: int) -> None:
        self._screen.feed(read(self._reading))
        self._screen.resize(columns)
        set_columns(self._writing.fileno(), columns)


@pytest.fixture
def seat(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[int], Seat]]:
    monkeypatch.setenv("TERM", "xterm")
    opened = []

    def sit(columns: int = 80) -> Seat:
        one = terminal(columns)
        reading, writing = one.__enter__()
        opened.append(one)
        monkeypatch.setattr(sys, "stderr", writing)
        return Seat(reading, writing, columns)

    yield sit
    for one in opened:
        one.__exit__(None, None, None)


def test_the_line_is_written_over_itself(seat: Callable[..., Seat]) -> None:
    person = seat()
    said = ["1 of 2 sites, 100 stored", "2 of 2 sites"]
    line = StatusLine(lambda: [said[0]])
    line.draw()
    assert person.sees == [said.pop(0)]
    line.draw()
    assert person.sees == [said[0]]
    line.erase()
    assert person.sees == []


def test_as_much_is_said_as_the_terminal_is_wide(seat: Callable[..., Seat]) -> None:
    person = seat(45)
    StatusLine(lambda: PARTS).draw()
    assert person.sees == ["3 of 50 sites, 310 of 890 articles fetched"]
    tiny = seat(6)
    StatusLine(lambda: PARTS).draw()
    assert tiny.sees == ["3 of"]


def test_a_terminal_that_becomes_narrower_or_wider_leaves_nothing_behind(seat: Callable[..., Seat]) -> None:
    person = seat(120)
    line = StatusLine(lambda: PARTS)
    line.draw()
    assert person.sees == [LINE]
    for columns in (50, 20, 7, 120):
        person.resize(columns)
        line.draw()
        assert person.sees == [fitting(PARTS, columns - 1).rstrip()]


def test_the_log_is_above_the_line_and_stays_when_it_is_gone(seat: Callable[..., Seat]) -> None:
    person = seat()
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(logging.Formatter("%(levelname)s %(message)s"))
    logging.root.addHandler(handler)
    warnings = [f"WARNING {n}: {'something a site did ' * 6}".strip() for n in range(3)]

    async def crawl() -> None:
        with shown(lambda: PARTS):
            await asyncio.sleep(0)
            assert person.sees == [LINE]
            for warning in warnings:
                logging.getLogger("some.site").warning(warning.removeprefix("WARNING "))
            sys.stderr.write("in ")
            sys.stderr.write("pieces\n")
            assert person.sees[-1] == LINE
        sys.stderr.write("the summary\n")

    try:
        asyncio.run(crawl())
    finally:
        logging.root.removeHandler(handler)
    seen = person.sees
    assert seen[-2:] == ["in pieces", "the summary"]
    assert "".join(row.ljust(80) for row in seen[:-2]).split("WARNING ")[1:] == [
        warning.removeprefix("WARNING ").ljust(152) for warning in warnings
    ]


def test_a_terminal_that_is_gone_disturbs_nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm")
    ours, theirs = pty.openpty()
    with os.fdopen(theirs, "wb", buffering=0) as writing:
        monkeypatch.setattr(sys, "stderr", io.TextIOWrapper(writing, write_through=True))

        async def crawl() -> str:
            with shown(lambda: PARTS):
                os.close(ours)
            return "recorded"

        assert asyncio.run(crawl()) == "recorded"


@pytest.mark.parametrize("term", ["dumb", ""])
def test_nothing_is_shown_where_a_line_cannot_be_written_again(
    seat: Callable[..., Seat], monkeypatch: pytest.MonkeyPatch, term: str
) -> None:
    person = seat()
    monkeypatch.setenv("TERM", term) if term else monkeypatch.delenv("TERM")
    with shown(lambda: PARTS):
        assert person.sees == []


def test_nothing_is_shown_where_there_is_no_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setattr(sys, "stderr", io.StringIO())
    with shown(lambda: PARTS):
        pass
    assert sys.stderr.getvalue() == ""


@given(st.lists(st.text("abc ", min_size=1), max_size=8), st.integers(1, 60))
def test_what_is_said_always_fits(parts: list[str], columns: int) -> None:
    line = fitting(parts, columns)
    assert len(line) <= columns
    assert ", ".join(parts).startswith(line)
