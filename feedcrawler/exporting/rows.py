"""Documents as rows: every column is there, and holds what its field may hold."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from feedcrawler.exporting.columns import Column
from feedcrawler.mongodb.schema import Schema

Row = dict[str, Any]
Form = Callable[[Any], Any]

_INT32, _INT64 = 2**31, 2**63


class Rows:
    """Turns documents into rows.

    Args:
        columns: of the rows.
    """

    def __init__(self, columns: Sequence[Column]) -> None:
        self._columns = [(column.path, column.path.split("."), self._reader(column.form)) for column in columns]
        self.misfits = 0
        """How many values were not of their field's type, and are left out: only an earlier version, or somebody's
        hand, may have written such."""

    def of(self, documents: Iterable[Mapping[str, Any]]) -> Iterator[Row]:
        """The rows of documents, one each: absent fields are None, in objects inside too; dates are in UTC."""
        for document in documents:
            yield {name: read(_at(document, path)) for name, path, read in self._columns}

    def _reader(self, form: Schema) -> Form:
        """What makes a value one that `form` allows, or None."""
        match form:
            case {"bsonType": "array", "items": items}:
                return self._list_of(self._reader(items))
            case {"properties": properties}:
                return self._object_of({name: self._reader(inner) for name, inner in properties.items()})
            case {"additionalProperties": dict(values)}:
                return self._map_of(self._reader(values))
            case {"bsonType": kind}:
                return self._scalar(_SCALARS[kind])
            case _:
                return self._scalar(_SCALARS["string"])  # one of some words

    def _list_of(self, read: Form) -> Form:
        def read_list(value: Any) -> Any:
            return [read(item) for item in value] if isinstance(value, list) else self._misfit(value)

        return read_list

    def _object_of(self, fields: dict[str, Form]) -> Form:
        def read_object(value: Any) -> Any:
            if isinstance(value, dict):
                return {name: read(value.get(name)) for name, read in fields.items()}
            return self._misfit(value)

        return read_object

    def _map_of(self, read: Form) -> Form:
        def read_map(value: Any) -> Any:
            if isinstance(value, dict):
                return {name: read(inner) for name, inner in value.items()}
            return self._misfit(value)

        return read_map

    def _scalar(self, known: Form) -> Form:
        def read_scalar(value: Any) -> Any:
            if value is None or (found := known(value)) is None:
                return self._misfit(value)
            return found

        return read_scalar

    def _misfit(self, value: Any) -> None:
        self.misfits += value is not None


def _at(value: Any, path: Sequence[str]) -> Any:
    for name in path:
        if not isinstance(value, Mapping):
            return None
        value = value.get(name)
    return value


def _whole(value: Any, limit: int) -> int | None:
    if isinstance(value, bool) or not isinstance(value, int | float) or value != value // 1:
        return None
    return int(value) if -limit <= value < limit else None


def _double(value: Any) -> float | None:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    return float(value) if math.isfinite(value) else None


def _date(value: Any) -> datetime | None:
    if not isinstance(value, datetime):
        return None
    return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


_SCALARS: dict[str, Form] = {
    "string": lambda value: value if isinstance(value, str) else None,
    "bool": lambda value: value if isinstance(value, bool) else None,
    "int": lambda value: _whole(value, _INT32),
    "long": lambda value: _whole(value, _INT64),
    "double": _double,
    "date": _date,
}
"""For each type of BSON that a field may have: the value, or None if it is of another type."""
