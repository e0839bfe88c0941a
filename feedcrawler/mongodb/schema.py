"""What MongoDB holds the documents to: validator and indexes, made from `feedcrawler.items` and `.indexes`."""

from __future__ import annotations

import types
from dataclasses import MISSING, fields, is_dataclass
from datetime import datetime
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from pymongo.database import Database
from pymongo.errors import CollectionInvalid, OperationFailure

from feedcrawler.indexes import INDEXES
from feedcrawler.items import Article, Key
from feedcrawler.mongodb.built import build, built
from feedcrawler.mongodb.document import Document

Schema = dict[str, Any]

_BSON_TYPES = {str: "string", int: "int", Key: "long", float: "double", bool: "bool", datetime: "date"}
_NAMESPACE_EXISTS = 48
_ENFORCED: dict[str, Any] = {"validationLevel": "strict", "validationAction": "error"}

_MANY = 5_000
"""In a collection with more documents than this, no index is built at the start of a crawl."""


def article_schema() -> Schema:
    """The `$jsonSchema` of an article: the names and types of `Article`, and nothing else."""
    return _object_schema(Article)


def ensure_schema(database: Database[Document]) -> list[str]:
    """Make collections, validator and indexes what this version needs, as far as that is done at once.

    Where all is there, it only reads. What is there otherwise stays, and what would take long to build is not built: a
    crawl does without, and `feedcrawler db migrate` does it.

    Returns:
        The indexes that are not there as they are to be, as "collection.index".

    Raises:
        PyMongoError: the server refuses.
    """
    set_validator(database)
    unbuilt = []
    for name in INDEXES:
        collection = database[name]
        found = built(collection)
        left = found.unbuilt
        if found.missing and collection.estimated_document_count() <= _MANY:
            build(collection, found.missing)
            left = left[len(found.missing) :]
        unbuilt += [f"{name}.{index.name}" for index in left]
    return unbuilt


def set_validator(database: Database[Document]) -> None:
    """Hold articles to this version's definition from now on; what is stored stays as it is.

    Raises:
        PyMongoError: the server refuses.
    """
    stored = stored_validator(database)
    if stored is None:
        try:
            database.create_collection("articles", validator=validator())
        except (CollectionInvalid, OperationFailure) as error:  # another crawl was faster
            if isinstance(error, OperationFailure) and error.code != _NAMESPACE_EXISTS:
                raise
    elif stored != validator():
        database.command("collMod", "articles", validator=validator(), **_ENFORCED)


def validator() -> Schema:
    """What MongoDB holds articles to."""
    return {"$jsonSchema": article_schema()}


def stored_validator(database: Database[Document]) -> Schema | None:
    """What it holds them to now, which is nothing where that is switched off; None: there is no such collection."""
    for found in database.list_collections(filter={"name": "articles"}):
        options = _ENFORCED | found["options"]
        enforced = {name: options[name] for name in _ENFORCED} == _ENFORCED
        return dict(options.get("validator", {})) if enforced else {}
    return None


def _object_schema(cls: type) -> Schema:
    hints = get_type_hints(cls)
    properties, required = {}, []
    for field in fields(cls):
        hint, optional = _strip_none(hints[field.name])
        properties[field.name] = {**_schema(hint), "description": field.metadata["doc"]}
        if (
            field.metadata.get("required")
            or (field.default is MISSING and field.default_factory is MISSING)
            or not optional
        ):
            required.append(field.name)
    return {
        "bsonType": "object",
        "properties": properties,
        **({"required": sorted(required)} if required else {}),
        "additionalProperties": False,
    }


def _schema(hint: Any) -> Schema:
    origin, args = get_origin(hint), get_args(hint)
    if origin is Literal:
        return {"enum": list(args)}
    if origin is list:
        return {"bsonType": "array", "items": _schema(args[0])}
    if origin is dict:
        return {"bsonType": "object", "additionalProperties": _schema(args[1])}
    if is_dataclass(hint):
        return _object_schema(hint)  # type: ignore[arg-type]
    return {"bsonType": _BSON_TYPES[hint]}


def _strip_none(hint: Any) -> tuple[Any, bool]:
    if get_origin(hint) in (Union, types.UnionType):
        (inner,) = [a for a in get_args(hint) if a is not type(None)]
        return inner, True
    return hint, False
