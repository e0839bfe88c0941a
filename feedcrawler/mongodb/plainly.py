"""The driver's errors in one line."""

from __future__ import annotations

import functools
from collections.abc import Awaitable, Callable, Coroutine
from typing import Any, ParamSpec, TypeVar

from pymongo.errors import PyMongoError

from feedcrawler.errors import DatabaseError, mask_credentials

_P = ParamSpec("_P")
_T = TypeVar("_T")


def plainly(method: Callable[_P, Awaitable[_T]]) -> Callable[_P, Coroutine[Any, Any, _T]]:
    """Turn the driver's errors into `DatabaseError`."""

    @functools.wraps(method)
    async def said(*args: _P.args, **kwargs: _P.kwargs) -> _T:
        try:
            return await method(*args, **kwargs)
        except PyMongoError as error:
            why = str(error).partition(", Timeout:")[0].partition("(configured timeouts")[0].strip()
            raise DatabaseError(f"MongoDB is lost: {mask_credentials(why)[:300]}") from None

    return said
