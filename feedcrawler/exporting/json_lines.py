"""JSON Lines: one object a row, one row a line."""

from __future__ import annotations

from typing import IO

from feedcrawler.exporting.rows import Row
from feedcrawler.exporting.text import as_json


class JsonLines:
    """Writes rows as JSON Lines (jsonlines.org), in UTF-8.

    Args:
        file: to write to.
    """

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file

    def write(self, row: Row) -> None:
        """Write one row."""
        self._file.write(f"{as_json(row)}\n".encode())

    def close(self) -> None:
        """There is nothing left to write."""
