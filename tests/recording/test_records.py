from __future__ import annotations

import gzip
import io
import time
import tracemalloc
from pathlib import Path

import pytest
from fastwarc.warc import ArchiveIterator
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from feedcrawler.recording.records import Damage, Record, read_payload, scan
from feedcrawler.recording.stream import Position
from tests.recording import build

URL = "https://news.example/story/"


def read(path: Path) -> tuple[list[bytes], list[str]]:
    """The payloads of the whole records, and what is wrong with the others."""
    with path.open("rb") as file:
        events = list(scan(file))
        records = [event for event in events if isinstance(event, Record)]
        payloads = [read_payload(file, record.position, 1 << 30)[1] for record in records]
    return payloads, [event.reason for event in events if isinstance(event, Damage)]


@pytest.fixture(params=["news.warc", "news.warc.gz"])
def path(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    return tmp_path / str(request.param)


def test_the_records_of_a_file_are_read_in_order(path: Path) -> None:
    build.write(path, *(build.response(URL, b"page %d" % number) for number in range(5)))
    assert read(path) == ([b"page %d" % number for number in range(5)], [])


@pytest.mark.parametrize("version", ["1.0", "1.1", "0.18"])
def test_every_version_of_the_format_is_read(path: Path, version: str) -> None:
    build.write(path, build.response(URL, b"page", version=version))
    assert read(path) == ([b"page"], [])


def test_a_file_gzipped_as_one_piece_is_read_too(path: Path) -> None:
    path.write_bytes(gzip.compress(b"".join(build.response(URL, b"page %d" % number) for number in range(3))))
    assert read(path) == ([b"page 0", b"page 1", b"page 2"], [])


def test_line_feeds_alone_will_do_as_line_ends(path: Path) -> None:
    lax = b"WARC/1.0\nWARC-Type: response\nWARC-Target-URI: %s\nContent-Length: 26\n\nHTTP/1.1 200 OK\nA: b\n\npage\n\n"
    build.write(path, lax % URL.encode(), build.response(URL, b"next"))
    assert read(path) == ([b"page", b"next"], [])


def test_header_names_are_found_in_any_case_and_folded_lines_are_joined(path: Path) -> None:
    folded = build.response(URL).replace(b"WARC-Type: response", b"warc-type:\r\n  Response")
    build.write(path, folded)
    with path.open("rb") as file:
        (only,) = scan(file)
    assert isinstance(only, Record)
    assert only.type == "response"


@pytest.mark.parametrize("cut", [1, 30, 150, 250, 300])
def test_of_a_file_that_ends_too_early_the_whole_records_are_read(path: Path, cut: int) -> None:
    whole = [build.response(URL, b"first " * 30), build.response(URL, b"second " * 30)]
    build.write(path, *whole)
    last = build.response(URL, bytes(range(256)))
    if path.suffix == ".gz":
        last = gzip.compress(last, mtime=0)
    with path.open("ab") as file:
        file.write(last[:cut])
    payloads, damages = read(path)
    assert payloads == [b"first " * 30, b"second " * 30]
    assert len(damages) == 1


def test_a_content_length_that_is_too_large_costs_one_record(path: Path) -> None:
    build.write(path, build.response(URL, b"liar", Content_Length="5000"), build.response(URL, b"honest"))
    assert read(path) == (
        [b"honest"],
        ["it is shorter than its Content-Length says"],
    )


def test_a_content_length_that_is_too_small_costs_one_record(path: Path) -> None:
    build.write(path, build.response(URL, b"liar", Content_Length="46"), build.response(URL, b"honest"))
    assert read(path) == ([b"honest"], ["it does not end where its Content-Length says"])


@pytest.mark.parametrize("length", ["", "-5", "1e3", "1_000", "٣", "9" * 400])
def test_a_content_length_that_is_no_number_costs_one_record(path: Path, length: str) -> None:
    build.write(path, build.response(URL, b"liar", Content_Length=length), build.response(URL, b"honest"))
    assert read(path) == ([b"honest"], ["it has no valid Content-Length"])


def test_rubbish_between_records_costs_nothing_else(path: Path) -> None:
    build.write(path, build.response(URL, b"one"), b"rubbish\r\n" * 20_000, build.response(URL, b"two"))
    payloads, damages = read(path)
    assert payloads == [b"one", b"two"]
    assert len(damages) == 1


def test_in_a_file_gzipped_as_one_piece_damage_costs_what_it_touches(tmp_path: Path) -> None:
    path = tmp_path / "news.warc.gz"
    pages = [build.response(URL, b"page %d" % number) for number in range(3)]
    pages[1] = build.response(URL, b"liar", Content_Length="46")
    path.write_bytes(gzip.compress(b"".join(pages)))
    assert read(path) == ([b"page 0", b"page 2"], ["it does not end where its Content-Length says"])


def test_damaged_gzip_in_the_middle_costs_one_record(tmp_path: Path) -> None:
    members = [gzip.compress(build.response(URL, b"page %d" % number)) for number in range(3)]
    members[1] = members[1][:60] + b"\x00\xff\x00\xff" + members[1][64:]
    path = tmp_path / "damaged.warc.gz"
    path.write_bytes(b"".join(members))
    payloads, damages = read(path)
    assert payloads == [b"page 0", b"page 2"]
    assert damages == ["its gzip data is damaged"]


def test_a_crashed_archive_with_another_one_behind_it_loses_only_the_cut_record(path: Path) -> None:
    build.write(path, build.response(URL, b"before"), build.response(URL, b"cut " * 500))
    crashed = path.read_bytes()[:-20]
    build.write(path, build.response(URL, b"after"))
    path.write_bytes(crashed + path.read_bytes())
    payloads, damages = read(path)
    assert payloads == [b"before", b"after"]
    assert len(damages) == 1


def test_headers_without_end_cost_one_record_and_little_memory(tmp_path: Path) -> None:
    path = tmp_path / "bomb.warc.gz"
    endless = b"WARC/1.0\r\n" + b"X: y\r\n" * 3_000_000
    in_http = build.response(URL, b"", headers="X: y\r\n" * 1_000_000)
    build.write(path, endless, in_http, build.response(URL, b"fine"))
    tracemalloc.start()
    payloads, damages = read(path)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert payloads == [b"fine"]
    assert damages == ["its WARC header has no end", "its HTTP header has no end"]
    assert peak < 5_000_000


def test_of_a_huge_payload_only_what_is_asked_for_is_held(tmp_path: Path) -> None:
    path = build.write(tmp_path / "bomb.warc.gz", build.response(URL, bytes(30_000_000)))
    tracemalloc.start()
    with path.open("rb") as file:
        assert [type(event) for event in scan(file)] == [Record]
        assert read_payload(file, Position(0), 1000)[1] == bytes(1000)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 2_000_000


def test_a_file_of_false_gzip_headers_is_given_up_in_a_moment(tmp_path: Path) -> None:
    path = build.write(tmp_path / "false.warc.gz", build.response(URL, b"fine"))
    with path.open("ab") as file:
        file.write(b"\x1f\x8b\x08" * 1_000_000)
    start = time.perf_counter()
    payloads, _ = read(path)
    assert payloads == [b"fine"]
    assert time.perf_counter() - start < 5


payloads = st.binary(max_size=300) | st.sampled_from(
    [b"", b"\r\n\r\n", b"WARC/1.0\r\n", b"\nWARC/1.0\r\nContent-Length: 9\r\n\r\n", b"\x1f\x8b\x08", b"\r\n" * 50]
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=100)
@given(st.lists(payloads, max_size=5))
def test_any_sequence_of_records_is_read_back_as_another_implementation_reads_it(
    path: Path, bodies: list[bytes]
) -> None:
    build.write(path, *(build.response(URL, body) for body in bodies))
    assert read(path) == (bodies, [])
    others = [record.reader.read() for record in ArchiveIterator(io.BytesIO(path.read_bytes()), parse_http=True)]
    assert others == bodies


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=100)
@given(st.data())
def test_no_damage_stops_the_reader(path: Path, data: st.DataObject) -> None:
    build.write(path, *(build.response(URL, b"page %d " % number * 20) for number in range(4)))
    content = bytearray(path.read_bytes())
    for _ in range(data.draw(st.integers(1, 6))):
        at = len(content) * data.draw(st.integers(0, 9999)) // 10_000
        content[at : at + data.draw(st.integers(0, 40))] = data.draw(st.binary(max_size=20))
    path.write_bytes(content)
    read(path)
