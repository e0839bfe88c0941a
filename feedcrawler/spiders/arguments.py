"""The arguments of a crawl (`-a NAME=VALUE`)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Literal, Self, get_args

from pydantic import ValidationError

from feedcrawler.errors import ConfigurationError, mask_credentials
from feedcrawler.sitelist import SiteEntry

RecheckWhich = Literal["due", "all", "none"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Arguments:
    """What was asked of one crawl."""

    entry: SiteEntry | None
    """The site, where the spider is for any."""
    recheck: RecheckWhich
    """Which stored articles are looked at again: those whose time has come, all, or none."""
    since: datetime | None
    """Articles that are announced with an earlier date are left out."""

    @classmethod
    def read(
        cls, *, url: str | None, entry: SiteEntry | None, recheck: str, since: str | None, unknown: dict[str, Any]
    ) -> Self:
        """The arguments, checked.

        Raises:
            ConfigurationError: one is not known, or not as it must be.
        """
        if unknown:
            raise ConfigurationError(f"there is no argument {min(unknown)!r}; there are: url, sites, recheck, since")
        if recheck not in get_args(RecheckWhich):
            raise ConfigurationError(f"recheck is {recheck!r}: it must be due, all or none")
        return cls(entry=entry or _entry(url), recheck=recheck, since=_since(since))  # type: ignore[arg-type]


def _entry(url: str | None) -> SiteEntry | None:
    if url is None:
        return None
    try:
        return SiteEntry.model_validate({"url": url})
    except ValidationError:
        shown = mask_credentials(url)[:200]
        raise ConfigurationError(f"url is {shown!r}: it must be an address such as https://example.org/") from None


def _since(text: str | None) -> datetime | None:
    if text is None:
        return None
    try:
        instant = datetime.fromisoformat(text)
        return instant.replace(tzinfo=UTC) if instant.tzinfo is None else instant.astimezone(UTC)
    except (ValueError, OverflowError):  # none, or one that is before all calendars in UTC
        raise ConfigurationError(f"since is {text[:50]!r}: it must be a date such as 2026-11-01") from None
