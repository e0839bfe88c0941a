"""WARC files as a series of records (ISO 28500): plain or gzipped, whole or damaged.

Archives come from anywhere, and from crawls that were killed. warcio's own reader takes header lines of any
length and ends at the first damage; this one bounds what it holds in memory, says what it leaves out, and
goes on behind it.
"""

from __future__ import annotations

import re
from collections.abc import Generator, Iterator
from dataclasses import dataclass
from typing import BinaryIO, NamedTuple

from feedcrawler.recording.stream import (
    DamagedMember,
    DamagedRecord,
    PlainReader,
    Position,
    next_member,
)

MAX_HEAD = 256 * 1024
"""Bytes that a WARC or HTTP header may have."""

_FOLD = re.compile(rb"\r?\n[ \t]+")
_VERSION = re.compile(rb"WARC/\d\.\d{1,2}")
_RECORD_END = re.compile(rb"(?:\r?\n){2}|(?:\r?\n)?(?:WARC/|\r?\Z)")  # some writers save on line ends
_STATUS_LINE = re.compile(rb"HTTP/\d(?:\.\d)?[ \t]+([1-9]\d\d)(?!\d)", re.IGNORECASE)
_HTTP = ("http://", "https://")
_WITH_HTTP_HEAD = frozenset({"response", "revisit", "request"})

Headers = list[tuple[bytes, bytes]]


class Damage(NamedTuple):
    """A place in a file that cannot be used."""

    position: Position
    reason: str
    cut: bool
    """Whether the file ends there, as after a crash of its writer."""


@dataclass(frozen=True, slots=True)
class HttpHead:
    """The first line and the headers of an HTTP message, as recorded."""

    first_line: bytes
    headers: Headers

    @property
    def status(self) -> int | None:
        """The status that the first line gives, None if it gives none."""
        match = _STATUS_LINE.match(self.first_line)
        return int(match[1]) if match else None

    @property
    def method(self) -> str:
        """The method of a request, in upper case."""
        return self.first_line.split(b" ", 1)[0].decode("latin-1").upper()


@dataclass(frozen=True, slots=True)
class Record:
    """A record without its payload."""

    position: Position
    fields: list[tuple[str, str]]
    """The WARC header, names in lower case."""
    http: HttpHead | None
    payload: Position
    payload_length: int

    def get(self, name: str) -> str | None:
        """The first value of a WARC header field; `name` in lower case."""
        return next((value for field, value in self.fields if field == name), None)

    def all(self, name: str) -> list[str]:
        """Every value of a WARC header field; `name` in lower case."""
        return [value for field, value in self.fields if field == name]

    @property
    def type(self) -> str:
        """The WARC-Type, in lower case."""
        return (self.get("warc-type") or "").lower()

    @property
    def url(self) -> str:
        """The WARC-Target-URI, without the angle brackets that some writers put around it."""
        return (self.get("warc-target-uri") or "").strip("<>")


def scan(file: BinaryIO) -> Iterator[Record | Damage]:
    """Every record of a WARC file in order, and every place that holds none that can be used."""
    offset: int | None = 0
    size = file.seek(0, 2)
    while offset is not None and offset < size:
        try:
            offset = yield from _scan_member(file, offset)
        except DamagedMember as damage:
            yield Damage(Position(offset), str(damage), damage.cut)
            offset = next_member(file, offset + 1)


def read_payload(file: BinaryIO, position: Position, limit: int) -> tuple[Record, bytes]:
    """The record at `position` and the first `limit` bytes of its payload.

    Raises:
        DamagedRecord: there is no record that can be read (any more).
    """
    reader = PlainReader(file, position)
    record = _read_head(reader)
    return record, reader.take(min(limit, record.payload_length))


def plain_start(file: BinaryIO) -> bytes:
    """The first bytes of a file, decompressed if it is gzipped; none if it cannot be decompressed."""
    try:
        return PlainReader(file, Position(0)).peek(len("filedesc://"))
    except DamagedRecord:
        return b""


def _scan_member(file: BinaryIO, offset: int) -> Generator[Record | Damage, None, int]:
    """The records of a plain file, or of one gzip member; returns where it ends."""
    reader = PlainReader(file, Position(offset))
    while reader.skip_line_ends():
        start = resume = reader.position
        try:
            record = _read_head(reader)
            resume = record.payload
            _pass_payload(reader, record)
        except DamagedMember:
            raise
        except DamagedRecord as damage:
            yield Damage(start, str(damage), damage.cut)
            if not reader.gzipped:  # a record that claims too much hides those behind it; no way back in gzip
                reader = reader.at(resume)
            if reader.position == start:
                reader.skip(1)
            if not reader.find_record():
                break
        else:
            yield record
    return reader.end


def _read_head(reader: PlainReader) -> Record:
    position = reader.position
    head = reader.take_head(MAX_HEAD)
    if head is None:
        cut = not reader.gzipped and len(reader.peek(MAX_HEAD)) < MAX_HEAD
        raise DamagedRecord("its WARC header has no end", cut=cut)
    version, headers = _parse_head(head)
    if not _VERSION.fullmatch(version):
        raise DamagedRecord("no WARC record begins there")
    fields = [(name.decode("latin-1").lower(), value.decode("utf-8", "replace")) for name, value in headers]
    record = Record(position, fields, None, reader.position, 0)
    length = _length(record.get("content-length"))
    http = None
    if record.type in _WITH_HTTP_HEAD and record.url[:8].lower().startswith(_HTTP) and length:
        http, length = _read_http_head(reader, length)
    return Record(position, fields, http, reader.position, length)


def _read_http_head(reader: PlainReader, length: int) -> tuple[HttpHead, int]:
    """The HTTP head at the start of a block of `length` bytes, and how long what follows it is."""
    head = reader.take_head(min(length, MAX_HEAD))
    if head is None:  # a block that is nothing but a head need not end in a blank line
        if length > MAX_HEAD:
            raise DamagedRecord("its HTTP header has no end")
        head = reader.take(length)
    return HttpHead(*_parse_head(head)), length - len(head)


def _pass_payload(reader: PlainReader, record: Record) -> None:
    if reader.skip(record.payload_length) < record.payload_length:
        raise DamagedRecord("it is shorter than its Content-Length says", cut=not reader.gzipped)
    if not _RECORD_END.match(reader.peek(10)):
        raise DamagedRecord("it does not end where its Content-Length says")


def _parse_head(head: bytes) -> tuple[bytes, Headers]:
    """The first line, and the headers; a line that begins with white space continues the one before it."""
    first, *lines = _FOLD.sub(b" ", head).split(b"\n")
    headers: Headers = []
    for line in lines:
        name, colon, value = line.partition(b":")
        if colon and name.strip():
            headers.append((name.strip(), value.strip()))
    return first.strip(), headers


def _length(value: str | None) -> int:
    if value is None or not re.fullmatch(r"[0-9]{1,15}", value):
        raise DamagedRecord("it has no valid Content-Length")
    return int(value)
