"""What a set of rules would remove from what is stored. Nothing is changed.

A stored text was stripped when it was stored, and what was removed is kept beside it, in order but without its place.
So what other rules would take out of the text that is left is known exactly; of what was removed it is known whether
the rules would take it out at the top, at the end or inside of an article, and not how it stood to the lines around it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from feedcrawler.boilerplate.authors import strip_authors
from feedcrawler.boilerplate.body import strip_body
from feedcrawler.boilerplate.headline import strip_headline
from feedcrawler.boilerplate.lines import LONGEST
from feedcrawler.boilerplate.patterns import Names, fold
from feedcrawler.boilerplate.rules import Rules
from feedcrawler.boilerplate.texts import StoredText
from feedcrawler.items import Author, Removed

NEARLY_EMPTY = 10
"""Words: an article with fewer is nearly empty."""

_FILLER = "¤ " * (LONGEST // 2) + "."  # a sentence that is too long for any rule
_KNOWN = 5_000
_EXAMPLES = 3


@dataclass(slots=True)
class RuleCount:
    """What one rule removes."""

    so_far: int = 0
    """Removals that are kept beside the articles."""
    stays: int = 0
    """Those of them that these rules would make, too, under whatever name."""
    more: int = 0
    """Removals from what is stored now."""
    articles: int = 0
    """Articles from which it removes anything, so far or now."""
    examples: list[tuple[str, str]] = field(default_factory=list)
    """(article, text)"""
    new: list[tuple[str, str]] = field(default_factory=list)
    """(article, text) of removals from what is stored now."""
    returning: list[tuple[str, str]] = field(default_factory=list)
    """(article, text) of removals that would not be made any more."""

    @property
    def back(self) -> int:
        """Removals that would not be made any more."""
        return self.so_far - self.stays


@dataclass(slots=True)
class Check:
    """What a set of rules would do to all that is stored."""

    articles: int = 0
    rules: dict[str, RuleCount] = field(default_factory=dict)
    """By the name of the rule that removed it so far, or else would now."""
    characters: int = 0
    """Of all bodies, before anything was removed."""
    removed_so_far: int = 0
    removed: int = 0
    empty: list[str] = field(default_factory=list)
    """The first articles of which hardly anything would be left, because of rules."""
    emptied: int = 0
    spared: int = 0
    """Articles that would be left as they are, because the rules match every line."""


class Checking:
    """Takes one article after the other, and holds `rules` against what the `installed` ones removed."""

    def __init__(self, rules: Rules, installed: Rules) -> None:
        self.check = Check()
        self._rules = rules
        self._parts = {rule.name for rule in (*rules.headlines, *rules.authors)}
        self._other = self._parts | {rule.name for rule in (*installed.headlines, *installed.authors)}
        self._known: dict[tuple[tuple[str, ...], ...], bool] = {}

    def run(self, texts: Iterable[StoredText]) -> Check:
        """What the rules would do to these articles."""
        for text in texts:
            self._add(text)
        return self.check

    def _add(self, text: StoredText) -> None:
        check = self.check
        check.articles += 1
        names = text.names(self._rules)
        stripped = strip_body(text.body, self._rules, names)
        spared = not stripped.text and not stripped.named
        check.spared += spared
        more = [] if spared else stripped.removed
        so_far = [(removed, self._would_take(removed, text, names)) for removed in text.removed]
        self._count(text, so_far, [*more, *self._other_parts(text)])
        bodies = [pair for pair in so_far if pair[0].rule not in self._other]
        was = sum(len(removed.text) for removed, _ in bodies)
        now = sum(len(removed.text) for removed, stays in bodies if stays) + sum(len(removed.text) for removed in more)
        check.characters += len(text.body) + was
        check.removed_so_far += was
        check.removed += now
        left = [text.body if spared else stripped.text, *(removed.text for removed, stays in bodies if not stays)]
        if now and sum(len(part.split()) for part in left) < NEARLY_EMPTY:
            check.emptied += 1
            if len(check.empty) < _EXAMPLES:
                check.empty.append(text.id)

    def _count(self, text: StoredText, so_far: list[tuple[Removed, bool]], more: list[Removed]) -> None:
        for removed, stays in so_far:
            count = self.check.rules.setdefault(removed.rule, RuleCount())
            count.so_far += 1
            count.stays += stays
            shown = count.examples if stays else count.returning
            if len(shown) < _EXAMPLES:
                shown.append((text.id, removed.text))
        for removed in more:
            count = self.check.rules.setdefault(removed.rule, RuleCount())
            count.more += 1
            for shown in (count.examples, count.new):
                if len(shown) < _EXAMPLES:
                    shown.append((text.id, removed.text))
        for rule in {removed.rule for removed in more} | {removed.rule for removed, stays in so_far if stays}:
            self.check.rules[rule].articles += 1

    def _other_parts(self, text: StoredText) -> list[Removed]:
        """What would go from the headline and the authors."""
        publishers = [*self._rules.publisher, *text.publishers]
        authors = [Author(name=name) for name in text.authors]
        removed = strip_authors(authors, self._rules, Names(publishers=publishers))[1]
        return removed + [
            gone for line in text.headlines[:1] for gone in strip_headline(line, self._rules, publishers)[1]
        ]

    def _would_take(self, removed: Removed, text: StoredText, names: Names) -> bool:
        """Whether the rules take out, too, what was removed so far."""
        if removed.rule in self._parts or removed.rule == "author named twice":
            return True
        lines = removed.text.splitlines()
        known = tuple(names.forms(fold(line)) for line in lines)
        if known not in self._known:
            if len(self._known) >= _KNOWN:
                self._known.clear()
            self._known[known] = self._takes_lines(removed.text, names) or self._takes_part(removed.text, text)
        return self._known[known]

    def _takes_lines(self, text: str, names: Names) -> bool:
        filler = "\n\n".join([_FILLER] * (2 + len(text) // LONGEST))
        bodies = (f"{filler}\n\n{text}\n\n{filler}", f"{text}\n\n{filler}", f"{filler}\n\n{text}")
        return any(not set(strip_body(body, self._rules, names).text.split()) - {"¤", "."} for body in bodies)

    def _takes_part(self, text: str, article: StoredText) -> bool:
        """Whether a rule for authors or headlines takes out these words, which another one did so far."""
        publishers = [*self._rules.publisher, *article.publishers]
        authors = [Author(name=text), Author(name="¤")]
        if strip_authors(authors, self._rules, Names(publishers=publishers))[0] == authors[1:]:
            return True
        return any(
            strip_headline(headline, self._rules, publishers)[0] == "¤" for headline in (f"{text} ¤", f"¤ {text}")
        )
