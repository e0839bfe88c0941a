"""One change of stored documents."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from feedcrawler.mongodb.document import Document


@dataclass(frozen=True, slots=True)
class Migration:
    """A step of the database from the version before to `version`.

    It asks for what it has not done, so it can be broken off anywhere and begun again; and it does not import what it
    brings documents to, which will change: it stays what it was.
    """

    version: int
    what: str
    """What it does, in a few words."""
    collection: str
    waiting: Document
    """The query for the documents that are still as they were."""
    change: Callable[[Document], Document]
    """The update of one of them, after which it is not waiting any more."""
