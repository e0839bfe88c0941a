"""What every candidate would match in all that is stored, and how that stands to the articles around it."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache
from statistics import fmean

from feedcrawler.boilerplate.lines import LONGEST, Line
from feedcrawler.boilerplate.mining.candidates import Candidate
from feedcrawler.boilerplate.mining.places import NEAR, Places, own_lines
from feedcrawler.boilerplate.mining.spool import Mined
from feedcrawler.boilerplate.mining.subjects import Vocabulary, body_words, words_of
from feedcrawler.boilerplate.patterns import Matcher, fold

_SAMPLE = 60  # articles of each candidate that are looked at closely
_EXAMPLES = 4  # articles and lines that are kept to be shown
_TAILS = 20
_SECTIONS = 50


@dataclass(frozen=True, slots=True)
class Sighting:
    """One article with a line that a candidate matches."""

    subject: frozenset[str]
    day: int | None
    cohesion: float


@dataclass(frozen=True, slots=True)
class Example:
    """A line that a candidate matches."""

    article: str
    text: str


@dataclass(frozen=True, slots=True)
class Spot:
    """A line in its article."""

    article: Mined
    lines: Sequence[Line]
    number: int
    before: int
    """Own lines of the article before it."""
    after: int

    @property
    def line(self) -> Line:
        """The line itself."""
        return self.lines[self.number]

    @property
    def last(self) -> int:
        """All the lines after it."""
        return len(self.lines) - 1 - self.number


@dataclass(slots=True)
class Evidence:
    """All that was seen of a candidate."""

    candidate: Candidate
    words: frozenset[str]
    """Those that the candidate spells out."""
    lines: int = 0
    tops: int = 0
    ends: int = 0
    inside: int = 0
    """How many of the lines are at the top, at the end, in neither place."""
    sentences: int = 0
    """How many of the lines are no titles."""
    headlines: int = 0
    """How many of the lines have, after the label, the headline of an article."""
    places: Places = field(default_factory=Places)
    sightings: list[Sighting] = field(default_factory=list)
    examples: list[Example] = field(default_factory=list)
    elsewhere: list[Example] = field(default_factory=list)
    """Some that are neither at the top nor at the end."""
    days: tuple[int, int] | None = None
    """The first and the last day on which an article with it was published."""
    sections: set[str] = field(default_factory=set)
    followers: Counter[int] = field(default_factory=Counter)
    """How often which candidate's line stands right after it."""
    shared: Counter[int] = field(default_factory=Counter)
    """How many of its lines other candidates match, too."""
    tails: list[list[str]] = field(default_factory=list)
    """What is between it and the end of the article, where that is little."""

    @property
    def articles(self) -> int:
        """In how many articles it matches."""
        return self.places.articles

    @property
    def cohesion(self) -> float:
        """How well the line's words go with the text around it, on average."""
        return fmean(sighting.cohesion for sighting in self.sightings)


class Gathering:
    """One pass over everything, with all candidates at once."""

    def __init__(self, candidates: Sequence[Candidate], vocabulary: Vocabulary, headlines: Collection[str]) -> None:
        self.evidence = [Evidence(candidate, words_of(candidate.literal)) for candidate in candidates]
        self._matcher = Matcher((candidate.pattern, number) for number, candidate in enumerate(candidates))
        self._vocabulary = vocabulary
        self._headlines = headlines
        self._random = random.Random(0)  # noqa: S311 - a sample, and the same one each time

    def run(self, spool: Iterable[Mined]) -> list[Evidence]:
        """What is seen of each candidate, in their order."""
        for article in spool:
            self._look(article)
        return self.evidence

    def _look(self, article: Mined) -> None:
        names = article.names
        lines = [Line(number, number, line.text, names) for number, line in enumerate(article.lines)]
        found = [sorted({hit for form in line.forms for hit in self._matcher.find(form)}) for line in lines]
        matched = {number for number, hits in enumerate(found) if hits}
        if not matched:
            return
        sighting = self._sighting(article, matched)
        own = own_lines(len(lines), {n for n in matched if not all(self._is_label(hit) for hit in found[n])})
        seen: set[int] = set()
        for number in sorted(matched):
            spot = Spot(article, lines, number, own[number], own[-1] - own[number + 1])
            for hit in found[number]:
                evidence = self.evidence[hit]
                self._count(evidence, spot)
                evidence.followers.update(found[number + 1] if spot.last else ())
                evidence.shared.update(found[number])
                if hit not in seen:
                    seen.add(hit)
                    self._count_article(evidence, spot, sighting)

    def _count(self, evidence: Evidence, spot: Spot) -> None:
        line = spot.line
        evidence.lines += 1
        evidence.tops += spot.before == 0
        evidence.ends += spot.after == 0
        evidence.sentences += not line.is_title
        if spot.before and spot.after:
            evidence.inside += 1
            if len(evidence.elsewhere) < _EXAMPLES:
                evidence.elsewhere.append(Example(spot.article.id, line.text))
        if evidence.candidate.label:
            evidence.headlines += fold(line.text.partition(": ")[2]) in self._headlines

    def _count_article(self, evidence: Evidence, spot: Spot, sighting: Callable[[frozenset[str]], Sighting]) -> None:
        """Note an article once, however often the line is in it."""
        text = spot.line.text
        evidence.places.add(spot.before, spot.after, spot.last, (0, 0))
        if (day := spot.article.day) is not None:
            first, last = evidence.days or (day, day)
            evidence.days = min(first, day), max(last, day)
        if len(evidence.sections) < _SECTIONS:
            evidence.sections.update(spot.article.sections[:1])
        if 1 <= spot.last <= NEAR and not spot.line.is_sentence and len(evidence.tails) < _TAILS:
            evidence.tails.append([line.text[:LONGEST] for line in spot.lines[spot.number + 1 :]])
        if len(evidence.examples) < _EXAMPLES:
            evidence.examples.append(Example(spot.article.id, text))
        # Of the articles, each has the same chance to be in the sample (reservoir sampling).
        size = len(evidence.sightings)
        slot = size if size < _SAMPLE else self._random.randrange(evidence.articles)
        if slot < _SAMPLE:
            evidence.sightings[slot : slot + 1] = [sighting(evidence.words)]

    def _is_label(self, hit: int) -> bool:
        return self.evidence[hit].candidate.label

    def _sighting(self, article: Mined, matched: Collection[int]) -> Callable[[frozenset[str]], Sighting]:
        """How to look at a line of the article closely; few are."""

        @cache
        def body() -> frozenset[str]:
            return body_words(article, matched)

        def look(words: frozenset[str]) -> Sighting:
            cohesion = self._vocabulary.cohesion(words, body())
            subject = self._vocabulary.subject(article.headline)
            return Sighting(subject, article.day, cohesion)

        return look
