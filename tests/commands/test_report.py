"""`feedcrawler report`."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.commands.typed import Type
from tests.report.filling import Db, Filling, run, stored


@pytest.fixture
def report(command: Callable[[str], Type], database: Db, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Type:
    """The command, in a folder of its own, on a site with a run of an hour ago."""
    now = datetime.now(UTC).replace(microsecond=0)
    database.runs.insert_one(run("a.example", now - timedelta(hours=1)))
    database.articles.insert_one(stored("a.example", "bridge", "Bridge opens", now - timedelta(hours=2), lag=30))
    monkeypatch.chdir(tmp_path)
    return command("report")


def test_it_writes_one_page(report: Type) -> None:
    said = report()
    assert (said.exit_code, said.out, said.err) == (0, "", "feedcrawler: report.html is written\n")
    assert "The night went well" in Path("report.html").read_text("utf-8")
    assert [path.name for path in Path().iterdir()] == ["report.html"]


def test_a_page_of_before_is_replaced_whole(report: Type) -> None:
    Path("night.html").write_text("before" * 100_000, "utf-8")
    assert report("-o", "night.html").exit_code == 0
    assert Path("night.html").read_text("utf-8").endswith("</html>\n")


def test_it_may_go_to_standard_output(report: Type) -> None:
    said = report("-o", "-")
    assert said.out.startswith("<!doctype html>")
    assert (said.err, [*Path().iterdir()]) == ("", [])


def test_programs_get_the_figures(report: Type) -> None:
    figures = json.loads(report("--json", "--days", "7").out)
    assert figures["period"]["days"] == 7
    assert figures["night"] == {"done": 1}
    (site,) = figures["sites"]
    assert (site["name"], sum(site["byDay"]), site["lastRun"]["verdict"]) == ("a.example", 1, "done")


def test_one_site(report: Type, database: Db) -> None:
    Filling("b.example", days=2).fill(database, datetime.now(UTC))
    assert [site["name"] for site in json.loads(report("--json", "--site", "b.example").out)["sites"]] == ["b.example"]
    assert "Nothing is on record of <bdi>nobody</bdi>" in report("-o", "-", "--site", "nobody").out


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--days", "0"], "--days 0: give a number from 1 to 366"),
        (["--days", "9999"], "--days 9999: give a number from 1 to 366"),
        (["-o", "no/such/folder/report.html"], "cannot write no/such/folder/report.html: No such file or directory"),
    ],
)
def test_what_is_wrong_is_said_in_one_line(report: Type, arguments: list[str], message: str) -> None:
    said = report(*arguments)
    assert said.exit_code == 2
    assert message in said.err + said.out
    assert "Traceback" not in said.err
