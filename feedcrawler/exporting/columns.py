"""The columns of an export: the fields of an article, as `feedcrawler.items` defines them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from feedcrawler.errors import ConfigurationError
from feedcrawler.mongodb.schema import Schema, article_schema


@dataclass(frozen=True, slots=True)
class Column:
    """One column."""

    path: str
    """The field's name; of a field inside another one with dots, as in MongoDB: `source.site`. The column's name."""
    form: Schema
    """What it holds, as the database's validator says it."""

    @property
    def is_text(self) -> bool:
        """Whether it holds words as they are: neither a number, nor a date, nor a list or an object."""
        return "enum" in self.form or self.form.get("bsonType") == "string"

    @property
    def is_nested(self) -> bool:
        """Whether it holds lists or objects."""
        return self.form.get("bsonType") in ("array", "object")


def columns(paths: Iterable[str] = ()) -> list[Column]:
    """The columns with these names, in this order, each once; with none given, all fields of an article.

    Raises:
        ConfigurationError: an article has no such field.
    """
    article = article_schema()
    return [Column(path, _form(article, path)) for path in dict.fromkeys(paths) or article["properties"]]


def _form(article: Schema, path: str) -> Schema:
    form = article
    for name in path.split("."):
        if name not in form.get("properties", {}):
            where = "" if form is article else f" (there is no {name!r} in it)"
            raise ConfigurationError(
                f"no field {path!r}{where}: docs/document.md lists them; take them as {_some(form)}"
            )
        form = form["properties"][name]
    return form


def _some(form: Schema) -> str:
    return ", ".join(form["properties"]) if "properties" in form else "a whole"


def shallowest(paths: Iterable[str]) -> Iterator[str]:
    """Those of some paths that no other one contains."""
    named = set(paths)
    for path in named:
        names = path.split(".")
        if not any(".".join(names[:length]) in named for length in range(1, len(names))):
            yield path
