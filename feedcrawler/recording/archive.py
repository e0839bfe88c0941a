"""Recording a crawl: every response goes to a WARC file as it came, before anything in Scrapy changes it."""

from __future__ import annotations

import logging
import re
import secrets
import tempfile
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urldefrag, urlsplit

import scrapy
from scrapy import signals
from scrapy.exceptions import NotConfigured

from feedcrawler import __version__
from feedcrawler.errors import ConfigurationError
from feedcrawler.recording.writer import Exchange, WarcFile

if TYPE_CHECKING:
    from scrapy import Request
    from scrapy.crawler import Crawler
    from scrapy.http import Headers, Response

    from feedcrawler.recording.records import Headers as RawHeaders

logger = logging.getLogger(__name__)

# What a request may say in an archive; the rest, and its body, can be a key or a session.
_REQUEST_HEADERS = frozenset(
    {
        b"accept",
        b"accept-charset",
        b"accept-encoding",
        b"accept-language",
        b"cache-control",
        b"content-type",
        b"dnt",
        b"from",
        b"if-modified-since",
        b"if-none-match",
        b"pragma",
        b"range",
        b"referer",
        b"user-agent",
    }
)
# Sessions; and framing that is not in the body any more.
_NOT_RESPONSE_HEADERS = frozenset({b"set-cookie", b"set-cookie2", b"transfer-encoding", b"connection"})
_TRUNCATED = {"dataloss": "disconnect", "download_stopped": "unspecified"}


class ArchiveExtension:
    """Scrapy extension: writes all that a crawl downloads to a new WARC file in FEEDCRAWLER_ARCHIVE, a folder.

    The file begins with the first response. If it cannot be written any more, the crawl goes on without it:
    one error in the log, and the stat `feedcrawler/archive/failed`.
    """

    def __init__(self, crawler: Crawler, folder: Path) -> None:
        self._crawler = crawler
        self._folder = folder
        self._file: WarcFile | None = None
        self._failed = False

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> ArchiveExtension:
        """Make sure that the folder can be written to.

        Raises:
            NotConfigured: no folder is named.
            ConfigurationError: nothing can be written there.
        """
        folder = crawler.settings.get("FEEDCRAWLER_ARCHIVE")
        if not folder:
            raise NotConfigured
        extension = cls(crawler, _writable(Path(folder).absolute()))
        crawler.signals.connect(extension.response_downloaded, signals.response_downloaded)
        crawler.signals.connect(extension.spider_closed, signals.spider_closed)
        return extension

    def response_downloaded(self, response: Response, request: Request) -> None:
        """Write one response; it has not passed any middleware yet."""
        if self._failed:
            return
        if "replayed" not in response.flags:
            request.meta["fetched_at"] = datetime.now(UTC)  # a replay will say the same time
        try:
            if self._file is None:
                self._file = self._open()
            self._file.write(_exchange(response, request))
        except OSError as error:
            self._fail(error)
        else:
            self._crawler.stats.inc_value("feedcrawler/archive/responses")
            self._crawler.stats.set_value("feedcrawler/archive/bytes", self._file.size)

    def spider_closed(self) -> None:
        """Finish the file."""
        if self._file is None or self._failed:
            return
        try:
            self._file.close()
        except OSError as error:
            self._fail(error)
        else:
            logger.info("Archived the crawl in %s", self._file.path)

    def _open(self) -> WarcFile:
        spider, settings = self._crawler.spider, self._crawler.settings
        name = re.sub(r"[^\w.-]+", "_", spider.name if spider else "crawl")
        file = f"{name}-{datetime.now(UTC):%Y%m%dT%H%M%SZ}-{secrets.token_hex(3)}.warc.gz"
        opened = WarcFile(
            self._folder / file,
            {
                "software": f"feedcrawler/{__version__} Scrapy/{scrapy.__version__}",
                "format": "WARC File Format 1.1",
                "conformsTo": "http://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/",
                "robots": "obey" if settings.getbool("ROBOTSTXT_OBEY") else "ignore",
                "http-header-user-agent": settings.get("USER_AGENT"),
                "isPartOf": name,
            },
        )
        self._crawler.stats.set_value("feedcrawler/archive/file", str(opened.path))
        return opened

    def _fail(self, error: OSError) -> None:
        self._failed = True
        self._crawler.stats.inc_value("feedcrawler/archive/failed")
        logger.error(
            "The archive in %s cannot be written any more: %s; the crawl goes on without it",
            self._folder,
            error.strerror or error,
        )
        if self._file:
            self._file.abandon()


def _writable(folder: Path) -> Path:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            return folder
    except OSError as error:
        raise ConfigurationError(f"cannot write an archive to {folder}: {error.strerror or error}") from None


def _exchange(response: Response, request: Request) -> Exchange:
    warc_headers = {"WARC-IP-Address": str(response.ip_address)} if response.ip_address else {}
    for flag in _TRUNCATED.keys() & response.flags:
        warc_headers["WARC-Truncated"] = _TRUNCATED[flag]
    parts = urlsplit(urldefrag(response.url).url)
    return Exchange(
        url=parts._replace(netloc=parts.netloc.rpartition("@")[2]).geturl(),
        date=request.meta["fetched_at"],
        method=request.method,
        request_headers=[pair for pair in _pairs(request.headers) if pair[0].lower() in _REQUEST_HEADERS],
        status=response.status,
        response_headers=[pair for pair in _pairs(response.headers) if pair[0].lower() not in _NOT_RESPONSE_HEADERS],
        response_body=response.body,
        warc_headers=warc_headers,
    )


def _pairs(headers: Headers) -> RawHeaders:
    return [(name, value) for name, values in headers.items() for value in values]
