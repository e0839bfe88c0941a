"""What is true of every article, whatever its page was."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import Any

from bson import encode

from feedcrawler.items import Article
from feedcrawler.mongodb.document import to_document
from feedcrawler.pipelines.validation import validate

_OF_A_CRAWL = frozenset(["_id: missing", "source: missing", "crawl: missing"])
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")
_RAW = frozenset(["raw", "path"])  # what a page wrote, as it wrote it
_MAX = {"articleBody": 1_200_000, "text": 1_200_000}
_MAX_TEXT = 20_000
_MAX_LIST = 60_000
_MAX_DOCUMENT = 12 * 1024 * 1024  # MongoDB keeps 16 MB


def broken(article: Article) -> list[str]:
    """What is not as it should be about an article."""
    found = [error for error in validate(article) if error not in _OF_A_CRAWL and error != "articleBody: missing"]
    document = to_document(article)
    for path, value in _values(document):
        name = path.rpartition(".")[2]
        if isinstance(value, list) and len(value) > _MAX_LIST:
            found.append(f"{path}: {len(value)} values")
        if not isinstance(value, str):
            continue
        if len(value) > _MAX.get(name, _MAX_TEXT):
            found.append(f"{path}: {len(value)} characters")
        if name not in _RAW and (match := _CONTROL.search(value)):
            found.append(f"{path}: holds {unicodedata.name(match[0], ascii(match[0]))}")
    for number, paragraph in enumerate((article.articleBody or "").split("\n\n") if article.articleBody else []):
        if not paragraph or paragraph != paragraph.strip():
            found.append(f"articleBody: paragraph {number} is {paragraph[:40]!r}")
    if len(encode(document)) > _MAX_DOCUMENT:
        found.append("the document is larger than MongoDB keeps")
    return found


def _values(value: Any, path: str = "") -> Iterator[tuple[str, Any]]:
    yield path, value
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for name, inner in items:
        yield from _values(inner, path if isinstance(value, list) else f"{path}.{name}")
