"""Whether a line goes with what articles are about: news does, boilerplate comes with any subject.

The words of headlines are the subjects. A line is news if the headlines over it share words that other headlines lack,
if its own words stand in them, or if its words are those of the text around it. Where it stands in time counts, too: a
sentence of background comes and goes with its story.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Collection, Iterable, Sequence

from feedcrawler.boilerplate.mining.spool import Mined
from feedcrawler.boilerplate.patterns import fold

_WORD = re.compile(r"[^\W\d_]{3,}")
_PART = re.compile(r" ?[:|·•] | [-–—] ")
_MOST_WORDS = 200_000
_MOST_OF_BODY = 5_000
_SAMPLE = 4_000  # articles from which the words of bodies are known
_LABEL = 3  # headlines that share a part: it is the name of a series, no subject
_LIFT = 3  # times as often as in all headlines
_HALF = 0.4  # share of the headlines that a subject's word is in
_SURE = 7.0  # nats: one such word in a thousand is there by chance
_RARE = 0.05  # share of headlines: a word of more says nothing
_BURST = 0.15  # of the time that the articles span
_DAYS = 14  # fewer say nothing about time


def words_of(text: str) -> frozenset[str]:
    """The words of a text, folded."""
    return frozenset(_WORD.findall(fold(text)))


class Vocabulary:
    """The words of all headlines and of a sample of bodies."""

    def __init__(self) -> None:
        self.articles = 0
        self._headlines: Counter[str] = Counter()
        self._parts: Counter[str] = Counter()
        self._bodies: Counter[str] = Counter()
        self._sampled = 0
        self._stride = 1
        self._days: list[int] = []

    def add(self, article: Mined) -> None:
        """Take note of an article's words."""
        self.articles += 1
        _count(self._headlines, words_of(article.headline))
        _count(self._parts, {fold(part) for part in _PART.split(article.headline)})
        if self.articles % self._stride == 0:
            _count(self._bodies, body_words(article))
            self._sampled += 1
            self._stride = 1 + self._sampled // _SAMPLE * 8
        if article.day is not None:
            self._days = [min(article.day, *self._days), max(article.day, *self._days)] if self._days else [article.day]

    def subject(self, headline: str) -> frozenset[str]:
        """The words of a headline, without the names of series (`Ukraine war latest: …`)."""
        parts = [part for part in _PART.split(headline) if self._parts[fold(part)] < _LABEL]
        return words_of(" ".join(parts)) or words_of(headline)

    def share_a_subject(self, subjects: Sequence[frozenset[str]]) -> str | None:
        """The word that ties the headlines together, if there is one that chance does not explain."""
        count = Counter(word for subject in subjects for word in subject)
        for word, seen in count.most_common(20):
            share, usual = seen / len(subjects), self._usual(word)
            if seen < 3 or share < _HALF:
                break
            if share >= _LIFT * usual and len(subjects) * _divergence(share, usual) >= _SURE:
                return word
        return None

    def is_about(self, line: frozenset[str], subjects: Sequence[frozenset[str]]) -> bool:
        """Whether words of the line that few headlines have are in these, more often than by chance."""
        rare = {word for word in line if self._usual(word) < _RARE}
        seen = sum(not rare.isdisjoint(subject) for subject in subjects) / len(subjects)
        return seen - min(1.0, sum(map(self._usual, rare))) >= _HALF

    def cohesion(self, line: frozenset[str], body: Collection[str]) -> float:
        """How much more of the line's words the text around it has than any text would: 0 by chance, 1 all of them."""
        usual = {word: (self._bodies[word] + 0.5) / (self._sampled + 1) for word in line}
        telling = {word: share for word, share in usual.items() if share < 0.5}
        if not telling:
            return 0.0
        return sum((word in body) - p for word, p in telling.items()) / sum(1 - p for p in telling.values())

    def own_words(self, texts: Sequence[frozenset[str]]) -> int:
        """How many words these texts share that other texts lack: the words of what is no news."""
        count = Counter(word for text in texts for word in text)
        shares = [(seen / len(texts), (self._bodies[word] + 0.5) / (self._sampled + 1)) for word, seen in count.items()]
        return sum(
            share >= max(_HALF, _LIFT * usual) and len(texts) * _divergence(share, min(0.99, usual)) >= _SURE
            for share, usual in shares
        )

    def is_a_burst(self, days: Iterable[int | None], share: float) -> bool:
        """Whether most articles with a line come from a small part of the time, in which it is on few."""
        known = sorted(day for day in days if day is not None)
        if len(known) < 5 or len(self._days) < 2 or self._days[1] - self._days[0] < _DAYS:
            return False
        span = (known[int(len(known) * 0.95)] - known[int(len(known) * 0.05)] + 1) / (self._days[1] - self._days[0] + 1)
        return span <= _BURST and share < 0.3 * span

    def _usual(self, word: str) -> float:
        return min(0.99, (self._headlines[word] + 0.5) / (self.articles + 1))


def body_words(article: Mined, without: Collection[int] = ()) -> frozenset[str]:
    """The words of an article's lines, but for the lines with these numbers."""
    words: set[str] = set()
    for number, line in enumerate(article.lines):
        if number not in without:
            words |= words_of(line.text)
            if len(words) > _MOST_OF_BODY:
                break
    return frozenset(words)


def _count(counter: Counter[str], words: Iterable[str]) -> None:
    counter.update(words)
    if len(counter) > _MOST_WORDS:
        for word in [word for word, count in counter.items() if count == 1]:
            del counter[word]


def _divergence(share: float, usual: float) -> float:
    """Of two coins, in nats: the chance of a share among n is below exp(-n·divergence) (Chernoff)."""
    rest = (1 - share) * math.log((1 - share) / (1 - usual)) if share < 1 else 0.0
    return share * math.log(share / usual) + rest
