"""Lists of words, as they are best read."""

from __future__ import annotations


def words(*lines: str) -> frozenset[str]:
    """The words of some lines."""
    return frozenset(" ".join(lines).split())
