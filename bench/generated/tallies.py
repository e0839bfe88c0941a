"""What the crawls of made-up articles would have counted."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from feedcrawler.items import Article

_OBSERVED = (
    "headline", "description", "articleBody", "authors", "datePublished", "articleSection", "keywords", "inLanguage",
    "mainImage", "images",
)  # fmt: skip


@dataclass(slots=True)
class Tally:
    """What one crawl of one site came by."""

    outcomes: Counter[str] = field(default_factory=Counter)
    fields: Counter[str] = field(default_factory=Counter)
    """Articles that have the field."""
    sources: Counter[tuple[str, str]] = field(default_factory=Counter)
    """Of field and source with path: articles of which it gave the field."""
    words: list[int] = field(default_factory=list)
    """Of each article's body."""

    def read(self, article: Article) -> None:
        """Count what a page gave."""
        self.fields.update(name for name in _OBSERVED if getattr(article, name))
        self.words.append(article.wordCount or 0)
        if article.extraction:
            found = article.extraction.fields.items()
            self.sources.update((name, f"{from_.source} {from_.path or ''}".strip()) for name, from_ in found)

    def add(self, other: Tally) -> None:
        """Count what another part of the same crawl came by."""
        self.outcomes += other.outcomes
        self.fields += other.fields
        self.sources += other.sources
        self.words += other.words
