"""A field's candidates: what each source of the page says, in order of trust."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Generic, TypeAlias, TypeVar

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Candidate(Generic[T]):
    """One source's value for a field."""

    value: T
    source: str
    """json-ld, opengraph, meta, css, text, …"""
    path: str | None = None
    """Where in that source: a property, a selector."""
    raw: str | None = None
    """What it said, where `value` says it otherwise."""


Candidates: TypeAlias = Iterator[Candidate[T]]
