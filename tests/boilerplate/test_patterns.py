"""Patterns: lines as a person reads them, with words, numbers and names left open."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feedcrawler.boilerplate.patterns import Matcher, Names, check_pattern, fold


def matches(pattern: str, line: str) -> bool:
    return list(Matcher([(pattern, "rule")]).find(fold(line))) == ["rule"]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Editor’s Note", "editor's note"),
        ("Show\u00a0More", "show  more "),
        ("“Peace” – soon", '"peace" - soon'),
        ("Read more…", "Read more..."),
        ("Read\u200b more", "Read more"),
        ("0:00 / 1×", "0:00\u2009/\u20091×"),
    ],
)
def test_case_quotes_dashes_and_kinds_of_space_do_not_count(one: str, other: str) -> None:
    assert fold(one) == fold(other)


@pytest.mark.parametrize(
    ("pattern", "line"),
    [
        ("Read more", "READ MORE"),
        ("# min read", "12 min read"),
        ("More than # people stand behind us*", "More than 20,000 people stand behind us. Thank you."),
        ("#:# / #×", "0:00 / 1.5×"),
        ("Editor's note: * developing story*", "Editor’s note: This is a developing story and is being updated."),
        ("* #, # #:# pm", "January 3, 2023 8:11 PM"),
        ("(Updated: )", "(Updated:  )"),
        ("A *-based *", "A Lviv-based journalist"),
        ("Read also: *", "Read also: 3 things to know"),
    ],
)
def test_a_pattern_matches_the_whole_line_it_describes(pattern: str, line: str) -> None:
    assert matches(pattern, line)


@pytest.mark.parametrize(
    ("pattern", "line"),
    [
        ("Read more", "Read more books, the minister said"),
        ("# min read", "a 12 min read"),
        ("# min read", "min read"),
        ("* is a *", "This was a surprise"),
        ("Editor's note: * developing story*", "Editor's note: Names were changed."),
        ("#", "one"),
    ],
)
def test_a_pattern_does_not_match_a_part_of_a_line(pattern: str, line: str) -> None:
    assert not matches(pattern, line)


def test_the_first_place_where_words_stand_is_as_good_as_any_later() -> None:
    assert matches("a * b * c", "a b b b c b c")
    assert not matches("a * b * c", "a b c b")


@pytest.mark.parametrize("pattern", ["*", "#", " * # ", ""])
def test_a_pattern_that_would_match_any_line_is_refused(pattern: str) -> None:
    with pytest.raises(ValueError, match="any line"):
        check_pattern(pattern)


def test_an_unknown_placeholder_is_refused_with_the_known_ones() -> None:
    with pytest.raises(ValueError, match=r"\{writer\}.*\{author\}"):
        check_pattern("by {writer}")


def test_the_articles_own_names_are_found_in_a_line() -> None:
    names = Names(headlines=["Dam  Reopens"], authors=["Olha Koval"], sections=["War"], publishers=["The Daily Herald"])
    rules = Matcher([("{headline}", "h"), ("by {author}*", "a"), ("{section}", "s"), ("© {publisher}", "p")])

    def found(line: str) -> list[str]:
        return [rule for form in names.forms(fold(line)) for rule in rules.find(form)]

    assert found("dam reopens") == ["h"]
    assert found("By Olha Koval and others") == ["a"]
    assert found("WAR") == ["s"]
    assert found("© The Daily Herald") == ["p"]
    assert found("By Petro Lys") == []


def test_a_name_of_one_word_is_no_name_inside_a_sentence() -> None:
    names = Names(authors=["War"])
    assert names.forms("war is a crime") == ("war is a crime",)


def test_a_page_cannot_write_a_placeholder_itself() -> None:
    assert not matches("{headline}", "{headline}")
    assert not matches("{headline}", "\ue000")


@given(st.text(max_size=60))
def test_a_line_always_matches_itself_as_a_pattern(line: str) -> None:
    text = fold(line).replace("*", "").replace("#", "").replace("{", "")
    if text.strip():
        assert matches(text, text)


@given(st.lists(st.sampled_from(["a", "b ", "*", "1", "#", " "]), max_size=12), st.text("ab 12", max_size=30))
def test_wildcards_mean_what_they_say(parts: list[str], line: str) -> None:
    """Compared with the plainest way to say it, which may take exponential time."""
    pattern, line = fold("".join(parts)), fold(line)
    assert bool(list(Matcher([(pattern, 1)]).find(line))) == naively(pattern, line)


def naively(pattern: str, line: str) -> bool:
    if not pattern:
        return not line
    if pattern[0] == "*":
        return any(naively(pattern[1:], line[i:]) for i in range(len(line) + 1))
    if pattern[0] == "#":
        digits = len(line) - len(line.lstrip("12"))  # a number is taken whole
        return digits > 0 and naively(pattern[1:], line[digits:])
    return line[:1] == pattern[0] and naively(pattern[1:], line[1:])


@pytest.mark.parametrize("line", ["a" * 200_000, "1," * 100_000, "a1 " * 60_000, "1" * 60_000 + " y x"])
def test_no_line_takes_a_pattern_more_than_linear_time(line: str) -> None:
    rules = Matcher([("*a*a*a*b", 1), ("a*#*#*x", 2), ("#a*", 3), ("*# x*# x", 4)])
    start = time.process_time()
    list(rules.find(line))
    assert time.process_time() - start < 1
