"""`feedcrawler export`: articles for other programs."""

from __future__ import annotations

import json
import os
import pty
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

from feedcrawler.items import Source
from tests.commands.typed import Type
from tests.conftest import CHECKOUT
from tests.examples import article
from tests.mongodb.storing import Ask, Db, address, save


@pytest.fixture
def export(command: Callable[[str], Type]) -> Type:
    return command("export")


@pytest.fixture
def stored(ask: Ask) -> None:
    """Three articles: one, the same on another site, and one with hostile words."""
    elsewhere = article("elsewhere", source=Source(site="example.net"))
    hostile = article(
        "hostile", headline='=HYPERLINK("https://evil.example")\x1b[31m\u202e', articleBody="Other words."
    )
    save(ask, article("plain"), elsewhere, hostile)


def lines(out: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in out.splitlines()]


def test_articles_come_as_json_lines_where_nothing_else_is_said(export: Type, stored: None) -> None:
    exit_code, out, err = export()
    assert exit_code == 0
    assert {doc["_id"] for doc in lines(out)} == {address(slug) for slug in ("plain", "elsewhere", "hostile")}
    assert re.fullmatch(r"feedcrawler: 3 articles, \d\.\d kB in the standard output, \d+\.\d s\n", err)
    assert "\x1b" not in out
    assert "\u202e" not in out


@pytest.mark.parametrize("name", ["a.jsonl", "a.csv", "a.parquet", "a.csv.gz"])
def test_a_file_is_written_in_the_format_of_its_name(export: Type, stored: None, tmp_path: Path, name: str) -> None:
    exit_code, out, err = export("-o", tmp_path / name)
    assert (exit_code, out) == (0, "")
    assert f"{(tmp_path / name).stat().st_size / 1e3:.1f} kB in {tmp_path / name}, " in err
    start = {"a.jsonl": b'{"_id"', "a.csv": b"_id,url", "a.parquet": b"PAR1", "a.csv.gz": b"\x1f\x8b"}[name]
    assert (tmp_path / name).read_bytes().startswith(start)
    assert [path.name for path in tmp_path.iterdir()] == [name]


def test_only_what_is_asked_for_is_there(export: Type, stored: None, tmp_path: Path) -> None:
    path = tmp_path / "a.parquet"
    assert export("-o", path, "--site", "example.org", "--fields", "headline, source.site").exit_code == 0
    table = pq.read_table(path)
    assert table.column_names == ["headline", "source.site"]
    assert set(table["source.site"].to_pylist()) == {"example.org"}
    assert len(table) == 2


def test_what_changed_and_what_was_published_since_then(export: Type, stored: None) -> None:
    assert len(lines(export("--since", "1h").out)) == 3
    assert lines(export("--until", "1h").out) == []
    assert len(lines(export("--published-since", "2025-06-01", "--published-until", "2025-07-01").out)) == 3
    assert lines(export("--published-since", "1h").out) == []


def test_originals_are_without_copies(export: Type, stored: None) -> None:
    assert {doc["_id"] for doc in lines(export("--originals").out)} == {address("elsewhere"), address("hostile")}


def test_nothing_is_a_whole_file_too(export: Type, tmp_path: Path) -> None:
    for name in ("a.jsonl", "a.csv", "a.parquet"):
        assert export("-o", tmp_path / name).err.startswith("feedcrawler: 0 articles")
    assert pq.read_table(tmp_path / "a.parquet").num_rows == 0
    assert (tmp_path / "a.csv").read_text().startswith("_id,url,")
    assert (tmp_path / "a.jsonl").read_bytes() == b""


def test_values_that_do_not_fit_are_said(export: Type, database: Db, stored: None) -> None:
    spoilt = {"$set": {"wordCount": "many"}}
    database.articles.update_one({"_id": address("plain")}, spoilt, bypass_document_validation=True)
    exit_code, out, err = export("--fields", "wordCount", "--site", "example.org")
    assert exit_code == 0
    assert sorted(lines(out), key=str) == [{"wordCount": 2}, {"wordCount": None}]
    assert "1 value is left out" in err


@pytest.mark.parametrize(
    ("options", "says"),
    [
        (("-o", "articles.xlsx"), "ends in no format"),
        (("--fields", "headline,nope"), "no field 'nope'"),
        (("--since", "yesterday"), "'yesterday' is no moment"),
        (("--since", "1h", "--published-since", "1h"), "--since and --until, or --published-since"),
        (("-o", "/nowhere/a.csv"), "cannot write /nowhere/a.csv: No such file or directory"),
        (("--format", "xml"), "invalid choice"),
        (("articles.csv",), ""),
    ],
)
def test_wrong_usage_is_said_in_one_line(export: Type, options: tuple[str, ...], says: str) -> None:
    exit_code, out, err = export(*options)
    assert exit_code == 2
    assert says in out + err
    assert "Traceback" not in err


def test_a_full_disk_is_a_failure(export: Type, stored: None) -> None:
    exit_code, _, err = export("-o", "/dev/full", "--format", "parquet")
    assert (exit_code, err) == (1, "feedcrawler: cannot write /dev/full: No space left on device\n")


def test_without_pyarrow_it_says_what_to_install(mongodb_uri: str, tmp_path: Path) -> None:
    """The other formats do not even load it."""
    without = "import sys; sys.modules['pyarrow'] = None; from feedcrawler.cli import main; main()"
    environment = {"MONGODB_URI": mongodb_uri, "MONGODB_DATABASE": "nothing", "PYTHONPATH": str(CHECKOUT)}

    def run(name: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-c", without, "export", "-o", str(tmp_path / name)]
        return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)

    done = run("a.parquet")
    assert done.returncode == 2
    assert "pip install 'feedcrawler[arrow]'" in done.stderr
    assert done.stderr.count("\n") == 1
    assert not list(tmp_path.iterdir())
    assert run("a.csv").returncode == 0


def test_on_a_terminal_it_shows_how_far_it_is(mongodb_uri: str, database: Db, stored: None, tmp_path: Path) -> None:
    seen, terminal = pty.openpty()
    environment = os.environ | {"MONGODB_URI": mongodb_uri, "MONGODB_DATABASE": database.name, "TERM": "xterm"}
    command = [sys.executable, "-m", "feedcrawler.cli", "export", "-o", str(tmp_path / "a.csv"), "--since", "1h"]
    done = subprocess.run(command, env=environment, cwd=CHECKOUT, stderr=terminal, check=True, stdout=subprocess.PIPE)
    os.close(terminal)
    said = os.read(seen, 100_000).decode()
    os.close(seen)
    assert done.stdout == b""
    assert "Articles" in said
    assert "3 articles, " in said
