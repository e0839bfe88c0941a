"""Cuts labels and the site's name off a headline."""

from __future__ import annotations

from collections.abc import Collection

from feedcrawler.boilerplate.patterns import fold
from feedcrawler.boilerplate.rules import HeadlineRule, Rules
from feedcrawler.items import Removed


def strip_headline(headline: str, rules: Rules, publishers: Collection[str]) -> tuple[str, list[Removed]]:
    """The headline proper, and what was cut off; `publishers` are the site's own names. Words are always left."""
    removed = []
    while cut := _cut(headline, rules, publishers):
        rule, headline, text = cut
        removed.append(Removed(rule=rule, text=text))
    return headline, removed


def _cut(headline: str, rules: Rules, publishers: Collection[str]) -> tuple[str, str, str] | None:
    """The name of the first rule that applies, what is left, and what is cut off."""
    for rule in rules.headlines:
        for prefix in rule.before:
            if headline.startswith(prefix) and (left := headline[len(prefix) :].strip()):
                return rule.name, left, prefix.strip()
        for suffix in _suffixes(rule, publishers):
            end = headline[-len(suffix) :]
            if fold(end) == fold(suffix) and (left := headline[: -len(suffix)].strip()):
                return rule.name, left, end.strip()
    return None


def _suffixes(rule: HeadlineRule, publishers: Collection[str]) -> list[str]:
    return [
        suffix.replace("{publisher}", name)
        for suffix in rule.after
        for name in (publishers if "{publisher}" in suffix else [""])
    ]
