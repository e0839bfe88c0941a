"""One crawl of a site at a time: a lease in the database, held by whoever renews it.

The clock is the server's, so it does not matter whether the machines' clocks agree. An owner that is gone is known at
once on its own machine; elsewhere when its lease is over.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

from pymongo import ReturnDocument
from pymongo.asynchronous.database import AsyncDatabase

from feedcrawler.mongodb.document import Document
from feedcrawler.mongodb.patiently import patiently
from feedcrawler.process import is_dead, this_process


@dataclass(frozen=True, slots=True)
class Holder:
    """Who holds a lock."""

    run_id: str
    host: str
    pid: int
    since: datetime

    def __str__(self) -> str:
        since = f"{self.since.astimezone(UTC):%Y-%m-%d %H:%M:%S} UTC"
        return f"run {self.run_id} (pid {self.pid} on {self.host}) has held the lock since {since}"


class Lock:
    """The lock of a site, for one run.

    Args:
        database: where the articles are; the lock is for this database alone.
        site: the site's name.
        run_id: the run that wants it.
        seconds: how long it is held without being renewed.
    """

    def __init__(self, database: AsyncDatabase[Document], site: str, run_id: str, seconds: float) -> None:
        self.database = database
        self._site = site
        self._run_id = run_id
        self._milliseconds = int(seconds * 1000)

    @patiently
    async def acquire(self) -> Holder | None:
        """Take the lock; gives who has it, if that is another run that may be alive."""
        while True:
            held = await self._take()
            if held["runId"] == self._run_id:
                return None
            owner = held["owner"]
            if not is_dead(owner):
                return Holder(held["runId"], owner["host"], owner["pid"], held["since"])
            await self.database.locks.delete_one({"_id": self._site, "runId": held["runId"]})

    @patiently
    async def renew(self) -> bool:
        """Hold the lock for longer; False: another run has taken it, since this one had not renewed it in time."""
        held = await self._take()
        return bool(held["runId"] == self._run_id)

    @patiently
    async def release(self) -> None:
        """Give the lock back; nothing happens if another run has it."""
        await self.database.locks.delete_one({"_id": self._site, "runId": self._run_id})

    async def _take(self) -> Document:
        """Take or renew the lock, unless another run's lease is not over; gives the lock as it is then."""
        mine = {"$eq": ["$runId", self._run_id]}
        of_another = {"$and": [{"$not": mine}, {"$gt": ["$expiresAt", "$$NOW"]}]}
        taken: Document = {
            "_id": "$_id",
            "runId": self._run_id,
            "owner": {"$literal": this_process()},
            "since": {"$cond": [mine, "$since", "$$NOW"]},
            "expiresAt": {"$add": ["$$NOW", self._milliseconds]},
        }
        update: list[Document] = [{"$replaceWith": {"$cond": [of_another, "$$ROOT", taken]}}]
        held = await self.database.locks.find_one_and_update(
            {"_id": self._site}, update, upsert=True, return_document=ReturnDocument.AFTER
        )
        return dict(held or {})
