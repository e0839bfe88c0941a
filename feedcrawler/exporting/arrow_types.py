"""The columns as Arrow types."""

from __future__ import annotations

from collections.abc import Iterable

import pyarrow as pa

from feedcrawler import __version__
from feedcrawler.exporting.columns import Column
from feedcrawler.items import SCHEMA_VERSION
from feedcrawler.mongodb.schema import Schema

_SCALARS = {
    "string": pa.string(),
    "bool": pa.bool_(),
    "int": pa.int32(),
    "long": pa.int64(),
    "double": pa.float64(),
    "date": pa.timestamp("ms", tz="UTC"),
}


def arrow_schema(columns: Iterable[Column]) -> pa.Schema:
    """The columns with what each means; `schemaVersion` of the documents and the version of feedcrawler beside them."""
    fields = [pa.field(c.path, arrow_type(c.form), metadata={"description": c.form["description"]}) for c in columns]
    return pa.schema(fields, metadata={"schemaVersion": str(SCHEMA_VERSION), "feedcrawlerVersion": __version__})


def arrow_type(form: Schema) -> pa.DataType:
    """The type of what the database's validator describes so."""
    match form:
        case {"bsonType": "array", "items": items}:
            return pa.list_(arrow_type(items))
        case {"properties": properties}:
            return pa.struct([pa.field(name, arrow_type(inner)) for name, inner in properties.items()])
        case {"additionalProperties": dict(values)}:
            return pa.map_(pa.string(), arrow_type(values))
        case {"bsonType": kind}:
            return _SCALARS[kind]
        case _:
            return pa.string()  # one of some words
