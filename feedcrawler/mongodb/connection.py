"""The way to the users' server or the embedded one, with every way it can fail said in one line."""

from __future__ import annotations

import asyncio
import functools
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from pymongo import AsyncMongoClient, MongoClient
from pymongo.asynchronous.database import AsyncDatabase
from pymongo.errors import (
    ConfigurationError as PyMongoConfigurationError,
)
from pymongo.errors import (
    ConnectionFailure,
    InvalidName,
    InvalidURI,
    OperationFailure,
    PyMongoError,
)
from scrapy.settings import BaseSettings

from feedcrawler.errors import ConfigurationError, DatabaseError, mask_credentials, mask_uri
from feedcrawler.mongodb.migrate import prepare, version_of
from feedcrawler.mongodb.server import database_uri
from feedcrawler.surroundings import concerns_output

logger = logging.getLogger(__name__)

# How long to look for a server, in milliseconds: people wait for this line.
_CONNECT_MS = 5_000
# How long a crawl looks for a server that is away, before it says so and looks again (`patiently`).
_LOOK_MS = 2_000
_CLIENT: dict[str, Any] = {"tz_aware": True, "journal": True, "appname": "feedcrawler"}
_AUTHENTICATION = {18, 8000}
_UNAUTHORIZED = {13}

_Key = tuple[str, int, asyncio.AbstractEventLoop]
"""What tells clients apart: the address, the patience, and the loop that an asynchronous client belongs to."""


@dataclass(eq=False)
class _SharedClient:
    key: _Key
    client: AsyncMongoClient[dict[str, Any]]
    users: set[Connection] = field(default_factory=set)


_clients: dict[_Key, _SharedClient] = {}


def prepare_database(settings: BaseSettings) -> None:
    """Make sure that the database can be reached and is what this version needs.

    Raises:
        ConfigurationError: the address, the password or the rights are wrong; the database is of a later version, or
            must be migrated by hand.
        DatabaseError: the server does not answer.
    """
    _prepare(database_uri(settings), settings["MONGODB_DATABASE"])


@dataclass(eq=False)
class Connection:
    """A crawl's way to its database. The crawls of one process share one client, which closes with the last of them."""

    database: AsyncDatabase[dict[str, Any]]
    shared: _SharedClient

    async def close(self) -> None:
        """Hang up; a second time does nothing."""
        self.shared.users.discard(self)
        if not self.shared.users and _clients.get(self.shared.key) is self.shared:
            del _clients[self.shared.key]
            await self.shared.client.close()


def connect(settings: BaseSettings) -> Connection:
    """A crawl's way to its database. Writes are journaled before they count as written."""
    uri, milliseconds = database_uri(settings), int(settings.getfloat("FEEDCRAWLER_MONGODB_TIMEOUT") * 1000)
    key = (uri, milliseconds, asyncio.get_running_loop())
    if key not in _clients:
        timeouts = {"serverSelectionTimeoutMS": min(milliseconds, _LOOK_MS), "socketTimeoutMS": milliseconds}
        _clients[key] = _SharedClient(key, AsyncMongoClient(uri, **(_CLIENT | timeouts)))
    shared = _clients[key]
    connection = Connection(shared.client[settings["MONGODB_DATABASE"]], shared)
    shared.users.add(connection)
    return connection


@contextmanager
def open_database(settings: BaseSettings) -> Iterator[Any]:
    """A database for a command, errors said in one line as by `prepare_database`; not one of a later version."""
    uri = database_uri(settings)
    with explained(uri):
        client: MongoClient[dict[str, Any]] = MongoClient(uri, serverSelectionTimeoutMS=_CONNECT_MS, **_CLIENT)
        with client:
            database = client[settings["MONGODB_DATABASE"]]
            version_of(database)
            yield database


@contextmanager
def explained(uri: str) -> Iterator[None]:
    """Turn PyMongo's errors into ones that say what to do; no password is shown."""
    shown = mask_uri(uri)
    try:
        yield
    except (InvalidURI, InvalidName, PyMongoConfigurationError, ValueError, OSError) as error:
        if concerns_output(error):  # not the server's
            raise
        why = mask_credentials(str(error).replace(uri, shown))
        raise ConfigurationError(f"MONGODB_URI or MONGODB_DATABASE is not valid: {why}") from None
    except ConnectionFailure:
        raise DatabaseError(
            f"no MongoDB answers at {shown}: start it, or correct MONGODB_URI, or unset it to use the embedded one"
        ) from None
    except OperationFailure as error:
        if error.code in _AUTHENTICATION:
            raise ConfigurationError(f"MongoDB at {shown} refuses the user or password in MONGODB_URI") from None
        if error.code in _UNAUTHORIZED:
            raise ConfigurationError(
                f"the user in MONGODB_URI may not do this at {shown}: give it the roles readWrite and,"
                " for the validator of a new version, dbAdmin"
            ) from None
        raise DatabaseError(f"MongoDB at {shown} refuses: {error}") from None
    except PyMongoError as error:
        raise DatabaseError(f"MongoDB at {shown}: {mask_credentials(str(error))}") from None


@functools.cache
def _prepare(uri: str, name: str) -> None:
    with explained(uri):
        client: MongoClient[dict[str, Any]] = MongoClient(uri, serverSelectionTimeoutMS=_CONNECT_MS, **_CLIENT)
        with client:
            unbuilt = prepare(client[name])
    if unbuilt:
        logger.warning(
            "the database %s lacks indexes (%s): `feedcrawler db migrate` builds them, or says what has their place",
            name,
            ", ".join(unbuilt),
        )
