"""Whether an address that leads to another page has taken its article along."""

from __future__ import annotations

from datetime import datetime, timedelta

from feedcrawler.mongodb.document import Document
from feedcrawler.similarity import Text, compare, words_of

# Fewer words than this can be the same by chance: "Please subscribe."
_MIN_WORDS = 12
_SAME_DAY = timedelta(hours=20)


def tells_same_story(old: Document, new: Document) -> bool:
    """Whether two documents are readings of one article: by its text, or by its headline and date.

    A site may let all its old addresses lead to one page: to a hub, to an appeal, to today's edition of what has a new
    edition each day. Those are not the articles that were there.
    """
    if _same_headline(old, new) and _same_date(old.get("datePublished"), new.get("datePublished")):
        return True
    if min(old["wordCount"], new["wordCount"]) < _MIN_WORDS:
        return False
    return old["content"]["hash"] == new["content"]["hash"] or compare(_text(new), _text(old)) is not None


def _same_headline(old: Document, new: Document) -> bool:
    words = words_of(old["headline"])
    return bool(words) and words == words_of(new["headline"])


def _same_date(one: datetime | None, other: datetime | None) -> bool:
    return one is None or other is None or abs(one - other) < _SAME_DAY


def _text(doc: Document) -> Text:
    return Text(doc["articleBody"], doc["headline"], doc.get("datePublished"))
