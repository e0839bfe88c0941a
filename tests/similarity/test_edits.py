"""What was put in the place of other words shows where a sentence says something else."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feedcrawler.similarity.edits import Edit, edits, is_fact, is_negation


def edit_of(one: str, other: str) -> Edit:
    (found,) = edits(one.split(), other.split(), run=3, gap=5)
    return found


def test_an_edit_is_what_stands_between_common_passages() -> None:
    text = "the old mill by the river was sold at last"
    assert edit_of(text, text.replace("river", "lake shore")) == (["river"], ["lake", "shore"])
    assert edit_of(text, text.replace("was sold", "was never sold")) == ([], ["never"])
    assert list(edits(text.split(), text.split(), run=3, gap=5)) == []


def test_what_was_rewritten_at_length_is_no_edit() -> None:
    text = "the old mill by the river {} was sold at last"
    assert list(edits(text.format("a b c d e f").split(), text.format("g h").split(), run=3, gap=5)) == []


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("the man was guilty of it all", "the man was not guilty of it all"),
        ("they say it was sold at last", "they say it wasn t sold at last"),
        ("they say it can be sold at last", "they say it cannot be sold at last"),
        ("der alte mann ist schuldig an allem dem", "der alte mann ist nicht schuldig an allem dem"),
        ("es gab gestern eine einigung über den hafen", "es gab gestern keine einigung über den hafen"),
        ("le vieux juge est coupable de tout cela", "le vieux juge n est pas coupable de tout cela"),
        ("он сказал что это правда и ушёл", "он сказал что это не правда и ушёл"),
    ],
)
def test_a_negation_makes_of_a_sentence_its_contrary(one: str, other: str) -> None:
    assert is_negation(edit_of(one, other))
    assert is_negation(edit_of(other, one))


def test_other_words_beside_a_negation_are_an_edit_like_others() -> None:
    assert not is_negation(edit_of("they say he did not answer any of us", "they say he could be asked by any of us"))
    assert not is_negation(edit_of("they say he slept at home last night", "they say he never was at home last night"))


def test_in_a_script_without_capitals_other_words_are_facts_and_other_spellings_are_not() -> None:
    text = "قصفت القوات أمس منطقة {} بالمدفعية ليلا فقط"
    assert is_fact(edit_of(text.format("خيرسون"), text.format("خاركيف")))
    assert not is_fact(edit_of(text.format("زيلينسكي"), text.format("زيلنسكي")))
    assert not is_fact(edit_of("the mill by the river was sold last night", "the mill by the lake was sold last night"))


@given(*[st.lists(st.sampled_from(["a", "b", "not", "語"]), max_size=40)] * 2)
def test_every_edit_is_part_of_both_texts(one: list[str], other: list[str]) -> None:
    for gone, put in edits(one, other, run=3, gap=5):
        assert gone or put
        assert len(gone) <= 5
        assert len(put) <= 5
        for part, text in ((gone, one), (put, other)):
            assert any(text[i : i + len(part)] == part for i in range(len(text)))
