"""Something that is done again and again while a run goes on."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable


class Beat:
    """Does something every so many seconds, until that says that it is over, or somebody says so.

    It is told to end and waited for, and never cancelled: PyMongo swallows a cancellation now and then.

    Args:
        seconds: the pause before each time.
        what: what is done; gives whether to go on.
    """

    def __init__(self, seconds: float, what: Callable[[], Awaitable[bool]]) -> None:
        self._over = asyncio.Event()
        self._going_on = asyncio.create_task(self._go_on(seconds, what))

    async def end(self) -> None:
        """Do it no more; what is being done is done when this returns."""
        self._over.set()
        await self._going_on

    async def _go_on(self, seconds: float, what: Callable[[], Awaitable[bool]]) -> None:
        over = asyncio.ensure_future(self._over.wait())
        while not (await asyncio.wait([over], timeout=seconds))[0]:
            if not await what():
                return
