"""Words are what two texts have in common whatever their typography."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from feedcrawler.similarity.words import tokens_of, words_of


def test_case_punctuation_and_compatibility_characters_do_not_count() -> None:
    assert words_of("The\u00a0ﬁrst — “BRIDGE”!") == ["the", "first", "bridge"]


def test_where_words_are_not_separated_characters_are_counted_two_a_word() -> None:
    assert tokens_of(words_of("新しい橋が月曜日に開通した。")) == (list("新しい橋が月曜日に開通した"), 2)
    assert tokens_of(words_of("สะพานใหม่เปิด")).a_word == 2


def test_a_foreign_name_does_not_change_how_a_text_is_counted() -> None:
    assert tokens_of(words_of("The paper 人民日报 wrote about the new bridge")).a_word == 1
    assert tokens_of(words_of("새 다리가 월요일에 열렸다")).a_word == 1  # Korean has spaces


def test_only_the_beginning_of_an_endless_text_is_compared() -> None:
    assert len(tokens_of(["word"] * 100_000).tokens) == 20_000
    assert len(tokens_of(["字" * 100_000]).tokens) == 40_000


@given(st.text())
def test_any_text_has_words(text: str) -> None:
    words = words_of(text)
    assert words_of(" ".join(words)) == words
    assert "".join(tokens_of(words).tokens) == "".join(words)
