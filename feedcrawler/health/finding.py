"""What the alarm found: one thing that is not as it used to be."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any, Literal

What = Literal["field", "source", "body length", "dates", "failures", "warning", "article rate"]
"""field: a field is missing; source: what gave a field answers no more, something else does; failures: pages of
articles cannot be read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing that broke."""

    what: What
    message: str
    """All of it in one line."""
    since: datetime
    """The clock of the first run of the change."""
    field: str = ""
    source: str = ""
    """What answers no more, or the warning."""
    instead: str = ""
    """What answers in its place."""
    now: tuple[int, int] | None = None
    """How many articles are as they should be since then, and of how many."""
    before: tuple[int, int] | None = None
    """The same before."""
    bound: tuple[int, bool] | None = None
    """The words that a text should have, and whether at least or at most."""
    pages: tuple[str, ...] = ()
    """Addresses of pages that show it."""
    fixtures: str = ""
    """The folder with these pages, as tests that fail."""

    def to_document(self) -> dict[str, Any]:
        """As `runs.findings` has it; what there is none of is left out."""
        document = {one.name: getattr(self, one.name) for one in fields(self)}
        for name in ("now", "before"):
            if counts := document[name]:
                document[name] = {"good": counts[0], "of": counts[1]}
        document["pages"] = list(self.pages)
        del document["bound"]
        return {name: value for name, value in document.items() if value}
