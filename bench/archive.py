"""Pages of a corpus as an archive, so that they can be crawled."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path

from bench.corpora import Page
from feedcrawler.recording.writer import Exchange, WarcFile
from feedcrawler.urls import normalize_url

_HEADERS = [(b"Content-Type", b"text/html; charset=utf-8")]


def record(pages: Iterable[Page], path: Path) -> list[str]:
    """Write the pages to a WARC file; returns their addresses, each article's once."""
    file = WarcFile(path, {"software": "feedcrawler's benchmark"})
    urls: dict[str, str] = {}
    for page in pages:
        if urls.setdefault(normalize_url(page.url), page.url) is page.url:
            date = page.fetched_at or datetime.now(UTC)
            file.write(
                Exchange(
                    url=page.url,
                    date=date,
                    method="GET",
                    request_headers=[],
                    status=200,
                    response_headers=[*_HEADERS, (b"Content-Length", str(len(page.html)).encode())],
                    response_body=page.html,
                )
            )
    file.close()
    return list(urls.values())
