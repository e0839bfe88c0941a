"""A recorded answer as it would come over the wire: headers that are true to the body, no chunking."""

from __future__ import annotations

import io
import zlib
from pathlib import Path

import brotli  # type: ignore[import-untyped]
from warcio.bufferedreaders import ChunkedDataReader

from feedcrawler.recording.records import Headers, read_payload
from feedcrawler.recording.stream import Position

BODY_HEADERS = frozenset({b"content-encoding", b"content-length", b"transfer-encoding"})
"""Headers that speak of the body as it is stored."""

_CONNECTION_HEADERS = frozenset({b"connection", b"keep-alive", b"transfer-encoding", b"upgrade", b"trailer"})


class TooLargeError(Exception):
    """The recorded body is larger than what was asked for."""


def read_answer(file: Path, position: Position, limit: int = 0) -> tuple[Headers, bytes]:
    """The headers and the body of a record.

    The body is without chunking, and encoded as the Content-Encoding in the headers says, if there is one.

    Args:
        file: the WARC file.
        position: where in it the record begins.
        limit: how many bytes the body may have; 0 is no limit.

    Raises:
        TooLargeError: the body is larger.
        DamagedRecord: the file has changed since it was indexed.
        OSError: the file cannot be read.
    """
    room = 2 * limit + 1 if limit else 1 << 62  # framing by chunks adds less than what it frames
    with file.open("rb") as opened:
        record, body = read_payload(opened, position, room)
    headers = record.http.headers if record.http else _resource_headers(record.get("content-type"))
    if any(name.lower() == b"transfer-encoding" and b"chunked" in value.lower() for name, value in headers):
        body = ChunkedDataReader(io.BytesIO(body)).read()
    if limit and len(body) > limit:
        raise TooLargeError(f"more than {limit} bytes")
    return _true_headers(headers, body), body


def _resource_headers(content_type: str | None) -> Headers:
    return [(b"Content-Type", content_type.encode())] if content_type else []


def _true_headers(headers: Headers, body: bytes) -> Headers:
    """`headers` without those of the connection and without encodings that the recorder has undone."""
    encoded = all(
        _is_encoded(value.split(b",")[-1].strip().lower(), body)
        for name, value in headers
        if name.lower() == b"content-encoding"
    )
    kept: Headers = []
    for name, value in headers:
        match name.lower():
            case b"content-length" if body:
                kept.append((name, b"%d" % len(body)))
            case b"content-encoding" if not encoded:
                pass
            case lower if lower not in _CONNECTION_HEADERS:
                kept.append((name, value))
    return kept


def _is_encoded(coding: bytes, body: bytes) -> bool:
    """Whether a body can be what its Content-Encoding says; recorders often store it decoded."""
    match coding:
        case b"gzip" | b"x-gzip":
            return body.startswith(b"\x1f\x8b")
        case b"zstd":
            return body.startswith(b"\x28\xb5\x2f\xfd")
        case b"deflate":
            return _inflates(body, zlib.MAX_WBITS) or _inflates(body, -zlib.MAX_WBITS)
        case b"br":
            return bool(body) and _is_brotli(body)
    return True


def _inflates(body: bytes, wbits: int) -> bool:
    try:
        return bool(body and zlib.decompressobj(wbits).decompress(body, 4096))
    except zlib.error:
        return False


def _is_brotli(body: bytes) -> bool:
    try:
        brotli.Decompressor().process(body, output_buffer_limit=4096)
    except brotli.error:
        return False
    return True
