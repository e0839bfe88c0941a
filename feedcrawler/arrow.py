"""Articles as a data frame: what pymongoarrow is to read of them, and as which types. Takes the extra `arrow`."""

from __future__ import annotations

from pymongoarrow.api import Schema

from feedcrawler.errors import ConfigurationError
from feedcrawler.exporting.arrow_types import arrow_type
from feedcrawler.exporting.columns import columns
from feedcrawler.mongodb.schema import Schema as Form


def schema(*fields: str) -> Schema:
    """The schema with which pymongoarrow reads these fields of the collection `articles`, typed as in an export.

    It has no type for a map: `extraction` comes without its `fields`.

    Args:
        fields: by name, such as "headline", "datePublished", "source"; none: all.

    Raises:
        ConfigurationError: an article has no such field, or it is one inside another.
    """
    if inside := [name for name in fields if "." in name]:
        raise ConfigurationError(f"pymongoarrow reads no field inside another: not {inside[0]!r}, but the whole")
    return Schema({column.path: arrow_type(_without_maps(column.form)) for column in columns(fields)})


def _without_maps(form: Form) -> Form:
    if "properties" not in form:
        return form
    kept = {name: _without_maps(inner) for name, inner in form["properties"].items() if not _is_map(inner)}
    return form | {"properties": kept}


def _is_map(form: Form) -> bool:
    return isinstance(form.get("additionalProperties"), dict)
