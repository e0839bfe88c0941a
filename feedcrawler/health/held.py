"""What a saved page is held to: web-poet's adapter for fixtures of which nobody has said yet what is right on them.

The right headline of a page that is read wrongly is not known, but that it has one is, if all the others had. So the
fixtures of an alarm say no values but claims, such as `authors` or `articleBody of 120 words or more`, each with "yes".
web-poet gives an adapter nothing but its name, so the claims are in it:

    "adapter": "feedcrawler.health.held.Held[authors, headline by own selector]"
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from copy import deepcopy
from datetime import UTC, datetime
from typing import Any, ClassVar

from feedcrawler.health.observation import is_there
from feedcrawler.health.sources import is_own, name_of
from feedcrawler.items import Article
from feedcrawler.pages import page_class_for
from feedcrawler.reading import tidy

HELD = "yes"

_BY_OWN = " by own selector"
_WORDS = re.compile(r"articleBody of (\d+) words or (more|less)")
_NAMED = re.compile(r"Held\[([\w ]+(?:, [\w ]+)*)\]")


class Held:
    """An article as answers to claims."""

    claims: ClassVar[tuple[str, ...]] = ()

    def __init__(self, item: Article) -> None:
        self._item = item

    def asdict(self) -> dict[str, str]:
        """Each claim with "yes", or what is the case instead.

        Dates and boilerplate are worked out as in a crawl, at the present time: web-poet makes that the time at which
        the page was fetched.
        """
        article = deepcopy(self._item)
        tidy(article, fetched_at=datetime.now(UTC))
        return {claim: answer(claim, article) for claim in self.claims}


def held_to(claims: Iterable[str]) -> type[Held]:
    """The adapter for some claims, under the name by which it is found again."""
    claims = tuple(claims)
    name = f"Held[{', '.join(claims)}]"
    return type(name, (Held,), {"claims": claims, "__module__": __name__, "__qualname__": name})


def by_own_selector(field: str) -> str:
    """The claim that a field comes from what the page object itself says of it."""
    return f"{field}{_BY_OWN}"


def of_words(words: int, *, at_least: bool) -> str:
    """The claim that a text has so many words."""
    return f"articleBody of {words} words or {'more' if at_least else 'less'}"


def field_of(claim: str) -> str:
    """The field that a claim is about."""
    return claim.partition(" ")[0]


def answer(claim: str, article: Article) -> str:
    """Whether an article is as claimed: "yes", or what is the case."""
    if bound := _WORDS.fullmatch(claim):
        words = len((article.articleBody or "").split())
        return HELD if _is_within(words, bound) else f"no: {words} words"
    field = field_of(claim)
    if not is_there(article, field):
        return "no: missing"
    if field == claim:
        return HELD
    page, said = page_class_for(article.url), article.extraction and article.extraction.fields.get(field)
    return HELD if said and is_own(page, field, said) else f"no: by {name_of(page, field, said) if said else 'nothing'}"


def _is_within(words: int, bound: re.Match[str]) -> bool:
    return words >= int(bound[1]) if bound[2] == "more" else words <= int(bound[1])


def __getattr__(name: str) -> Any:
    """The adapter of a name with claims in it."""
    if found := _NAMED.fullmatch(name):
        return held_to(found[1].split(", "))
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
