"""Finds the blocks of boilerplate: runs of lines that begin, go on and end as a rule says."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import takewhile

from feedcrawler.boilerplate.lines import Line
from feedcrawler.boilerplate.patterns import Matcher
from feedcrawler.boilerplate.rules import BlockRule, Gap


def find_blocks(rule: BlockRule, lines: Sequence[Line], anchors: Sequence[int]) -> list[range]:
    """Where `rule` matches in `lines`, from the last to the first, never overlapping.

    `anchors` are the lines that match the first line it names, in order. A block never takes the article with it:
    none is given that holds a line the rule bars, none after which no sentence is left, and no tail that is longer
    than what it follows.
    """
    found = []
    sentences = sum(line.is_sentence for line in lines)
    for block in _spans(rule, lines, anchors):
        inside = lines[block.start : block.stop]
        left = sentences - sum(line.is_sentence for line in inside)
        too_long = rule.at == "end" and _length(inside) >= _length(lines[: block.start])
        if left and not too_long and not any(line.matches(rule.barred) for line in inside):
            found.append(block)
            sentences = left
    return found


def _length(lines: Iterable[Line]) -> int:
    return sum(len(line.text) for line in lines)


def _spans(rule: BlockRule, lines: Sequence[Line], anchors: Sequence[int]) -> Iterator[range]:
    """Each begins at the last line that can be its beginning and ends at the first that can be its end."""
    titles = rule.titles
    hits = [{i for i, ln in enumerate(lines) if isinstance(s, Matcher) and ln.matches(s)} for s in rule.steps]
    limit = len(lines)
    for anchor in reversed(anchors):
        start = _first_title(titles, lines, anchor) if titles else anchor
        if anchor >= limit or (titles and start == anchor) or (rule.at == "top" and start > 0):
            continue
        ends = _ends(rule.steps, hits, lines, anchor + 1, limit)
        if rule.at == "end":
            ends = [end for end in ends if end == limit]
        if ends:
            yield range(start, ends[0])
            if rule.at != "anywhere":
                return
            limit = start


def _first_title(titles: Gap, lines: Sequence[Line], anchor: int) -> int:
    before = reversed(lines[max(0, anchor - titles.most) : anchor])
    return anchor - sum(1 for _ in takewhile(titles.admits, before))


def _ends(
    steps: Sequence[Gap | Matcher[bool]], hits: list[set[int]], lines: Sequence[Line], start: int, limit: int
) -> list[int]:
    """Every line at which the rest of a block can end (exclusive), in order."""
    ends = [start]
    for step, hit in zip(steps, hits, strict=True):
        if isinstance(step, Gap):
            ends = _after_gap(step, lines, ends, limit)
        else:
            ends = [end + 1 for end in ends if end in hit and end < limit]
    return ends


def _after_gap(gap: Gap, lines: Sequence[Line], ends: list[int], limit: int) -> list[int]:
    reached: list[int] = []
    for end in ends:
        first = max(end, reached[-1]) if reached else end
        for i in range(first, min(end + gap.most, limit) + 1):
            if not reached or i > reached[-1]:
                reached.append(i)
            if i == limit or not gap.admits(lines[i]):
                break
    return reached
