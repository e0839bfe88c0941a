"""Which articles are wanted, and in which order they are read so that none is missed meanwhile."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import chain

from bson.codec_options import CodecOptions, DatetimeConversion
from pymongo.database import Database

from feedcrawler.mongodb.document import Document

# Others may have written what is neither UTF-8 nor in any calendar: no reason to stop before the next article.
_READ = CodecOptions[Document](
    tz_aware=True, unicode_decode_error_handler="replace", datetime_conversion=DatetimeConversion.DATETIME_CLAMP
)
_BATCH = 200  # documents, so that a few long ones are not held with hundreds of others


@dataclass(frozen=True, slots=True, kw_only=True)
class Selection:
    """Articles by when they were stored, changed or gone, or by when they were published; None: no bound."""

    since: datetime | None = None
    """Stored, changed or gone at this moment or later …"""
    until: datetime | None = None
    """… and before this one."""
    published_since: datetime | None = None
    """Published at this moment or later …"""
    published_until: datetime | None = None
    """… and before this one. With either, the others do not count."""
    site: str | None = None
    """Of this site (`source.site`) only."""
    originals: bool = False
    """Without what repeats another article."""

    def read(self, database: Database[Document], fields: Sequence[str]) -> Iterator[Document]:
        """The articles, read as they are asked for, by indexes and without sorting.

        First those that were stored or changed last come last: one that changes meanwhile moves ahead of the reader and
        is met, perhaps for a second time, as a later revision. After them those that are only gone. By publication, the
        first published comes first.

        Args:
            database: where they are.
            fields: what to read of each; no path may be inside another one.
        """
        asked = dict.fromkeys(fields, True) | ({} if "_id" in fields else {"_id": False})
        articles = database.get_collection("articles", codec_options=_READ)
        return chain.from_iterable(
            articles.find(query, asked).sort(order, 1).batch_size(_BATCH).allow_disk_use(True)
            for query, order in self._queries()
        )

    def count(self, database: Database[Document]) -> int:
        """How many there are now."""
        return sum(database.articles.count_documents(query) for query, _ in self._queries())

    def _queries(self) -> Iterator[tuple[Document, str]]:
        """Queries, and what their results are sorted by."""
        common: Document = {"source.site": self.site} if self.site else {}
        common |= {"duplicateOf": {"$exists": False}} if self.originals else {}
        if self.published_since or self.published_until:
            yield _within("datePublished", self.published_since, self.published_until) | common, "datePublished"
            return
        yield _within("lastChangedAt", self.since, self.until) | common, "lastChangedAt"
        if self.since:
            gone = _within("state.since", self.since, self.until) | {"lastChangedAt": {"$lt": self.since}}
            yield gone | common, "state.since"


def _within(field: str, since: datetime | None, until: datetime | None) -> Document:
    bounds = {name: at for name, at in (("$gte", since), ("$lt", until)) if at}
    return {field: bounds} if bounds else {}
