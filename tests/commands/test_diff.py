"""`feedcrawler diff`: what a story said before."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from feedcrawler.items import Author
from tests.commands.typed import Type
from tests.examples import BODY, article
from tests.mongodb.storing import Ask, address, save
from tests.similarity.stories import STORY

URL = address("bridge-opens")


@pytest.fixture
def diff(command: Callable[[str], Type]) -> Type:
    return command("diff")


def test_every_change_is_shown_word_by_word_the_latest_first(diff: Type, ask: Ask) -> None:
    last = "The mayor was there.\n\nIt rained."
    save(ask, article(articleBody=f"{BODY}\n\n{last}"))
    save(ask, article(articleBody=f"{BODY.replace('four years', 'five years')}\n\n{last}"))
    date = datetime(2025, 6, 9, 18, tzinfo=UTC)
    body = f"{BODY.replace('four years', 'five years')} At last.\n\n{last}"
    authors = [Author(name="Another"), Author(name="The desk", type="organization")]
    save(ask, article(articleBody=body, headline="Bridge reopens", authors=authors, datePublished=date))
    exit_code, out, _ = diff(URL)
    assert exit_code == 0
    assert [line for line in out.splitlines() if line.startswith("revision")] == [
        line for line in out.splitlines() if line.startswith(("revision 2, until ", "revision 1, until "))
    ]
    latest, first = out.split("revision 2")[1].split("revision 1")
    assert latest.splitlines()[1:] == [
        "headline: Bridge opens → Bridge reopens",
        "articleBody:",
        "…",
        "It took five years and two contractors to build it. {+At last.+}",
        "…",
        "authors: Some One → Another, The desk (organization)",
        "datePublished: 2025-06-09 17:08:00 UTC → 2025-06-09 18:00:00 UTC",
        "",
    ]
    assert "It took [-four-]{+five+} years and two contractors to build it." in first


def test_one_change_is_shown_by_its_revision(diff: Type, ask: Ask) -> None:
    save(ask, *(article(headline=headline) for headline in ("One", "Two", "Three")))
    _, out, _ = diff(URL, "--revision", 1)
    assert "One → Two" in out
    assert "Three" not in out.replace("Three\n\nrevision", "")
    exit_code, out, err = diff(URL, "--revision", 3)
    assert (exit_code, out) == (1, "")
    assert err == f"feedcrawler: {URL} has no revision 3 that was replaced\n"


def test_a_story_is_found_by_any_of_its_addresses(diff: Type, ask: Ask) -> None:
    save(ask, article("old"), article("old", headline="Bridge reopens"))
    save(ask, article("new", headline="Bridge reopens", requestedUrl=address("old")))
    assert "Bridge opens → Bridge reopens" in diff("http://www.example.org/new?utm_source=x").out


def test_an_article_that_was_two_has_the_words_of_both(diff: Type, ask: Ask) -> None:
    save(ask, article("old", articleBody=STORY, headline="One"), article("old", articleBody=STORY, headline="Two"))
    save(ask, article("new", articleBody=STORY, headline="Three"))
    save(ask, article("new", articleBody=STORY, headline="Four"))
    save(ask, article("new", articleBody=STORY, headline="Five", requestedUrl=address("old")))
    out = diff(address("new"), "--json").out
    found = [json.loads(line) for line in out.splitlines()]
    shown = {(c["_id"], c["revision"], *c["changes"]["headline"].values()) for c in found}
    assert shown == {
        (address("old"), 1, "One", "Two"),
        (address("old"), 2, "Two", "Five"),
        (address("new"), 1, "Three", "Four"),
        (address("new"), 2, "Four", "Five"),
    }


def test_json_has_the_old_and_the_new_and_the_words(diff: Type, ask: Ask) -> None:
    save(ask, article(articleBody="One two three."), article(articleBody="One 2 three."))
    (line,) = diff(URL, "--json").out.splitlines()
    change = json.loads(line)
    assert (change["_id"], change["revision"]) == (URL, 1)
    assert change["changes"]["articleBody"] == {
        "old": "One two three.",
        "new": "One 2 three.",
        "words": [["=", "One "], ["-", "two "], ["+", "2 "], ["=", "three."]],
    }


def test_a_story_that_never_changed_is_said_to_be_so(diff: Type, ask: Ask) -> None:
    save(ask, article())
    exit_code, out, _ = diff(URL)
    assert exit_code == 0
    assert "It has said the same since it was stored" in out
    assert diff(URL, "--json").out == ""


def test_a_story_that_is_not_stored_is_an_error_in_one_line(diff: Type) -> None:
    assert diff(URL) == (1, "", f"feedcrawler: no article {URL} is stored\n")
    assert diff("mailto:someone").exit_code == 2


def test_no_text_of_a_page_moves_the_cursor(diff: Type, ask: Ask) -> None:
    save(ask, article(headline="A \x1b[31mred\u202e one", articleBody="A \x1b[2J word."), article())
    out = diff(URL).out
    assert "\x1b" not in out
    assert "\u202e" not in out
    assert "\\u001b[2J" in out


def test_a_terminal_shows_it_in_colours(diff: Type, ask: Ask, monkeypatch: pytest.MonkeyPatch) -> None:
    save(ask, article(articleBody="One two three."), article(articleBody="One 2 three.", headline="\x1b[5mBlinks"))
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.delenv("NO_COLOR", raising=False)
    out = diff(URL).out
    assert "One \x1b[9;31mtwo\x1b[0m\x1b[32m2\x1b[0m three." in out
    assert "\x1b[5m" not in out
