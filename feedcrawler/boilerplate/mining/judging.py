"""Which candidates are boilerplate, and how narrow a rule must be to spare the news."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

from feedcrawler.boilerplate.lines import LONGEST, Line
from feedcrawler.boilerplate.mining.candidates import OFTEN
from feedcrawler.boilerplate.mining.evidence import Evidence
from feedcrawler.boilerplate.mining.places import FIXED
from feedcrawler.boilerplate.mining.subjects import Vocabulary, words_of
from feedcrawler.boilerplate.patterns import Names

_COHESION = 0.35  # of a line's words with the text around it: news has more
_FEW_LABELS = 3  # lines with one label in an article; an interview has more
_KNOWN = 0.2  # share of a label's lines that name other articles
_SPECIFIC = 8  # words: a line that long is the same wherever it stands
_OFTEN_SENTENCE = 0.3  # share of the articles
_OFTEN_ARTICLES = 20
_OWN_WORDS = 3  # that the ends of articles share under a heading
_TITLES = 0.8

Where = Literal["anywhere", "top", "end"]


@dataclass(slots=True)
class Proposal:
    """A rule that a person may accept."""

    patterns: list[str]
    evidence: Evidence
    place: str
    """In words."""
    fixed: str | None = None
    """Where it nearly always is, as `Places.fixed` says it."""
    where: Where = "anywhere"
    longest: int | None = None
    title: bool = False
    block: list[str | int] = field(default_factory=list)
    """Lines of a block; a number is a gap of so many lines."""


@dataclass(frozen=True, slots=True)
class Bench:
    """What judging goes by."""

    vocabulary: Vocabulary
    articles: int
    least: int

    def judge(self, found: Sequence[Evidence]) -> tuple[list[Proposal], int]:
        """Proposals, the most frequent first, and how many candidates were held to be news."""
        order = sorted(range(len(found)), key=lambda n: (-found[n].articles, found[n].candidate.has_gaps, n))
        plain = [n for n in order if found[n].articles >= self.least and not self._is_news(found[n])]
        chains = _chains(found, plain)
        taken: set[int] = set()
        proposals: list[Proposal] = []
        for number in plain:
            if number in taken or any(found[number].shared[other] >= 0.9 * found[number].lines for other in taken):
                continue
            chain = next((chain for chain in chains if number in chain and not taken.intersection(chain)), [number])
            if proposal := self._propose_chain([found[n] for n in chain]) if len(chain) > 1 else None:
                taken.update(chain)
            elif proposal := self._propose(found[number]):
                taken.add(number)
            if proposal:
                proposals.append(proposal)
        return proposals, len([n for n in order if found[n].articles >= self.least]) - len(plain)

    def _is_news(self, evidence: Evidence) -> bool:
        """Whether the lines go with what their articles are about."""
        subjects = [sighting.subject for sighting in evidence.sightings]
        return bool(evidence.words) and (
            self.vocabulary.share_a_subject(subjects) is not None
            or self.vocabulary.is_about(evidence.words, subjects)
            or evidence.cohesion > _COHESION
        )

    def _propose(self, evidence: Evidence) -> Proposal | None:
        candidate, fixed = evidence.candidate, evidence.places.fixed
        if candidate.label:
            return self._propose_label(evidence)
        if candidate.pattern.endswith(":") or (evidence.places.heads_the_end and not fixed):
            return self._propose_heading(evidence)
        proposal = Proposal([candidate.pattern], evidence, _SAID.get(fixed or "", ""), fixed)
        if fixed in ("top", "end"):
            if candidate.has_gaps or not _is_specific(candidate.pattern):
                proposal.where = "top" if fixed == "top" else "end"
        elif candidate.has_gaps:
            return None
        elif not fixed:
            if not self._is_everywhere(evidence) or self._bursts(evidence):
                return None
            proposal.place = "in no fixed place"
        if candidate.has_gaps and "{" not in candidate.pattern:
            literal = len(re.sub(r"[*#]", "", candidate.pattern))
            proposal.longest = min(LONGEST, -(-2 * literal // 10) * 10)
        return proposal

    def _propose_label(self, evidence: Evidence) -> Proposal | None:
        """A label before the titles of other stories."""
        titles = evidence.lines - evidence.sentences
        known = evidence.headlines >= _KNOWN * evidence.lines
        if (
            evidence.lines > _FEW_LABELS * evidence.articles
            or titles < _TITLES * evidence.lines
            or not (known or self._is_everywhere(evidence))
        ):
            return None
        return Proposal([evidence.candidate.pattern], evidence, "before the titles of other articles", title=True)

    def _propose_heading(self, evidence: Evidence) -> Proposal | None:
        """A heading, and what it has under it until the end."""
        tails = evidence.tails
        if not tails or not evidence.places.heads_the_end or evidence.candidate.has_gaps:
            return None
        lines = [Line(0, 0, text, Names()) for tail in tails for text in tail]
        all_titles = sum(line.is_title for line in lines) >= 0.9 * len(lines)
        if self.vocabulary.own_words([words_of(" ".join(tail)) for tail in tails]) < _OWN_WORDS and not all_titles:
            return None
        most = max(map(len, tails))
        return Proposal(
            [],
            evidence,
            f"with what follows it, {most} lines at most",
            where="end",
            block=[evidence.candidate.pattern, most],
        )

    def _propose_chain(self, chain: list[Evidence]) -> Proposal | None:
        """Lines that stand together: each by itself where it is long enough to be known, else as a block."""
        patterns = [evidence.candidate.pattern for evidence in chain]
        alone = [self._propose(evidence) for evidence in chain]
        if any(evidence.candidate.has_gaps or evidence.candidate.label for evidence in chain):
            return None
        if all(alone) and all(map(_is_specific, patterns)):
            return Proposal(patterns, chain[0], f"{len(chain)} lines that follow one another")
        if all(alone) or any(not evidence.sentences for evidence in chain):
            return Proposal([], chain[0], f"{len(chain)} lines that follow one another", block=[*patterns])
        return None

    def _is_everywhere(self, evidence: Evidence) -> bool:
        """Whether it is in so many articles that no place is needed; a sentence could be a formula of the news."""
        often = _OFTEN_SENTENCE if evidence.sentences and not evidence.candidate.label else OFTEN
        return evidence.articles >= max(often * self.articles, _OFTEN_ARTICLES)

    def _bursts(self, evidence: Evidence) -> bool:
        days = [sighting.day for sighting in evidence.sightings]
        return self.vocabulary.is_a_burst(days, evidence.articles / self.articles)


_SAID = {
    "top": "the first line",
    "end": "the last line",
    "second": "the second line",
    "second last": "the last line but one",
}


def _is_specific(pattern: str) -> bool:
    return len(pattern.split()) >= _SPECIFIC


def _chains(found: Sequence[Evidence], plain: Sequence[int]) -> list[list[int]]:
    """Candidates whose lines nearly always stand together, in order."""
    known = set(plain)
    after: dict[int, int] = {}
    for number in plain:
        for other, together in found[number].followers.most_common(3):
            most = max(found[number].articles, found[other].articles)
            if other in known and other != number and together >= FIXED * most and other not in after.values():
                after[number] = other
                break
    chains = []
    for first in after:
        if first not in after.values():
            chain = [first]
            while (follower := after.get(chain[-1])) is not None and follower not in chain:
                chain.append(follower)
            chains.append(chain)
    return chains
