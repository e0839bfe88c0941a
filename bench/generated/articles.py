"""Made-up articles with the evidence, revisions and copies that real ones have."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random

from bench.generated import hostile
from bench.generated.copies import link, tell_again
from bench.generated.lives import edited, found, settled
from bench.generated.pages import page_of
from bench.generated.sites import SITES, MadeUpSite
from bench.generated.tallies import Tally
from feedcrawler.items import Article, Link
from feedcrawler.mongodb.document import Document, to_document

_SHARES = [site.share for site in SITES]
_RECENT = 150  # of so many articles before it an article may be a copy


@dataclass(slots=True)
class Chunk:
    """Articles that were published one after the other, and what their crawls counted."""

    random: Random
    now: datetime
    articles: list[Document] = field(default_factory=list)
    revisions: list[Document] = field(default_factory=list)
    tallies: defaultdict[tuple[str, datetime], Tally] = field(default_factory=lambda: defaultdict(Tally))
    """By site and start of the crawl."""

    def follow(self, article: Article, original: Article | None, site: MadeUpSite, run: datetime) -> None:
        """Store an article as the crawls do that came since its publication, the first of which started at `run`."""
        found(article, site, run, self.random)
        first = self.tallies[site.name, run]
        first.outcomes["new"] += 1
        first.read(article)
        for seen, revision in edited(article, site, self.now, self.random):
            self.revisions.append(revision)
            self.tallies[site.name, seen].outcomes["changed"] += 1
            self.tallies[site.name, seen].read(article)
        settled(article, site, self.now, self.random)
        if article.state:
            self.tallies[site.name, article.state.since].outcomes["gone"] += 1
        if original:
            link(article, original)
            first.outcomes["duplicate"] += article.duplicateOf is not None
        self.articles.append(to_document(article))


def make(first: int, published: Sequence[datetime], seed: str, now: datetime, hostile_share: float = 0) -> Chunk:
    """The articles that were published at these moments, in order.

    Args:
        first: the number of the first one.
        published: when each came out.
        seed: the same gives the same.
        now: when the last crawl ended.
        hostile_share: so many have something hostile in every field.
    """
    random, recent = Random(f"{seed} {first}"), list[Article]()
    chunk = Chunk(random, now)
    for number, at in enumerate(published, first):
        (site,) = random.choices(SITES, _SHARES)
        came_out, run = _found(site, at, now)
        article = page_of(random, site, number, came_out, signed=not site.has_lost_authors(run, now))
        others = [one for one in recent[-30:] if one.publisher == article.publisher]
        article.relatedLinks = [Link(url=one.url, title=one.headline or "") for one in others[-3:]]
        original = tell_again(article, recent, random)
        if random.random() < hostile_share:
            hostile.spoil(article, random)
        chunk.follow(article, original, site, run)
        recent = [*recent[-_RECENT:], article]
    return chunk


def _found(site: MadeUpSite, at: datetime, now: datetime) -> tuple[datetime, datetime]:
    """When an article came out, and the crawl that finds it: what only the next crawl would find came out earlier."""
    while (run := site.run_at_or_after(at, now)) > now:
        at -= timedelta(hours=1)
    return at, run
