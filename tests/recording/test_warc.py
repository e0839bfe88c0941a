from __future__ import annotations

import gzip
import logging
import os
from datetime import UTC, datetime
from pathlib import Path

import pytest

from feedcrawler.errors import USAGE, ConfigurationError
from feedcrawler.recording import Archive, Recorded
from tests.recording import build

URL = "https://news.example/story/"
OLD, NEW = "2023-01-03T18:11:00Z", "2023-01-04T09:00:00Z"


def get(archive: Archive, url: str = URL) -> Recorded | None:
    capture = archive.find(url)
    return archive.read(capture) if capture else None


def body(archive: Archive, url: str = URL) -> bytes | None:
    recorded = get(archive, url)
    return recorded.body if recorded else None


def archive_of(tmp_path: Path, *records: bytes) -> Archive:
    return Archive([build.write(tmp_path / "news.warc.gz", *records)])


def test_an_answer_is_found_with_its_status_headers_body_and_date(tmp_path: Path) -> None:
    archive = archive_of(tmp_path, build.response(URL, b"gone", status="404 Not Found", headers="X-Cache: miss\r\n"))
    recorded = get(archive, "https://NEWS.example:443/story/#comments")
    assert recorded == Recorded(
        date=datetime(2023, 1, 3, 18, 11, tzinfo=UTC),
        status=404,
        headers=[(b"Content-Type", b"text/html"), (b"X-Cache", b"miss")],
        body=b"gone",
    )
    assert get(archive, "https://news.example/story") is None


def test_of_several_answers_the_newest_counts_in_whatever_order_they_stand(tmp_path: Path) -> None:
    new = build.write(tmp_path / "new.warc", build.response(URL, b"new", date=NEW))
    old = build.write(
        tmp_path / "old.warc", build.response(URL, b"old", date=OLD), build.response(URL, b"same", date=OLD)
    )
    assert body(Archive([new, old])) == b"new"
    assert body(Archive([old, new])) == b"new"
    assert body(Archive([old])) == b"same"


def test_an_archive_knows_when_it_was_recorded(tmp_path: Path) -> None:
    archive = archive_of(tmp_path, build.response(URL, date=NEW), build.response(URL + "2", date=OLD))
    assert archive.first_date == datetime(2023, 1, 3, 18, 11, tzinfo=UTC)
    assert archive.last_date == datetime(2023, 1, 4, 9, tzinfo=UTC)
    assert list(archive) == [URL, URL + "2"]


def test_a_folder_stands_for_the_archives_in_it(tmp_path: Path) -> None:
    build.write(tmp_path / "b.warc.gz", build.response(URL, b"b"))
    build.write(tmp_path / "a.warc", build.response(URL, b"a"))
    (tmp_path / "notes.txt").write_text("not an archive")
    archive = Archive([tmp_path])
    assert [file.name for file in archive.files] == ["a.warc", "b.warc.gz"]
    assert body(archive) == b"b"


def test_a_resource_record_is_an_answer_too(tmp_path: Path) -> None:
    recorded = get(archive_of(tmp_path, build.record("resource", URL, b"<rss/>", Content_Type="text/xml")))
    assert recorded is not None
    assert (recorded.status, recorded.headers, recorded.body) == (200, [(b"Content-Type", b"text/xml")], b"<rss/>")


def test_records_that_are_no_answers_are_passed_over_in_silence(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    archive = archive_of(
        tmp_path,
        build.record("warcinfo", None, b"software: x\r\n"),
        build.record("response", "dns:news.example", b"20230103181100\nnews.example. 60 IN A 192.0.2.1\n"),
        build.record("request", URL, b"GET /story/ HTTP/1.1\r\nHost: news.example\r\n\r\n"),
        build.record("metadata", URL, b"via: x\r\n"),
        build.response(URL, b"page"),
    )
    assert (len(archive), archive.damaged, caplog.records) == (1, 0, [])


def test_answers_to_other_methods_and_to_ranges_are_not_answers_to_get(tmp_path: Path) -> None:
    head = build.response(URL, b"", date=NEW, WARC_Record_ID="<urn:head>", headers="Content-Length: 4711\r\n")
    post = build.response(URL, b"posted", date=NEW, WARC_Concurrent_To="<urn:post-request>")
    asked = [
        build.record("request", URL, b"HEAD /story/ HTTP/1.1\r\n\r\n", WARC_Concurrent_To="<urn:head>"),
        build.record("request", URL, b"POST /story/ HTTP/1.1\r\n\r\n", WARC_Record_ID="<urn:post-request>"),
    ]
    part = build.response(URL, b"a part", status="206 Partial Content", date=NEW)
    assert body(archive_of(tmp_path, head, post, *asked, part, build.response(URL, b"page", date=OLD))) == b"page"


def revisit(url: str, head: bytes = b"", date: str = NEW, **fields: str) -> bytes:
    profile = "http://netpreserve.org/warc/1.1/revisit/identical-payload-digest"
    return build.record("revisit", url, head, date=date, **{"WARC_Profile": profile, **fields})


@pytest.mark.parametrize(
    "reference",
    [
        {"WARC_Refers_To": "<urn:original>"},
        {"WARC_Refers_To_Target_URI": URL + "first", "WARC_Refers_To_Date": OLD},
        {"WARC_Payload_Digest": "sha1:ABC"},
    ],
)
def test_a_revisit_has_the_body_it_refers_to_and_its_own_headers_and_date(
    tmp_path: Path, reference: dict[str, str]
) -> None:
    original = build.response(
        URL + "first",
        b"page",
        headers="ETag: old\r\n",
        date=OLD,
        WARC_Record_ID="<urn:original>",
        WARC_Payload_Digest="sha1:ABC",
    )
    first = build.write(tmp_path / "first.warc.gz", original)
    head = b"HTTP/1.1 404 Not Found\r\nETag: new\r\nContent-Length: 99\r\n\r\n"
    second = build.write(tmp_path / "second.warc.gz", revisit(URL, head, **reference))
    recorded = get(Archive([second, first]))
    assert recorded == Recorded(datetime(2023, 1, 4, 9, tzinfo=UTC), 404, [(b"ETag", b"new")], b"page")


def test_a_revisit_without_headers_has_those_of_what_it_refers_to(tmp_path: Path) -> None:
    original = build.response(URL, b"page", date=OLD, WARC_Record_ID="<urn:original>")
    recorded = get(archive_of(tmp_path, original, revisit(URL, WARC_Refers_To="<urn:original>")))
    assert recorded == Recorded(datetime(2023, 1, 4, 9, tzinfo=UTC), 200, [(b"Content-Type", b"text/html")], b"page")


def test_a_revisit_of_nothing_is_counted_as_damage(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    archive = archive_of(tmp_path, build.response(URL), revisit(URL + "2", WARC_Refers_To="<urn:lost>"))
    assert (len(archive), archive.damaged) == (1, 1)
    assert "refers to is missing" in caplog.text


@pytest.mark.parametrize("kind", ["response", "revisit"])
def test_a_304_stands_for_the_page_that_had_not_been_modified(tmp_path: Path, kind: str) -> None:
    not_modified = build.record(kind, URL, b"HTTP/1.1 304 Not Modified\r\nETag: a\r\n\r\n", date=NEW)
    recorded = get(archive_of(tmp_path, build.response(URL, b"page", date=OLD), not_modified))
    assert recorded == Recorded(datetime(2023, 1, 4, 9, tzinfo=UTC), 200, [(b"Content-Type", b"text/html")], b"page")


def test_a_304_of_an_unknown_page_is_no_answer_to_a_plain_request(tmp_path: Path) -> None:
    archive = archive_of(tmp_path, build.response(URL, b"", status="304 Not Modified"))
    assert archive.find(URL) is None
    assert archive.find_not_modified(URL) is not None


@pytest.mark.parametrize(
    "liar",
    [
        pytest.param(build.record("response", URL + "bad", b"no status line at all"), id="no status line"),
        pytest.param(build.record("response", URL + "bad", b""), id="nothing"),
        pytest.param(build.response(URL + "bad", status="0 "), id="status 0"),
        pytest.param(build.response(URL + "bad", status="999 Made up"), id="status 999"),
        pytest.param(build.response(URL + "bad", status="2000 OK"), id="status of four digits"),
        pytest.param(build.response(URL + "bad", status="100 Continue"), id="interim status"),
        pytest.param(build.response(URL + "bad", date="last Tuesday"), id="bad date"),
        pytest.param(build.response(URL + "bad", date=None), id="no date"),
        pytest.param(build.response(URL + "bad", Content_Length="99999"), id="too long"),
        pytest.param(build.response(URL + "bad", WARC_Segment_Number="1"), id="segment"),
    ],
)
def test_a_record_that_lies_about_itself_is_left_out_with_one_warning(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, liar: bytes
) -> None:
    archive = archive_of(tmp_path, build.response(URL, b"a"), liar, build.response(URL + "2", b"b"))
    assert (list(archive), archive.damaged) == ([URL, URL + "2"], 1)
    (warning,) = caplog.records
    assert warning.levelno == logging.WARNING
    assert "damaged records left out: 1 (the first at byte" in warning.message


def test_a_crash_of_the_writer_costs_the_last_record_and_is_said_in_one_line(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    path = build.write(
        tmp_path / "news.warc.gz.open", build.response(URL, b"a"), build.response(URL + "2", os.urandom(99))
    )
    size = path.stat().st_size
    os.truncate(path, size - 40)
    assert list(Archive([path])) == [URL]
    (warning,) = caplog.records
    assert "it ends within the record at byte" in warning.message
    assert "whole records: 1" in warning.message


def test_an_archive_gzipped_as_one_piece_works_and_says_that_it_is_slow(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    path = tmp_path / "news.warc.gz"
    path.write_bytes(gzip.compress(build.response(URL, b"a") + build.response(URL + "2", b"b")))
    archive = Archive([path])
    assert (body(archive), body(archive, URL + "2")) == (b"a", b"b")
    assert "warcio recompress" in caplog.text


ARC = b"filedesc://a.arc 0.0.0.0 20230103181100 text/plain 76\n1 0 Example\nURL IP-address Archive-date Content-type Archive-length\n"


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        pytest.param(b"", "is empty", id="empty"),
        pytest.param(b"<html>not an archive</html>", "is not a WARC file", id="page"),
        pytest.param(gzip.compress(b"<html>not an archive</html>", mtime=0), "is not a WARC file", id="gzipped page"),
        pytest.param(ARC, "is an ARC file", id="ARC"),
        pytest.param(gzip.compress(ARC, mtime=0), "is an ARC file", id="gzipped ARC"),
        pytest.param(b"PK\x03\x04 and so on", "WACZ", id="WACZ"),
        pytest.param(b"\x28\xb5\x2f\xfd and so on", "zstd", id="zstd"),
        pytest.param(b"\x1f\x8b\x08 and no gzip data", "cannot be decompressed", id="broken gzip"),
        pytest.param(build.record("warcinfo", None, b"software: x\r\n"), "no page is recorded", id="no answers"),
        pytest.param(build.response(URL, b"cut")[:-50], "no page is recorded", id="cut in its first record"),
        pytest.param(b"WARC/1.0\r\nX: y\r\n\r\n" * 2000, "damaged in over 1000 places", id="all damage"),
    ],
)
def test_what_cannot_be_replayed_is_refused_in_one_line(tmp_path: Path, content: bytes, reason: str) -> None:
    path = tmp_path / "news.warc.gz"
    path.write_bytes(content)
    with pytest.raises(ConfigurationError, match=reason) as refusal:
        Archive([path])
    assert str(path) in str(refusal.value)
    assert "\n" not in str(refusal.value)
    assert refusal.value.exit_code == USAGE


def test_files_that_are_not_there_or_not_files_are_refused_in_one_line(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match="No such file"):
        Archive([tmp_path / "missing.warc.gz"])
    with pytest.raises(ConfigurationError, match="holds no"):
        Archive([tmp_path])
    os.mkfifo(tmp_path / "pipe.warc")
    with pytest.raises(ConfigurationError, match="is not a file"):
        Archive([tmp_path])


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_that_may_not_be_read_is_refused_in_one_line(tmp_path: Path) -> None:
    path = build.write(tmp_path / "news.warc", build.response(URL))
    path.chmod(0)
    with pytest.raises(ConfigurationError, match="Permission denied"):
        Archive([path])


def test_a_real_sample_is_read_completely(shared: Path, caplog: pytest.LogCaptureFixture) -> None:
    archive = Archive([shared / "kyiv-independent" / "site-sample.warc.gz"])
    bodies = [body(archive, url) for url in archive]
    assert (len(bodies), archive.damaged, caplog.records) == (79, 0, [])
    assert all(bodies)
