"""The record of a crawl of many sites: one document for the whole night."""

from __future__ import annotations

import logging
import time
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from datetime import UTC, datetime
from functools import partial

from scrapy.settings import BaseSettings

from feedcrawler.beat import Beat
from feedcrawler.errors import DatabaseError
from feedcrawler.mongodb.connection import Connection, connect
from feedcrawler.mongodb.runs import Runs
from feedcrawler.run_record import beginning, new_run_id, peak_memory, total
from feedcrawler.summary import SiteOutcome
from feedcrawler.verdict import Verdict

logger = logging.getLogger(__name__)

_BEAT = 30.0
_KEPT_REASONS = 100
"""The sites have them all."""


class RunOfMany:
    """Written into `runs` when the crawl begins, now and then, and when it ends."""

    def __init__(self, settings: BaseSettings, spider: str) -> None:
        self._started, self._clock, self._cpu = datetime.now(UTC), time.monotonic(), time.process_time()
        self.id = new_run_id(spider, self._started)
        replayed = bool(settings["FEEDCRAWLER_REPLAY"])
        self._record = beginning(self.id, spider, self._started, replayed=replayed)
        self._settings = settings
        self._connection: Connection | None = None
        self._beat: Beat | None = None

    async def begin(self) -> None:
        """Put on record that it has begun.

        Raises:
            DatabaseError: the database is lost.
        """
        self._connection = connect(self._settings)
        runs = Runs(self._connection.database)
        await runs.bury_silent(self._record["spider"])
        await runs.record(self._record | {"verdict": "running", "aliveAt": datetime.now(UTC)})
        self._beat = Beat(_BEAT, partial(self._stay_alive, runs))

    async def discard(self) -> None:
        """Take the record back: nothing was crawled, since what was asked for was wrong."""
        await self._finish(lambda runs: runs.remove(self.id))

    async def end(self, sites: Sequence[SiteOutcome], verdict: Verdict) -> None:
        """Put on record how it went, unless the database is lost."""
        seconds = {"total": time.monotonic() - self._clock, "cpu": time.process_time() - self._cpu}
        ending = {
            "finishedAt": datetime.now(UTC),
            "verdict": verdict.word,
            "exitCode": verdict.exit_code,
            "reasons": list(verdict.reasons[:_KEPT_REASONS]),
            "sites": [site.to_document() for site in sites],
            **total(site.numbers for site in sites),
            "seconds": {name: round(value, 3) for name, value in seconds.items()},
            "memory": peak_memory(),
        }
        await self._finish(lambda runs: runs.record(self._record | ending))

    async def _finish(self, last: Callable[[Runs], Awaitable[None]]) -> None:
        assert self._connection
        assert self._beat
        await self._beat.end()
        try:
            await last(Runs(self._connection.database))
        except DatabaseError as error:
            logger.error("the run cannot be recorded: %s", error)  # noqa: TRY400 - the message says it all
        finally:
            await self._connection.close()

    async def _stay_alive(self, runs: Runs) -> bool:
        with suppress(DatabaseError):  # the crawls of the sites say that it is lost
            await runs.note_alive(self.id, {})
        return True
