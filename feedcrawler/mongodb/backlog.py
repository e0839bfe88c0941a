"""How much there is, and how much is still to be fetched: from indexes alone, so that it costs little."""

from __future__ import annotations

from pymongo.database import Database

from feedcrawler.mongodb.document import Document


def articles_stored(database: Database[Document]) -> int:
    """How many articles are stored, as the server estimates it."""
    return database.articles.estimated_document_count()


def due_by_site(database: Database[Document]) -> dict[str, int]:
    """How many articles are due, by site."""
    grouped: list[Document] = [{"$sort": {"site": 1}}, {"$group": {"_id": "$site", "number": {"$sum": 1}}}]
    return {doc["_id"]: doc["number"] for doc in database.due.aggregate(grouped)}
