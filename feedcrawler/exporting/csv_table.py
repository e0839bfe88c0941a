"""CSV as RFC 4180 has it, that a spreadsheet may open: no cell is taken for a formula.

Text always stands in quotes, and what is absent is an empty cell without them. Text that a spreadsheet might calculate,
and text that begins with an apostrophe, gets an apostrophe in front (as OWASP advises): so whoever takes one away from
every text that begins with one has what it was. Lists and objects are JSON.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime
from typing import IO, Any

from feedcrawler.exporting.columns import Column
from feedcrawler.exporting.rows import Row
from feedcrawler.exporting.text import as_iso, as_json

# A formula begins so, in the characters of East Asian keyboards too. Some programs first take away white space, what
# cannot be seen, or quotes.
_FORMULA = re.compile(
    """'|[\\s\x00-\x1f\x7f-\xa0\xad\u200b-\u200f\u2060-\u2064\ufeff\ufffd"'`]*[=+\\-@＝＋－＠﹢﹣﹦﹫−]|[\t\r\n]"""
)
# What no text needs, and no escape can carry here: control characters and changes of direction.
_HARMFUL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


class CsvTable:
    """Writes rows as CSV, in UTF-8, with a head.

    Args:
        file: to write to.
        columns: of the rows.
    """

    def __init__(self, file: IO[bytes], columns: Sequence[Column]) -> None:
        self._file = file
        self._line(column.path for column in columns)

    def write(self, row: Row) -> None:
        """Write one row."""
        self._line(_cell(value) for value in row.values())

    def close(self) -> None:
        """There is nothing left to write."""

    def _line(self, cells: Any) -> None:
        self._file.write((",".join(cells) + "\r\n").encode())


def _cell(value: Any) -> str:
    match value:
        case None:
            return ""
        case str():
            return _quoted(guarded(value))
        case bool():
            return "true" if value else "false"
        case datetime():
            return as_iso(value)
        case list() | dict():
            return _quoted(as_json(value))
        case _:
            return str(value)


def guarded(text: str) -> str:
    """Text that no spreadsheet calculates and no terminal obeys: control characters become U+FFFD."""
    text = _HARMFUL.sub("\ufffd", text)
    return f"'{text}" if _FORMULA.match(text) else text


def _quoted(text: str) -> str:
    return '"' + text.replace('"', '""') + '"'
