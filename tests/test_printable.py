"""What others wrote does nothing to a terminal but appear on it."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from feedcrawler.printable import printable


def test_escapes_and_turned_writing_are_shown_as_codes() -> None:
    assert printable("\x1b[31mred \u202eturned\x9b") == "\\u001b[31mred \\u202eturned\\u009b"


@given(st.text())
def test_nothing_is_left_that_a_terminal_acts_on(text: str) -> None:
    assert all(line.isprintable() for line in printable(text).split("\n"))


@given(st.text(st.characters(categories=["L", "N", "P"])))
def test_ordinary_text_in_any_language_stays_as_it_is(text: str) -> None:
    assert printable(text) == text
