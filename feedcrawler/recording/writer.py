"""Writing WARC 1.1 files (ISO 28500:2017), one gzip member a record, with warcio."""

from __future__ import annotations

import contextlib
import gzip
import io
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from http import HTTPStatus
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from feedcrawler.recording.records import Headers

_GZIP_LEVEL = 6  # twice as fast as 9 on large pages, and no larger to speak of


@dataclass(frozen=True, kw_only=True)
class Exchange:
    """A request and the response to it, as they are to be recorded."""

    url: str
    """Without user and fragment."""
    date: datetime
    """When the response came; aware, UTC."""
    method: str
    request_headers: Headers
    """Without Host, which is the URL's."""
    status: int
    response_headers: Headers
    response_body: bytes
    warc_headers: Mapping[str, str] = field(default_factory=dict)
    """More about the response: WARC-IP-Address, WARC-Truncated."""


class WarcFile:
    """A WARC file that is being written.

    Its name ends in ".open" until it is closed. Every record is handed to the operating system as soon as it
    is made, so that a crash leaves a file that can be read up to its last record.

    Every method raises OSError where the disk does not do as told.
    """

    def __init__(self, path: Path, info: Mapping[str, str]) -> None:
        """Create the file, with a warcinfo record."""
        self.path = path
        self.size = 0
        self._open_path = path.with_name(f"{path.name}.open")
        self._file = self._open_path.open("xb", buffering=0)
        self._warc = WARCWriter(None, gzip=False, warc_version="WARC/1.1")
        try:
            self._append(self._warc.create_warcinfo_record(path.name, dict(info)))
        except OSError:
            self._file.close()
            self._open_path.unlink()
            raise

    def write(self, exchange: Exchange) -> None:
        """Append a response record, and a request record that refers to it."""
        url = urlsplit(exchange.url)
        target = f"{url.path or '/'}?{url.query}" if url.query else url.path or "/"
        common = {"WARC-Date": exchange.date.strftime("%Y-%m-%dT%H:%M:%S.%fZ")}
        response = self._record(
            "response",
            exchange.url,
            common | dict(exchange.warc_headers),
            _HttpHead(f"{exchange.status} {_phrase(exchange.status)}", exchange.response_headers, "HTTP/1.1"),
            exchange.response_body,
        )
        request = self._record(
            "request",
            exchange.url,
            common | {"WARC-Concurrent-To": response.rec_headers.get_header("WARC-Record-ID")},
            _HttpHead(
                f"{exchange.method} {target} HTTP/1.1",
                [(b"Host", url.netloc.encode()), *exchange.request_headers],
                is_http_request=True,
            ),
            b"",
        )
        self._append(response, request)

    def close(self) -> None:
        """Give the file its name."""
        self._file.close()
        self._open_path.rename(self.path)

    def abandon(self) -> None:
        """Close the file after a failure, whole up to its last record, under the name of an open one."""
        with contextlib.suppress(OSError):
            self._file.truncate(self.size)
        self._file.close()

    def _record(self, kind: str, url: str, headers: dict[str, str], head: _HttpHead, body: bytes) -> Any:
        return self._warc.create_warc_record(
            url,
            kind,
            payload=io.BytesIO(body),
            length=len(body),
            warc_headers_dict=headers,
            http_headers=head,
        )

    def _append(self, *records: Any) -> None:
        data = b"".join(self._compressed(record) for record in records)
        left = memoryview(data)
        while left:
            left = left[self._file.write(left) :]
        self.size += len(data)

    def _compressed(self, record: Any) -> bytes:
        self._warc.out = io.BytesIO()
        self._warc.write_record(record)
        return gzip.compress(self._warc.out.getvalue(), compresslevel=_GZIP_LEVEL, mtime=0)


class _HttpHead(StatusAndHeaders):  # type: ignore[misc]
    """Headers byte for byte; warcio percent-encodes what is not ASCII, and so spoils a Location."""

    def to_ascii_bytes(self, filter_func: Callable[[Any], Any] | None = None) -> bytes:
        text: str = self.to_str(filter_func)
        return text.encode("latin-1") + b"\r\n"


def _phrase(status: int) -> str:
    try:
        return HTTPStatus(status).phrase
    except ValueError:
        return "Unknown"
