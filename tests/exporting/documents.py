"""Documents that the database may hold, made by hypothesis from its validator."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from hypothesis import strategies as st

from feedcrawler.mongodb.schema import Schema, article_schema

HOSTILE = (
    '=HYPERLINK("https://evil.example","x")', "+1+1", "-2+3+cmd|' /C calc'!A0", "@SUM(1)", "\t=1", "\r=1", " =1",
    '"=1', "'=1", "''", "\u200b=1", "＝1", "\x00=1", '1,"2"\r\n=3;=4', "\x1b[31mred", "\u202egnp.exe\u202c", "\x85", "",
    "line\u2028separator\u2029paragraph", "\x1cfile\x0bline\x0c", "\ufeff", "NULL", "null", "true", "1e5", "007",
)  # fmt: skip

TEXTS = (
    st.text(max_size=30)
    | st.sampled_from(HOSTILE)
    | st.builds(str.__add__, st.sampled_from(HOSTILE), st.text(max_size=9))
)
DATES = st.datetimes(datetime(1, 1, 2), datetime(9999, 12, 30)).map(
    lambda at: at.replace(microsecond=at.microsecond // 1000 * 1000, tzinfo=UTC)
)
_SCALARS: dict[str, st.SearchStrategy[Any]] = {
    "string": TEXTS,
    "bool": st.booleans(),
    "int": st.integers(-(2**31), 2**31 - 1),
    "long": st.integers(-(2**63), 2**63 - 1),
    "double": st.floats(allow_nan=False, allow_infinity=False),
    "date": DATES,
}


def valid(form: Schema) -> st.SearchStrategy[Any]:
    """What the validator lets pass."""
    match form:
        case {"enum": words}:
            return st.sampled_from(words)
        case {"bsonType": "array", "items": items}:
            return st.lists(valid(items), max_size=2)
        case {"properties": properties, **rest}:
            inner = {name: valid(one) for name, one in properties.items()}
            needed = {name: inner.pop(name) for name in rest.get("required", ())}
            return st.fixed_dictionaries(needed, optional=inner)
        case {"additionalProperties": dict(values)}:
            return st.dictionaries(TEXTS, valid(values), max_size=2)
        case {"bsonType": kind}:
            return _SCALARS[kind]
    raise AssertionError(form)


DOCUMENTS = st.lists(valid(article_schema()), max_size=3)
