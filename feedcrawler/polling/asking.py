"""One poll of a source, and the conditional requests that it takes."""

from __future__ import annotations

import asyncio
import hashlib
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Literal, TypeVar

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.http import HtmlResponse, Response
from scrapy.http.request import NO_CALLBACK
from scrapy.statscollectors import StatsCollector

from feedcrawler.discovery import Entry, Feed, Sitemap
from feedcrawler.downloading.reasons import BUDGET, ENDING, INCIDENTS, Postponed, reason_of
from feedcrawler.downloading.retry import wait_asked
from feedcrawler.incidents import note
from feedcrawler.mongodb.feeds import FeedState
from feedcrawler.recording import NotInArchive

GONE = {404, 410}
MOVED = {301, 308}

Reached = Literal["end", "known", "bound", "loop"]

_T = TypeVar("_T")

_LARGE = 200_000  # bytes
_MENDED = "not well-formed: "
_PROBLEMS = {
    "more than": "too many entries",
    "breaks off": "cut off",
    "too large": "too large",
    "not a feed": "not a feed",
    "not a sitemap": "not a sitemap",
    _MENDED: "not well-formed",
}
_MAX_AGE = re.compile(r"(?:^|[,\s])max-age=(\d{1,9})")


@dataclass(slots=True, kw_only=True)
class Poll:
    """What came of asking one source."""

    state: FeedState
    force: bool = False
    """Whether it is to be read even if it says that nothing has changed: something of it is still missing."""
    entries: list[Entry] = field(default_factory=list)
    announced: int = 0
    """How many entries there were, also those that are not kept here any more."""
    fetched_at: datetime | None = None
    """When its first page was fetched; for a replay, when it was recorded."""
    pages: int = 0
    unchanged: bool = False
    """Whether it is as it was at the last poll: not read again."""
    postponed: str | None = None
    """Why it was not asked at all."""
    problem: str | None = None
    remark: str | None = None
    """What is wrong with it, and cost nothing."""
    status: int | None = None
    """The HTTP status of the last answer."""
    wait: timedelta | None = None
    """How long the site asked to wait."""
    hint: timedelta | None = None
    """How long the source lets others wait between polls."""
    reached: Reached | None = None
    """Where the walk through its pages ended."""
    lacks: bool = False
    """Whether it does not reach what was known at the last complete poll: there is a gap, unless another source fills
    it."""
    fresh: int = 0
    """How many of its articles were not on record."""
    home: HtmlResponse | None = None
    """Its first page, if others may be found there."""
    children: list[Poll] = field(default_factory=list)
    """What came of asking the sitemaps of an index."""
    left: int = 0
    """How many of them are left for the next crawl."""

    @property
    def url(self) -> str:
        """The source."""
        return self.state.url

    @property
    def first(self) -> bool:
        """Whether it was never read whole: then a walk that ends at the bound leaves no gap."""
        return self.state.complete_at is None

    @property
    def failed(self) -> bool:
        """Whether there is a problem with a source that somebody counts on.

        One that was just found may be none, and a first page need not list articles; but it must be there.
        """
        if self.problem is None:
            return False
        is_missing = self.state.origin == "home" and self.status != 200
        return self.state.origin == "declared" or is_missing or not self.first

    @property
    def is_whole(self) -> bool:
        """Whether all that it announces is known, without a gap."""
        is_read = not (self.problem or self.postponed or self.lacks or self.left)
        return is_read and all(child.is_whole for child in self.children)


def fetched_at(response: Response) -> datetime:
    """When a response was fetched, in UTC; for a replay, when it was recorded."""
    recorded = response.request.meta.get("fetched_at") if response.request else None
    return recorded if isinstance(recorded, datetime) else datetime.now(UTC)


def moved_for_good(response: Response) -> bool:
    """Whether every redirect on the way to a response is permanent (RFC 9110, sections 15.4.2 and 15.4.9)."""
    return all(status in MOVED for status in response.meta.get("redirect_reasons", []))


def header(response: Response, name: str) -> str | None:
    """A header as text, bounded."""
    return (response.headers.get(name) or b"").decode("latin-1")[:500] or None


async def aside(response: Response, read: Callable[[bytes, str], _T]) -> _T:
    """Read a body; a large one in a thread, so that the other sites of the crawl go on meanwhile."""
    if len(response.body) > _LARGE:
        return await asyncio.to_thread(read, response.body, response.url)
    return read(response.body, response.url)


def note_oddities(stats: StatsCollector, response: Response, found: Feed | Sitemap) -> None:
    """Note what is wrong with a feed or sitemap, and what it holds that has no business there."""
    for link in found.refused:
        note(stats, "bad link", response.url, link)
    if found.has_doctype:
        note(stats, "document type", response.url)
    problem = found.problem or ""
    for sign, kind in _PROBLEMS.items():
        if sign in problem:
            note(stats, kind, response.url, problem)


def judge_content(poll: Poll, problem: str | None, entries: list[Entry]) -> None:
    """Take down what is wrong with what was read; what is not well-formed and could be mended has lost nothing."""
    if problem and problem.startswith(_MENDED) and entries:
        poll.remark = poll.remark or problem
    else:
        poll.problem = poll.problem or problem


class Asker:
    """Asks for the pages of sources through the crawl's own downloader, the first one conditionally."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler

    async def ask(self, poll: Poll, url: str) -> Response | None:
        """The page at `url`; None where there is nothing to read, and `poll` says why."""
        is_first = poll.pages == 0
        request = Request(url, callback=NO_CALLBACK, dont_filter=True)
        if is_first and not poll.force:
            request.headers.update(_validators(poll.state))
        try:
            response = await self._crawler.engine.download_async(request)
        except Exception as error:
            if isinstance(error, Postponed) and error.reason in (BUDGET, ENDING):
                poll.postponed = error.reason
            else:
                self._fail(poll, url, error)
            return None
        poll.pages += 1
        poll.status = response.status
        poll.fetched_at = poll.fetched_at or fetched_at(response)
        if response.status == 304:
            poll.unchanged = True
            return None
        if response.status in GONE and not is_first:
            poll.reached = "end"  # the last page moves up as old posts are taken down
            return None
        if response.status != 200:
            poll.problem, poll.wait = f"http {response.status} at {url}", wait_asked(response)
            return None
        return self._first(poll, response) if is_first else response

    def _first(self, poll: Poll, response: Response) -> Response | None:
        """Keep what the first page says for the next poll; None where it says the same as last time."""
        state, digest = poll.state, hashlib.sha256(response.body).hexdigest()
        poll.unchanged = digest == state.body_hash and not poll.force
        poll.hint = _max_age(response)
        state.etag, state.last_modified = header(response, "ETag"), header(response, "Last-Modified")
        state.body_hash = digest
        if response.meta.get("redirect_urls") and moved_for_good(response):
            state.moved_to = response.url
        return None if poll.unchanged else response

    def _fail(self, poll: Poll, url: str, error: Exception) -> None:
        reason = reason_of(error)
        poll.problem = f"{reason}: {error}"[:300] if str(error) and str(error) != reason else reason
        if isinstance(error, NotInArchive):
            poll.problem = str(error)[:300]
        if reason in INCIDENTS:
            note(self._crawler.stats, reason, url)


def _validators(state: FeedState) -> dict[str, str]:
    """The headers of a conditional request (RFC 9110, section 13.1)."""
    headers = {"If-None-Match": state.etag, "If-Modified-Since": state.last_modified}
    return {name: value for name, value in headers.items() if value}


def _max_age(response: Response) -> timedelta | None:
    match = _MAX_AGE.search((header(response, "Cache-Control") or "").lower())
    return timedelta(seconds=int(match[1])) if match else None
