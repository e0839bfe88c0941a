"""The indexes of every collection, each with the question that it answers.

Plain data, beside the definition of the document in `feedcrawler.items`: `feedcrawler.mongodb.built` makes the
database's from it, `docs/document.md` lists them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

UP, DOWN, TEXT = 1, -1, "text"


@dataclass(frozen=True, slots=True)
class Index:
    """One index; its name is what the database calls it."""

    name: str
    keys: Mapping[str, int | str]
    answers: str
    """What is asked of it."""
    options: Mapping[str, Any] = field(default_factory=dict)
    """MongoDB's, such as `unique` and `sparse`."""


def _if(name: str) -> dict[str, Any]:
    """Only documents that have this field are in the index."""
    return {"partialFilterExpression": {name: {"$exists": True}}}


# A search is in words as they are written: sites write in many languages, and whoever searches does not say which. So
# no language's endings are cut off, and no field of the document is taken to name one: `textLanguage` is none.
_AS_WRITTEN = {"weights": {"headline": 10, "articleBody": 1}, "default_language": "none"} | {
    "language_override": "textLanguage"
}

INDEXES: dict[str, tuple[Index, ...]] = {
    "articles": (
        Index("published", {"datePublished": DOWN}, "the latest; those of a day, or near a date"),
        Index("site_published", {"source.site": UP, "datePublished": DOWN}, "the latest of a site"),
        Index("author", {"authors.name": UP, "datePublished": DOWN}, "the latest of an author"),
        Index("section", {"articleSection": UP, "datePublished": DOWN}, "the latest of a section, by day"),
        Index("keyword", {"keywords": UP, "datePublished": DOWN}, "the latest about something"),
        Index("text", {"headline": TEXT, "articleBody": TEXT}, "those with these words", _AS_WRITTEN),
        Index("changed", {"lastChangedAt": DOWN}, "what is new or was changed since"),
        Index("site_changed", {"source.site": UP, "lastChangedAt": DOWN}, "the same of a site"),
        Index(
            "site_stored",
            {"source.site": UP, "firstSeenAt": DOWN, "datePublished": DOWN, "dates.published.precision": UP},
            "what of a site was stored since, and how long after it was published",
        ),
        Index(
            "edited",
            {"lastChangedAt": DOWN, "source.site": UP, "revision": DOWN},
            "what was edited since",
            {"partialFilterExpression": {"revision": {"$gt": 1}}},
        ),
        Index(
            "repeats",
            {"duplicateOf.reason": UP, "firstSeenAt": DOWN, "source.site": UP},
            "what repeats another article so, and was stored since",
            _if("duplicateOf.reason"),
        ),
        Index("gone", {"state.since": DOWN}, "what sites have taken down", {"sparse": True}),
        Index("aliases", {"aliases": UP}, "the article that has this address"),
        Index(
            "entry",
            {"source.feedUrl": UP, "source.entryId": UP},
            "the article that a feed announced under this id",
            _if("source.entryId"),
        ),
        Index("run", {"crawl.runId": UP}, "what a run fetched last"),
        Index(
            "site_recheck",
            {"source.site": UP, "crawl.recheckAt": UP},
            "what of a site is to be looked at again",
            _if("crawl.recheckAt"),
        ),
        Index("same_text", {"content.hash": UP, "duplicateOf._id": UP}, "those with the same words"),
        Index("same_story", {"content.sketch": UP, "datePublished": DOWN}, "those that may tell the same story"),
        Index("duplicate_of", {"duplicateOf._id": UP}, "the copies of an article", {"sparse": True}),
    ),
    "revisions": (
        Index("article", {"articleId": UP, "revision": DOWN}, "what an article said before", {"unique": True}),
    ),
    "quarantine": (
        Index("site_due", {"site": UP, "retryAt": UP}, "what of a site is to be tried again"),
        Index(
            "reason_last",
            {"reason": UP, "lastAt": DOWN, "site": UP, "givenUpAt": UP},
            "what failed so, how much of it, and when last",
        ),
        Index("given_up", {"givenUpAt": DOWN}, "what waits for somebody to look", {"sparse": True}),
        Index("aliases", {"aliases": UP}, "what failed under this address"),
    ),
    "due": (
        Index("site_newest", {"site": UP, "newest": DOWN, "_id": UP}, "what of a site is fetched first"),
        Index("site_announced", {"site": UP, "announcedAt": UP}, "how much of a site is due, and since when"),
        Index("aliases", {"aliases": UP}, "what is due under this address"),
    ),
    "feeds": (
        Index("site", {"site": UP}, "the sources of a site"),
        Index("next_due", {"nextDueAt": UP}, "the sources whose time has come"),
        Index(
            "failing",
            {"failures": DOWN},
            "the sources in trouble",
            {"partialFilterExpression": {"failures": {"$gt": 0}}},
        ),
        Index("gap", {"gapAt": UP}, "the gaps that are open", {"sparse": True}),
    ),
    "runs": (
        Index("started", {"startedAt": DOWN, "site": UP, "verdict": UP}, "the last runs, and how they ended"),
        Index("site_started", {"site": UP, "startedAt": DOWN}, "the last runs of a site"),
        Index("spider_started", {"spider": UP, "startedAt": DOWN}, "the last runs of a spider"),
        Index("site_clock", {"site": UP, "asOf": DOWN}, "what the alarm holds a run of a site against"),
        Index("part_started", {"partOf": UP, "startedAt": DOWN}, "the parts of a crawl of many sites"),
        Index(
            "site_observed",
            {"site": UP, "startedAt": DOWN},
            "the last runs of a site that read something",
            {"partialFilterExpression": {"observed.articles": {"$gt": 0}}},
        ),
        Index(
            "running",
            {"verdict": UP, "site": UP},
            "the runs that have not ended",
            {"partialFilterExpression": {"verdict": "running"}},
        ),
    ),
}
