"""What is on a news page again and again and is not the news: the rules that say so, as data."""

from feedcrawler.boilerplate.authors import strip_authors
from feedcrawler.boilerplate.body import StrippedBody, strip_body
from feedcrawler.boilerplate.headline import strip_headline
from feedcrawler.boilerplate.loading import read_rules, rules_for
from feedcrawler.boilerplate.patterns import Names, fold
from feedcrawler.boilerplate.rules import Rules

__all__ = [
    "Names",
    "Rules",
    "StrippedBody",
    "fold",
    "read_rules",
    "rules_for",
    "strip_authors",
    "strip_body",
    "strip_headline",
]
