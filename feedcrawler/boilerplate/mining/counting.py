"""Counts more different things than memory holds: a count-min sketch."""

from __future__ import annotations

from array import array

_CELLS = 1 << 22
_MOST = 65_535


class Sketch:
    """How often each of any number of 64-bit keys was added, in 16 MB.

    Never too low; too high only where two rows have the same accident, which further passes find out. Counts end at
    65,535. See Cormode and Muthukrishnan, "An improved data stream summary", 2005.
    """

    def __init__(self) -> None:
        self._rows = (array("H", bytes(2 * _CELLS)), array("H", bytes(2 * _CELLS)))

    def add(self, key: int) -> None:
        """Count `key` once more."""
        for row, cell in zip(self._rows, _cells(key), strict=True):
            if row[cell] < _MOST:
                row[cell] += 1

    def count(self, key: int) -> int:
        """How often `key` was added, or more."""
        return min(row[cell] for row, cell in zip(self._rows, _cells(key), strict=True))


def _cells(key: int) -> tuple[int, int]:
    return (key >> 32) % _CELLS, key % _CELLS
