"""The indexes that a collection has, beside those that it is to have."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pymongo import IndexModel
from pymongo.collection import Collection
from pymongo.errors import OperationFailure

from feedcrawler.indexes import INDEXES, Index
from feedcrawler.mongodb.document import Document

_OPTIONS = (
    "unique",
    "sparse",
    "partialFilterExpression",
    "expireAfterSeconds",
    "collation",
    "weights",
    "default_language",
    "language_override",
    "hidden",
)
_PLACE = ("unique", "sparse", "partialFilterExpression", "collation")
"""What may differ between indexes of the same keys that are there side by side."""
_TEXT_KEYS = {"_fts": "text", "_ftsx": 1}
"""What MongoDB makes of the keys of a text index; their names are in its weights."""
_NO_SUCH_INDEX = 27


@dataclass(frozen=True, slots=True)
class Built:
    """How the indexes of a collection differ from those that it is to have."""

    missing: tuple[Index, ...]
    different: tuple[Index, ...]
    """There under their names, but otherwise than they are to be."""
    blocked: tuple[tuple[Index, str], ...]
    """Cannot be built while another one has its place: which."""
    foreign: tuple[str, ...]
    """The names of those that somebody else has made."""

    @property
    def unbuilt(self) -> tuple[Index, ...]:
        """All that are not there as they are to be."""
        return (*self.missing, *self.different, *(index for index, _ in self.blocked))


def built(collection: Collection[Document], wanted: Sequence[Index] | None = None) -> Built:
    """How the indexes of `collection` differ from those that it is to have; only reads.

    Args:
        collection: the collection.
        wanted: what it is to have; not given: what this version has for a collection of its name.

    Raises:
        PyMongoError: the server refuses.
    """
    there = {doc["name"]: _form(doc) for doc in collection.list_indexes() if doc["name"] != "_id_"}
    missing, different, blocked, ours = [], [], [], set[str]()
    for index in INDEXES[collection.name] if wanted is None else wanted:
        form = _form(model(index).document)
        same = [name for name, other in there.items() if other == form]
        in_the_way = [name for name, other in there.items() if _place(other) == _place(form) and name != index.name]
        if same or index.name in there:
            ours.update(same, {index.name})
        if same:
            continue
        if index.name in there:
            different.append(index)
        elif in_the_way:
            blocked.append((index, in_the_way[0]))
        else:
            missing.append(index)
    foreign = sorted(there.keys() - ours)
    return Built(tuple(missing), tuple(different), tuple(blocked), tuple(foreign))


def build(collection: Collection[Document], indexes: Sequence[Index]) -> None:
    """Build indexes that are missing; the collection can be read and written meanwhile.

    Raises:
        PyMongoError: the server refuses.
    """
    collection.create_indexes([model(index) for index in indexes])


def build_anew(collection: Collection[Document], index: Index) -> None:
    """Build an index that is there otherwise, in its place.

    Raises:
        PyMongoError: the server refuses.
    """
    try:
        collection.drop_index(index.name)
    except OperationFailure as error:
        if error.code != _NO_SUCH_INDEX:  # as where a migration was killed just here
            raise
    build(collection, [index])


def model(index: Index) -> IndexModel:
    """An index as the driver wants it."""
    return IndexModel(list(index.keys.items()), name=index.name, **index.options)


def _place(form: tuple[list[tuple[str, Any]], Document]) -> object:
    """What only one index of a collection can have: there is one search, and one order of the same documents."""
    keys, options = form
    return "text" if ("_fts", "text") in keys else (keys, {k: v for k, v in options.items() if k in _PLACE})


def _form(document: Mapping[str, Any]) -> tuple[list[tuple[str, Any]], Document]:
    """What makes an index what it is, of the driver's document or the server's: its keys and its options."""
    keys = dict(document["key"])
    texts = [name for name, kind in keys.items() if kind == "text" and name != "_fts"]
    keys = {name: kind for name, kind in keys.items() if name not in texts} | (_TEXT_KEYS if texts else {})
    return list(keys.items()), {name: document[name] for name in _OPTIONS if document.get(name) not in (None, False)}
