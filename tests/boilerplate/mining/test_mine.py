"""Mining: everything that is planted is proposed, and no rule that is proposed takes a line of news."""

from __future__ import annotations

import tomllib
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from feedcrawler.boilerplate import Rules, fold, rules_for, strip_body
from feedcrawler.boilerplate.mining import mine
from feedcrawler.boilerplate.mining.writing import to_toml
from feedcrawler.boilerplate.texts import StoredText, read_file, stored_text
from tests.boilerplate.newsroom import HEADING, LISTEN, Made, Newsroom


def mined_rules(texts: list[StoredText], least: int | None = None) -> Rules:
    """The rules that a person has who accepts everything."""
    return Rules.model_validate(tomllib.loads(to_toml(mine(texts, None, least), "herald.example")))


def left_of(text: StoredText, rules: Rules) -> list[str]:
    return strip_body(text.body, rules, text.names(rules)).text.split("\n\n")


def texts_of(made: list[Made]) -> list[StoredText]:
    return [stored_text(article.document) for article in made]


@settings(max_examples=6, deadline=None, derandomize=True)
@given(st.integers(0, 10_000), st.integers(150, 400))
def test_what_was_planted_goes_and_every_line_of_news_stays(seed: int, count: int) -> None:
    made = list(Newsroom(seed).articles(count))
    texts = texts_of(made)
    rules = mined_rules(texts)
    assert rules.lines
    assert rules.blocks
    kept: Counter[str] = Counter()
    for article, text in zip(made, texts, strict=True):
        left = Counter(left_of(text, rules))
        assert not Counter(article.news) - left
        kept.update(" ".join(line.split()[:3]) for line in left - Counter(article.news))
    assert max(kept.values(), default=0) < 5, kept  # what fewer articles have is not looked at


def test_a_newspaper_without_boilerplate_gets_no_rules() -> None:
    texts = [
        stored_text(article.document | {"articleBody": "\n\n".join(article.news)})
        for article in Newsroom(3).articles(400)
    ]
    mining = mine(texts, None)
    assert [proposal.patterns or proposal.block for proposal in mining.proposals] == []
    assert mining.news > 5


def test_what_rules_cover_is_counted_and_not_proposed_again() -> None:
    made = list(Newsroom(4).articles(150))
    texts = texts_of(made)
    again = mine(texts, mined_rules(texts))
    assert again.proposals == []
    planted = sum(len(article.boilerplate) for article in made)
    assert planted * 0.98 <= again.covered <= planted


def test_what_was_removed_when_it_was_stored_counts_as_covered() -> None:
    removed = [{"rule": "note", "text": "Note from the author:\nThank you."}]
    text = stored_text({"articleBody": "Words.", "extraction": {"removed": removed}})
    assert mine([text], rules_for("general")).covered == 2


def test_fewer_articles_than_asked_for_are_no_evidence() -> None:
    made = list(Newsroom(5).articles(40))
    proposals = mine(texts_of(made), None, 41).proposals
    assert proposals == []
    (only,) = mine(texts_of(made), None, 40).proposals
    assert only.patterns == [LISTEN]


def test_the_same_line_under_one_subject_is_news() -> None:
    def article(number: int, headline: str) -> StoredText:
        body = f"Words of article {number} come first.\n\nThe old bridge has been closed for many a year by now."
        return StoredText(f"{number}", body, (headline,))

    about_all = [f"{a} {b}" for a in ("Rain", "Gold", "Music", "Tax") for b in ("falls", "rises", "returns", "ends")]
    about_one = [f"Bridge {word} again" for word in ("opens", "closes", "falls", "rises", "moves", "burns", "waits")]
    rest = [
        stored_text(article.document | {"articleBody": "\n\n".join(article.news)})
        for article in Newsroom(2).articles(100)
    ]
    assert mine([*rest, *(article(n, line) for n, line in enumerate(about_one))], None).proposals == []
    assert len(mine([*rest, *(article(n, line) for n, line in enumerate(about_all))], None).proposals) == 1


def test_lines_of_one_copied_story_are_no_boilerplate() -> None:
    room = Newsroom(6)
    made = list(room.articles(200))
    texts = [stored_text(article.document | {"articleBody": "\n\n".join(article.news)}) for article in made]
    copies = [StoredText(f"copy {n}", texts[0].body, texts[0].headlines) for n in range(12)]
    assert mine([*texts, *copies], None).proposals == []


def test_what_a_wire_of_noise_repeats_does_no_harm() -> None:
    noise = [
        "*",
        "# #",
        "{headline}",
        "{who}",
        "a" * 700,
        "\ue000",
        "\x1b[2J",
        "https://x.example/?a=1",
        "…",
        "1",
        ": :",
    ]
    texts = [StoredText("", "\n".join(noise), (f"Headline {n}",)) for n in range(30)]
    toml = to_toml(mine(texts, None), "herald.example")
    assert toml.replace("\n", "").isprintable()
    rules = Rules.model_validate(tomllib.loads(toml))
    assert "Some words that are news." in strip_body("Some words that are news.", rules, texts[0].names(rules)).text


def test_a_heading_takes_with_it_what_it_is_over_and_no_more() -> None:
    made = list(Newsroom(8).articles(200))
    (block,) = [p.block for p in mine(texts_of(made), None).proposals if HEADING in p.block]
    assert block == [HEADING, 3]


NAMED = [
    "This audio is created with AI assistance",
    "Note from the author:",
    "Editor's note: This is a developing story and is being updated.",
    "We’re working hard to show the world",
    "More than 20,000 people chose to stand behind us.",
    "The opinions expressed in the op-ed section",
    "Ukraine War Latest is put together by",
]
"""How the lines begin, or what is in them, that are known to be repeated there and to be no news."""


def test_on_real_articles_every_repeated_line_is_proposed_and_no_news(shared: Path) -> None:
    source = shared / "kyiv-independent" / "articles-2025.jsonl"
    if not source.is_file():
        pytest.skip(f"no {source}")
    texts = list(read_file(source, body="textAsScraped"))
    rules = mined_rules(texts)
    taken: Counter[str] = Counter()
    for text in texts:
        stripped = strip_body(text.body, rules, text.names(rules))
        assert stripped.named or stripped.text
        for removed in stripped.removed:
            found = [name for name in NAMED if fold(name) in fold(removed.text)]
            assert found, removed.text
            taken.update(found)
    assert [name for name in NAMED if taken[name] < 5] == []
    assert taken[NAMED[0]] == 314
