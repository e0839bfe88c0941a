"""`feedcrawler retry`: what could not be stored, and trying it again."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from feedcrawler.items import Source
from feedcrawler.mongodb.failures import Failed
from tests.commands.typed import Type
from tests.examples import FETCHED
from tests.mongodb.storing import Ask, Db, address

LONG = f"?id={'1' * 90}"


@pytest.fixture
def retry(command: Callable[[str], Type], ask: Ask) -> Type:
    """With one article that waits, one of another site, and two that were given up."""
    failures = [("waits", "http 500", "example.org"), ("elsewhere", "http 500", "example.net")]
    failures += [("gone", "http 410", "example.org"), ("video", "not an article", "example.org")]
    for slug, reason, site in failures:
        for number in range(3 if slug == "video" else 1):
            failed = Failed(
                url=address(slug) + LONG,
                source=Source(site=site, via=["rss"]),
                reason=reason,
                errors=["why"],
                run_id="r",
                at=FETCHED + number * timedelta(days=1),
            )
            ask(lambda s, slug=slug, failed=failed: s.quarantine(address(slug), failed, hours=1, max_tries=10))
    return command("retry")


def given_up(database: Db) -> list[str]:
    return sorted(d["_id"] for d in database.quarantine.find({"givenUpAt": {"$exists": True}}))


def due(ask: Ask, site: str = "example.org") -> list[str]:
    now = datetime.now(UTC) + timedelta(seconds=1)
    return sorted(identity for identity, _, _ in ask(lambda s: s.due_in_quarantine(site, now)))


def test_what_waits_and_what_was_given_up_is_listed_with_the_reason(retry: Type) -> None:
    exit_code, out, _ = retry()
    assert exit_code == 0
    assert "4 of 4 that could not be stored" in out
    (video,) = [line for line in out.splitlines() if "/video/" in line]
    assert video.split("  ")[0] == address("video") + LONG
    assert all(part in video for part in ("not an article", " 3 ", "given up"))
    (waits,) = [line for line in out.splitlines() if "/waits/" in line]
    assert "2025-06-10 10:00" in waits
    assert "1 of 4" in retry("-n", 1).out


def test_it_is_listed_by_site_reason_and_address(retry: Type) -> None:
    def found(*arguments: str) -> list[str]:
        return sorted(json.loads(line)["_id"] for line in retry("--json", *arguments).out.splitlines())

    assert len(found()) == 4
    assert found("--site", "example.net") == [address("elsewhere")]
    assert found("--reason", "http 410") == [address("gone")]
    assert found(address("waits") + LONG, "http://www.example.org/gone") == [address("gone"), address("waits")]


def test_of_an_address_all_that_is_known_is_shown_without_harm(database: Db, retry: Type) -> None:
    errors = ["headline: missing", "authors.0.type: none of person, organization \x1b[2J"]
    changes = {"errors": errors, "item": {"headline": "Bridge \u202eopens"}}
    database.quarantine.update_one({"_id": address("waits")}, {"$set": changes})
    shown = retry(address("waits")).out.splitlines()
    assert shown[0] == address("waits") + LONG
    assert shown[1].split() == ["also", address("waits")]
    assert "  reason   http 500 (run r)" in shown
    assert "           headline: missing" in shown
    assert "           authors.0.type: none of person, organization \\u001b[2J" in shown
    assert "  next     2025-06-10 10:00" in shown
    assert "  read as  Bridge \\u202eopens" in shown
    assert "  next     given up" in retry(address("gone")).out
    (whole,) = map(json.loads, retry("--json", address("waits")).out.splitlines())
    assert whole["item"] == changes["item"]
    assert whole["source"]["via"] == ["rss"]


@pytest.mark.parametrize(
    "arguments", [(), ("--site", "example.org"), ("--reason", "http 410"), (address("waits"),)], ids=str
)
def test_what_is_listed_is_found_by_an_index(database: Db, retry: Type, arguments: tuple[str, ...]) -> None:
    database.command("profile", 2)
    retry("--json", *arguments)
    database.command("profile", 0)
    (plan,) = database["system.profile"].distinct("planSummary", {"command.find": "quarantine"})
    assert plan.startswith("IXSCAN")
    assert not database["system.profile"].count_documents({"planSummary": "COLLSCAN"})


def test_what_is_to_be_tried_again_is_due_with_all_its_tries(database: Db, retry: Type, ask: Ask) -> None:
    assert retry("--now", "--reason", "not an article").out.startswith("1 article is due")
    assert given_up(database) == [address("gone")]
    document = database.quarantine.find_one({"_id": address("video")})
    assert document
    assert document["tries"] == 0
    assert address("video") in due(ask)
    assert retry("--now", "--site", "example.org").out.startswith("3 articles are due")
    assert due(ask) == [address("gone"), address("video"), address("waits")]
    waits = database.quarantine.find_one({"_id": address("waits")})
    assert waits
    assert waits["tries"] == 1
    assert retry("--now", address("elsewhere")).out.startswith("1 article is due")
    assert due(ask, "example.net") == [address("elsewhere")]


def test_an_address_that_has_not_failed_is_an_error_in_one_line(retry: Type) -> None:
    exit_code, _, err = retry("--now", address("stored"))
    assert (exit_code, err) == (1, "feedcrawler: nothing of this has failed\n")
    assert retry("mailto:someone").exit_code == 2
    assert retry("--now", "--json").exit_code == 2


def test_where_nothing_failed_nothing_is_due(command: Callable[[str], Type]) -> None:
    assert command("retry")() == (0, "0 of 0 that could not be stored\n", "")
    assert command("retry")("--now").out.startswith("0 articles are due")
