"""What the tests share."""

from __future__ import annotations

import os
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from pymongo import MongoClient
from pymongo.database import Database

from feedcrawler.mongodb import server
from feedcrawler.mongodb.schema import ensure_schema

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
    """An empty database with this version's schema."""
    client: MongoClient[dict[str, Any]] = MongoClient(mongodb_uri, tz_aware=True)
    with client:
        name = f"test_{uuid.uuid4().hex[:12]}"
        ensure_schema(client[name])
        yield client[name]
        client.drop_database(name)
