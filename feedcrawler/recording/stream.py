"""The plain bytes of a WARC file, gzip members undone, in bounded memory."""

from __future__ import annotations

import mmap
import re
import zlib
from typing import BinaryIO, NamedTuple

WARC = b"WARC/"
"""How a record begins."""

_CHUNK = 64 * 1024
_MAX_FALSE_STARTS = 10_000
_GZIP = b"\x1f\x8b\x08"
_RECORD_START = re.compile(rb"WARC/\d\.\d{1,2}\r?\n")
_RECORD_START_SIZE = len(b"WARC/1.10\r\n")
_BLANK_LINE = re.compile(rb"\n\r?\n")


class Position(NamedTuple):
    """Where a record begins: an offset in the file and, in a gzip member, plain bytes to skip."""

    offset: int
    skip: int = 0


class DamagedRecord(Exception):  # noqa: N818 - it is what happened to the record, not an error of ours
    """A record that cannot be used; its neighbours can."""

    def __init__(self, reason: str, *, cut: bool = False) -> None:
        super().__init__(reason)
        self.cut = cut


class DamagedMember(DamagedRecord):
    """A gzip member that cannot be read to its end."""


class PlainReader:
    """The plain bytes of a file from a position on: to its end, or to the end of the gzip member there.

    Every method that reads raises DamagedMember where the gzip data is damaged or the file ends within it.
    """

    def __init__(self, file: BinaryIO, at: Position) -> None:
        file.seek(at.offset)
        start = file.read(len(_GZIP))
        file.seek(at.offset)
        self._file = file
        self._offset = at.offset
        self._inflate = zlib.decompressobj(zlib.MAX_WBITS + 16) if start == _GZIP else None
        self._buffer = bytearray()
        self._taken = 0
        self.skip(at.skip)

    @property
    def gzipped(self) -> bool:
        """Whether this is a gzip member."""
        return self._inflate is not None

    @property
    def position(self) -> Position:
        """Where the next byte is."""
        if self._inflate is None:
            return Position(self._offset + self._taken)
        return Position(self._offset, self._taken)

    @property
    def end(self) -> int:
        """The file offset behind the member, once all of it was read."""
        return self._file.tell() - (len(self._inflate.unused_data) if self._inflate else 0)

    def at(self, position: Position) -> PlainReader:
        """Another reader of the same file."""
        return PlainReader(self._file, position)

    def peek(self, size: int) -> bytes:
        """The next `size` bytes, or all there are."""
        while len(self._buffer) < size and self._fill():
            pass
        return bytes(self._buffer[:size])

    def take(self, size: int) -> bytes:
        """Pass over the next `size` bytes, or all there are, and give them."""
        data = self.peek(size)
        self._drop(len(data))
        return data

    def skip(self, size: int) -> int:
        """Pass over `size` bytes; how many there were."""
        left = size
        while left and (self._buffer or self._fill()):
            left -= self._drop(min(left, len(self._buffer)))
        return size - left

    def skip_line_ends(self) -> bool:
        """Pass over line ends; whether anything follows."""
        while self._buffer or self._fill():
            self._drop(len(self._buffer) - len(self._buffer.lstrip(b"\r\n")))
            if self._buffer:
                return True
        return False

    def take_head(self, limit: int) -> bytes | None:
        """The bytes up to and with the first blank line, None if there is none within `limit` bytes."""
        searched = 0
        while True:
            match = _BLANK_LINE.search(self._buffer, max(0, searched - 2), limit)
            if match:
                return self.take(match.end())
            searched = len(self._buffer)
            if searched >= limit or not self._fill():
                return None

    def find_record(self) -> bool:
        """Pass over everything before what looks like the start of a record; whether there is one."""
        while self._buffer or self._fill():
            match = _RECORD_START.search(self._buffer)
            if match:
                self._drop(match.start())
                return True
            self._drop(max(0, len(self._buffer) - _RECORD_START_SIZE))  # what is left may be half of one
            if not self._fill():
                self._drop(len(self._buffer))
        return False

    def _drop(self, size: int) -> int:
        del self._buffer[:size]
        self._taken += size
        return size

    def _fill(self) -> bool:
        """Have one chunk more in the buffer; False at the end."""
        chunk = self._file.read(_CHUNK) if self._inflate is None else self._inflate_chunk(self._inflate)
        self._buffer += chunk
        return bool(chunk)

    def _inflate_chunk(self, inflate: zlib._Decompress) -> bytes:
        chunk = b""
        while not chunk and not inflate.eof:
            data = inflate.unconsumed_tail or self._file.read(_CHUNK)
            try:
                chunk = inflate.decompress(data, _CHUNK)
            except zlib.error:
                raise DamagedMember("its gzip data is damaged") from None
            if not data and not chunk and not inflate.eof:
                raise DamagedMember("the file ends inside it", cut=True)
        return chunk


def next_member(file: BinaryIO, offset: int) -> int | None:
    """Where the next gzip member that holds a record begins."""
    with mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
        for _ in range(_MAX_FALSE_STARTS):
            offset = data.find(_GZIP, offset)
            if offset < 0 or _inflates_to_record(data[offset : offset + 4096]):
                return offset if offset >= 0 else None
            offset += 1
    return None


def _inflates_to_record(data: bytes) -> bool:
    try:
        return zlib.decompressobj(zlib.MAX_WBITS + 16).decompress(data, len(WARC)) == WARC
    except zlib.error:
        return False
