"""The recipes of docs/queries.md on a database: how long each takes, and which way."""

from __future__ import annotations

import time
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from pymongo import MongoClient
from pymongo.database import Database

from bench.generated.sites import SITES
from docs.recipes import Asked, explained, recipes, run, scans
from feedcrawler.mongodb.document import Document

_TIMES = 3


@dataclass(frozen=True, slots=True)
class Answer:
    """What came of one recipe."""

    title: str
    milliseconds: float
    """The median of three times."""
    found: int
    keys: int
    """Entries of indexes that were read …"""
    documents: int
    """… and documents."""
    scans: bool
    """Whether a collection was scanned."""


def ask(uri: str, name: str) -> list[Answer]:
    """Ask each recipe of a filled database, by the words that it speaks of."""
    asked = Asked()
    with MongoClient[Document](uri, tz_aware=True, event_listeners=[asked]) as client:
        database = client[name]
        names = _names(database)
        answers = []
        for recipe in recipes():
            asked.commands.clear()
            times = []
            for _ in range(_TIMES):
                started = time.perf_counter()
                found = run(recipe, database, names)
                times.append(time.perf_counter() - started)
            plans = [explained(command, database) for command in asked.commands[: len(asked.commands) // _TIMES]]
            answers.append(
                Answer(
                    recipe.title,
                    sorted(times)[_TIMES // 2] * 1000,
                    len(found),
                    sum(_read(plan, "totalKeysExamined") for plan in plans),
                    sum(_read(plan, "totalDocsExamined") for plan in plans),
                    any(map(scans, plans)),
                )
            )
    return answers


def _names(database: Database[Document]) -> Document:
    """What the recipes speak of, as this database has it."""
    latest = [("lastChangedAt", -1)]
    edited = database.articles.find_one(
        {
            "source.site": SITES[0].name,
            "revision": {"$gt": 1},
            "keywords.0": {"$exists": True},
            "authors.0": {"$exists": True},
        },
        sort=latest,
    )
    ran = database.runs.find_one({"site": {"$exists": True}, "outcomes.new": {"$gt": 0}}, sort=[("startedAt", -1)])
    assert edited
    assert ran
    return {
        "now": ran["startedAt"],
        "day": timedelta(days=1),
        "site": edited["source"]["site"],
        "url": edited["_id"],
        "author": edited["authors"][0]["name"],
        "section": edited["articleSection"][0],
        "keyword": edited["keywords"][0],
        "words": "bridge -ferry",
        "run": ran["_id"],
    }


def _read(plan: Any, name: str) -> int:
    """How much was read, wherever in a plan it is told."""
    if isinstance(plan, dict):
        return int(plan.get(name, 0)) + sum(_read(value, name) for key, value in plan.items() if key != name)
    return sum(_read(value, name) for value in plan) if isinstance(plan, list) else 0
