"""Articles as MongoDB keeps them, and what counts as a change of one."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import fields, is_dataclass
from datetime import datetime, timedelta
from typing import Any

from feedcrawler.items import Article, Said, Source

Document = dict[str, Any]

# Texts: white space does not count in them.
TEXTS = ("headline", "alternativeHeadline", "description", "articleBody")
# A change of any of these is a new revision.
REVISED = (*TEXTS, "authors", "datePublished", "dateModified")

# Where a line may be broken, or may not: what no reader sees.
_UNSEEN = dict.fromkeys(map(ord, "\u00ad\u200b\u2060\ufeff"))
_DATES = {"datePublished": "published", "dateModified": "modified"}
_LESS_EXACT = {"minute": timedelta(minutes=1), "day": timedelta(days=1)}


def to_document(article: Article) -> Document:
    """`article` as plain data, absent fields left out."""
    return {f.name: value for f in fields(article) if (value := plain(getattr(article, f.name))) is not None}


def changed_fields(old: Document, new: Document) -> dict[str, Any]:
    """The fields of a new revision that differ, with what they said before (None: nothing)."""
    return {name: old.get(name) for name in REVISED if _said(old, name) != _said(new, name)}


def with_known_dates(old: Document, new: Document) -> Document:
    """`new` with the dates of `old` where its own say the same less exactly.

    "3 hours ago" is another instant at each reading, and a page may show only the day where it once showed the time.
    """
    kept: Document = {}
    dates = dict(new["dates"])
    for name, evidence in _DATES.items():
        exact = _LESS_EXACT.get(dates.get(evidence, {}).get("precision"))
        if exact and name in old and name in new and abs(old[name] - new[name]) < exact:
            kept[name] = old[name]
            dates[evidence] = old["dates"].get(evidence, dates[evidence])
    return new | kept | {"dates": dates}


def _said(doc: Document, name: str) -> Any:
    """What a field says to a reader: no white space, no addresses of authors' pages."""
    value = doc.get(name)
    if name in TEXTS:
        return " ".join((value or "").translate(_UNSEEN).split())
    if name == "authors":
        return [(author["name"], author["type"]) for author in value or ()]
    return value


def under(names: Iterable[str]) -> Document:
    """A query for what has any of these addresses, as its identity or as an alias."""
    asked = sorted(names)
    return {"$or": [{"_id": {"$in": asked}}, {"aliases": {"$in": asked}}]}


def source_of(doc: Document) -> Source:
    """A `source` as it was before it became plain data."""
    return Source(**doc | ({"said": [Said(**said) for said in doc["said"]]} if "said" in doc else {}))


def plain(value: Any) -> Any:
    """Dataclasses as dictionaries, absent fields left out; the rest as BSON can hold it."""
    if is_dataclass(value):
        return {f.name: v for f in fields(value) if (v := plain(getattr(value, f.name))) is not None}
    if isinstance(value, list):
        return [plain(v) for v in value]
    if isinstance(value, dict):
        return {k: plain(v) for k, v in value.items()}
    if isinstance(value, str):
        return value if value.isascii() else value.encode("utf-8", "replace").decode()  # BSON knows no surrogates
    if isinstance(value, datetime):
        return value.replace(microsecond=value.microsecond // 1000 * 1000)  # BSON dates have milliseconds
    return value
