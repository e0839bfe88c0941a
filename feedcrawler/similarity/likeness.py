"""Whether one text tells the same story as another, how much of it, and in what way."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property
from itertools import islice
from typing import Literal

from feedcrawler.similarity.edits import edits, is_fact, is_negation
from feedcrawler.similarity.facts import Facts, facts_of, replaced_names, replaced_numbers
from feedcrawler.similarity.words import tokens_of, words_of

Reason = Literal["same story, edited", "same story, shortened", "same story, extended"]

# Runs of so many words are compared: shorter ones are common to all texts, longer ones are broken by every edit.
RUN = 3
# An edit may touch so many words between two runs of one passage.
GAP = 5
# So much of the shorter text must stand in passages that the longer one has too …
PASSAGES = 0.75
PASSAGES_SAME_HEADLINE = 0.6
# … and it must be so long beside it: a roundup that tells a story among others is not that story. What came out later
# and is how the longer one begins may be shorter: desks cut from the end.
LENGTH = 1 / 3
LENGTH_OF_CUT = 0.2
# A text shorter or longer than this beside the original has more than edits.
EDITED_LENGTH = 0.8
# Of the facts that both texts have at the same places, at most so many may differ: on one day a number is corrected, on
# the next it is news.
NUMBERS_SAME_DAY = 0.25
NUMBERS = 0.1
NAMES = 0.1
ONE_NAME = 0.25
_SAME_DAY = timedelta(hours=20)
# Of the edits in passages, at most so many may make a sentence say the contrary.
NEGATIONS = 0.25
# Where a script shows no names: so many words there must be for each that is another one, on another day.
WORDS_A_FACT = 200
_MAX_EDITS = 500


class Text:
    """An article's text, made ready to be compared.

    Args:
        body: the text.
        headline: its headline.
        published: when it was published.
    """

    def __init__(self, body: str, headline: str = "", published: datetime | None = None) -> None:
        self.tokens, self.a_word = tokens_of(words_of(body))
        self.headline = words_of(headline)
        self.published = published
        self.body = body

    @cached_property
    def runs(self) -> list[str]:
        """Every run of three words, in order."""
        tokens, length = self.tokens, RUN * self.a_word
        return [" ".join(tokens[i : i + length]) for i in range(len(tokens) - length + 1)]

    @cached_property
    def run_set(self) -> frozenset[str]:
        """The runs, each once."""
        return frozenset(self.runs)

    @cached_property
    def facts(self) -> Facts:
        """Its numbers and names, and what stands around them."""
        return facts_of(self.body)


@dataclass(frozen=True, slots=True)
class Likeness:
    """How one text repeats another."""

    similarity: float
    """Share of the shorter text's words that stand in runs of at least three that the longer one has too."""
    reason: Reason


def compare(text: Text, original: Text) -> Likeness | None:
    """How `text` repeats `original`, which was published first; None: it tells another story."""
    shorter, longer = (text, original) if len(text.tokens) < len(original.tokens) else (original, text)
    if not shorter.tokens or shorter.a_word != longer.a_word or _is_part(shorter, longer):
        return None
    shared = _shared(shorter, longer)
    enough = PASSAGES_SAME_HEADLINE if shorter.headline and shorter.headline == longer.headline else PASSAGES
    if _passages(shared, GAP * shorter.a_word) < enough * len(shared) or _facts_differ(shorter, longer):
        return None
    return Likeness(sum(shared) / len(shared), _reason(len(text.tokens) / len(original.tokens)))


def _is_part(shorter: Text, longer: Text) -> bool:
    """Whether one is too short beside the other to be the same story."""
    ratio = len(shorter.tokens) / len(longer.tokens)
    if ratio >= LENGTH:
        return False
    later = shorter.published and longer.published and shorter.published > longer.published
    beginning = sum(run in shorter.run_set for run in longer.runs[: len(shorter.runs)])
    return not later or ratio < LENGTH_OF_CUT or beginning < PASSAGES * len(shorter.runs)


def _shared(shorter: Text, longer: Text) -> bytearray:
    """For each token of the shorter text: 1 if it stands in a run that the longer one has too."""
    shared = bytearray(len(shorter.tokens))
    there, length = longer.run_set, RUN * shorter.a_word
    whole = b"\1" * length
    for i, run in enumerate(shorter.runs):
        if run in there:
            shared[i : i + length] = whole
    return shared


def _passages(shared: bytearray, gap: int) -> int:
    """How many tokens stand in passages: what is shared, and the short gaps within."""
    count, since = 0, gap + 1
    for token in shared:
        if token:
            count += 1 + (since if since <= gap else 0)
            since = 0
        else:
            since += 1
    return count


def _facts_differ(one: Text, other: Text) -> bool:
    same_day = _same_day(one, other)
    if replaced_numbers(one.facts, other.facts).share > (NUMBERS_SAME_DAY if same_day else NUMBERS):
        return True
    names = replaced_names(one.facts, other.facts)
    if names.share > (NAMES if names.number > 1 else ONE_NAME):
        return True
    found = list(islice(edits(one.tokens, other.tokens, run=RUN * one.a_word, gap=GAP * one.a_word), _MAX_EDITS))
    if sum(map(is_negation, found)) > NEGATIONS * len(found):
        return True
    return not same_day and sum(map(is_fact, found)) * WORDS_A_FACT * one.a_word > len(one.tokens)


def _same_day(one: Text, other: Text) -> bool:
    return bool(one.published and other.published and abs(one.published - other.published) < _SAME_DAY)


def _reason(length: float) -> Reason:
    if length < EDITED_LENGTH:
        return "same story, shortened"
    return "same story, extended" if length > 1 / EDITED_LENGTH else "same story, edited"
