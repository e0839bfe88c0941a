"""Articles as MongoDB keeps them, and what counts as a change of one."""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from datetime import datetime
from typing import Any

from feedcrawler.items import Article

Document = dict[str, Any]

# A change of any of these is a new revision.
REVISED = (
    "headline",
    "alternativeHeadline",
    "description",
    "articleBody",
    "authors",
    "datePublished",
    "dateModified",
)


def to_document(article: Article) -> Document:
    """`article` as plain data, absent fields left out."""
    return {f.name: value for f in fields(article) if (value := plain(getattr(article, f.name))) is not None}


def changed_fields(old: Document, new: Document) -> dict[str, Any]:
    """The fields of a new revision that differ, with what they said before (None: nothing)."""
    return {name: old.get(name) for name in REVISED if old.get(name) != new.get(name)}


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
