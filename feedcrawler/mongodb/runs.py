"""The records of runs."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from pymongo import DESCENDING
from pymongo.asynchronous.database import AsyncDatabase

from feedcrawler.mongodb.document import Document
from feedcrawler.mongodb.patiently import patiently
from feedcrawler.run_record import SILENCE

_REQUESTS = "$counts.downloader/request_count"
_OBSERVED = ("asOf", "observed", "findings", "finishReason", "verdict")
_MOST_OBSERVED = 5_000


class Runs:
    """The collection `runs`."""

    def __init__(self, database: AsyncDatabase[Document]) -> None:
        self.database = database
        self._runs = database.runs

    @patiently
    async def requests_since(self, site: str, at: datetime) -> int:
        """How many requests the runs of a site that began since then have sent."""
        match: Document = {"$match": {"site": site, "startedAt": {"$gte": at}}}
        total = [match, {"$group": {"_id": None, "requests": {"$sum": _REQUESTS}}}]
        async for doc in await self._runs.aggregate(total):
            return int(doc["requests"])
        return 0

    @patiently
    async def record(self, run: Document) -> None:
        """Write the record of a run, whole."""
        await self._runs.replace_one({"_id": run["_id"]}, run, upsert=True)

    @patiently
    async def observed(self, site: str, since: datetime, until: datetime) -> list[Document]:
        """What the runs of a site saw and found whose clock was between two times, the newest first.

        Of the newest, at most: a crawl every quarter of an hour has that many in six weeks.
        """
        query: Document = {"site": site, "asOf": {"$gte": since, "$lt": until}}
        cursor = self._runs.find(query, _OBSERVED).sort("asOf", DESCENDING).limit(_MOST_OBSERVED)
        return await cursor.to_list()

    @patiently
    async def note_alive(self, run_id: str, so_far: Document) -> None:
        """Note that a run is alive and how far it is, so that one that is killed leaves that much."""
        running = {"_id": run_id, "verdict": "running"}  # what is said too late does not undo how it ended
        await self._runs.update_one(running, {"$set": {"aliveAt": datetime.now(UTC), **so_far}})

    @patiently
    async def remove(self, run_id: str) -> None:
        """Take a record back."""
        await self._runs.delete_one({"_id": run_id})

    @patiently
    async def bury(self, site: str, run_id: str) -> int:
        """Put on record that the runs of a site that ended without a word were killed; gives how many.

        Args:
            site: its lock is held, so that none of them can be alive.
            run_id: the run that holds it.
        """
        return await self._bury({"site": site, "_id": {"$ne": run_id}})

    @patiently
    async def bury_silent(self, spider: str) -> int:
        """The same for crawls of many sites that have not been heard of for a while."""
        silent = {"aliveAt": {"$lt": datetime.now(UTC) - SILENCE}}
        return await self._bury({"spider": spider, "site": {"$exists": False}, **silent})

    async def _bury(self, which: Document) -> int:
        ending: dict[str, Any] = {
            "verdict": "failed",
            "finishReason": "killed",
            "finishedAt": {"$ifNull": ["$aliveAt", "$startedAt"]},
            "reasons": ["it ended without a word: killed, or its machine went down, or MongoDB was lost"],
        }
        return (await self._runs.update_many({"verdict": "running", **which}, [{"$set": ending}])).modified_count
