"""Proposals as TOML that can be pasted as it is."""

from __future__ import annotations

import tomllib

from feedcrawler.boilerplate import Rules
from feedcrawler.boilerplate.mining import Mining, mine
from feedcrawler.boilerplate.mining.writing import to_toml
from feedcrawler.boilerplate.texts import StoredText

SUBJECTS = ["Rain", "Gold", "Music", "Taxes", "Bread", "Trains", "Bees", "Paint", "Salt", "Glass", "Ships", "Wool"]


def mined(*lines: str, end: str = "") -> Mining:
    """What is proposed where each of twelve articles begins with these lines."""
    texts = [
        StoredText(
            f"https://herald.example/{subject}/", "\n\n".join([*lines, f"{subject} came home."]) + end, (subject,)
        )
        for subject in SUBJECTS
    ]
    return mine(texts, None)


def test_a_rule_is_named_by_its_words_and_never_like_another() -> None:
    toml = to_toml(mined('Say "hello" to C:\\ and us'), "herald.example", ["say hello to c and"])
    (rule,) = Rules.model_validate(tomllib.loads(toml)).lines
    assert rule.name == "say hello to c and 2"
    assert rule.is_ == ('Say "hello" to C:\\ and us',)
    assert rule.why == "the first line: 12 of 12 articles, whatever they are about"


def test_what_does_not_show_is_written_as_its_code() -> None:
    toml = to_toml(mined("Press \x1b[J or \x7f now"), "herald.example")
    assert toml.replace("\n", "").isprintable()
    (rule,) = Rules.model_validate(tomllib.loads(toml)).lines
    assert rule.is_ == ("Press \x1b[J or \x7f now",)


def test_three_articles_stand_for_all() -> None:
    toml = to_toml(mined("Listen to this article"), "herald.example")
    assert toml.count("https://herald.example/") == 3
    assert "# 12 of 12 articles (100.0%), the first line\n" in toml


def test_where_nothing_is_found_it_says_so() -> None:
    assert to_toml(mined(), "herald.example") == (
        "# 0 proposed rules for herald.example. Put into its rule file what is no news; delete the rest.\n"
        "# 12 articles with 12 lines; rules are off."
        " Of what 5 articles or more have in common, 0 patterns look like news.\n"
    )
