"""What is wrong with a document, in the words of the validator that it does not satisfy.

MongoDB gives its reasons only when it refuses a write. What is stored already is held against the same schema here:
the part of `$jsonSchema` that `feedcrawler.mongodb.schema` makes use of.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from bson.int64 import Int64

_TYPES: dict[str, tuple[type, ...]] = {
    "string": (str,),
    "int": (int,),
    "long": (Int64,),
    "double": (float,),
    "bool": (bool,),
    "date": (datetime,),
    "array": (list,),
    "object": (dict,),
}


def complaints(schema: dict[str, Any], value: Any, path: str = "") -> Iterator[str]:
    """What `schema` does not allow of `value`, as 'field: what'."""
    name = path or "document"
    if "enum" in schema and value not in schema["enum"]:
        yield f"{name}: none of {', '.join(map(str, schema['enum']))}"
    if (expected := schema.get("bsonType")) and not _is(value, expected):
        yield f"{name}: {_named(value)} instead of {expected}"
    elif isinstance(value, dict):
        yield from _of_object(schema, value, path)
    elif isinstance(value, list) and "items" in schema:
        for number, one in enumerate(value):
            yield from complaints(schema["items"], one, f"{path}.{number}")


def _of_object(schema: dict[str, Any], value: dict[str, Any], path: str) -> Iterator[str]:
    properties, others = schema.get("properties", {}), schema.get("additionalProperties", True)
    for name, one in value.items():
        inner = properties.get(name, others)
        where = f"{path}.{name}".lstrip(".")
        if inner is False:
            yield f"{where}: not foreseen"
        elif inner is not True:
            yield from complaints(inner, one, where)
    for missing in sorted(set(schema.get("required", ())) - value.keys()):
        yield f"{path}.{missing}: missing".lstrip(".")


def _is(value: Any, expected: str) -> bool:
    """Whether a value is of a BSON type: a boolean is no int, nor is an int of 64 bits."""
    if expected == "int":
        return isinstance(value, int) and not isinstance(value, bool | Int64)
    return isinstance(value, _TYPES[expected])


def _named(value: Any) -> str:
    """The BSON type of a value, or its Python type where nothing here is of that type."""
    if value is None:
        return "null"
    return next((name for name in _TYPES if _is(value, name)), type(value).__name__)
