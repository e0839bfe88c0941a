from __future__ import annotations

import asyncio
import gzip
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from scrapy import Request, Spider
from scrapy.crawler import Crawler
from scrapy.exceptions import DownloadCancelledError, IgnoreRequest, StopDownload
from scrapy.http import HtmlResponse, Response
from scrapy.settings import Settings
from scrapy.signals import headers_received
from scrapy.statscollectors import MemoryStatsCollector

from feedcrawler.errors import USAGE, ConfigurationError
from feedcrawler.recording import Archive, NotInArchive, ReplayAddon, ReplayHandler
from feedcrawler.recording.replay import MAX_MISSING, replay_files
from tests.recording import build
from tests.recording.running import crawl

URL = "https://news.example/story/"
VALIDATORS = 'ETag: W/"one"\r\nLast-Modified: Tue, 03 Jan 2023 18:11:00 GMT\r\nContent-Length: 11\r\n'


class AnySpider(Spider):
    name = "any"


def crawler_with(settings: dict[str, Any]) -> Crawler:
    """A crawler whose add-ons are loaded, as Scrapy does before it makes anything else."""
    crawler = Crawler(AnySpider, Settings({"ADDONS": {ReplayAddon: 1}, **settings}))
    crawler.addons.load_settings(crawler.settings)
    crawler.stats = MemoryStatsCollector(crawler)
    return crawler


def download(handler: ReplayHandler, request: Request) -> Response:
    loop = asyncio.new_event_loop()
    try:
        return loop.run_until_complete(handler.download_request(request))
    finally:
        loop.close()


class Replay:
    """A handler over an archive of some records."""

    def __init__(self, path: Path, *records: bytes, **settings: Any) -> None:
        self.crawler = crawler_with(
            {"FEEDCRAWLER_REPLAY": [build.write(path / "day one, two.warc.gz", *records)], **settings}
        )
        self.handler = ReplayHandler.from_crawler(self.crawler)

    def get(self, url: str = URL, **options: Any) -> Response:
        self.request = Request(url, **options)
        return download(self.handler, self.request)

    @property
    def missing(self) -> tuple[int, list[str]]:
        stats = self.crawler.stats
        return stats.get_value("feedcrawler/replay/missing", 0), stats.get_value("feedcrawler/replay/missing_urls", [])


def test_a_request_gets_the_recorded_response_and_the_time_of_its_recording(tmp_path: Path) -> None:
    replay = Replay(tmp_path, build.response(URL, b"<p>news</p>", headers="X-Twice: a\r\nX-Twice: b\r\n"))
    response = replay.get(URL + "#comments")
    assert isinstance(response, HtmlResponse)
    assert (response.url, response.status, response.body, response.flags) == (URL, 200, b"<p>news</p>", ["replayed"])
    assert response.headers.getlist("X-Twice") == [b"a", b"b"]
    assert replay.request.meta["fetched_at"] == datetime(2023, 1, 3, 18, 11, tzinfo=UTC)


def test_what_the_archive_lacks_is_counted_and_named_without_passwords(tmp_path: Path) -> None:
    replay = Replay(tmp_path, build.response(URL))
    for url in (URL + "2", "https://me:secret@news.example/3"):
        with pytest.raises(NotInArchive) as missed:
            replay.get(url)
        assert isinstance(missed.value, IgnoreRequest)
        assert "secret" not in str(missed.value)
    with pytest.raises(NotInArchive):
        replay.get(method="POST")
    assert replay.missing == (3, [URL + "2", "https://***@news.example/3", URL])


def test_only_so_many_missing_urls_are_named(tmp_path: Path) -> None:
    replay = Replay(tmp_path, build.response(URL))
    for number in range(MAX_MISSING + 5):
        with pytest.raises(NotInArchive):
            replay.get(f"{URL}{number}")
    count, named = replay.missing
    assert (count, len(named)) == (MAX_MISSING + 5, MAX_MISSING)


def test_a_head_request_is_answered_without_the_body(tmp_path: Path) -> None:
    response = Replay(tmp_path, build.response(URL, b"<p>news</p>", headers=VALIDATORS)).get(method="HEAD")
    assert (response.status, response.body, response.headers["Content-Length"]) == (200, b"", b"11")


@pytest.mark.parametrize(
    "headers",
    [
        {"If-None-Match": '"one"'},
        {"If-None-Match": 'W/"one"'},
        {"If-None-Match": '"zero", W/"one"'},
        {"If-None-Match": "*"},
        {"If-Modified-Since": "Tue, 03 Jan 2023 18:11:00 GMT"},
        {"If-Modified-Since": "Tue, 03 Jan 2023 20:11:00 +0200"},
        {"If-Modified-Since": "Wed, 04 Jan 2023 00:00:00 GMT"},
        {"If-None-Match": '"one"', "If-Modified-Since": "Sun, 01 Jan 2023 00:00:00 GMT"},
    ],
)
def test_who_has_the_page_already_is_told_that_it_was_not_modified(tmp_path: Path, headers: dict[str, str]) -> None:
    replay = Replay(tmp_path, build.response(URL, b"<p>news</p>", headers=VALIDATORS))
    response = replay.get(headers=headers)
    assert (response.status, response.body) == (304, b"")
    assert response.headers["ETag"] == b'W/"one"'
    assert "Content-Length" not in response.headers
    assert replay.request.meta["fetched_at"] == datetime(2023, 1, 3, 18, 11, tzinfo=UTC)


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"If-None-Match": '"two"'},
        {"If-None-Match": ""},
        {"If-None-Match": '"two"', "If-Modified-Since": "Wed, 04 Jan 2023 00:00:00 GMT"},
        {"If-Modified-Since": "Sun, 01 Jan 2023 00:00:00 GMT"},
        {"If-Modified-Since": "some time ago"},
    ],
)
def test_who_has_another_version_or_none_gets_the_page(tmp_path: Path, headers: dict[str, str]) -> None:
    replay = Replay(tmp_path, build.response(URL, b"<p>news</p>", headers=VALIDATORS))
    assert replay.get(headers=headers).body == b"<p>news</p>"


def test_an_error_page_is_never_not_modified(tmp_path: Path) -> None:
    replay = Replay(tmp_path, build.response(URL, status="404 Not Found", headers=VALIDATORS))
    assert replay.get(headers={"If-None-Match": "*"}).status == 404


def test_a_recorded_304_answers_only_who_has_that_version(tmp_path: Path) -> None:
    replay = Replay(tmp_path, build.response(URL, b"", status="304 Not Modified", headers='ETag: "one"\r\n'))
    assert replay.get(headers={"If-None-Match": '"one"'}).status == 304
    for headers in ({}, {"If-None-Match": '"two"'}):
        with pytest.raises(NotInArchive):
            replay.get(headers=headers)


def test_a_response_that_is_too_large_is_cancelled_as_a_download_is(tmp_path: Path) -> None:
    replay = Replay(tmp_path, build.response(URL, bytes(5_000_000)), DOWNLOAD_MAXSIZE=1_000_000)
    with pytest.raises(DownloadCancelledError):
        replay.get()
    assert len(replay.get(meta={"download_maxsize": 0}).body) == 5_000_000
    with pytest.raises(DownloadCancelledError):
        replay.get(meta={"download_maxsize": 10})


def test_who_listens_for_headers_can_stop_a_download_as_live(tmp_path: Path) -> None:
    def refuse(headers: Any, body_length: int) -> None:
        assert (headers["Content-Type"], body_length) == (b"text/html", 11)
        raise StopDownload(fail=False)

    replay = Replay(tmp_path, build.response(URL, b"<p>news</p>"))
    replay.crawler.signals.connect(refuse, headers_received)
    response = replay.get()
    assert (response.body, response.flags) == (b"", ["replayed", "download_stopped"])


def test_an_archive_that_vanishes_in_mid_crawl_is_a_missing_page_and_a_line_in_the_log(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    replay = Replay(tmp_path, build.response(URL))
    (tmp_path / "day one, two.warc.gz").unlink()
    with pytest.raises(NotInArchive):
        replay.get()
    assert "has changed since it was indexed" in caplog.text


def test_whatever_the_project_and_the_spider_set_a_replay_is_fast_and_closed(tmp_path: Path) -> None:
    path = build.write(tmp_path / "news.warc.gz", build.response(URL))
    slow = {"AUTOTHROTTLE_ENABLED": True, "DOWNLOAD_DELAY": 9, "DOWNLOAD_SLOTS": {"news.example": {"delay": 9}}}
    open_ = {"DOWNLOAD_HANDLERS": {"gopher": "some.Handler", "http": "some.Handler"}, "HTTPCACHE_ENABLED": True}
    settings = crawler_with({"FEEDCRAWLER_REPLAY": [path], "FEEDCRAWLER_RETRY_BACKOFF": 9, **slow, **open_}).settings
    handlers = settings.getwithbase("DOWNLOAD_HANDLERS")
    assert {scheme for scheme, handler in handlers.items() if handler} == {"http", "https", "data"}
    assert handlers["http"] is handlers["https"] is ReplayHandler
    assert not settings.getbool("AUTOTHROTTLE_ENABLED")
    assert not settings.getbool("HTTPCACHE_ENABLED")
    assert settings.getfloat("DOWNLOAD_DELAY") == settings.getfloat("FEEDCRAWLER_RETRY_BACKOFF") == 0
    assert not settings.getdict("DOWNLOAD_SLOTS")


def test_the_command_line_can_slow_a_replay_down_but_not_open_it(tmp_path: Path) -> None:
    path = build.write(tmp_path / "news.warc.gz", build.response(URL))
    crawler = Crawler(AnySpider, Settings({"ADDONS": {ReplayAddon: 1}, "FEEDCRAWLER_REPLAY": [path]}))
    crawler.settings.set("DOWNLOAD_DELAY", 3, "cmdline")
    crawler.settings.set("DOWNLOAD_HANDLERS", {"http": "some.Handler"}, "cmdline")
    crawler.addons.load_settings(crawler.settings)
    assert crawler.settings.getfloat("DOWNLOAD_DELAY") == 3
    assert crawler.settings.getwithbase("DOWNLOAD_HANDLERS")["http"] is ReplayHandler


@pytest.mark.parametrize("value", [None, "", []])
def test_without_files_the_add_on_is_off(value: Any) -> None:
    crawler = crawler_with({"FEEDCRAWLER_REPLAY": value})
    assert crawler.get_addon(ReplayAddon) is None
    assert "Replay" not in str(crawler.settings.getwithbase("DOWNLOAD_HANDLERS"))


def test_files_can_be_named_in_a_list_or_with_commas(tmp_path: Path) -> None:
    def named(value: Any) -> list[str]:
        return [str(path) for path in replay_files(Settings({"FEEDCRAWLER_REPLAY": value}))]

    with_comma = tmp_path / "a, b.warc"
    with_comma.touch()
    assert named(["a, b.warc", "c.warc"]) == ["a, b.warc", "c.warc"]
    assert named("a.warc, c.warc") == ["a.warc", "c.warc"]
    assert named(str(with_comma)) == named(with_comma) == [str(with_comma)]


def test_an_archive_that_cannot_be_used_is_refused_before_the_crawl_begins(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match="No such file"):
        crawler_with({"FEEDCRAWLER_REPLAY": [tmp_path / "missing.warc"]})
    run = crawl([URL], FEEDCRAWLER_REPLAY=[str(tmp_path / "missing.warc")])
    assert run.exit_code == USAGE
    assert run.refused == f"cannot read the archive {tmp_path}/missing.warc: No such file or directory"


def test_everything_that_scrapy_does_with_a_response_is_done_in_a_replay_too(tmp_path: Path) -> None:
    page = b"<html><p>" + b"news " * 100_000 + b"</p></html>"
    path = build.write(
        tmp_path / "news.warc",
        build.response("https://news.example/robots.txt", b"User-agent: *\nDisallow: /forbidden\n"),
        build.response(URL, gzip.compress(page, mtime=0), headers="Content-Encoding: gzip\r\n"),
        build.response(URL + "decoded", page, headers="Content-Encoding: gzip\r\n"),
        build.response(URL + "bomb", gzip.compress(bytes(5_000_000)), headers="Content-Encoding: gzip\r\n"),
        build.response(URL + "old", b"", status="301 Moved Permanently", headers=f"Location: {URL}\r\n"),
        build.response(URL + "lost", b"", status="302 Found", headers="Location: http://elsewhere.example/\r\n"),
        build.response(URL + "busy", b"", status="503 Service Unavailable"),
        build.response("https://news.example/forbidden", b"never seen"),
    )
    names = ["", "decoded", "bomb", "old", "lost", "busy", "missing"]
    urls = [
        *(URL + name for name in names),
        "https://news.example/forbidden",
        "http://no-robots.example/",
        "ftp://news.example/",
    ]
    run = crawl(urls, FEEDCRAWLER_REPLAY=str(path), DOWNLOAD_MAXSIZE=1_000_000)
    outcome = {url: result.get("status") or result["error"] for url, result in run.results.items()}
    assert outcome == {
        URL: 200,  # asked for itself, and through the redirect
        URL + "decoded": 200,
        URL + "bomb": "IgnoreRequest",
        "http://elsewhere.example/": "NotInArchive",
        URL + "busy": 503,
        URL + "missing": "NotInArchive",
        "https://news.example/forbidden": "IgnoreRequest",
        "http://no-robots.example/": "NotInArchive",
        "ftp://news.example/": "NotSupported",
    }
    assert run.stats["retry/count"] == 1
    assert run.stats["feedcrawler/replay/missing"] == 5
    assert sorted(run.stats["feedcrawler/replay/missing_urls"]) == [
        "http://elsewhere.example/",
        "http://elsewhere.example/robots.txt",
        "http://no-robots.example/",
        "http://no-robots.example/robots.txt",
        URL + "missing",
    ]
    assert run.network == []
    assert "Traceback" not in run.log


def test_a_replay_can_be_recorded_again_with_the_dates_of_the_first_recording(tmp_path: Path) -> None:
    source = build.write(tmp_path / "source.warc", build.response(URL, b"<p>news</p>"))
    crawl([URL], FEEDCRAWLER_REPLAY=[str(source)], FEEDCRAWLER_ARCHIVE=str(tmp_path / "copy"))
    first, copy = Archive([source]), Archive([tmp_path / "copy"])
    assert list(copy) == list(first) == [URL]
    assert copy.last_date == first.last_date == datetime(2023, 1, 3, 18, 11, tzinfo=UTC)


def test_a_real_sample_is_replayed_page_by_page(shared: Path) -> None:
    crawler = crawler_with({"FEEDCRAWLER_REPLAY": [shared / "kyiv-independent" / "site-sample.warc.gz"]})
    handler = ReplayHandler.from_crawler(crawler)
    addon = crawler.get_addon(ReplayAddon)
    assert addon is not None
    responses = [download(handler, Request(url)) for url in addon.archive]
    assert len(responses) == 79
    assert {response.status for response in responses} == {200}
