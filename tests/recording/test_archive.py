from __future__ import annotations

import gzip
import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from fastwarc.warc import ArchiveIterator
from scrapy import Spider
from scrapy.crawler import Crawler
from scrapy.settings import Settings

from feedcrawler.errors import USAGE, ConfigurationError
from feedcrawler.recording import Archive, ArchiveExtension
from tests.recording.running import Run, crawl
from tests.recording.site import ANSWERS, PAGE, serving

PATHS = [*(path for path in ANSWERS if path != "/robots.txt"), "/gone", "/forbidden/page"]
SECRETS = {"Authorization": "Bearer secret-one", "Cookie": "id=secret-two", "X-Api-Key": "secret-three"}


@pytest.fixture(scope="module")
def recorded(tmp_path_factory: pytest.TempPathFactory) -> tuple[str, Run, Run, Path]:
    """A site's address, a crawl of it that was recorded, its replay with the site gone, and the archive."""
    folder = tmp_path_factory.mktemp("archives")
    with serving() as site:
        urls = [{"url": site + path, "headers": SECRETS} for path in PATHS]
        live = crawl(urls, FEEDCRAWLER_ARCHIVE=str(folder))
    (path,) = folder.iterdir()
    return site, live, crawl(urls, FEEDCRAWLER_REPLAY=[str(path)]), path


def test_a_replay_meets_what_the_crawl_met_to_the_byte(recorded: tuple[str, Run, Run, Path]) -> None:
    _, live, replay, _ = recorded
    assert live.results.keys() == replay.results.keys()
    assert len(live.results) >= len(PATHS) - 2  # the two redirects lead to pages that are also asked for
    for url, seen in live.results.items():
        again = replay.results[url]
        for result in (seen, again):
            result.get("headers", {}).pop("Set-Cookie", None)
        assert again == seen | ({"flags": ["replayed"]} if "flags" in seen else {})


def test_pages_robots_redirects_and_errors_are_all_in_the_archive(recorded: tuple[str, Run, Run, Path]) -> None:
    site, live, replay, path = recorded
    archive = Archive([path])
    captures = {url.removeprefix(site).partition("?")[0]: archive.find(url) for url in archive}
    statuses = {path: capture.status for path, capture in captures.items() if capture}
    assert statuses == {path: answer[0] for path, answer in ANSWERS.items()} | {"/gone": 404}
    assert live.stats["feedcrawler/archive/file"] == str(path)
    assert live.stats["feedcrawler/archive/responses"] == live.stats["downloader/response_count"]
    assert live.stats["feedcrawler/archive/bytes"] == path.stat().st_size
    assert replay.stats["robotstxt/forbidden"] == live.stats["robotstxt/forbidden"] == 1


def test_a_response_is_recorded_as_it_came_before_anything_decoded_it(recorded: tuple[str, Run, Run, Path]) -> None:
    site, _, _, path = recorded
    archive = Archive([path])
    capture = archive.find(site + "/gzip")
    assert capture is not None
    answer = archive.read(capture)
    assert (b"Content-Encoding", b"gzip") in answer.headers
    assert gzip.decompress(answer.body) == PAGE


def test_the_time_of_the_fetch_is_kept(recorded: tuple[str, Run, Run, Path]) -> None:
    site, live, replay, _ = recorded
    fetched_at = datetime.fromisoformat(replay.results[site + "/plain"]["fetched_at"])
    assert fetched_at.utcoffset() == timedelta(0)
    assert timedelta(0) < datetime.now(UTC) - fetched_at < timedelta(minutes=5)
    assert replay.results[site + "/plain"]["fetched_at"] == live.results[site + "/plain"]["fetched_at"]


def test_an_archive_holds_no_session_and_no_key(recorded: tuple[str, Run, Run, Path]) -> None:
    _, _, _, path = recorded
    content = gzip.decompress(path.read_bytes())
    assert b"secret" not in content
    assert b"User-Agent: feedcrawler-test" in content


def test_an_archive_says_who_made_it_how(recorded: tuple[str, Run, Run, Path]) -> None:
    _, _, _, path = recorded
    assert re.fullmatch(r"tiny-\d{8}T\d{6}Z-[0-9a-f]{6}\.warc\.gz", path.name)
    info = next(iter(ArchiveIterator(str(path)))).reader.read().decode()
    assert re.search(r"^software: feedcrawler/\S+ Scrapy/\S+\r$", info, re.MULTILINE)
    assert "robots: obey\r\n" in info
    assert "http-header-user-agent: feedcrawler-test\r\n" in info


def test_a_replay_reaches_for_the_network_not_once(recorded: tuple[str, Run, Run, Path]) -> None:
    _, live, replay, _ = recorded
    assert any("127.0.0.1" in call for call in live.network)
    assert replay.network == []


def test_neither_recording_nor_replay_uses_what_scrapy_has_deprecated(recorded: tuple[str, Run, Run, Path]) -> None:
    _, live, replay, _ = recorded
    assert "Deprecat" not in live.log + replay.log


def test_a_full_disk_costs_the_rest_of_the_archive_and_not_the_crawl(tmp_path: Path) -> None:
    limit = ["bash", "-c", 'trap "" XFSZ; ulimit -f 2; exec "$@"', "limited"]  # files of 2 KiB at most
    with serving() as site:
        run = crawl([site + path for path in PATHS], *limit, FEEDCRAWLER_ARCHIVE=str(tmp_path))
    assert run.exit_code == 0
    assert run.stats["feedcrawler/archive/failed"] == 1
    assert len(run.results) >= len(PATHS) - 2
    assert run.log.count("cannot be written any more") == 1
    assert "Traceback" not in run.log
    (path,) = tmp_path.iterdir()
    assert path.name.endswith(".warc.gz.open")
    archive = Archive([path])
    assert len(archive) == run.stats["feedcrawler/archive/responses"] > 0
    assert archive.damaged == 0


def test_a_folder_that_cannot_be_written_to_is_refused_before_anything_is_fetched(tmp_path: Path) -> None:
    (tmp_path / "a-file").touch()
    folder = tmp_path / "a-file" / "archives"
    run = crawl(["http://127.0.0.1:1/"], FEEDCRAWLER_ARCHIVE=str(folder))
    assert run.exit_code == USAGE
    assert run.refused == f"cannot write an archive to {folder}: Not a directory"
    assert run.network == []


@pytest.mark.parametrize("folder", ["/proc/archives", "/dev/null", "/dev/null/archives"])
def test_no_folder_that_cannot_be_written_to_is_taken(folder: str) -> None:
    crawler = Crawler(Spider, Settings({"FEEDCRAWLER_ARCHIVE": folder}))
    with pytest.raises(ConfigurationError, match=f"cannot write an archive to {folder}: "):
        ArchiveExtension.from_crawler(crawler)


def test_a_crawl_that_fetches_nothing_leaves_no_archive(tmp_path: Path) -> None:
    run = crawl([], FEEDCRAWLER_ARCHIVE=str(tmp_path / "new" / "folder"))
    assert run.exit_code == 0
    assert list((tmp_path / "new" / "folder").iterdir()) == []
