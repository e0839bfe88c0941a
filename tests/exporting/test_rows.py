"""Documents as rows, whoever has written them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest
from bson import Int64

from feedcrawler.exporting.columns import columns
from feedcrawler.exporting.rows import Rows
from feedcrawler.mongodb.document import to_document
from tests.examples import article


def row(document: dict[str, Any], *fields: str) -> tuple[dict[str, Any], int]:
    """The row of a document, and how many values did not fit."""
    rows = Rows(columns(fields))
    (found,) = rows.of([document])
    return found, rows.misfits


def test_what_is_stored_fits() -> None:
    document = to_document(article())
    found, misfits = row(document)
    assert misfits == 0
    assert {name: found[name] for name in ("_id", "headline", "datePublished", "aliases")} == {
        name: document[name] for name in ("_id", "headline", "datePublished", "aliases")
    }
    assert found["dates"]["modified"] is None
    assert found["extraction"]["fields"] == {"headline": {"source": "json-ld", "path": None, "raw": None}}


def test_a_field_of_an_object_is_a_column_of_its_own() -> None:
    document = {"source": {"site": "example.org"}, "dates": {}}
    assert row(document, "source.site", "dates.published.raw") == (
        {"source.site": "example.org", "dates.published.raw": None}, 0,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("headline", 5),
        ("wordCount", "many"),
        ("wordCount", True),
        ("wordCount", 2.5),
        ("wordCount", 2**31),
        ("datePublished", "2026-11-29"),
        ("aliases", "https://example.org/"),
        ("source", ["example.org"]),
        ("duplicateOf.similarity", float("nan")),
        ("isAccessibleForFree", 1),
    ],
)
def test_a_value_of_another_type_is_left_out_and_counted(field: str, value: Any) -> None:
    document = value
    for name in reversed(field.split(".")):
        document = {name: document}
    assert row(document, field) == ({field: None}, 1)


def test_what_is_of_another_type_inside_is_left_out_alone() -> None:
    document = {"keywords": ["one", 2], "authors": [{"name": "Some One", "url": 3}, "nobody"], "headline": None}
    assert row(document, "keywords", "authors", "headline") == (
        {
            "keywords": ["one", None],
            "authors": [{"name": "Some One", "url": None, "type": None}, None],
            "headline": None,
        },
        3,
    )


def test_numbers_are_what_the_field_says_however_they_were_stored() -> None:
    stored = {"wordCount": 7.0, "revision": Int64(3), "duplicateOf": {"similarity": 1}}
    assert row(stored, "wordCount", "revision", "duplicateOf.similarity") == (
        {"wordCount": 7, "revision": 3, "duplicateOf.similarity": 1.0}, 0,
    )  # fmt: skip


def test_dates_are_in_utc() -> None:
    noon = datetime(2026, 11, 29, 12, tzinfo=timezone(timedelta(hours=2)))
    (found, _) = row(
        {"datePublished": noon, "dateModified": datetime(2026, 11, 29, 12)}, "datePublished", "dateModified"
    )
    assert [at.isoformat() for at in found.values()] == ["2026-11-29T10:00:00+00:00", "2026-11-29T12:00:00+00:00"]
    assert all(at.tzinfo is UTC for at in found.values())
