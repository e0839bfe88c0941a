"""Made-up stories: long enough to be articles, and no two alike."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random

from tests.newsroom.vocabulary import ADJECTIVES, ENDS, FIRST_NAMES, MIDDLES, NOUNS, STARTS, UNITS, VERBS

SECTIONS = ("politics", "economy", "culture", "science", "sport")


@dataclass(frozen=True, slots=True)
class Edit:
    """One change of a story's words."""

    at: datetime
    headline_before: str
    headline: str
    removed: str
    """The sentence that was taken out."""
    added: str
    """… and the one that stands there now."""


@dataclass(eq=False)
class Story:
    """An article, as the newsroom knows it."""

    number: int
    """Of this newsroom, from 1."""
    seed: str
    slug: str
    headline: str
    author: str
    section: str
    tag: str
    published: datetime
    modified: datetime
    touched: datetime
    """When its page last changed at all."""
    teasers: list[tuple[str, str]] = field(default_factory=list)
    """Addresses and headlines of other stories, as they stand beside it for ever."""
    dressing: int = 0
    """How often its page was laid out anew around the same words."""
    gone: int | None = None
    """The status that its address answers, once it was deleted."""
    moved_to: str | None = None
    """Where its address redirects to for good, once it became a part of something else."""
    live: bool = False
    edits: list[Edit] = field(default_factory=list)
    _paragraphs: list[str] | None = None

    @property
    def paragraphs(self) -> list[str]:
        """Its text."""
        if self._paragraphs is None:
            self._paragraphs = paragraphs(Random(self.seed))
        return self._paragraphs

    @property
    def text(self) -> str:
        """Its text as `articleBody` has it."""
        return "\n\n".join(self.paragraphs)

    @property
    def summary(self) -> str:
        """Its first sentence."""
        return self.paragraphs[0].partition(". ")[0] + "."

    @property
    def listed(self) -> bool:
        """Whether sources announce it."""
        return self.gone is None and self.moved_to is None

    def edit(self, at: datetime, *, headline: str | None, words: bool, dated: bool) -> None:
        """Say something else in the middle, or in the headline; a live blog says something more."""
        before, removed, added = self.headline, "", ""
        self.headline = headline or self.headline
        if words:
            random = Random(f"{self.seed} edit {len(self.edits)}")
            added, text = sentence(random), list(self.paragraphs)
            middle = len(text) // 2
            if self.live:
                text.insert(0, added)
            else:
                removed = text[middle].partition(". ")[0].removesuffix(".") + "."
                text[middle] = text[middle].replace(removed, added, 1)
            self._paragraphs = text
        self.edits.append(Edit(at, before, self.headline, removed, added))
        self.touched = at
        if dated:
            self.modified = at


def new_story(number: int, seed: str, published: datetime) -> Story:
    """A story that is like no other of another number or seed."""
    random = Random(f"{seed} headline")
    title = headline(random)
    return Story(
        number=number,
        seed=seed,
        slug=f"{slugify(title)}-{number}",
        headline=title,
        author=f"{random.choice(FIRST_NAMES)} {name(random)}",
        section=random.choice(SECTIONS),
        tag=random.choice(NOUNS),
        published=published,
        modified=published,
        touched=published,
    )


def headline(random: Random) -> str:
    """A headline; some have characters that markup must escape."""
    pick = random.choice
    return pick(
        (
            f"{name(random)} {pick(NOUNS)} {pick(VERBS)} by {pick(ADJECTIVES)} {pick(NOUNS)} in {name(random)}",
            f"{pick(ADJECTIVES).capitalize()} {pick(NOUNS)} & {pick(NOUNS)} {pick(VERBS)} near {name(random)}",
            f"How {name(random)}’s {pick(NOUNS)} {pick(VERBS)} a {pick(ADJECTIVES)} {pick(NOUNS)}",
            f"{random.randint(2, 990)} {pick(UNITS)} from the {pick(ADJECTIVES)} {pick(NOUNS)} {pick(VERBS)} in {name(random)}",
        )
    )


def paragraphs(random: Random) -> list[str]:
    """Five to eight paragraphs of three to five sentences."""
    return [" ".join(sentence(random) for _ in range(random.randint(3, 5))) for _ in range(random.randint(5, 8))]


def sentence(random: Random) -> str:
    """A sentence of some 15 to 25 words with names and numbers of its own."""
    pick = random.choice

    def a() -> str:
        return pick(ADJECTIVES)

    def n() -> str:
        return pick(NOUNS)

    def v() -> str:
        return pick(VERBS)

    def u() -> str:
        return pick(UNITS)

    person, place, count = (
        f"{random.choice(FIRST_NAMES)} {name(random)}",
        name(random),
        f"{random.randint(11, 98_000):,}",
    )
    match random.randrange(5):
        case 0:
            return f"{place}’s {a()} {n()} {v()} {count} {u()} while {a()} {n()} and {a()} {n()} {v()} another {a()} {n()}, {person} recalled beside {a()} {n()} of {name(random)}."
        case 1:
            return f"{person}, whose {a()} {n()} {v()} {count} {u()}, {v()} every {a()} {n()} between {place} and {name(random)} before {a()} {n()} {v()} its {a()} {n()}."
        case 2:
            return f"Though {a()} {n()} after {a()} {n()} {v()} {place}, only {count} {u()} {v()} what {person} called {a()} {n()} and {a()} {n()}."
        case 3:
            return f"Since {random.randint(1701, 2019)} {a()} {n()} {v()} {place} for {count} {u()}, yet {person} {v()} its {a()} {n()} with {a()} {n()}."
        case _:
            return f"“{a().capitalize()} {n()} {v()} our {a()} {n()}, and {count} {u()} {v()} {place},” {person} told {a()} {n()} of {name(random)}’s {a()} {n()}."


def name(random: Random) -> str:
    """A name of a place or a family."""
    return random.choice(STARTS) + random.choice(MIDDLES) + random.choice(ENDS)


def slugify(text: str) -> str:
    """A text as a part of an address."""
    return re.sub(r"[^a-z0-9]+", "-", text.lower().replace("’", "")).strip("-")


def spread(n: int, newest: datetime, every: timedelta) -> list[datetime]:
    """`n` instants that count back from `newest`, the oldest first."""
    return [newest - every * (n - 1 - i) for i in range(n)]
