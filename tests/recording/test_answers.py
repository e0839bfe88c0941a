from __future__ import annotations

import gzip
import zlib
from pathlib import Path

import brotli  # type: ignore[import-untyped]
import pytest
from hypothesis import given
from hypothesis import strategies as st

from feedcrawler.recording.answers import TooLargeError, read_answer
from feedcrawler.recording.stream import Position
from tests.recording import build

URL = "https://news.example/story/"
PAGE = "<html><p>Сьогодні тихо.</p></html>".encode() * 20


def answer(tmp_path: Path, body: bytes, headers: str = "", limit: int = 0) -> tuple[dict[bytes, bytes], bytes]:
    path = build.write(tmp_path / "one.warc.gz", build.response(URL, body, headers=headers))
    pairs, body = read_answer(path, Position(0), limit)
    return dict(pairs), body


def chunked(body: bytes, size: int = 7) -> bytes:
    pieces = [body[start : start + size] for start in range(0, len(body), size)]
    return b"".join(b"%x\r\n%s\r\n" % (len(piece), piece) for piece in [*pieces, b""])


def test_a_chunked_body_is_put_together(tmp_path: Path) -> None:
    headers, body = answer(tmp_path, chunked(PAGE), "Transfer-Encoding: Chunked\r\nContent-Length: 9\r\n")
    assert body == PAGE
    assert b"Transfer-Encoding" not in headers
    assert headers[b"Content-Length"] == b"%d" % len(PAGE)


def test_a_body_that_is_not_chunked_any_more_stays_as_it_is(tmp_path: Path) -> None:
    assert answer(tmp_path, PAGE, "Transfer-Encoding: chunked\r\n")[1] == PAGE


@pytest.mark.parametrize(
    ("coding", "encoded"),
    [
        ("gzip", gzip.compress(PAGE, mtime=0)),
        ("x-gzip", gzip.compress(PAGE, mtime=0)),
        ("GZIP", gzip.compress(PAGE, mtime=0)),
        ("br", brotli.compress(PAGE)),
        ("deflate", zlib.compress(PAGE)),
        ("deflate", zlib.compress(PAGE)[2:-4]),
        ("gzip, br", brotli.compress(gzip.compress(PAGE, mtime=0))),
    ],
)
def test_an_encoded_body_stays_encoded_and_says_so(tmp_path: Path, coding: str, encoded: bytes) -> None:
    headers, body = answer(tmp_path, encoded, f"Content-Encoding: {coding}\r\n")
    assert headers[b"Content-Encoding"] == coding.encode()
    assert body == encoded


@pytest.mark.parametrize("coding", ["gzip", "br", "deflate", "zstd", "gzip, br"])
def test_a_body_that_the_recorder_has_decoded_is_not_said_to_be_encoded(tmp_path: Path, coding: str) -> None:
    headers, body = answer(tmp_path, PAGE, f"Content-Encoding: {coding}\r\nContent-Length: 12\r\n")
    assert b"Content-Encoding" not in headers
    assert headers[b"Content-Length"] == b"%d" % len(PAGE)
    assert body == PAGE


def test_a_body_larger_than_the_limit_is_refused_however_it_is_framed(tmp_path: Path) -> None:
    assert answer(tmp_path, PAGE, limit=len(PAGE))[1] == PAGE
    assert answer(tmp_path, chunked(PAGE), "Transfer-Encoding: chunked\r\n", limit=len(PAGE))[1] == PAGE
    with pytest.raises(TooLargeError):
        answer(tmp_path, PAGE, limit=len(PAGE) - 1)
    with pytest.raises(TooLargeError):
        answer(tmp_path, chunked(PAGE), "Transfer-Encoding: chunked\r\n", limit=len(PAGE) - 1)
    with pytest.raises(TooLargeError):
        answer(tmp_path, chunked(bytes(10_000), 5000), "Transfer-Encoding: chunked\r\n", limit=100)


def test_headers_that_are_not_ascii_come_back_byte_for_byte(tmp_path: Path) -> None:
    raw = b"Location: /" + "місто".encode()
    headers, _ = answer(tmp_path, b"", raw.decode("latin-1") + "\r\n")
    assert headers[b"Location"] == "/місто".encode()


@given(body=st.binary(max_size=200), size=st.integers(1, 50))
def test_chunking_of_any_body_is_undone(tmp_path_factory: pytest.TempPathFactory, body: bytes, size: int) -> None:
    folder = tmp_path_factory.getbasetemp()
    assert answer(folder, chunked(body, size), "Transfer-Encoding: chunked\r\n")[1] == body
