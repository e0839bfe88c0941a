"""Two texts, word by word."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feedcrawler.similarity.word_diff import plain, word_diff

TEXTS = st.lists(st.lists(st.sampled_from(["a", "b", "c", "dd", "слово", "字", "字典", "e."]), max_size=8), max_size=5)


def text(paragraphs: list[list[str]]) -> str:
    return "\n\n".join(" ".join(words) for words in paragraphs if words)


@pytest.mark.parametrize(
    ("old", "new", "shown"),
    [
        ("one two three", "one 2 three", ["one [-two-]{+2+} three"]),
        ("one two", "one two three", ["one two {+three+}"]),
        ("one two three", "three", ["[-one two-] three"]),
        ("a b\n\nc d\n\ne f", "a b\n\nc x\n\ne f", ["a b", "c [-d-]{+x+}", "e f"]),
        ("a b\n\ne f", "a b\n\nc d\n\ne f", ["a b", "{+c d+}", "e f"]),
        ("a  b", "a b", ["a b"]),
        ("我們在河邊", "我們在橋邊", ["我們在[-河-]{+橋+}邊"]),
        ("", "a b", ["{+a b+}"]),
        ("", "", []),
    ],
)
def test_what_went_and_what_came_is_marked(old: str, new: str, shown: list[str]) -> None:
    assert [plain(hunk) for hunk in word_diff(old, new)] == shown


@given(TEXTS, TEXTS)
def test_both_texts_can_be_read_from_the_difference(old: list[list[str]], new: list[list[str]]) -> None:
    hunks = word_diff(text(old), text(new))
    for wanted, sign in ((old, "-"), (new, "+")):
        words = "".join(t + " " * (hunk[-1] == (s, t)) for hunk in hunks for s, t in hunk if s in ("=", sign))
        assert "".join(words.split()) == "".join(text(wanted).split())


def test_texts_too_long_to_compare_are_replaced_whole() -> None:
    old, new = (" ".join(f"{prefix}{n % 977}" for n in range(50_000)) for prefix in "ab")
    (hunk,) = word_diff(f"Same. {old}", f"Same. {new}")
    assert [sign for sign, _ in hunk] == ["=", "-", "+"]
