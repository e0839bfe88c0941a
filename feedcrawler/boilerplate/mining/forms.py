"""What lines have in common: the form of a line, without its numbers, links and names, and patterns of many lines."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from hashlib import blake2b

from feedcrawler.boilerplate.patterns import NUMBER, Names, fold, spell_placeholders

EDGE = 5
"""Words at the beginning, or end, of a line that make it worth comparing with others."""
_LONG = 8  # words: of a shorter line there is little beside its edges
_FRAME, _FRAMED = 5, 25  # words around something else, and of the whole line at most
_LABEL = 4  # words before a colon, at most
_BIO = 4  # words: "{author} is a reporter"
_ALIKE = 0.6  # share of words that two lines of a family have in common
_LITERAL = 0.5  # share of a line that a pattern must spell out
_FEWEST_WORDS = 4  # that a pattern with gaps spells out
_MOST_WORDS = 150  # of a line that is compared with others, which takes their square
_FAMILIES = 3  # patterns that are made of lines with one edge
_GAPS = _GAP, _MAYBE = " * ", "*"  # words between two others; words or nothing

_NUMBERS = re.compile(NUMBER)
_UNSPEAKABLE = str.maketrans(dict.fromkeys("#{}", "*"))


def form_of(line: str) -> str:
    """A line with `#` for numbers and `*` for links; what a pattern cannot spell is a `*`, too."""
    form = _mask(line.translate(_UNSPEAKABLE))
    if line.isascii():
        return form
    folded = _mask(fold(line).translate(_UNSPEAKABLE))  # folding may make numbers: ¼ is 1⁄4
    return form if fold(form) == folded else folded


def named_form(line: str, names: Names) -> str | None:
    """The folded form of a line that holds a name of its article, the name as a placeholder; None if it holds none."""
    folded = fold(line)
    forms = [form for form in names.forms(folded) if form != folded]
    return spell_placeholders(_mask(forms[0].translate(_UNSPEAKABLE))) if forms else None


def _mask(line: str) -> str:
    if "://" in line or "www." in line.lower():
        line = " ".join("*" if "://" in word or word[:4].lower() == "www." else word for word in line.split())
    return _NUMBERS.sub("#", line)


def keys(form: str) -> Iterator[tuple[str, int]]:
    """Under which (kind, number) lines of this form are counted: `whole`, by its edges, by its `label`."""
    folded = fold(form)
    yield "whole", _hash("whole", folded)
    words = folded.split()
    if folded.startswith("{author} ") and len(words) > _BIO:
        yield "head", _hash("head", " ".join(words[:_BIO]))
    elif len(words) >= _LONG:
        yield "head", _hash("head", " ".join(words[:EDGE]))
        yield "tail", _hash("tail", " ".join(words[-EDGE:]))
    if _FRAME < len(words) <= _FRAMED:
        yield "frame", _hash("frame", " ".join([*words[:3], str(len(words)), *words[-2:]]))
    if label := label_of(folded):
        yield "label", _hash("label", label)


def label_of(line: str) -> str | None:
    """The words before the colon of a line like `Read also: …`."""
    label, colon, rest = line.partition(": ")
    return label if colon and label and rest and len(label.split()) <= _LABEL else None


def _hash(kind: str, text: str) -> int:
    return int.from_bytes(blake2b(f"{kind} {text}".encode("utf-8", "replace"), digest_size=8).digest(), "big")


def patterns_of(forms: Counter[str]) -> Iterator[str]:
    """Patterns that each stand for a family of near-identical forms, from the most frequent form on.

    Forms are alike if they share most of their words in order; a pattern spells out at least half of every line.
    """
    if (bio := [form for form in forms if form.startswith("{author} ")]) and len(bio) == len(forms):
        yield f"{' '.join(bio[0].split()[:_BIO])}*"
        return
    left = [(form, form.split()) for form, _ in forms.most_common() if form.count(" ") < _MOST_WORDS]
    for _ in range(_FAMILIES):
        if not left:
            return
        (first, words), *others = left
        pattern: list[str] = words
        left = []
        members = 1
        for form, other in others:
            joined = _join(pattern, other) if _alike(words, other) else None
            if joined and _spells(joined, min(len(first), len(form))):
                pattern, members = joined, members + 1
            else:
                left.append((form, other))
        if members > 1:
            yield _written(pattern)


def _alike(one: Sequence[str], other: Sequence[str]) -> bool:
    common = Counter(map(fold, one)) & Counter(map(fold, other))
    return common.total() >= _ALIKE * max(len(one), len(other))


def _join(pattern: Sequence[str], words: Sequence[str]) -> list[str]:
    """`pattern` with a gap wherever `words` say something else."""
    matcher = SequenceMatcher(None, [*map(fold, pattern)], [*map(fold, words)], autojunk=False)
    joined: list[str] = []
    for what, i, i_end, j, j_end in matcher.get_opcodes():
        if what == "equal":
            joined += pattern[i:i_end]
        elif joined and joined[-1] in _GAPS:
            joined[-1] = _MAYBE
        else:
            sure = i < i_end and j < j_end and _MAYBE not in pattern[i:i_end]
            joined.append(_GAP if sure else _MAYBE)
    return joined


def _spells(pattern: Sequence[str], length: int) -> bool:
    words = [word for word in pattern if word not in _GAPS]
    return len(words) >= _FEWEST_WORDS and sum(len(word) + 1 for word in words) >= _LITERAL * length


def _written(pattern: Sequence[str]) -> str:
    text = ""
    for word in pattern:
        text += word if word in _GAPS or not text or text.endswith((" ", "*")) else f" {word}"
    return re.sub(r"[ *]*\*[ *]*", lambda gap: " * " if gap[0] == _GAP else "*", text).strip()
