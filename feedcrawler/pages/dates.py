"""What a page writes about its dates, as it writes it: `feedcrawler.pipelines.dates` makes instants of it."""

from __future__ import annotations

import re
from datetime import datetime

from feedcrawler.items import DateEvidence
from feedcrawler.pages.candidates import Candidate, Candidates
from feedcrawler.pages.printed import Printed
from feedcrawler.pages.structured_data import StructuredData
from feedcrawler.pages.text import short

PUBLISHED_META = (
    "article:published_time", "og:article:published_time", "datepublished", "parsely-pub-date", "sailthru.date",
    "dc.date.issued", "dcterms.created", "dc.date", "publishdate", "publish-date", "pubdate", "date",
)  # fmt: skip
MODIFIED_META = ("article:modified_time", "og:updated_time", "datemodified", "dcterms.modified", "last-modified")

_HAS_YEAR = re.compile(r"(?:19|20)\d\d")
_ISO = re.compile(r"(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d)(?!\d))?")
_HAS_TIME = re.compile(r"\d{1,2}:\d{2}|\dT\d{2}")


def published(data: StructuredData, printed: Printed | None) -> Candidates[DateEvidence]:
    """JSON-LD, meta tags, the date printed next to the headline.

    A bare day comes after those with a time, and what is on no calendar after both.
    """
    return _with_time_first(_said(data, "datePublished", PUBLISHED_META, printed))


def modified(data: StructuredData, printed: Printed | None) -> Candidates[DateEvidence]:
    """JSON-LD, meta tags, the "updated" printed next to the headline; a bare day after those with a time."""
    return _with_time_first(_said(data, "dateModified", MODIFIED_META, printed))


def _said(data: StructuredData, name: str, metas: tuple[str, ...], printed: Printed | None) -> Candidates[DateEvidence]:
    if (text := data.text(name)) and _HAS_YEAR.search(text):
        yield _evidence(text, "json-ld", name)
    for meta, content in data.first_meta(*metas):
        if _HAS_YEAR.search(content):
            yield _evidence(content, "meta", meta)
    if printed:
        yield _evidence(printed.raw, printed.source, printed.path)


def _evidence(text: str, source: str, path: str | None) -> Candidate[DateEvidence]:
    raw = short(text, 200)
    return Candidate(DateEvidence(raw=raw, source=source), source, path, raw)


def _with_time_first(candidates: Candidates[DateEvidence]) -> Candidates[DateEvidence]:
    bare, impossible = [], []
    for candidate in candidates:
        if _is_impossible(candidate.value.raw):
            impossible.append(candidate)
        elif _HAS_TIME.search(candidate.value.raw):
            yield candidate
        else:
            bare.append(candidate)
    yield from (*bare, *impossible)


def _is_impossible(raw: str) -> bool:
    """Whether a date as machines write it is on no calendar."""
    if (found := _ISO.match(raw)) is None:
        return False
    try:
        year, month, day, hour = map(int, found.groups(default="0"))
        datetime(year, month, day, hour)
    except ValueError:
        return found[4] != "24"
    return False
