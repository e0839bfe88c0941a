"""What a person says of one site that is to be crawled."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Annotated
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field

from feedcrawler.urls import absolute_url, domain_of

MAX_TITLE = 500

_PORTS = {"http": 80, "https": 443}
# What XML cannot hold (XML 1.0, section 2.2), and what no host's name has.
_NOT_TEXT = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_NOT_IN_HOST = re.compile(r"[\s<>\"{}|\\^`%]")


def _web_address(url: str) -> str:
    address = absolute_url(url.strip(), "") if "://" in url else None
    if address is None or _NOT_TEXT.search(address) or not _has_host(address):
        raise ValueError("must be an http(s) address without a user, such as https://example.org/")
    return address


def _has_host(address: str) -> bool:
    parts = urlsplit(address)
    try:
        return parts.port != 0 and not _NOT_IN_HOST.search(parts.hostname or " ")
    except ValueError:  # a port beyond 65535
        return False


def _load_more(url: str) -> str:
    if url.count("{page}") != 1:
        raise ValueError("must have {page} once, where the number of the page goes")
    return _web_address(url)


def _one_line(text: object) -> object:
    return (" ".join(_NOT_TEXT.sub("", text).split()) or None) if isinstance(text, str) else text


def _time_zone(name: str) -> str:
    try:
        ZoneInfo(name)
    except (ValueError, OSError, LookupError):  # no name of a zone; the name of a folder of zones; unknown
        raise ValueError("must be a time zone of the IANA database, such as Europe/Kyiv") from None
    return name


def _once(addresses: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(addresses))


WebAddress = Annotated[str, AfterValidator(_web_address)]
WebAddresses = Annotated[tuple[WebAddress, ...], AfterValidator(_once)]


class SiteEntry(BaseModel):
    """One `[[site]]` of sites.toml. Only `url` is needed: the rest is found, or has a default."""

    model_config = ConfigDict(extra="forbid", frozen=True, allow_inf_nan=False)

    url: WebAddress
    """The site's first page, or a feed of it."""
    name: str = Field("", pattern=r"^[\w.:-]*$", max_length=100)
    """As in `source.site`; empty: the host."""
    title: Annotated[str | None, BeforeValidator(_one_line)] = Field(None, max_length=MAX_TITLE)
    """How a person calls it; kept for OPML."""
    feeds: WebAddresses = ()
    sitemaps: WebAddresses = ()
    listings: WebAddresses = ()
    load_more: tuple[Annotated[str, AfterValidator(_load_more)], ...] = ()
    """Addresses that load more of a listing, `{page}` in the place of the number (the second page is 2)."""
    discover: bool | None = None
    """Whether to look for more sources on the first page and in robots.txt; by default where none is named."""
    delay: float | None = Field(None, ge=0)
    """Seconds between requests."""
    concurrency: int | None = Field(None, ge=1)
    """Requests at a time."""
    daily_requests: int | None = Field(None, ge=0)
    """Requests a day; 0: no bound."""
    timezone: Annotated[str, AfterValidator(_time_zone)] | None = None
    """IANA zone of the dates that are printed without one."""
    language: str | None = Field(None, pattern=r"^[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*$", max_length=35)
    """BCP 47 language of the articles, where a page does not say."""
    publisher: str | None = Field(None, max_length=MAX_TITLE)
    """How the site calls itself: the name that is no author."""

    @property
    def host(self) -> str:
        """The site's host without `www.`, with the port where that is not the scheme's own."""
        parts = urlsplit(self.url)
        host = domain_of(self.url)
        return host if parts.port in (None, _PORTS[parts.scheme]) else f"{host}:{parts.port}"

    @property
    def site_name(self) -> str:
        """As in `source.site`."""
        return self.name or self.host


@dataclass(frozen=True, slots=True)
class SiteList:
    """The sites that a file names."""

    entries: tuple[SiteEntry, ...]
    left_out: tuple[str, ...] = ()
    """What the file names besides that cannot be crawled, and why: one line each."""
