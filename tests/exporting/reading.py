"""Reading exports with what others read them with."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Sequence
from datetime import datetime
from typing import Any

import pyarrow.parquet as pq

from feedcrawler.exporting.columns import Column
from feedcrawler.exporting.export import export
from feedcrawler.exporting.formats import Format

Rows = list[dict[str, Any]]


def exported(documents: Sequence[dict[str, Any]], columns: Sequence[Column], name: str) -> bytes:
    """The bytes of an export in the format that a name ends in."""
    stream = io.BytesIO()
    export(documents, columns, "-", Format.of(name), stream)
    return stream.getvalue()


def read_json_lines(data: bytes) -> Rows:
    """The rows of JSON Lines."""
    return [json.loads(line) for line in data.decode().splitlines()]


def read_parquet(data: bytes) -> Rows:
    """The rows of Parquet; dates as JSON Lines have them."""
    found = pq.read_table(io.BytesIO(data)).to_pylist(maps_as_pydicts="strict")
    return [plain(row) for row in found]


def plain(value: Any) -> Any:
    """Dates as text."""
    match value:
        case datetime():
            assert value.utcoffset() is not None
            assert not value.utcoffset()
            return value.replace(tzinfo=None).isoformat(timespec="milliseconds") + "Z"
        case dict():
            return {name: plain(inner) for name, inner in value.items()}
        case list():
            return [plain(inner) for inner in value]
    return value


def read_csv(data: bytes, columns: Sequence[Column]) -> Rows:
    """The rows of CSV, as docs/export.md tells to read them; an absent text and an empty one are both empty."""
    head, *lines = csv.reader(io.StringIO(data.decode(), newline=""))
    assert head == [column.path for column in columns]
    return [{c.path: _value(cell, c) for cell, c in zip(line, columns, strict=True)} for line in lines]


def _value(cell: str, column: Column) -> Any:
    match column.form:
        case {"bsonType": "array" | "object"}:
            return json.loads(cell) if cell else None
        case {"bsonType": "int" | "long"}:
            return int(cell) if cell else None
        case {"bsonType": "bool"}:
            return {"true": True, "false": False, "": None}[cell]
        case {"bsonType": "date"}:
            return cell or None
    return cell.removeprefix("'")
