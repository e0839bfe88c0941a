"""What people were told of earlier runs, as the records of these keep it."""

from __future__ import annotations

from collections.abc import Sequence

from pymongo.database import Database

from feedcrawler.mongodb.document import Document


def last_told(
    database: Database[Document], *, spider: str, site: str | None, first_site: str | None, run_id: str | None
) -> Document | None:
    """What people were told last of this crawl, as the run before this one noted it.

    Args:
        database: where the records are.
        spider: the spider.
        site: the site; None: there are many.
        first_site: of many, one that tells this list of sites from others.
        run_id: this run.
    """
    judged = {"verdict": {"$ne": "running"}, "finishReason": {"$ne": "killed"}, "replayed": {"$ne": True}}
    which: Document = {"_id": {"$ne": run_id}, "site": site, "partOf": None}
    which |= {"$or": [{"told": {"$exists": True}}, judged]}
    if site is None:
        which |= {"spider": spider, "sites.site": first_site}
    before = database.runs.find_one(which, {"told": 1}, sort=[("startedAt", -1)])
    return before.get("told") if before else None


def note_told(database: Database[Document], run_id: str, told: Document | None, untold: Sequence[str]) -> bool:
    """Put on a run's record what people were told last, at this run or before, and who could not be told, and why.

    Gives whether there is such a record.
    """
    said: Document = ({"told": told} if told else {}) | ({"untold": list(untold)} if untold else {})
    return bool(database.runs.update_one({"_id": run_id}, {"$set": said}).matched_count)
