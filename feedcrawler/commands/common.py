"""What the commands share: how they name an article, how they fail, how they write JSON."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from scrapy.commands import ScrapyCommand
from scrapy.exceptions import UsageError

from feedcrawler.errors import FeedcrawlerError
from feedcrawler.printable import printable
from feedcrawler.recheck import durations

if TYPE_CHECKING:
    from rich.console import Console

_WIDE = 10_000  # characters


@contextmanager
def reported(command: ScrapyCommand) -> Iterator[None]:
    """Say an error that a person can mend in one line, with its exit code, also under `scrapy <command>`."""
    try:
        yield
    except FeedcrawlerError as error:
        sys.stderr.write(printable(f"feedcrawler: {error}") + "\n")
        command.exitcode = error.exit_code


def on_the_screen() -> Console:
    """Where a table is shown: as wide as the terminal; no line is broken for a program that reads it, or a file."""
    from rich.console import Console  # not needed by all commands

    return Console(width=None if sys.stdout.isatty() else _WIDE)


def addresses(url: str) -> list[str]:
    """The addresses under which the article at `url` may be on record: its identity first.

    Raises:
        UsageError: it is no web address.
    """
    from feedcrawler.pages import site_of  # not needed by all commands, and it loads much

    try:
        return [site_of(url).identity(url), url]
    except ValueError as error:
        raise UsageError(str(error), print_help=False) from None


def moment(text: str, now: datetime) -> datetime:
    """The moment that `text` names: an ISO 8601 date or instant, or how long ago.

    Raises:
        ValueError: it names none.
    """
    try:
        (ago,) = durations(text)
        return now - ago
    except (ValueError, OverflowError):
        pass  # no duration, several, or one that began before all calendars
    try:
        at = datetime.fromisoformat(text)
        return at.replace(tzinfo=UTC) if at.tzinfo is None else at.astimezone(UTC)
    except (ValueError, OverflowError):  # none, or one that is before all calendars in UTC
        raise ValueError(f"{text!r} is no moment: 2026-11-01, 2026-11-01T08:00:00Z, 24h or 7d") from None


def as_json(value: Any, **options: Any) -> str:
    """A document as JSON, dates as ISO 8601; `options` go to `json.dumps`."""
    return json.dumps(value, default=_plain, **options)


def _plain(value: Any) -> str:
    return value.isoformat() if isinstance(value, datetime) else str(value)
