"""JSON Lines: always one object a line, and nothing in it that a terminal would obey."""

from __future__ import annotations

import json

from hypothesis import given

from feedcrawler.exporting.columns import columns
from tests.exporting.documents import TEXTS
from tests.exporting.reading import exported

CHOSEN = columns(["headline", "keywords", "datePublished"])


@given(TEXTS, TEXTS)
def test_a_row_is_one_line_for_whatever_splits_lines(headline: str, keyword: str) -> None:
    data = exported([{"headline": headline, "keywords": [keyword]}], CHOSEN, "a.jsonl").decode()
    (line,) = data.splitlines()
    assert data == f"{line}\n"
    assert json.loads(line) == {"headline": headline, "keywords": [keyword], "datePublished": None}
    assert not set(line) & {"\x1b", "\x07", "\x9b", "\x7f", "\u202e", "\u2067", "\u2028"}


def test_letters_are_written_as_such() -> None:
    assert "Міст відкрито" in exported([{"headline": "Міст відкрито"}], CHOSEN, "a.jsonl").decode()


def test_half_a_character_is_an_escape() -> None:
    line = exported([{"headline": "\ud83d"}], CHOSEN, "a.jsonl")
    assert json.loads(line)["headline"] == "\ud83d"
    assert line.isascii()
