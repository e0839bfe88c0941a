"""Takes out of an article's authors who is no author, and cuts names down to the name."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from feedcrawler.boilerplate.patterns import Names, fold
from feedcrawler.boilerplate.rules import AuthorRule, Rules
from feedcrawler.items import Author, Removed


def strip_authors(authors: Iterable[Author], rules: Rules, names: Names) -> tuple[list[Author], list[Removed]]:
    """The authors that are left, in order, and what was taken out.

    Of names that differ only in case, the first stays. Of authors whose rule spares the only one (`unless_alone`),
    the first stays if no other author does.
    """
    trimmed, removed = _trim(authors, rules)
    left: list[Author] = []
    dropped: list[tuple[Author, AuthorRule]] = []
    seen: set[str] = set()
    rest: AuthorRule | None = None
    for author in trimmed:
        folded = fold(author.name)
        rule = rest or _rule_of(folded, rules, names)
        if rule:
            dropped.append((author, rule))
            rest = rule if rule.and_rest else None
        elif folded in seen:
            removed.append(Removed(rule="author named twice", text=author.name))
        else:
            left.append(author)
            seen.add(folded)
    if not left and (spared := next((pair for pair in dropped if pair[1].unless_alone), None)):
        left.append(spared[0])
        dropped.remove(spared)
    return left, removed + [Removed(rule=rule.name, text=author.name) for author, rule in dropped]


def _trim(authors: Iterable[Author], rules: Rules) -> tuple[list[Author], list[Removed]]:
    """The authors without the words before their names, and without those that are nothing else."""
    trimmed, removed = [], []
    for author in authors:
        name = " ".join(author.name.split())
        while cut := next(((r.name, p) for r in rules.authors for p in r.before if name.startswith(p)), None):
            rule, prefix = cut
            removed.append(Removed(rule=rule, text=prefix.strip()))
            name = name[len(prefix) :].strip()
        if name:
            trimmed.append(author if name == author.name else replace(author, name=name))
    return trimmed, removed


def _rule_of(name: str, rules: Rules, names: Names) -> AuthorRule | None:
    return next((rule for form in names.forms(name) for rule in rules.author_matcher.find(form)), None)
