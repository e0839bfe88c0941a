"""Parquet: types, what stands beside them, and bounds."""

from __future__ import annotations

import io

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from feedcrawler import __version__
from feedcrawler.exporting.columns import columns
from feedcrawler.items import SCHEMA_VERSION
from tests.exporting.reading import exported

SCHEMA = pq.read_schema(io.BytesIO(exported([], columns(), "a.parquet")))


@pytest.mark.parametrize(
    ("field", "expected"),
    [
        ("datePublished", "timestamp[ms, tz=UTC]"),
        ("wordCount", "int32"),
        ("isAccessibleForFree", "bool"),
        ("keywords", "list<element: string>"),
        ("mainImage", "struct<url: string, caption: string, credit: string>"),
        ("duplicateOf", "struct<_id: string, reason: string, similarity: double>"),
        ("content", "struct<hash: string, sketch: list<element: int64>>"),
    ],
)
def test_a_column_has_the_type_of_its_field(field: str, expected: str) -> None:
    assert str(SCHEMA.field(field).type) == expected


def test_the_evidence_of_fields_is_a_map() -> None:
    fields = SCHEMA.field("extraction").type.field("fields").type
    assert pa.types.is_map(fields)
    assert [field.name for field in fields.item_type] == ["source", "path", "raw"]


def test_meanings_and_versions_are_in_the_file() -> None:
    assert SCHEMA.metadata[b"schemaVersion"] == str(SCHEMA_VERSION).encode()
    assert SCHEMA.metadata[b"feedcrawlerVersion"] == __version__.encode()
    assert SCHEMA.field("wordCount").metadata[b"description"] == b"words in articleBody"


def test_row_groups_are_bounded_by_what_is_in_them_and_packed() -> None:
    long = [{"_id": str(n), "articleBody": f"{n} " * 500_000} for n in range(70)]
    found = pq.ParquetFile(io.BytesIO(exported(long, columns(["_id", "articleBody"]), "a.parquet"))).metadata
    groups = [found.row_group(n) for n in range(found.num_row_groups)]
    assert sum(group.num_rows for group in groups) == 70
    assert len(groups) > 1
    assert max(group.total_byte_size for group in groups) < 48 * 1024 * 1024
    assert {group.column(n).compression for group in groups for n in range(2)} == {"ZSTD"}


def test_many_short_rows_are_one_row_group() -> None:
    found = pq.ParquetFile(io.BytesIO(exported([{"_id": "a"}] * 2_500, columns(["_id"]), "a.parquet"))).metadata
    assert (found.num_rows, found.num_row_groups) == (2_500, 1)
