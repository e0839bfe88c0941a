"""How often the same story is recognised, and other news taken for it, on real texts changed by a seeded generator."""

from __future__ import annotations

import json
import random
import re
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from itertools import combinations
from pathlib import Path

import pytest

from feedcrawler.similarity import Text, compare, sketch, words_of
from feedcrawler.similarity.sketch import MIN_WORDS

DAY = datetime(2025, 6, 9, 6, tzinfo=UTC)
SHARED_KEYS = 2  # as feedcrawler.mongodb.candidates asks for
LABELS = ("Lesen Sie auch", "Partager", "Читайте також", "Anzeige", "Read more", "Compartir", "Реклама", "Hirdetés")
WORD = re.compile(r"[^\W\d_]+")
Pair = tuple[Text, Text]


@pytest.fixture(scope="module")
def articles(shared: Path) -> list[Text]:
    """Real articles of many publishers and languages, long enough to have keys."""
    made: list[Text] = []
    for corpus in ("aeb", "fundus", "wcxb"):
        truths = json.loads((shared / f"corpora/{corpus}/ground-truth.json").read_text("utf-8")).values()
        made += [Text(truth.get("articleBody") or "", truth.get("headline") or "", DAY) for truth in truths]
    for line in (shared / "kyiv-independent/articles-2025.jsonl").read_text("utf-8").splitlines():
        entry = json.loads(line)
        published = datetime.fromisoformat(entry["datePublished"])
        made.append(Text(entry["textAsScraped"], entry["headline"], published))
    assert len(made) == 603
    return [text for text in made if len(text.tokens) >= 2 * MIN_WORDS * text.a_word]


def paragraphs(body: str) -> list[str]:
    return [p for p in re.split(r"\n+", body) if p.strip()]


class Generator:
    """Makes copies and look-alikes of texts."""

    def __init__(self, articles: list[Text]) -> None:
        self.chance = random.Random(20250609)
        self.paragraphs = [p for text in articles for p in paragraphs(text.body)]
        self.words = [word for p in self.paragraphs for word in WORD.findall(p)]
        self.names = [word for word in self.words if word.istitle() and len(word) > 3]

    def words_edited(self, body: str) -> str:
        """A tenth of the words replaced, left out or added to."""
        kept = []
        for part in re.split(r"(\s+)", body):
            fate = self.chance.random() if part.strip() else 1.0
            if fate < 0.06:
                kept.append(self.chance.choice(self.words))
            elif fate < 0.08:
                continue
            elif fate < 0.10:
                kept += [part, " ", self.chance.choice(self.words)]
            else:
                kept.append(part)
        return "".join(kept)

    def paragraphs_cut(self, body: str) -> str:
        """A fifth to a half of the paragraphs left out."""
        there = paragraphs(body)
        number = max(1, round(len(there) * self.chance.uniform(0.5, 0.8)))
        return "\n\n".join(there[i] for i in sorted(self.chance.sample(range(len(there)), number)))

    def lead_changed(self, body: str) -> str:
        """Another first paragraph."""
        there = paragraphs(body)
        return "\n\n".join([self.chance.choice(self.paragraphs), *there[1:]]) if len(there) > 4 else ""

    def local_additions(self, body: str) -> str:
        """One to four paragraphs of something else in between."""
        there = paragraphs(body)
        for _ in range(self.chance.randint(1, 4)):
            there.insert(self.chance.randrange(len(there) + 1), self.chance.choice(self.paragraphs))
        return "\n\n".join(there)

    def chrome_translated(self, body: str) -> str:
        """The labels of another edition left in between the paragraphs."""
        return "\n\n".join(f"{p}\n\n{self.chance.choice(LABELS)}" for p in paragraphs(body))

    def cut_and_led_otherwise(self, body: str) -> str:
        """Some paragraphs cut, another lead, and labels left in."""
        return self.chrome_translated(self.lead_changed(self.paragraphs_cut(body)))

    def other_numbers(self, body: str) -> str:
        """Every number another one."""
        return re.sub(r"\d[\d.,:]*", self._number, body)

    def other_names(self, body: str) -> str:
        """Half of the names others, each everywhere."""
        instead: dict[str, str] = {}
        for name in sorted({w for w in WORD.findall(body) if w.istitle() and len(w) > 3}):
            if self.chance.random() < 0.5:
                instead[name] = self.chance.choice(self.names)
        return WORD.sub(lambda found: instead.get(found[0], found[0]), body)

    def other_facts(self, body: str) -> str:
        """Another day's report: other numbers and other names."""
        return self.other_numbers(self.other_names(body))

    def _number(self, found: re.Match[str]) -> str:
        return "".join(self.chance.choice([d for d in "123456789" if d != c]) if c.isdigit() else c for c in found[0])


def found(text: Text, original: Text) -> bool:
    """Whether a link would be made: the keys lead to the original, and the comparison confirms it."""
    shared = {*sketch(words_of(text.body))} & {*sketch(words_of(original.body))}
    return len(shared) >= SHARED_KEYS and compare(text, original) is not None


def changed(articles: list[Text], change: Callable[[str], str], *, facts: bool = False) -> Iterator[Pair]:
    """Pairs of a changed text and its original; where facts are changed, of texts that have some."""
    for n, original in enumerate(articles):
        body = change(original.body)
        if facts and len(original.facts.numbers) < 4:
            continue
        if len(words_of(body)) >= MIN_WORDS and words_of(body) != words_of(original.body):
            assert original.published
            yield Text(body, f"Headline {n}", original.published + timedelta(hours=3)), original


def test_copies_are_found_and_other_news_is_not(articles: list[Text], capsys: pytest.CaptureFixture[str]) -> None:
    make = Generator(articles)
    copies = {
        "words edited": make.words_edited,
        "paragraphs cut": make.paragraphs_cut,
        "lead changed": make.lead_changed,
        "local additions": make.local_additions,
        "chrome translated": make.chrome_translated,
        "cut, led and labelled otherwise": make.cut_and_led_otherwise,
    }
    others = {
        "template, other numbers": make.other_numbers,
        "template, other names": make.other_names,
        "template, other facts": make.other_facts,
    }
    sample = articles[::4]
    outcome = {kind: Counter(found(*p) for p in changed(sample, change)) for kind, change in copies.items()}
    wrong = {kind: Counter(found(*p) for p in changed(sample, change, facts=True)) for kind, change in others.items()}
    wrong["real, same subject or template"] = Counter(found(*pair) for pair in look_alikes(articles))
    right, false = (sum(linked[True] for linked in part.values()) for part in (outcome, wrong))
    total = sum(linked.total() for linked in outcome.values())
    with capsys.disabled():
        lines = [
            f"{kind:<32} {linked[True]:5} of {linked.total():5} linked" for kind, linked in (outcome | wrong).items()
        ]
        lines.append(f"precision {right / (right + false):.4f}, recall {right / total:.4f}")
        sys.stdout.write("\n  ".join(["", *lines, ""]))
    assert right / (right + false) >= 0.99
    assert right / total >= 0.95
    assert min(linked[True] / linked.total() for linked in outcome.values()) >= 0.9
    assert max(linked[True] / linked.total() for linked in wrong.values()) <= 0.02


def look_alikes(articles: list[Text]) -> Iterator[Pair]:
    """All pairs of different real texts that share keys: none of them tells the same story."""
    having: dict[int, list[int]] = {}
    for n, text in enumerate(articles):
        for key in sketch(words_of(text.body)):
            having.setdefault(key, []).append(n)
    shared = Counter(pair for numbers in having.values() for pair in combinations(numbers, 2))
    for (one, other), number in sorted(shared.items()):
        if number >= SHARED_KEYS and articles[one].tokens != articles[other].tokens:
            earlier, later = sorted((articles[one], articles[other]), key=lambda text: text.published or DAY)
            yield later, earlier
