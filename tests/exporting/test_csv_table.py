"""CSV: what somebody writes into a headline does nothing to whoever opens the table."""

from __future__ import annotations

import csv
import io
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feedcrawler.exporting.columns import columns
from tests.exporting.documents import TEXTS
from tests.exporting.reading import exported

HEADLINE = columns(["headline"])


def cell(headline: str) -> str:
    """The one cell of a table with one headline, as a program reads it."""
    table = exported([{"headline": headline}], HEADLINE, "a.csv").decode()
    (_, (found,)) = csv.reader(io.StringIO(table, newline=""))
    return found


@given(TEXTS)
def test_no_cell_is_calculated(headline: str) -> None:
    seen = cell(headline)
    assert seen.lstrip(" \t\r\n\"`\u00a0\u200b\ufeff\ufffd")[:1] not in {"=", "+", "-", "@", "＝", "＋", "－", "＠"}  # fmt: skip
    assert seen[:1] not in {"\t", "\r", "\n"}


_HARMLESS = st.text(
    st.characters(
        exclude_categories=["Cs", "Cc"], exclude_characters=map(chr, (*range(0x202A, 0x202F), *range(0x2066, 0x206A)))
    )
)


@given(st.builds(str.__add__, st.sampled_from(["'", "''", "=", "'=", " -", ""]), _HARMLESS))
def test_without_the_apostrophe_it_is_what_it_was(headline: str) -> None:
    assert cell(headline).removeprefix("'") == headline


@pytest.mark.parametrize(
    "headline", ["Bridge opens", "It’s open", "A – B", "1 = 1", "“Quoted”, she said", "5 - 3", "a@b"]
)
def test_plain_words_stay_as_they_are(headline: str) -> None:
    assert cell(headline) == headline


@pytest.mark.parametrize("character", ["\x00", "\x07", "\x1b", "\x7f", "\x9b", "\r", "\u202e", "\u2067"])
def test_control_characters_are_shown_as_such(character: str) -> None:
    assert cell(f"a{character}b") == "a\ufffdb"


def test_a_body_keeps_its_paragraphs() -> None:
    assert cell('One.\n\nTwo, "three".\tFour.') == 'One.\n\nTwo, "three".\tFour.'


def test_lists_and_objects_are_json_and_never_formulas() -> None:
    chosen = columns(["authors", "keywords", "source.site", "wordCount", "isAccessibleForFree"])
    document: dict[str, Any] = {
        "authors": [{"name": "=1+1", "type": "person"}],
        "keywords": ["\x1b[31m", "\u202e"],
        "source": {"site": "example.org"},
        "isAccessibleForFree": False,
    }
    head, line, end = exported([document], chosen, "a.csv").decode().split("\r\n")
    assert head == "authors,keywords,source.site,wordCount,isAccessibleForFree"
    assert (
        line
        == '"[{""name"":""=1+1"",""url"":null,""type"":""person""}]","[""\\u001b[31m"",""\\u202e""]","example.org",,false'
    )
    assert end == ""
