"""What earlier runs have left on record."""

from __future__ import annotations

from datetime import datetime

from pymongo.asynchronous.database import AsyncDatabase

from feedcrawler.mongodb.document import Document
from feedcrawler.mongodb.plainly import plainly

_REQUESTS = "$counts.downloader/request_count"


class Runs:
    """The collection `runs`."""

    def __init__(self, database: AsyncDatabase[Document]) -> None:
        self._runs = database.runs

    @plainly
    async def requests_since(self, site: str, at: datetime) -> int:
        """How many requests the runs of a site that began since then have sent."""
        match: Document = {"$match": {"site": site, "startedAt": {"$gte": at}}}
        total = [match, {"$group": {"_id": None, "requests": {"$sum": _REQUESTS}}}]
        async for doc in await self._runs.aggregate(total):
            return int(doc["requests"])
        return 0

    @plainly
    async def record(self, run: Document) -> None:
        """Write the record of a run, whole."""
        await self._runs.replace_one({"_id": run["_id"]}, run, upsert=True)

    @plainly
    async def note_counts(self, run_id: str, counts: Document) -> None:
        """Note how far a run is, so that one that is killed leaves that much."""
        await self._runs.update_one({"_id": run_id}, {"$set": {"counts": counts}})
