"""What docs/export.md says is true."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from pymongo.database import Database

from feedcrawler.exporting.columns import columns
from feedcrawler.items import Author
from feedcrawler.mongodb.document import to_document
from tests.commands.typed import Type
from tests.conftest import CHECKOUT
from tests.examples import article
from tests.exporting.reading import exported
from tests.test_docs import blocks, commands_in

PAGE = CHECKOUT / "docs/export.md"
NOW = datetime.now(UTC)


@pytest.fixture
def stored(database: Database[dict[str, Any]]) -> Database[dict[str, Any]]:
    """An article of today."""
    times = dict.fromkeys(("firstSeenAt", "lastSeenAt", "lastChangedAt"), NOW)
    database.articles.insert_one(to_document(article()) | times | {"revision": 1})
    return database


@pytest.mark.parametrize("arguments", commands_in(PAGE), ids=" ".join)
@pytest.mark.usefixtures("stored")
def test_every_command_exports_what_is_stored(
    command: Callable[[str], Type], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    name, *options = arguments
    said = command(name)(*options)
    assert said.exit_code == 0
    assert "1 article," in said.err
    assert [path.name for path in tmp_path.iterdir()] == ([options[-1]] if "-o" in options else [])


def test_csv_is_read_as_the_page_reads_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    document = to_document(article(headline="-5 °C", authors=[Author(name="Some One"), Author(name="=1")]))
    Path("articles.csv").write_bytes(exported([document], columns(), "articles.csv"))
    (code, _) = blocks(PAGE, "python")
    names: dict[str, Any] = {}
    exec(code, names)
    assert (names["headline"], names["authors"]) == ("-5 °C", ["Some One", "=1"])


def test_a_data_frame_takes_three_lines(stored: Database[dict[str, Any]]) -> None:
    (_, code) = blocks(PAGE, "python")
    assert len([line for line in code.splitlines() if line]) == 3
    names: dict[str, Any] = {"db": stored}
    exec(code, names)
    (row,) = names["table"].to_pylist()
    assert row == {
        "_id": "https://example.org/bridge-opens/",
        "headline": "Bridge opens",
        "datePublished": datetime(2025, 6, 9, 17, 8, tzinfo=UTC),
    }


def test_every_option_is_described() -> None:
    from feedcrawler.commands.export import _MOMENTS

    text = PAGE.read_text("utf-8")
    assert [
        option for option in (*_MOMENTS, "site", "originals", "fields", "format") if f"--{option}" not in text
    ] == []
