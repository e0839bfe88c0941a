"""What MongoDB holds the documents to: validator and indexes, made from `feedcrawler.items`."""

from __future__ import annotations

import types
from dataclasses import MISSING, fields, is_dataclass
from datetime import datetime
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from pymongo import ASCENDING, DESCENDING, IndexModel
from pymongo.database import Database
from pymongo.errors import CollectionInvalid, OperationFailure

from feedcrawler.items import Article, Key

Schema = dict[str, Any]

_BSON_TYPES = {str: "string", int: "int", Key: "long", float: "double", bool: "bool", datetime: "date"}
_NAMESPACE_EXISTS = 48

INDEXES: dict[str, list[IndexModel]] = {
    "articles": [
        IndexModel([("source.site", ASCENDING), ("datePublished", DESCENDING)], name="site_published"),
        IndexModel([("datePublished", DESCENDING)], name="published"),
        IndexModel([("lastChangedAt", DESCENDING)], name="changed"),
        IndexModel([("aliases", ASCENDING)], name="aliases"),
        IndexModel([("content.hash", ASCENDING), ("duplicateOf._id", ASCENDING)], name="same_text"),
        IndexModel([("content.sketch", ASCENDING), ("datePublished", DESCENDING)], name="same_story"),
        IndexModel([("duplicateOf._id", ASCENDING)], name="duplicate_of", sparse=True),
        IndexModel([("crawl.runId", ASCENDING)], name="run"),
        IndexModel(
            [("source.site", ASCENDING), ("crawl.recheckAt", ASCENDING)],
            name="site_recheck",
            partialFilterExpression={"crawl.recheckAt": {"$exists": True}},
        ),
        IndexModel(
            [("source.feedUrl", ASCENDING), ("source.entryId", ASCENDING)],
            name="entry",
            partialFilterExpression={"source.entryId": {"$exists": True}},
        ),
        IndexModel([("state.since", DESCENDING)], name="gone", sparse=True),
    ],
    "revisions": [IndexModel([("articleId", ASCENDING), ("revision", DESCENDING)], name="article", unique=True)],
    "quarantine": [
        IndexModel([("site", ASCENDING), ("retryAt", ASCENDING)], name="site_due"),
        IndexModel([("aliases", ASCENDING)], name="aliases"),
    ],
    "due": [
        IndexModel([("site", ASCENDING), ("newest", DESCENDING), ("_id", ASCENDING)], name="site_newest"),
        IndexModel([("aliases", ASCENDING)], name="aliases"),
    ],
    "feeds": [IndexModel([("site", ASCENDING)], name="site")],
    "runs": [
        IndexModel([("spider", ASCENDING), ("startedAt", DESCENDING)], name="spider_started"),
        IndexModel([("site", ASCENDING), ("startedAt", DESCENDING)], name="site_started"),
        IndexModel([("startedAt", DESCENDING)], name="started"),
        IndexModel([("site", ASCENDING), ("asOf", DESCENDING)], name="site_clock"),
        IndexModel([("site", ASCENDING)], name="running", partialFilterExpression={"verdict": "running"}),
    ],
}


def article_schema() -> Schema:
    """The `$jsonSchema` of an article: the names and types of `Article`, and nothing else."""
    return _object_schema(Article)


def ensure_schema(database: Database[dict[str, Any]]) -> None:
    """Make collections, validator and indexes what this version needs; does nothing where they are.

    Raises:
        PyMongoError: the server refuses.
    """
    validator = {"$jsonSchema": article_schema()}
    existing = {c["name"]: c for c in database.list_collections()}
    if "articles" not in existing:
        try:
            database.create_collection("articles", validator=validator)
        except (CollectionInvalid, OperationFailure) as error:  # another crawl was faster
            if isinstance(error, OperationFailure) and error.code != _NAMESPACE_EXISTS:
                raise
    elif existing["articles"]["options"].get("validator") != validator:
        database.command("collMod", "articles", validator=validator)
    for name, indexes in INDEXES.items():
        database[name].create_indexes(indexes)


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
