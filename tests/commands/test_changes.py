"""`feedcrawler changes`: what has happened since a moment."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from feedcrawler.commands.changes import changes
from feedcrawler.commands.common import moment
from feedcrawler.items import Source
from tests.commands.typed import Type
from tests.examples import FETCHED, article
from tests.mongodb.storing import Ask, Db, address, save

NOW = datetime(2026, 11, 8, 12, tzinfo=UTC)


@pytest.fixture
def listed(command: Callable[[str], Type]) -> Type:
    return command("changes")


def lines(out: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in out.splitlines()]


def long_ago(database: Db, *slugs: str) -> None:
    """As if these had been stored and changed long ago."""
    for slug in slugs:
        then = {"firstSeenAt": FETCHED, "lastChangedAt": FETCHED}
        database.articles.update_one({"_id": address(slug)}, {"$set": then})


def test_what_is_new_changed_and_gone_is_listed_the_latest_first(database: Db, listed: Type, ask: Ask) -> None:
    save(ask, article("old"), article("edited"), article("deleted"), article("moved"))
    long_ago(database, "old", "edited", "deleted", "moved")
    save(ask, article("new"))
    save(ask, article("edited", headline="Bridge reopens", articleBody="Other words."))
    now = datetime.now(UTC)
    ask(lambda s: s.gone(address("deleted"), status=410, at=now))
    hub = address("hub")
    ask(lambda s: s.gone(address("moved"), status=301, at=now + timedelta(seconds=1), leads_to=hub))
    found = lines(listed("--since", "1h", "--json").out)
    assert [(change["what"], change["_id"]) for change in found] == [
        ("gone", address("moved")),
        ("gone", address("deleted")),
        ("changed", address("edited")),
        ("new", address("new")),
    ]
    assert (found[0]["status"], found[0]["leadsTo"], found[1]["status"]) == (301, hub, 410)
    assert found[2]["fields"] == ["articleBody", "headline"]
    assert found[2]["revision"] == 2
    assert "fields" not in found[3]
    assert datetime.fromisoformat(found[0]["at"]) > datetime.fromisoformat(found[3]["at"])
    out = listed("--since", "1h").out
    assert f"http 301, leads to {hub}" in out
    assert "articleBody, headline" in out
    assert address("old") not in out


def test_only_one_site_and_only_so_many_are_listed_where_asked(listed: Type, ask: Ask) -> None:
    elsewhere = Source(site="example.net", via=["rss"])
    save(ask, *(article(f"n-{n}", source=elsewhere if n == 3 else Source(site="example.org")) for n in range(5)))
    assert [c["_id"] for c in lines(listed("--json", "--site", "example.net").out)] == [address("n-3")]
    assert len(lines(listed("--json", "-n", 2).out)) == 2
    out = listed("-n", 2).out
    assert "-n lists more than 2" in out
    assert len(lines(listed("--json").out)) == 5


def test_nothing_that_has_happened_is_said_to_be_so(listed: Type) -> None:
    exit_code, out, _ = listed("--since", "2026-11-01")
    assert (exit_code, out) == (0, "Nothing is new, changed or gone since 2026-11-01 00:00 UTC.\n")
    assert listed("--json").out == ""


@pytest.mark.parametrize(
    ("text", "at"),
    [
        ("24h", NOW - timedelta(days=1)),
        ("7d", NOW - timedelta(days=7)),
        ("2026-11-01", datetime(2026, 11, 1, tzinfo=UTC)),
        ("2026-11-01T08:30", datetime(2026, 11, 1, 8, 30, tzinfo=UTC)),
        ("2026-11-01T08:30:00Z", datetime(2026, 11, 1, 8, 30, tzinfo=UTC)),
        ("2026-11-01T08:30:00+02:00", datetime(2026, 11, 1, 6, 30, tzinfo=UTC)),
    ],
)
def test_a_moment_is_a_date_an_instant_or_so_long_ago(text: str, at: datetime) -> None:
    assert moment(text, NOW) == at


@pytest.mark.parametrize("text", ["yesterday", "", "1h 7d", "999999d", "-1h", "0001-01-01T00:00+14:00"])
def test_what_is_no_moment_is_an_error_in_one_line(listed: Type, text: str) -> None:
    exit_code, out, err = listed(f"--since={text}")
    assert (exit_code, out) == (2, "")
    assert "is no moment" in err


def test_only_what_is_listed_is_read(database: Db, ask: Ask) -> None:
    save(ask, *(article(f"n-{n}") for n in range(30)))
    long_ago(database, *(f"n-{n}" for n in range(28)))
    since = datetime.now(UTC) - timedelta(hours=1)
    database.command("profile", 2)
    assert len(list(changes(database, since))) == 2
    database.command("profile", 0)
    read = list(database["system.profile"].find({"ns": f"{database.name}.articles", "op": "query"}))
    assert len(read) == 2
    assert sum(query["docsExamined"] for query in read) == 2


def test_no_text_of_a_page_moves_the_cursor(listed: Type, ask: Ask) -> None:
    save(ask, article(headline="A \x1b[31mred one"))
    assert "\x1b" not in listed().out
