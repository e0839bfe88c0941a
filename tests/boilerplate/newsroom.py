"""A made-up newspaper: articles of which each line is known to be news or boilerplate."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

_SYLLABLES = ["ba", "ce", "di", "fo", "gu", "ha", "ke", "li", "mo", "nu", "pa", "re", "si", "to", "vu", "xa", "ze"]
_COMMON = [
    "the",
    "people",
    "said",
    "that",
    "after",
    "many",
    "years",
    "this",
    "city",
    "will",
    "have",
    "more",
    "work",
    "and",
    "water",
    "for",
    "its",
    "roads",
]
_MONTHS = ["January", "February", "March", "April", "May", "June", "July"]
AUTHORS = ["Ann Arbor", "Ben Nevis", "Cleo Delta", "Dora Echo", "Emil Foxtrot", "Gus Hotel"]
TRADES = ["a reporter at", "a reporter with", "an editor at"]

LISTEN = "Listen to this article"
DEVELOPING = "This is a developing story and will be updated soon."
BOX = ["Newsletter", "The best of our work, every Friday morning in your inbox", "Sign up"]
HEADING = "From the newsroom:"
UNVERIFIED = "The Herald could not verify this claim."


@dataclass(frozen=True)
class Made:
    """An article and what is what in it."""

    document: dict[str, Any]
    news: list[str]
    boilerplate: list[str]


class Newsroom:
    """Writes articles; the same ones for the same seed."""

    def __init__(self, seed: int, subjects: int = 12) -> None:
        self.random = random.Random(seed)
        self._subjects = [[self._word() for _ in range(12)] for _ in range(subjects)]
        self._background = [[self._sentence(words) for _ in range(3)] for words in self._subjects]
        self._headlines = [[self._headline(words)] for words in self._subjects]

    def articles(self, count: int) -> Iterator[Made]:
        """So many articles, eight a day; each tenth is the count of losses, each twentieth a digest."""
        recent: list[tuple[str, list[str]]] = []
        for number in range(count):
            authors = self.random.sample(AUTHORS, 1)
            subject = self.random.randrange(len(self._subjects))
            if number % 10 == 3:
                headline, news = self._losses()
            elif number % 20 == 9 and len(recent) > 3:
                headline = f"Daily digest: {self._headline(self._subjects[subject])}"
                news = [line for copied in recent[-3:] for line in (copied[0], *copied[1])]
            else:
                headline = self._headline(self._subjects[subject])
                news = self._news(subject)
                recent.append((headline, news))
            related = self.random.choice(self._headlines[subject])
            self._headlines[subject].append(headline)
            yield self._article(number, headline, authors, news, related)

    def _article(self, number: int, headline: str, authors: list[str], news: list[str], related: str) -> Made:
        """The lines of news with boilerplate before, among and after them."""
        chance, day = self.random.random, datetime(2025, 1, 1, tzinfo=UTC) + timedelta(hours=3 * number)
        top, inside, end = [LISTEN], [], []
        if chance() < 0.3:
            top.append(f"Last updated on {self.random.choice(_MONTHS)} {number % 28 + 1}, 2025, at {number % 24}:05")
        if chance() < 0.2:
            top.append(DEVELOPING)
        if chance() < 0.3:
            inside = BOX
        elif chance() < 0.4:
            inside = [f"Read also: {related}"]
        if chance() < 0.2:
            trade = TRADES[AUTHORS.index(authors[0]) % 3]
            end = [f"{authors[0]} is {trade} the Herald who has written on {self._word()} since {1990 + number % 30}."]
        elif chance() < 0.25:
            name = authors[0].split()[0]
            end = [f"Thank you for reading this story, my name is {name} and I am glad that you came."]
        elif chance() < 0.3:
            end = [HEADING, *self._note()]
        if chance() < 0.3:
            end = [*end, f"Join our {self.random.randrange(2000, 9000):,} readers and support the Herald today."]
        middle = self.random.randrange(1, len(news)) if len(news) > 1 else 1
        return Made(
            document={
                "_id": f"https://herald.example/{number}/",
                "headline": headline,
                "authors": [{"name": name} for name in authors],
                "datePublished": day,
                "publisher": {"name": "The Herald"},
                "articleBody": "\n\n".join([*top, *news[:middle], *inside, *news[middle:], *end]),
            },
            news=news,
            boilerplate=[*top, *inside, *end],
        )

    def _news(self, subject: int) -> list[str]:
        words = self._subjects[subject]
        news = [self._sentence(words) for _ in range(self.random.randrange(5, 14))]
        for line in self._background[subject]:
            if self.random.random() < 0.3:
                news.insert(self.random.randrange(1, len(news) + 1), line)
        if self.random.random() < 0.1:
            news.insert(self.random.randrange(1, len(news)), UNVERIFIED)
        if self.random.random() < 0.05:
            for _ in range(4):
                news += [f"The Herald: {self._sentence(words)[:-1]}?", f"Minister: {self._sentence(words)}"]
        return news

    def _losses(self) -> tuple[str, list[str]]:
        lost, day = self.random.randrange(500_000, 900_000), self.random.randrange(800, 1500)
        return f"Army: invaders have lost {lost:,} soldiers", [
            f"The invaders have lost {lost:,} soldiers since the war began, the army said on {self.random.choice(_MONTHS)} {day % 28 + 1}.",
            f"This number includes {day:,} soldiers who were lost over the past day.",
            f"They have also lost {day * 3:,} tanks, {day * 7:,} vehicles and {day // 3} aircraft, the army said.",
        ]

    def _note(self) -> list[str]:
        thanks = "Hello, dear readers, thank you for your support of our independent journalism"
        some = [f"{thanks} on {self._word()} and {self._word()}.", f"Please consider a membership, {self._word()}."]
        return some[: self.random.randrange(1, 3)]

    def _headline(self, words: list[str]) -> str:
        chosen = [*self.random.sample(words, 3), *self.random.sample(_COMMON, 3)]
        self.random.shuffle(chosen)
        return " ".join(chosen).capitalize()

    def _sentence(self, words: list[str]) -> str:
        chosen = [*self.random.choices(words, k=5), *self.random.choices(_COMMON, k=9), self._word()]
        self.random.shuffle(chosen)
        return " ".join(chosen).capitalize() + "."

    def _word(self) -> str:
        return "".join(self.random.choices(_SYLLABLES, k=self.random.randrange(2, 5)))
