"""From lines that recur to patterns that may be rules."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from feedcrawler.boilerplate.mining.counting import Sketch
from feedcrawler.boilerplate.mining.forms import form_of, keys, label_of, named_form, patterns_of
from feedcrawler.boilerplate.mining.places import Places, own_lines
from feedcrawler.boilerplate.mining.spool import Line, Mined
from feedcrawler.boilerplate.patterns import check_pattern, fold
from feedcrawler.errors import ConfigurationError

OFTEN = 0.1
"""Share of the articles: a line on so many may stand where it likes."""

_MOST_KEYS = 200_000
_MOST_GROUPS = 1_000
_MOST_FORMS = 48  # of one group


@dataclass(frozen=True, slots=True)
class Candidate:
    """A pattern that may become a rule."""

    pattern: str
    label: bool = False
    """Whether it is a label with anything after it."""

    @property
    def literal(self) -> str:
        """What it spells out."""
        return re.sub(r"\{\w+\}|[*#]", " ", self.pattern)

    @property
    def has_gaps(self) -> bool:
        """Whether it leaves words open."""
        return "*" in self.pattern


def find_candidates(spool: Iterable[Mined], counts: Sketch, articles: int, least: int) -> list[Candidate]:
    """Patterns of the lines that recur in at least `least` articles, and in one place, in company, or everywhere.

    Raises:
        ConfigurationError: more lines recur than can be compared.
    """
    groups = _telling(_places(spool, counts, least), articles, least)
    forms = _forms(spool, groups)
    found: dict[str, Candidate] = {}
    for (kind, _), group in forms.items():
        for pattern in _patterns(kind, group):
            if _is_possible(pattern):
                found.setdefault(fold(pattern), Candidate(pattern, label=kind == "label"))
    return [*found.values()]


def recurs(line: Line, counts: Sketch, least: int) -> bool:
    """Whether the whole line recurs."""
    return any(counts.count(key) >= least for key in line.wholes)


def _places(spool: Iterable[Mined], counts: Sketch, least: int) -> dict[tuple[str, int], Places]:
    found: dict[tuple[str, int], Places] = {}
    for article in spool:
        repeated = {number for number, line in enumerate(article.lines) if recurs(line, counts, least)}
        own = own_lines(len(article.lines), repeated)
        seen: set[int] = set()
        for number, line in enumerate(article.lines):
            for kind, key in line.keys:
                if key not in seen and counts.count(key) >= least:
                    seen.add(key)
                    if (kind, key) not in found and len(found) >= _MOST_KEYS:
                        raise ConfigurationError(
                            f"more than {_MOST_KEYS:,} lines recur in {least} articles; ask for more with --min"
                        )
                    places = found.setdefault((kind, key), Places())
                    after = own[-1] - own[number + 1]
                    around = _key_at(article, number - 1, repeated), _key_at(article, number + 1, repeated)
                    places.add(own[number], after, len(article.lines) - number - 1, around)
    return found


def _key_at(article: Mined, number: int, repeated: set[int]) -> int:
    return article.lines[number].wholes[0] if number in repeated else 0


def _telling(found: dict[tuple[str, int], Places], articles: int, least: int) -> set[tuple[str, int]]:
    """The groups of lines that are worth a closer look, the most frequent ones if there are too many."""
    telling = [
        (places.articles, group)
        for group, places in found.items()
        if places.articles >= least
        and (places.is_telling or group[0] == "label" or places.articles >= OFTEN * articles)
    ]
    telling.sort(reverse=True)
    return {group for _, group in telling[:_MOST_GROUPS]}


def _forms(spool: Iterable[Mined], groups: set[tuple[str, int]]) -> dict[tuple[str, int], Counter[str]]:
    """How often each form of a line is in each group; the first forms of groups that have many."""
    found: dict[tuple[str, int], Counter[str]] = {}
    for article in spool:
        for line in article.lines:
            wanted = groups.intersection(line.keys)
            forms = (form_of(line.text), named_form(line.text, article.names)) if wanted else ()
            for form in filter(None, forms):
                for group in filter(wanted.__contains__, keys(form)):
                    known = found.setdefault(group, Counter())
                    if form in known or len(known) < _MOST_FORMS:
                        known[form] += 1
    return found


def _patterns(kind: str, forms: Counter[str]) -> Iterable[str]:
    if kind == "label":
        label = label_of(forms.most_common(1)[0][0])
        return [f"{label}: *"] if label else []
    if kind == "whole":
        return [forms.most_common(1)[0][0]]
    return patterns_of(forms)


def _is_possible(pattern: str) -> bool:
    try:
        check_pattern(pattern)
    except ValueError:
        return False
    return True
