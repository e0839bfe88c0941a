"""A replay asks nobody: nothing is counted against a day, and no address is looked up."""

from __future__ import annotations

from pathlib import Path

from tests.downloading.running import crawl
from tests.recording import build


def test_budget_breaker_pace_and_addresses_are_for_live_crawls(tmp_path: Path) -> None:
    host = "http://127.0.0.1"
    robots = build.response(f"{host}/robots.txt", b"User-agent: *\nCrawl-delay: 50\nDisallow: /private")
    pages = [build.response(f"{host}/{n}", status="500 Broken") for n in range(4)]
    archive = build.write(tmp_path / "a.warc", robots, *pages, build.response(f"{host}/fine"))
    met = crawl(
        [f"{host}/{path}" for path in ("0", "1", "2", "3", "fine", "private")],
        FEEDCRAWLER_REPLAY=[str(archive)],
        FEEDCRAWLER_PRIVATE_HOSTS=[],
        FEEDCRAWLER_DAILY_REQUESTS=2,
        FEEDCRAWLER_MAX_FAILURES=2,
    )
    assert met.met[f"{host}/fine"]["status"] == 200
    assert met.reasons() == {f"/{n}": "http 500" for n in range(4)} | {"/private": "robots.txt"}
    assert not met.looked_up


def test_an_archive_without_robots_txt_can_be_replayed(tmp_path: Path) -> None:
    archive = build.write(tmp_path / "a.warc", build.response("http://news.example/"))
    met = crawl(["http://news.example/"], FEEDCRAWLER_REPLAY=[str(archive)])
    assert not met.reasons()
