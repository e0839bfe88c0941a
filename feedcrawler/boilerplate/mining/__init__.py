"""Mining: finds lines that recur and are no news, and proposes rules for them. It never changes anything.

The articles are read once and kept in a temporary file; four passes over it count lines, find where they stand, make
patterns of those that are alike, and look at all that each pattern would match. Memory does not grow with their number.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from feedcrawler.boilerplate.mining.candidates import find_candidates
from feedcrawler.boilerplate.mining.counting import Sketch
from feedcrawler.boilerplate.mining.evidence import Gathering
from feedcrawler.boilerplate.mining.judging import Bench, Proposal
from feedcrawler.boilerplate.mining.spool import Spool, prepare
from feedcrawler.boilerplate.mining.subjects import Vocabulary
from feedcrawler.boilerplate.patterns import fold
from feedcrawler.boilerplate.rules import Rules
from feedcrawler.boilerplate.texts import StoredText

__all__ = ["Mining", "Proposal", "mine"]

FEWEST = 5
"""Articles that have a line before it is looked at; in large collections, one in a thousand."""
_MOST_HEADLINES = 300_000


@dataclass(frozen=True, slots=True)
class Mining:
    """What came of it."""

    proposals: list[Proposal]
    articles: int
    lines: int
    covered: int
    """Lines that rules have taken out, or would."""
    with_rules: bool
    news: int
    """Patterns of recurring lines that were held to be news."""
    least: int
    """The articles that a line was in before it was looked at."""


def mine(texts: Iterable[StoredText], rules: Rules | None, least: int | None = None) -> Mining:
    """Proposals for the lines that recur in at least `least` of the articles and are not covered by `rules`.

    Raises:
        ConfigurationError: more lines recur than can be compared.
    """
    counts, vocabulary = Sketch(), Vocabulary()
    headlines: set[str] = set()
    lines = covered = 0
    with Spool() as spool:
        for number, text in enumerate(texts, 1):
            article, gone = prepare(text, rules, number)
            spool.add(article)
            vocabulary.add(article)
            if len(headlines) < _MOST_HEADLINES:
                headlines.update(map(fold, article.headlines[:1]))
            for key in {key for line in article.lines for _, key in line.keys}:
                counts.add(key)
            lines, covered = lines + len(article.lines), covered + gone
        articles = vocabulary.articles
        least = least or max(FEWEST, articles // 1000)
        candidates = find_candidates(spool, counts, articles, least)
        evidence = Gathering(candidates, vocabulary, headlines).run(spool)
    proposals, news = Bench(vocabulary, articles, least).judge(evidence)
    return Mining(proposals, articles, lines, covered, rules is not None, news, least)
