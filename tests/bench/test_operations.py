"""What commands and recipes take, measured on a small database."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from pymongo import MongoClient

from bench.asking import Answer, ask
from bench.costs import Cost
from bench.generator import Order, fill
from bench.operations import Ran, commands, markdown, of_command, of_recipe, run
from docs.recipes import recipes

URL = "https://courier.example/"


@pytest.fixture(scope="module")
def name(mongodb_uri: str) -> Iterator[str]:
    """A filled database."""
    fill(mongodb_uri, "operations", Order(articles=300, days=20, now=datetime(2026, 11, 29, 9, tzinfo=UTC)))
    yield "operations"
    with MongoClient[object](mongodb_uri) as client:
        client.drop_database("operations")


def test_every_recipe_is_asked_and_none_scans_a_collection(mongodb_uri: str, name: str) -> None:
    answers = ask(mongodb_uri, name)
    assert [answer.title for answer in answers] == [recipe.title for recipe in recipes()]
    assert not [answer.title for answer in answers if answer.scans]
    assert sum(answer.found > 0 for answer in answers) > len(answers) / 2


def test_a_command_is_run_and_what_it_wrote_is_weighed(mongodb_uri: str, name: str, tmp_path: Path) -> None:
    ran = run("export -o articles.csv", mongodb_uri, name, tmp_path)
    assert ran.cost
    assert ran.cost.memory > 30
    assert ran.size == (tmp_path / "articles.csv").stat().st_size > 1_000_000
    assert "300 articles" in (tmp_path / "log").read_text()


def test_a_command_that_fails_is_told_with_what_it_said(mongodb_uri: str, name: str, tmp_path: Path) -> None:
    ran = run("export --fields nope", mongodb_uri, name, tmp_path)
    assert ran.cost is None
    told, failed, *_ = of_command(ran)
    assert "no field 'nope'" in told
    assert failed == "failed"


def test_each_format_is_measured() -> None:
    measured = "\n".join(commands(URL))
    assert all(f"export -o articles.{ending}" in measured for ending in ("jsonl", "csv", "parquet"))
    assert f"articles {URL}" in measured


def test_it_is_told_as_a_table() -> None:
    ran = Ran("export -o a.csv", Cost(cpu=12.34, memory=98.7, wall=20), 5_600_000)
    slow = Answer("By author", milliseconds=1234, found=3, keys=4_000, documents=5, scans=True)
    told = markdown("Commands", ("command", "wall s", "CPU s", "peak MB", "file MB"), [of_command(ran)])
    assert "| export -o a.csv | 20.0 | 12.3 | 99 | 5.6 |" in told
    assert of_recipe(slow) == ("By author", "1,234", "3", "4,000", "5", "SCAN")
