"""One announcement of an article, and what several of them say together."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime

from feedcrawler.items import Said, Source, Via
from feedcrawler.site import Site
from feedcrawler.urls import without_tracking

# What says more about an article comes first.
_RANK: dict[Via, int] = {"rss": 0, "atom": 0, "json-feed": 0, "sitemap": 1, "archive": 2, "listing": 3}
_MAX_ALIASES = 20
_MAX_SAID = 10
_LONG_AGO = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What one feed or listing says of one article."""

    url: str
    """Absolute, as announced."""
    via: Via
    feed_url: str
    """The feed or listing (its first page)."""
    id: str | None = None
    title: str | None = None
    published: datetime | None = None
    """Aware; a listing's date is not the article's."""
    modified: datetime | None = None
    language: str | None = None
    """As the feed or sitemap names it."""


@dataclass(slots=True, kw_only=True)
class Announcement:
    """All entries of one article."""

    id: str
    """The identity of the article: its `_id`."""
    entries: list[Entry] = field(default_factory=list)

    @property
    def best(self) -> Entry:
        """The entry that says most."""
        return min(self.entries, key=lambda e: (_RANK[e.via], e.feed_url, e.url))

    @property
    def url(self) -> str:
        """The address to fetch: the article's own where it was announced, else the best entry's."""
        announced = {without_tracking(e.url) for e in self.entries}
        return self.id if self.id in announced else without_tracking(self.best.url)

    @property
    def aliases(self) -> list[str]:
        """The other addresses under which it was announced, sorted, at most 20."""
        return sorted({e.url for e in self.entries} - {self.id})[:_MAX_ALIASES]

    @property
    def newest(self) -> datetime:
        """The latest date that any entry gives it, for an order of work."""
        return max((e.published for e in self.entries if e.published), default=_LONG_AGO)

    @property
    def modified(self) -> datetime | None:
        """When it was last changed, as far as an entry says so."""
        return max((e.modified for e in self.entries if e.modified), default=None)

    def source(self, site: Site) -> Source:
        """The evidence as the document keeps it."""
        best = self.best
        return Source(
            site=site.name,
            via=sorted({e.via for e in self.entries}),
            feedUrl=best.feed_url,
            entryId=best.id,
            entryTitle=best.title,
            entryPublished=best.published,
            said=[_said(entry, self.id) for entry in self.distinct()[:_MAX_SAID]],
        )

    def distinct(self) -> list[Entry]:
        """The entries without repetition, those first that say most."""
        return sorted(set(self.entries), key=lambda e: (_RANK[e.via], e.feed_url, e.url, e.title or ""))


def merge(entries: Iterable[Entry], site: Site) -> list[Announcement]:
    """The articles that `entries` announce, newest first; what is no article of `site` is left out."""
    announced: dict[str, Announcement] = {}
    for entry in entries:
        if site.is_article(entry.url):
            identity = site.identity(entry.url)
            announced.setdefault(identity, Announcement(id=identity)).entries.append(entry)
    return sorted(announced.values(), key=lambda a: (a.newest, a.id), reverse=True)


def _said(entry: Entry, identity: str) -> Said:
    return Said(
        via=entry.via,
        feedUrl=entry.feed_url,
        url=entry.url if entry.url != identity else None,
        id=entry.id,
        title=entry.title,
        published=entry.published,
        modified=entry.modified,
    )
