"""The last errors of a crawl's log are kept: its own, short, and without what must not be shown."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from types import SimpleNamespace

import pytest

from feedcrawler.errors import DatabaseError
from feedcrawler.extensions.log import SITE, LastErrors

logger = logging.getLogger("tests.crawl")


@pytest.fixture
def errors() -> Iterator[LastErrors]:
    handler = LastErrors("a.example")
    logger.addHandler(handler)
    yield handler
    logger.removeHandler(handler)


def test_errors_are_kept_and_warnings_are_not(errors: LastErrors) -> None:
    logger.warning("a host is slow")
    logger.error("cannot read %s", "https://a.example/x")
    (kept,) = errors.kept
    assert kept["message"] == "cannot read https://a.example/x"
    assert (kept["level"], kept["where"]) == ("ERROR", "tests.crawl")
    assert kept["at"].tzinfo is not None


def test_of_many_only_the_last_are_kept(errors: LastErrors) -> None:
    for n in range(50):
        logger.error("error %d", n)
    assert [kept["message"] for kept in errors.kept] == [f"error {n}" for n in range(30, 50)]


def test_an_exception_is_named_without_its_traceback(errors: LastErrors) -> None:
    logger.error("cannot read a page", exc_info=ValueError("no date"))
    assert errors.kept[0]["message"] == "cannot read a page: ValueError('no date')"


def test_passwords_and_control_characters_are_not_kept(errors: LastErrors) -> None:
    logger.error("no answer of mongodb://me:secret@host/ \x1b[2J" + "x" * 5000)
    message = errors.kept[0]["message"]
    assert "secret" not in message
    assert "\x1b" not in message
    assert len(message) == 1000


def test_what_belongs_to_another_site_of_the_process_is_not_kept(errors: LastErrors) -> None:
    there = SimpleNamespace(site=SimpleNamespace(name="b.example"))
    logger.error("there", extra={"spider": there})
    token = SITE.set("b.example")
    logger.error("there too")
    SITE.reset(token)
    token = SITE.set("a.example")
    logger.error("here")
    SITE.reset(token)
    assert [kept["message"] for kept in errors.kept] == ["here"]


def test_a_lost_database_is_said_once_elsewhere(errors: LastErrors) -> None:
    logger.error("with an article", exc_info=DatabaseError("MongoDB was lost"))
    assert errors.kept == []
