from __future__ import annotations

import gzip
from datetime import UTC, datetime
from pathlib import Path

import pytest
from fastwarc.warc import ArchiveIterator as FastIterator
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from warcio.archiveiterator import ArchiveIterator as WarcioIterator

from feedcrawler.recording import Archive, Recorded
from feedcrawler.recording.writer import Exchange, WarcFile

DATE = datetime(2026, 11, 22, 18, 56, 1, 234567, tzinfo=UTC)


def exchange(url: str = "https://news.example/story/?a=b", body: bytes = b"<p>news</p>", status: int = 200) -> Exchange:
    return Exchange(
        url=url,
        date=DATE,
        method="GET",
        request_headers=[(b"User-Agent", b"feedcrawler")],
        status=status,
        response_headers=[(b"Content-Type", b"text/html"), (b"Link", b"one"), (b"Link", "два".encode())],
        response_body=body,
        warc_headers={"WARC-IP-Address": "192.0.2.1"},
    )


def write(path: Path, *exchanges: Exchange) -> Path:
    file = WarcFile(path, {"software": "feedcrawler"})
    for one in exchanges:
        file.write(one)
    file.close()
    return path


def test_what_is_written_is_what_our_replay_reads(tmp_path: Path) -> None:
    archive = Archive([write(tmp_path / "news.warc.gz", exchange())])
    capture = archive.find("https://news.example/story/?a=b")
    assert capture is not None
    headers = [(b"Content-Type", b"text/html"), (b"Link", b"one"), (b"Link", "два".encode())]
    assert archive.read(capture) == Recorded(DATE, 200, headers, b"<p>news</p>")


def test_the_records_are_a_warcinfo_and_pairs_that_refer_to_each_other(tmp_path: Path) -> None:
    path = write(tmp_path / "news.warc.gz", exchange(), exchange(status=404))
    with path.open("rb") as file:
        headers = [(record.rec_type, record.rec_headers) for record in WarcioIterator(file)]
    assert [kind for kind, _ in headers] == ["warcinfo", "response", "request", "response", "request"]
    assert headers[0][1].get_header("WARC-Filename") == "news.warc.gz"
    response, request = headers[1][1], headers[2][1]
    assert request.get_header("WARC-Concurrent-To") == response.get_header("WARC-Record-ID")
    assert response.get_header("WARC-Date") == request.get_header("WARC-Date") == "2026-11-22T18:56:01.234567Z"
    assert response.get_header("WARC-IP-Address") == "192.0.2.1"
    assert response.protocol == "WARC/1.1"


def test_the_request_is_written_as_it_was_sent(tmp_path: Path) -> None:
    path = write(tmp_path / "news.warc.gz", exchange())
    with path.open("rb") as file:
        block = gzip.decompress(file.read()).rpartition(b"WARC/1.1\r\n")[2].partition(b"\r\n\r\n")[2]
    assert block == b"GET /story/?a=b HTTP/1.1\r\nHost: news.example\r\nUser-Agent: feedcrawler\r\n\r\n\r\n\r\n"


statuses = st.sampled_from([200, 301, 404, 503, 599])


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.binary(max_size=400), statuses), min_size=1, max_size=4))
def test_two_other_implementations_read_any_archive_and_find_its_digests_right(
    tmp_path: Path, pages: list[tuple[bytes, int]]
) -> None:
    path = write(tmp_path / "news.warc.gz", *(exchange(body=body, status=status) for body, status in pages))
    with path.open("rb") as file:
        iterator = WarcioIterator(file, check_digests="raise")
        seen = [(one.content_stream().read(), one.rec_type) for one in iterator]
    assert [body for body, kind in seen if kind == "response"] == [body for body, _ in pages]
    bodies = []
    for record in FastIterator(str(path), parse_http=False):
        assert record.headers["WARC-Type"] == "warcinfo" or record.verify_block_digest()
        record.parse_http()
        if record.headers["WARC-Type"] == "response":
            assert record.verify_payload_digest()
            bodies.append(record.reader.read())
    assert bodies == [body for body, _ in pages]
    path.unlink()


def test_a_file_is_whole_after_every_record_and_has_its_name_only_when_it_is_done(tmp_path: Path) -> None:
    file = WarcFile(tmp_path / "news.warc.gz", {"software": "feedcrawler"})
    for number in range(3):
        file.write(exchange(url=f"https://news.example/{number}"))
        assert [one.name for one in tmp_path.iterdir()] == ["news.warc.gz.open"]
        assert len(Archive([tmp_path / "news.warc.gz.open"])) == number + 1
    file.close()
    assert [one.name for one in tmp_path.iterdir()] == ["news.warc.gz"]


def test_a_file_is_never_written_over(tmp_path: Path) -> None:
    WarcFile(tmp_path / "news.warc.gz", {})
    with pytest.raises(FileExistsError):
        WarcFile(tmp_path / "news.warc.gz", {})
