"""The project's own recorded pages as a corpus: for a machine that has no other."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from warcio.archiveiterator import ArchiveIterator

from bench.corpora import Page

RECORDED = Path(__file__).resolve().parent.parent / "fixtures/kyiv_independent"
_DAY = "day-one"


def own_pages() -> Iterator[Page]:
    """The articles of the recorded feed's first day, and what their sources say."""
    day = json.loads((RECORDED / "truth.json").read_text("utf-8"))[_DAY]
    truths = {article["url"]: article for article in day["articles"] if article["outcome"] == "stored"}
    with (RECORDED / day["archive"]).open("rb") as file:
        for record in ArchiveIterator(file):
            url = record.rec_headers.get_header("WARC-Target-URI")
            if record.rec_type == "response" and url in truths and record.http_headers.get_statuscode() == "200":
                name = url.rstrip("/").rpartition("/")[2]
                html = record.content_stream().read()  # in UTF-8, also where the header says otherwise
                yield Page(name, RECORDED.name, html, _truth(truths[url], day["fetchedAt"]))


def _truth(article: dict[str, Any], fetched_at: str) -> dict[str, Any]:
    truth = {name: article[name] for name in ("url", "headline", "authors")}
    if article["datePublished"]:
        truth["datePublished"] = article["datePublished"]
    return truth | {"articleBody": "\n".join(article["paragraphs"]), "crawl_date": fetched_at}
