"""`feedcrawler articles`: what is stored."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from tests.commands.typed import Type
from tests.examples import article
from tests.mongodb.storing import Ask, Db, address, save


@pytest.fixture
def articles(command: Callable[[str], Type]) -> Type:
    return command("articles")


def test_the_latest_are_listed_for_people_and_for_programs(articles: Type, ask: Ask) -> None:
    save(ask, *(article(f"n-{n}", datePublished=datetime(2026, 1, n, tzinfo=UTC)) for n in range(1, 4)))
    out = articles("-n", 2).out
    assert "2026-01-03 00:00" in out
    assert "2026-01-01" not in out
    assert "2 of 3 articles" in out
    found = [json.loads(line) for line in articles("--json", "-n", 2).out.splitlines()]
    assert [doc["_id"] for doc in found] == [address("n-3"), address("n-2")]
    assert found[0] == {
        "_id": address("n-3"),
        "url": address("n-3"),
        "headline": "Bridge opens",
        "authors": [{"name": "Some One"}],
        "datePublished": "2026-01-03T00:00:00+00:00",
        "wordCount": 18,
        "source": {"site": "example.org"},
        "revision": 1,
    }


def test_one_is_shown_whole_under_any_of_its_addresses(database: Db, articles: Type, ask: Ask) -> None:
    save(ask, article())
    database.articles.update_one({}, {"$set": {"aliases": ["https://example.org/old/"]}})
    for name in (address("bridge-opens"), f"{address('bridge-opens')}?utm_source=x", "https://example.org/old/"):
        exit_code, out, _ = articles(name)
        assert exit_code == 0
        assert json.loads(out)["datePublished"] == "2025-06-09T17:08:00+00:00"


def test_what_is_not_stored_and_what_is_no_address_is_said(articles: Type) -> None:
    assert articles(address("no")) == (1, "", f"feedcrawler: no article {address('no')} is stored\n")
    assert articles("no address").exit_code == 2
    assert articles("a", "b").exit_code == 2
    assert articles("-n", "0").exit_code == 2


def test_nothing_that_is_shown_moves_the_cursor(articles: Type, ask: Ask) -> None:
    save(ask, article(headline="A \x1b[31mred\u202e one"))
    for out in (articles().out, articles("--json").out, articles(address("bridge-opens")).out):
        assert "\x1b" not in out
        assert "\u202e" not in out
