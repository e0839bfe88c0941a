"""A server that is away for a while is waited for; one that stays away is said to be lost, in one line."""

from __future__ import annotations

import asyncio
import functools
import logging
import time
from collections.abc import Awaitable, Callable, Coroutine
from typing import Any, Concatenate, ParamSpec, Protocol, TypeVar
from weakref import WeakKeyDictionary

from pymongo.asynchronous.database import AsyncDatabase
from pymongo.errors import BulkWriteError, ConnectionFailure, OperationFailure, PyMongoError

from feedcrawler.errors import DatabaseError, mask_credentials

logger = logging.getLogger(__name__)

_PAUSE = 0.2
"""Seconds before a server that refuses at once is asked again."""


_SHUTTING_DOWN = {91, 189, 11600, 11602, 10107, 13435, 13436}
"""Codes of a server that goes down, or hands over to another (the retryable ones of MongoDB's driver specification)."""


class HasDatabase(Protocol):
    """What talks to a database."""

    database: AsyncDatabase[dict[str, Any]]


_P = ParamSpec("_P")
_T = TypeVar("_T")
_S = TypeVar("_S", bound=HasDatabase)

_away: WeakKeyDictionary[Any, float] = WeakKeyDictionary()
"""The clients whose server is away, and since when: it is said once, whoever waits."""


def patiently(
    method: Callable[Concatenate[_S, _P], Awaitable[_T]],
) -> Callable[Concatenate[_S, _P], Coroutine[Any, Any, _T]]:
    """Do it again while the server is away; once that lasts too long, raise `DatabaseError`.

    For methods that can be repeated: what an interrupted one has written it finds, or writes again the same. Too long
    is what the client was made with: its `socketTimeoutMS`.
    """

    @functools.wraps(method)
    async def waiting(self: _S, /, *args: _P.args, **kwargs: _P.kwargs) -> _T:
        client = self.database.client
        patience, started = client.options.pool_options.socket_timeout or 0.0, time.monotonic()
        while True:
            try:
                result = await method(self, *args, **kwargs)
            except PyMongoError as error:
                if not _is_away(error) or time.monotonic() - started >= patience:
                    raise _lost(error) from None
                _note_away(client, patience)
                await asyncio.sleep(min(_PAUSE, patience))
            else:
                _note_back(client)
                return result

    return waiting


def _is_away(error: PyMongoError) -> bool:
    """Whether the server, or the part of it that takes writes, cannot be reached for now."""
    if isinstance(error, BulkWriteError):
        return any(one["code"] in _SHUTTING_DOWN for one in error.details["writeErrors"])
    return isinstance(error, ConnectionFailure) or (
        isinstance(error, OperationFailure) and error.code in _SHUTTING_DOWN
    )


def _lost(error: PyMongoError) -> DatabaseError:
    why = str(error).partition(", Timeout:")[0].partition("(configured timeouts")[0].strip()
    return DatabaseError(f"MongoDB was lost: {mask_credentials(why)[:300]}")


def _note_away(client: Any, patience: float) -> None:
    if client not in _away:
        _away[client] = time.monotonic()
        logger.warning("MongoDB does not answer: waiting for it, at most %g seconds", patience)


def _note_back(client: Any) -> None:
    if client in _away:
        logger.warning("MongoDB is back after %.0f seconds", time.monotonic() - _away.pop(client))
