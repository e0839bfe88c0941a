"""Articles as a data frame: what pymongoarrow is to read, and with which types.

Takes the extra `arrow`. Not for the library's own use.
"""

from __future__ import annotations

from pymongoarrow.api import Schema

from feedcrawler.exporting.arrow_types import arrow_type
from feedcrawler.exporting.columns import columns


def schema(*fields: str) -> Schema:
    """The schema with which `pymongoarrow.api` reads these fields of articles, with the types of `items.py`.

    Args:
        fields: by name: `headline`, `datePublished`, `source`; none: all that it can read, and those of no map.

    Raises:
        ConfigurationError: an article has no such field.
    """
    return Schema({column.path: arrow_type(column.form) for column in columns(fields)})
