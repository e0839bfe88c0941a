"""What one text says where another has other words between the same ones.

Scripts without capitals show no names, and a negation is no name in any: there the words that were put in another's
place tell whether it is other news.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence

from feedcrawler.similarity.facts import is_spelling

Edit = tuple[Sequence[str], Sequence[str]]

# Written as the words of a text, folded and with one space between them; "n t" is the end of "wasn't", and of "kein"
# the article stays.
_NEGATION = re.compile(
    r"\b(?:not|no|never|neither|ne|n|pas|non|não|nie|nicht|niet|geen|inte|ikke|nem|не|нет|ні|ни|לא|لا|لم|لن|ليس|ليست"
    r"|不|没|沒|未|无|無)\b|(?<=\w)n t\b|(?<=\bcan)not\b|\bk(?=eine?[nmrs]?\b)"
)


def edits(one: Sequence[str], other: Sequence[str], *, run: int, gap: int) -> Iterator[Edit]:
    """Where the texts differ between passages that they share, the words of each there; one may have none.

    Args:
        one: the words of a text.
        other: those of another.
        run: so many words in common are a passage, if `other` has them once.
        gap: an edit touches at most so many words of a text.
    """
    places: dict[tuple[str, ...], int | None] = {}
    for i, words in enumerate(_runs(other, run)):
        places[words] = None if words in places else i
    here = there = -1  # where the last passage ended
    for start, words in enumerate(_runs(one, run)):
        if (place := places.get(words)) is None:
            continue
        if here >= 0 and 0 <= start - here <= gap and 0 <= place - there <= gap and (start > here or place > there):
            yield one[here:start], other[there:place]
        here, there = start + run, place + run


def is_negation(edit: Edit) -> bool:
    """Whether it makes of a sentence its contrary: one has a negation, and nothing else is different."""
    (one, n), (other, m) = (_NEGATION.subn("", " ".join(words)) for words in edit)
    return (n == 0) != (m == 0) and one.split() == other.split()


def is_fact(edit: Edit) -> bool:
    """Whether words of a script without capitals were replaced by others that are not spelt like them."""
    return all(map(_without_capitals, edit)) and not is_spelling("".join(edit[0]), "".join(edit[1]))


def _without_capitals(words: Sequence[str]) -> bool:
    return any(unicodedata.category(word[0]) == "Lo" for word in words)


def _runs(words: Sequence[str], length: int) -> Iterator[tuple[str, ...]]:
    return zip(*(words[i:] for i in range(length)), strict=False)
