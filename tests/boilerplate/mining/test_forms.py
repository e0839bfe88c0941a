"""What lines have in common, and patterns that stand for many of them."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feedcrawler.boilerplate.mining.forms import form_of, keys, label_of, named_form, patterns_of
from feedcrawler.boilerplate.patterns import Matcher, Names, check_pattern, fold


@pytest.mark.parametrize(
    ("line", "form"),
    [
        ("Our 34 readers gave 1,200.50 today", "Our # readers gave # today"),
        ("More at https://x.example/?id=7 or www.x.example", "More at * or *"),
        ("We are #1 {really}", "We are *# *really*"),
        ("0:00 / 1×", "#:# / #×"),
    ],
)
def test_a_form_has_no_numbers_and_no_links(line: str, form: str) -> None:
    assert form_of(line) == form


@given(st.text(max_size=80))
def test_a_form_is_a_pattern_of_its_line(line: str) -> None:
    text = " ".join(line.split())
    form = form_of(text)
    try:
        check_pattern(form)
    except ValueError:
        return
    assert list(Matcher([(form, True)]).find(fold(text))) == [True]


def test_the_articles_own_names_become_placeholders() -> None:
    names = Names(authors=["Ann Arbor"], headlines=["Bridge opens"])
    assert named_form("Ann Arbor is a reporter, 34.", names) == "{author} is a reporter, #."
    assert named_form("BRIDGE OPENS", names) == "{headline}"
    assert named_form("The bridge opens today", names) is None


def test_lines_that_differ_in_case_quotes_and_numbers_are_counted_together() -> None:
    one, other = "Editor’s Note: 3 words", "Editor's note: 15 words"
    assert set(keys(form_of(one))) == set(keys(form_of(other)))


def test_a_label_is_short_and_has_something_after_it() -> None:
    assert label_of("read also: Some story") == "read also"
    assert label_of("read also:") is None
    assert label_of("he said what they all say: no") is None


@pytest.mark.parametrize(
    ("lines", "pattern"),
    [
        (
            [
                "This is Ann, who wrote this story for you today.",
                "This is Ben Nevis, who wrote this story for you today.",
            ],
            "This is * who wrote this story for you today.",
        ),
        (
            ["The views here do not reflect ours.", "The views here do not necessarily reflect ours."],
            "The views here do not*reflect ours.",
        ),
        (["Last updated on June #, at #:#", "Last updated on May #, at #:#"], "Last updated on * #, at #:#"),
        (["{author} is a reporter at sea.", "{author} is a reporter on land."], "{author} is a reporter*"),
    ],
)
def test_near_identical_lines_make_one_pattern(lines: list[str], pattern: str) -> None:
    assert list(patterns_of(Counter(lines))) == [pattern]


def test_lines_that_only_begin_alike_make_none() -> None:
    lines = [
        "The president said on Monday that the bridge will open.",
        "The president said on Monday no one came at all.",
    ]
    assert list(patterns_of(Counter(lines))) == []


@given(
    st.lists(
        st.lists(st.sampled_from(["a", "bb", "ccc", "dd", "e", "ff"]), min_size=1, max_size=12), min_size=1, max_size=8
    )
)
def test_a_pattern_matches_every_line_that_it_was_made_of(words: list[list[str]]) -> None:
    lines = [" ".join(line) for line in words]
    for pattern in patterns_of(Counter(lines)):
        assert sum(True for line in set(lines) for _ in Matcher([(pattern, True)]).find(line)) >= 2
