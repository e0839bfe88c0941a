"""Takes boilerplate out of an article's body, line by line.

The body's paragraphs are separated by blank lines; a line break inside a paragraph (a list, a table, a text that came
with single line breaks) parts lines but not paragraphs. Rules see lines; what is left keeps its paragraphs.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby, takewhile
from operator import itemgetter

from feedcrawler.boilerplate.blocks import find_blocks
from feedcrawler.boilerplate.lines import Line
from feedcrawler.boilerplate.patterns import Names, fold_space
from feedcrawler.boilerplate.rules import BlockRule, LineRule, Rules
from feedcrawler.items import Removed

_MOST_ANCHORS = 50  # a line that comes more often is no sign of a page's layout, and would cost time
_MOST_AT_END = 4  # lines that rules know only in part: more of them are a text that the rules take for something else


@dataclass(frozen=True, slots=True)
class StrippedBody:
    """What is left of a body, and what was taken out."""

    text: str
    removed: list[Removed]
    named: bool
    """Whether rules name every line that was taken out in full: none went because of the lines around it, or of how it
    begins."""


def strip_body(body: str, rules: Rules, names: Names) -> StrippedBody:
    """`body` without what `rules` say is boilerplate; `names` are the article's own, for the placeholders.

    No line is lost: what is not in `text` is in `removed`, in the order in which it began. Stripping again changes
    nothing.
    """
    stripping = _Stripping(list(_lines(body, names)), rules)
    stripping.run()
    return StrippedBody(_join(stripping.left), stripping.removed(), stripping.named)


def _lines(body: str, names: Names) -> Iterator[Line]:
    paragraph = 0
    for number, raw in enumerate(body.splitlines()):
        text = fold_space(raw)
        if text:
            yield Line(number, paragraph, text, names)
        else:
            paragraph += 1


def _join(lines: list[Line]) -> str:
    paragraphs = groupby(lines, key=lambda line: line.paragraph)
    return "\n\n".join("\n".join(line.text for line in paragraph) for _, paragraph in paragraphs)


class _Stripping:
    """One body on its way through the rules."""

    def __init__(self, lines: list[Line], rules: Rules) -> None:
        self.left = lines
        self.named = True
        self._blocks = rules.blocks
        self._taken: list[tuple[str, list[Line]]] = []
        self._line_rules: dict[Line, list[LineRule]] = defaultdict(list)
        self._anchors: dict[str, set[Line]] = defaultdict(set)
        for line in lines:
            for rule in (rule for form in line.forms for rule in rules.matcher.find(form)):
                if isinstance(rule, BlockRule):
                    self._anchors[rule.name].add(line)
                elif rule.admits(line):
                    self._line_rules[line].append(rule)

    def run(self) -> None:
        """Blocks first: the lines that mark them are boilerplate by themselves, too."""
        self._take_blocks()
        self._take_lines()
        before = None
        while before != len(self.left):  # what an edge uncovers may be the edge of a block, and so on
            before = len(self.left)
            self._take_edges()
            self._take_blocks()

    def removed(self) -> list[Removed]:
        """What was taken out, in the order of the body."""
        taken = sorted(self._taken, key=lambda pair: pair[1][0].number)
        return [Removed(rule=rule, text="\n".join(line.text for line in lines)) for rule, lines in taken]

    def _take_blocks(self) -> None:
        for rule in self._blocks:
            if lines := self._anchors.get(rule.name):
                anchors = [i for i, line in enumerate(self.left) if line in lines]
                blocks = find_blocks(rule, self.left, anchors) if 0 < len(anchors) <= _MOST_ANCHORS else []
                for block in blocks:
                    self._taken.append((rule.name, self.left[block.start : block.stop]))
                    self.named = self.named and len(block) == rule.fewest
                gone = {i for block in blocks for i in block}
                self.left = [line for i, line in enumerate(self.left) if i not in gone]

    def _take_lines(self) -> None:
        left = []
        for line in self.left:
            if rule := self._rule_of(line, "anywhere"):
                self._take(line, rule)
            else:
                left.append(line)
        self.left = left

    def _take_edges(self) -> None:
        first, last = 0, len(self.left)
        while first < last and (rule := self._rule_of(self.left[first], "top", "edge")):
            self._take(self.left[first], rule)
            first += 1
        for line, rule in self._end(self.left[first:]):
            self._take(line, rule)
            last -= 1
        self.left = self.left[first:last]

    def _end(self, lines: list[Line]) -> list[tuple[Line, LineRule]]:
        """The lines at the end that go, from the last: all, or of too many only what a rule is sure of."""
        found = ((line, self._rule_of(line, "end", "edge")) for line in reversed(lines))
        end = [(line, rule) for line, rule in takewhile(itemgetter(1), found) if rule]
        if sum(not rule.is_sure_of(line) for line, rule in end) > _MOST_AT_END:
            end = list(takewhile(lambda pair: pair[1].is_sure_of(pair[0]), end))
        return end

    def _take(self, line: Line, rule: LineRule) -> None:
        self._taken.append((rule.name, [line]))
        self.named = self.named and rule.is_sure_of(line)

    def _rule_of(self, line: Line, *where: str) -> LineRule | None:
        return next((rule for rule in self._line_rules.get(line, ()) if rule.where in where), None)
