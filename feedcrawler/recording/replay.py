"""A crawl from recorded answers: everything runs as it does live, only no request leaves the machine."""

from __future__ import annotations

import logging
import re
from collections.abc import Sequence
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn
from urllib.parse import urldefrag

from scrapy import signals
from scrapy.core.downloader.handlers.base import BaseDownloadHandler
from scrapy.exceptions import DownloadCancelledError, IgnoreRequest, NotConfigured
from scrapy.http import Headers
from scrapy.utils._download_handlers import check_stop_download, make_response

from feedcrawler.errors import mask_credentials
from feedcrawler.recording.answers import TooLargeError
from feedcrawler.recording.stream import DamagedRecord
from feedcrawler.recording.warc import Archive, Recorded

if TYPE_CHECKING:
    from scrapy import Request
    from scrapy.crawler import Crawler
    from scrapy.http import Response
    from scrapy.settings import BaseSettings

logger = logging.getLogger(__name__)

MAX_MISSING = 1000
"""How many of the URLs that an archive lacks are kept by name; all are counted."""

_ENTITY_TAG = re.compile(rb'(?:W/)?("[^"]*")')
_HEADERS_OF_304 = frozenset(
    {b"Cache-Control", b"Content-Location", b"Date", b"Etag", b"Expires", b"Last-Modified", b"Vary"}
)


class NotInArchive(IgnoreRequest):
    """The archive holds no answer to this request, and nothing is fetched in a replay.

    As an IgnoreRequest it is neither retried nor logged as an error; an errback gets it.
    """


class ReplayAddon:
    """Scrapy add-on: where FEEDCRAWLER_REPLAY names WARC files, the crawl gets its answers from them.

    The handlers of all schemes that reach out are replaced, whatever else is set. What only makes a crawl
    slow (delays, throttling, waits before a retry) is off unless the command line says otherwise.
    """

    def __init__(self, archive: Archive) -> None:
        self.archive = archive

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> ReplayAddon:
        """Index the files.

        Raises:
            NotConfigured: no files are named.
            ConfigurationError: the files cannot be used.
        """
        files = replay_files(crawler.settings)
        if not files:
            raise NotConfigured
        archive = Archive(files)
        logger.info(
            "Replaying %d answers recorded from %s to %s; the network is closed",
            len(archive),
            archive.first_date.isoformat(timespec="seconds"),
            archive.last_date.isoformat(timespec="seconds"),
        )
        return cls(archive)

    def update_settings(self, settings: BaseSettings) -> None:
        """Close the network and take out what waits.

        An add-on's own priority is below the project's settings. "cmdline" outranks everything, as nothing
        may open the network; "spider" outranks the project and the spider but not the command line.
        """
        closed = dict.fromkeys(settings.getwithbase("DOWNLOAD_HANDLERS"))
        closed.pop("data", None)  # a data: URL is its own answer
        settings.set("DOWNLOAD_HANDLERS", closed | dict.fromkeys(("http", "https"), ReplayHandler), "cmdline")
        settings.set("HTTPCACHE_ENABLED", False, "cmdline")  # it would answer what the archive does not hold
        for name, value in {
            "AUTOTHROTTLE_ENABLED": False,
            "DOWNLOAD_DELAY": 0,
            "DOWNLOAD_SLOTS": {},
            "FEEDCRAWLER_RETRY_BACKOFF": 0,
            # An error of a handler that is not there is not retried either: to name it would load the handler.
            "RETRY_EXCEPTIONS": [one for one in settings.getlist("RETRY_EXCEPTIONS") if ".handlers." not in str(one)],
        }.items():
            settings.set(name, value, "spider")


class ReplayHandler(BaseDownloadHandler):
    """Download handler that answers from the add-on's archive.

    `request.meta["fetched_at"]` gets the time of the recording (aware, UTC), the response the flag
    "replayed". A request whose If-None-Match or If-Modified-Since fits the recorded answer gets a 304, as it
    would from the server.

    What is not in the archive is counted in the stat `feedcrawler/replay/missing`; the first of these URLs are
    in `feedcrawler/replay/missing_urls`, a list.
    """

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        addon = crawler.get_addon(ReplayAddon)
        if addon is None:
            raise NotConfigured("ReplayHandler works with ReplayAddon only")
        self._archive = addon.archive
        self._max_size = crawler.settings.getint("DOWNLOAD_MAXSIZE")

    async def download_request(self, request: Request) -> Response:
        """The recorded answer to a request.

        Raises:
            NotInArchive: there is none.
            DownloadCancelledError: it is larger than DOWNLOAD_MAXSIZE.
        """
        recorded = self._recorded(request)
        status, headers, body = recorded.status, Headers(), recorded.body
        for name, value in recorded.headers:
            headers.appendlist(name, value)
        if status == 304 or (status == 200 and _is_unchanged(request, headers)):
            status, body = 304, b""
            headers = Headers({name: headers.getlist(name) for name in headers if name in _HEADERS_OF_304})
        request.meta["fetched_at"] = recorded.date
        stop = check_stop_download(
            signals.headers_received, self.crawler, request, headers=headers, body_length=len(body)
        )
        return make_response(
            url=urldefrag(request.url).url,
            status=status,
            headers=headers,
            body=b"" if stop or request.method == "HEAD" else body,
            flags=["replayed"],
            protocol="HTTP/1.1",
            stop_download=stop,
        )

    def _recorded(self, request: Request) -> Recorded:
        capture = self._archive.find(request.url) or self._archive.find_not_modified(request.url)
        if capture is None or request.method not in {"GET", "HEAD"}:
            self._miss(request)
        try:
            recorded = self._archive.read(capture, request.meta.get("download_maxsize", self._max_size))
        except TooLargeError as error:
            message = f"The recorded answer to {mask_credentials(str(request))} is too large: {error}"
            logger.warning(message)
            raise DownloadCancelledError(message) from None
        except (OSError, DamagedRecord) as error:
            logger.warning("The archive %s has changed since it was indexed: %s", capture.file, error)
            self._miss(request)
        if recorded.status == 304 and not _is_unchanged(request, Headers(recorded.headers)):
            self._miss(request)
        return recorded

    def _miss(self, request: Request) -> NoReturn:
        url, stats = mask_credentials(request.url), self.crawler.stats
        stats.inc_value("feedcrawler/replay/missing")
        named = stats.get_value("feedcrawler/replay/missing_urls", [])
        if len(named) < MAX_MISSING:
            stats.set_value("feedcrawler/replay/missing_urls", [*named, url])
        raise NotInArchive(f"not in the archive: {request.method} {url}")


def replay_files(settings: BaseSettings) -> Sequence[str | Path]:
    """The files and folders that FEEDCRAWLER_REPLAY names.

    A list holds one path each; a text (as from the command line or the environment) is one path if there is
    such a file, else several with commas between them.
    """
    value = settings.get("FEEDCRAWLER_REPLAY") or []
    if isinstance(value, str):
        return [value] if Path(value).exists() else [path.strip() for path in value.split(",") if path.strip()]
    return [value] if isinstance(value, Path) else list(value)


def _is_unchanged(request: Request, headers: Headers) -> bool:
    """Whether a server would answer 304 instead of what it sent with `headers` (RFC 9110, 13.2.2)."""
    if wanted := b",".join(request.headers.getlist("If-None-Match")).strip():
        tag = (headers.get("ETag") or b"").strip()
        return bool(tag) and (wanted == b"*" or _opaque(tag) in [_opaque(wanted), *_ENTITY_TAG.findall(wanted)])
    since = _http_date(request.headers.get("If-Modified-Since"))
    changed = _http_date(headers.get("Last-Modified"))
    return since is not None and changed is not None and changed <= since


def _opaque(tag: bytes) -> bytes:
    """An entity tag as weak comparison sees it (RFC 9110, 8.8.3.2)."""
    return tag.removeprefix(b"W/")


def _http_date(value: bytes | None) -> datetime | None:
    try:
        date = parsedate_to_datetime((value or b"").decode("latin-1"))
        return date.replace(tzinfo=UTC) if date.tzinfo is None else date.astimezone(UTC)
    except (ValueError, OverflowError, TypeError):
        return None
