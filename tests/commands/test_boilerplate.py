"""`feedcrawler boilerplate`, as a person types it: mine, accept, check. Neither changes the database."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from pymongo.database import Database
from scrapy.cmdline import execute
from scrapy.settings import Settings

from feedcrawler.boilerplate import read_rules
from feedcrawler.mongodb.document import to_document
from tests.boilerplate.newsroom import BOX, DEVELOPING, LISTEN, Newsroom
from tests.examples import article

SITE = "herald.example"


class Said(NamedTuple):
    exit_code: int
    out: str
    err: str


Boilerplate = Callable[..., Said]


@pytest.fixture
def boilerplate(
    mongodb_uri: str,
    database: Database[dict[str, Any]],
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> Boilerplate:
    """Run `feedcrawler boilerplate …` through Scrapy's command line."""
    monkeypatch.setenv("COLUMNS", "120")
    known = {
        "COMMANDS_MODULE": "feedcrawler.commands.boilerplate",
        "MONGODB_URI": mongodb_uri,
        "MONGODB_DATABASE": database.name,
    }

    def run(*arguments: object) -> Said:
        with pytest.raises(SystemExit) as end:
            execute(["feedcrawler", "boilerplate", *map(str, arguments)], Settings(known))
        assert isinstance(end.value.code, int)
        return Said(end.value.code, *capsys.readouterr())

    return run


@pytest.fixture
def stored(database: Database[dict[str, Any]]) -> list[str]:
    """The lines of boilerplate in 150 stored articles."""
    now = datetime.now(UTC)
    template = to_document(article()) | {"revision": 1, "firstSeenAt": now, "lastSeenAt": now, "lastChangedAt": now}
    made = list(Newsroom(1).articles(150))
    for one in made:
        document = template | one.document | {"url": one.document["_id"], "publisher": template["publisher"]}
        document["authors"] = [{"name": author["name"], "type": "person"} for author in one.document["authors"]]
        document["source"] = {"site": SITE, "via": ["rss"]}
        database.articles.insert_one(document)
    return [line for one in made for line in one.boilerplate]


def state(database: Database[dict[str, Any]]) -> object:
    return database.command("dbHash")["md5"]


def row(said: Said, rule: str) -> tuple[int, int]:
    """Removals and articles of a rule in the table."""
    found = re.search(rf"^{re.escape(rule)} +([\d,]+) +([\d,]+) ", said.out, re.MULTILINE)
    assert found, said.out
    return int(found[1]), int(found[2])


def test_a_person_mines_accepts_and_checks(
    boilerplate: Boilerplate, database: Database[dict[str, Any]], stored: list[str], tmp_path: Path
) -> None:
    before = state(database)
    file = tmp_path / "herald.toml"
    mined = boilerplate("mine", SITE, "--out", file)
    assert (mined.exit_code, mined.err) == (0, "")
    assert re.search(r"^150 articles with .* lines; rules cover \d+ more\.", mined.out)
    assert mined.out.endswith(f"proposed rules in {file}\n")
    rules = read_rules(file)
    assert LISTEN in [pattern for rule in rules.lines for pattern in rule.is_]

    checked = boilerplate("check", SITE, "--add", file)
    assert (checked.exit_code, checked.err) == (0, "")
    assert row(checked, "listen to this article") == (stored.count(LISTEN), 150)
    assert row(checked, "this is a developing story") == (stored.count(DEVELOPING), stored.count(DEVELOPING))
    assert row(checked, "newsletter") == (stored.count(BOX[0]), stored.count(BOX[0]))
    for name in rules.names:
        assert row(checked, name)
    assert checked.out.endswith("Nothing was changed.\n")
    told = json.loads(boilerplate("check", SITE, "--add", file, "--json").out)
    assert told["articles"] == 150
    assert told["rules"]["newsletter"]["articles"] == stored.count(BOX[0])
    assert state(database) == before


def test_proposals_are_printed_where_no_file_is_named(boilerplate: Boilerplate, stored: list[str]) -> None:
    said = boilerplate("mine", SITE, "--min", 100)
    assert said.out.startswith(f"# 1 proposed rule for {SITE}. ")
    assert (
        "# 150 of 150 articles (100.0%), the first line; 2025-01-01 to 2025-01-19\n#   https://herald.example/149/\n"
        in said.out
    )
    assert f'where = "top"\nis = "{LISTEN}"\n' in said.out


def test_a_rule_that_is_left_out_shows_what_would_be_back(
    boilerplate: Boilerplate, database: Database[dict[str, Any]], tmp_path: Path
) -> None:
    document = to_document(article()) | {"source": {"site": SITE, "via": ["rss"]}, "revision": 1}
    document |= dict.fromkeys(("firstSeenAt", "lastSeenAt", "lastChangedAt"), datetime.now(UTC))
    document["extraction"]["removed"] = [
        {"rule": "more link", "text": "Read more"},
        {"rule": "old", "text": "\x1b[2JHi"},
    ]
    database.articles.insert_one(document)
    said = boilerplate("check", SITE)
    assert row(said, "more link") == (1, 1)
    assert "Fewer removals: 1. These would be in new articles again:" in said.out
    assert f"  old: 1, e.g. “\\u001b[2JHi” in {document['_id']}\n" in said.out
    assert "\x1b" not in said.out


def test_a_file_of_articles_needs_no_database(boilerplate: Boilerplate, tmp_path: Path) -> None:
    words = ["Rain falls", "Gold rises", "Music returns", "Taxes end", "Bread sells", "Trains wait"]
    rows = [json.dumps({"text": f"{LISTEN}\n\n{text}.", "headline": text}) for text in words]
    (tmp_path / "articles.jsonl").write_text("\n".join(rows))
    said = boilerplate("mine", SITE, "--from", tmp_path / "articles.jsonl", "--body", "text", "--without-rules")
    assert (said.exit_code, said.err) == (0, "")
    assert "6 articles with 12 lines; rules are off." in said.out
    assert f'is = "{LISTEN}"' in said.out


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ((), "boilerplate takes: mine SITE, or check SITE"),
        (("mine",), "boilerplate takes: mine SITE, or check SITE"),
        (("burn", SITE), "boilerplate takes: mine SITE, or check SITE"),
        (("check", SITE, "--min", 5), "boilerplate check has no such option"),
        (("mine", SITE, "--rules", "x"), "boilerplate mine has no such option"),
        (("mine", SITE, "--min", 2), "--min is 3 or more"),
        (("mine", "hearld"), "no site 'hearld' is known; known: "),
        (("mine", "hearld", "--from", "x"), "no site 'hearld' is known"),
        (("mine", SITE, "--from", "nowhere.jsonl"), "nowhere.jsonl cannot be read: No such file or directory"),
        (("check", SITE, "--rules", "nowhere.toml"), "nowhere.toml: cannot be read: No such file"),
    ],
    ids=lambda value: " ".join(map(str, value)) or "nothing" if isinstance(value, tuple) else "",
)
def test_wrong_usage_is_one_line_and_exit_code_2(
    boilerplate: Boilerplate, arguments: tuple[object, ...], message: str
) -> None:
    said = boilerplate(*arguments)
    assert said.exit_code == 2
    assert message in said.err


def test_a_broken_rule_file_is_told_with_its_line(boilerplate: Boilerplate, tmp_path: Path) -> None:
    file = tmp_path / "herald.toml"
    file.write_text('[[line]]\nname = "x"\nis = \n')
    said = boilerplate("check", SITE, "--rules", file)
    assert said.exit_code == 2
    assert said.err.startswith(f"feedcrawler: boilerplate rules {file}: no TOML: ")
    assert "line 3" in said.err
    file.write_text('[[line]]\nname = "x"\nis = "words"\n')
    assert "rule 'x': why: is missing" in boilerplate("check", SITE, "--rules", file).err


@pytest.mark.parametrize("action", ["mine", "check"])
def test_a_file_without_articles_is_no_success(boilerplate: Boilerplate, tmp_path: Path, action: str) -> None:
    file = tmp_path / "articles.jsonl"
    file.write_text("\n\n")
    said = boilerplate(action, SITE, "--from", file)
    assert said == (1, "", f"feedcrawler: no article is in {file}; nothing was done\n")


def test_a_file_that_is_there_is_not_written_over_and_none_is_left_after_an_error(
    boilerplate: Boilerplate, stored: list[str], tmp_path: Path
) -> None:
    file = tmp_path / "herald.toml"
    assert boilerplate("mine", "kyiv_independent", "--out", file) == (
        1,
        "",
        "feedcrawler: no article of kyiv_independent is stored\n",
    )
    assert not file.exists()
    file.write_text("mine")
    said = boilerplate("mine", SITE, "--out", file)
    assert (said.exit_code, file.read_text()) == (2, "mine")
    assert said.err == f"feedcrawler: {file} is there already; name a new file with --out\n"
    broken = tmp_path / "broken.jsonl"
    broken.write_text("{")
    assert boilerplate("mine", SITE, "--from", broken, "--out", tmp_path / "new.toml").exit_code == 2
    assert not (tmp_path / "new.toml").exists()
