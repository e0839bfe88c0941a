"""Holds a page's blocks against the text that its structured data give: what they leave out is rarely the article."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from feedcrawler.pages.body import Block
from feedcrawler.pages.text import key

_SAMPLE = 40  # letters
_MIN_SAID = 200
_MOST = 0.7  # of the said text that the page must show for its other blocks to be doubted
_LIKE = 0.6  # of the shown text that must be said for the same
_MORE = 3  # times the shown text: the page shows the beginning only
_MAX_WORK = 200_000_000  # letters looked through
_PROSE = frozenset({"paragraph", "loose", "quote", "item"})


@dataclass(slots=True)
class Agreement:
    """What a comparison says."""

    blocks: list[Block]
    """The blocks of the page that are left."""
    left_out: int = 0
    """How many are not."""
    says_more: bool = False
    """Whether the page shows a part of what is said."""
    is_other: bool = False
    """Whether page and structured data have little in common."""
    missing: float = 0.0
    """The share of what is said that the blocks do not show."""


def compare(blocks: list[Block], said: str | None) -> Agreement:
    """Compare a page's blocks with the text in its structured data.

    Args:
        blocks: what the page shows, in order.
        said: the `articleBody` of its structured data.
    """
    whole = key(said) if said else ""
    if len(whole) < _MIN_SAID or not blocks or len(whole) * len(blocks) > _MAX_WORK:
        return Agreement(blocks)
    keys = [key(block.text) for block in blocks]
    found = [_is_in(one, whole) for one in keys]
    shown = sum(map(len, keys))
    common = sum(len(one) for one, is_said in zip(keys, found, strict=True) if is_said)
    missing = 1 - common / len(whole)
    if common < _LIKE * min(shown, len(whole)):
        return Agreement(blocks, is_other=True, missing=missing)
    if common < _MOST * len(whole) or common < _LIKE * shown:
        return Agreement(blocks, says_more=len(whole) > _MORE * shown, missing=missing)
    kept = _kept(blocks, keys, found, whole)
    return Agreement(kept, left_out=len(blocks) - len(kept), missing=missing)


def _kept(blocks: list[Block], keys: Sequence[str], found: Sequence[bool], whole: str) -> list[Block]:
    """The blocks that are said, and headings and rows among them; what follows a text that breaks off is kept too."""
    last = max(at for at, is_said in enumerate(found) if is_said and keys[at])
    is_broken_off = not keys[last].endswith(whole[-_SAMPLE // 2 :])
    kept = [
        is_said or block.kind not in _PROSE or (is_broken_off and at > last)
        for at, (block, is_said) in enumerate(zip(blocks, found, strict=True))
    ]
    for at in range(len(blocks) - 1, -1, -1):  # a heading goes with what stands under it
        if not found[at] and blocks[at].kind == "heading" and not (at + 1 < len(blocks) and kept[at + 1]):
            kept[at] = False
    return [block for block, is_kept in zip(blocks, kept, strict=True) if is_kept]


def _is_in(words: str, whole: str) -> bool:
    """Whether a block's letters are in the text; of a long block, most of three samples."""
    if len(words) <= 2 * _SAMPLE:
        return words in whole
    middle = len(words) // 2
    samples = (words[:_SAMPLE], words[middle : middle + _SAMPLE], words[-_SAMPLE:])
    return sum(sample in whole for sample in samples) > 1
