"""The same articles in every format: read with other programs' readers, they say the same."""

from __future__ import annotations

import io
import re
from typing import Any

import pyarrow as pa
import pyarrow.csv
import pytest
from hypothesis import HealthCheck, given, settings

from feedcrawler.errors import ConfigurationError
from feedcrawler.exporting.columns import columns
from feedcrawler.exporting.formats import Format
from tests.exporting.documents import DOCUMENTS
from tests.exporting.reading import Rows, exported, read_csv, read_json_lines, read_parquet

ALL = columns()
TEXTS = [column.path for column in ALL if column.form.get("bsonType") == "string"]


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(DOCUMENTS)
def test_json_lines_csv_and_parquet_say_the_same(documents: list[dict[str, Any]]) -> None:
    rows = read_json_lines(exported(documents, ALL, "a.jsonl"))
    assert len(rows) == len(documents)
    assert read_parquet(exported(documents, ALL, "a.parquet")) == rows
    table = exported(documents, ALL, "a.csv")
    assert read_csv(table, ALL) == [as_in_csv(row) for row in rows]
    assert absent_in_csv(table) == [{name: value is None for name, value in row.items()} for row in rows]


def absent_in_csv(data: bytes) -> list[dict[str, bool]]:
    """Which cells are absent, as told by a reader that tells them from empty ones."""
    convert = pa.csv.ConvertOptions(
        column_types=dict.fromkeys((column.path for column in ALL), pa.string()),
        strings_can_be_null=True,
        quoted_strings_can_be_null=False,
        null_values=[""],
    )
    parse = pa.csv.ParseOptions(newlines_in_values=True)
    rows = pa.csv.read_csv(io.BytesIO(data), parse_options=parse, convert_options=convert).to_pylist()
    return [{name: cell is None for name, cell in row.items()} for row in rows]


def as_in_csv(row: dict[str, Any]) -> dict[str, Any]:
    """What CSV says otherwise: text has no control characters, and absent text reads as empty text."""
    harmful = "[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]"
    return row | {name: re.sub(harmful, "\ufffd", row[name] or "") for name in TEXTS}


def test_every_field_of_an_article_is_a_column_of_every_format() -> None:
    no_rows: Rows = []
    assert [column.path for column in ALL][:3] == ["_id", "url", "requestedUrl"]
    assert read_csv(exported([], ALL, "a.csv"), ALL) == no_rows
    assert pa.parquet.read_schema(io.BytesIO(exported([], ALL, "a.parquet"))).names == [c.path for c in ALL]
    (row,) = read_json_lines(exported([{}], ALL, "a.jsonl"))
    assert list(row) == [column.path for column in ALL]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("articles.jsonl", Format("jsonl")),
        ("articles.ndjson.gz", Format("jsonl", packed=True)),
        ("a.b/articles.CSV", Format("csv")),
        ("articles.csv.gz", Format("csv", packed=True)),
        ("articles.parquet", Format("parquet")),
    ],
)
def test_a_name_tells_the_format(name: str, expected: Format) -> None:
    assert Format.of(name) == expected


@pytest.mark.parametrize("name", ["articles", "articles.xlsx", "articles.gz", "csv", "articles.parquet.gz"])
def test_a_name_that_tells_none_is_refused_with_those_that_do(name: str) -> None:
    with pytest.raises(ConfigurationError, match=r"\.jsonl, .*--format|leave out"):
        Format.of(name)
    if not name.endswith("parquet.gz"):
        assert Format.of(name, "csv") == Format("csv", packed=name.endswith(".gz"))
