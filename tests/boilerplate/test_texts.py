"""Articles as they are stored: from a document, or from a file of JSON lines."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from feedcrawler.boilerplate.texts import StoredText, read_file, stored_text
from feedcrawler.errors import ConfigurationError
from feedcrawler.items import Removed


def test_a_document_says_all_that_rules_ask_for() -> None:
    document = {
        "_id": "https://herald.example/1/",
        "headline": "Bridge opens",
        "alternativeHeadline": None,
        "articleBody": "It did.",
        "authors": [{"name": "Ann Arbor"}, "Ben Nevis", {"url": "x"}, 3],
        "articleSection": "City",
        "publisher": {"name": "The Herald"},
        "datePublished": datetime(2025, 6, 9, 17, tzinfo=UTC),
        "extraction": {"removed": [{"rule": "note", "text": "x"}, {"rule": 1}, "y"]},
    }
    assert stored_text(document) == StoredText(
        id="https://herald.example/1/",
        body="It did.",
        headlines=("Bridge opens",),
        authors=("Ann Arbor", "Ben Nevis"),
        sections=("City",),
        publishers=("The Herald",),
        published=date(2025, 6, 9),
        removed=(Removed(rule="note", text="x"),),
    )


def test_a_file_may_say_little_and_name_the_text_as_it_likes(tmp_path: Path) -> None:
    file = tmp_path / "articles.jsonl"
    rows = [
        '{"url": "u", "text": "One.", "datePublished": "2025-06-09T17:08:00Z"}',
        "",
        '{"text": "Two.", "authors": 3}',
    ]
    file.write_text("\n".join(rows), encoding="utf-8-sig")
    one, two = read_file(file, body="text")
    assert (one.id, one.body, one.published) == ("u", "One.", date(2025, 6, 9))
    assert (two.id, two.body, two.authors, two.published) == ("", "Two.", (), None)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"{'a': 1}", "line 1 is no JSON; there must be one object a line"),
        (b'{"articleBody": "x"}\n[1]', "line 2 is no JSON object"),
        (b'{"headline": "x", "body": "y"}', "line 1 has no text in 'articleBody'; it has headline, body; .* --body"),
        (b'{"articleBody": 5}', "no text in 'articleBody'; it is a number; the line has articleBody; name the field"),
        (b'{"articleBody": ["x"]}', "it is a list"),
        (b'{"articleBody": null}', "it is null"),
        (b"{}", "it has nothing"),
        (b"[" * 100_000, "line 1 is no JSON"),
        (b"caf\xe9", "is no UTF-8 text"),
    ],
    ids=["quotes", "list", "other field", "number", "paragraphs", "null", "empty", "deep", "latin-1"],
)
def test_a_wrong_file_is_told_with_its_line(tmp_path: Path, content: bytes, message: str) -> None:
    file = tmp_path / "articles.jsonl"
    file.write_bytes(content)
    with pytest.raises(ConfigurationError, match=message):
        list(read_file(file))


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match="nowhere cannot be read: No such file"):
        list(read_file(tmp_path / "nowhere"))


def test_half_a_character_does_not_come_further(tmp_path: Path) -> None:
    file = tmp_path / "articles.jsonl"
    file.write_text('{"articleBody": "a \\ud800 b", "headline": "c \\udfff"}')
    (text,) = read_file(file)
    assert (text.body, text.headlines) == ("a ? b", ("c ?",))
