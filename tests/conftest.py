"""What the tests share."""

from __future__ import annotations

import os
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from pymongo import MongoClient
from pymongo.database import Database

from feedcrawler.indexes import INDEXES
from feedcrawler.mongodb import server
from feedcrawler.mongodb.schema import ensure_schema

# How long an example takes says something of the machine only.
settings.register_profile("feedcrawler", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("feedcrawler")

CHECKOUT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def shared() -> Path:
    """Real pages and texts that the project may test against but not contain."""
    folder = Path(os.environ.get("FEEDCRAWLER_SHARED", CHECKOUT.parent / "shared"))
    if not folder.is_dir():
        pytest.skip(f"no shared material at {folder}; set FEEDCRAWLER_SHARED")
    return folder


@pytest.fixture(scope="session")
def mongodb_uri(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A real mongod for this run of the tests."""
    folder = tmp_path_factory.mktemp("mongodb")
    yield server.start(folder).uri
    server.stop(folder)


@pytest.fixture
def database(mongodb_uri: str) -> Iterator[Database[dict[str, Any]]]:
    """An empty database with this version's schema.

    Its collections are emptied and not made anew, for an index takes longer to make than most tests to run; a test that
    spoils more than documents takes `bare`.
    """
    client: MongoClient[dict[str, Any]] = MongoClient(mongodb_uri, tz_aware=True)
    with client:
        database = client["test"]
        ensure_schema(database)
        yield database
        for name in database.list_collection_names():
            if name in INDEXES:
                database[name].delete_many({})
            else:
                database.drop_collection(name)


@pytest.fixture
def bare(mongodb_uri: str) -> Iterator[Database[dict[str, Any]]]:
    """A database with nothing in it."""
    client: MongoClient[dict[str, Any]] = MongoClient(mongodb_uri, tz_aware=True)
    with client:
        name = f"test_{uuid.uuid4().hex[:12]}"
        yield client[name]
        client.drop_database(name)
