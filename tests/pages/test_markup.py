"""Text that is given to machines as HTML."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feedcrawler.pages.markup import MAX_CHARS, lines_of


@pytest.mark.parametrize(
    ("markup", "lines"),
    [
        ("One.\n\nTwo.\r\n  Three. ", ["One.", "Two.", "Three."]),
        ("<p>One <b>bold</b> word.</p><p>Two.<br/>Three.</p>", ["One bold word.", "Two.", "Three."]),
        ("&lt;p&gt;One &amp;amp; a half.&lt;/p&gt;&lt;p&gt;Two.&lt;/p&gt;", ["One & a half.", "Two."]),
        ("<ul><li>One</li><li>Two</li></ul><!-- no -->", ["One", "Two"]),
        ("<script>var a = 1;</script><style>p {}</style>One.", ["One."]),
        ("3 < 4 and 5 > 2", ["3 < 4 and 5 > 2"]),
        ("", []),
        ("<p> </p>", []),
    ],
)
def test_blocks_are_lines_and_tags_and_entities_are_gone(markup: str, lines: list[str]) -> None:
    assert lines_of(markup) == lines


def test_a_text_is_read_up_to_a_limit() -> None:
    assert sum(map(len, lines_of("x" * (MAX_CHARS + 10)))) == MAX_CHARS


@given(st.text())
def test_no_line_is_empty_or_more_than_one(text: str) -> None:
    for line in lines_of(text):
        assert line == " ".join(line.split())
        assert line
