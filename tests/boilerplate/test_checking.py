"""What rules would remove from what is stored, held against what was removed."""

from __future__ import annotations

import tomllib
from dataclasses import replace

import pytest

from feedcrawler.boilerplate import Rules, strip_body
from feedcrawler.boilerplate.checking import Check, Checking
from feedcrawler.boilerplate.texts import StoredText
from feedcrawler.items import Removed

NEWS = "The bridge over the river opened on Monday.\n\nIt took four years and two contractors to build it."


def rules(*parts: str) -> Rules:
    return Rules.model_validate(tomllib.loads("\n".join(parts)))


def line(name: str, pattern: str, more: str = "") -> str:
    return f"[[line]]\nname='{name}'\nwhy='seen'\nis='{pattern}'\n{more}"


APPEAL = line("appeal", "Become a member*")
NOTE = line("note", "By {author}", "where='end'")
BOX = "[[block]]\nname='box'\nwhy='seen'\nlines=['Newsletter', {any=2}, 'Sign up']"


def stored(body: str, by: Rules, **fields: object) -> StoredText:
    """An article after it was stripped by rules and stored."""
    text = replace(StoredText("https://herald.example/1/", body, ("Bridge opens",), ("Ann Arbor",)), **fields)
    stripped = strip_body(body, by, text.names(by))
    return replace(text, body=stripped.text, removed=tuple(stripped.removed))


def check(texts: list[StoredText], by: Rules, installed: Rules | None = None) -> Check:
    return Checking(by, installed or by).run(texts)


FULL = f"Become a member today\n\n{NEWS}\n\nNewsletter\n\nEvery day\n\nSign up\n\nBy Ann Arbor"


def test_the_rules_that_stripped_it_remove_nothing_more_and_nothing_less() -> None:
    same = rules(APPEAL, NOTE, BOX)
    found = check([stored(FULL, same)] * 3, same)
    assert {name: (c.so_far, c.stays, c.more, c.back) for name, c in found.rules.items()} == dict.fromkeys(
        ("appeal", "note", "box"), (3, 3, 0, 0)
    )
    assert (
        found.removed
        == found.removed_so_far
        == 3 * len("Become a member todayNewsletter\nEvery day\nSign upBy Ann Arbor")
    )


@pytest.mark.parametrize("left_out", ["appeal", "note", "box"])
def test_what_a_rule_took_would_be_back_without_it(left_out: str) -> None:
    every = {"appeal": APPEAL, "note": NOTE, "box": BOX}
    fewer = rules(*(text for name, text in every.items() if name != left_out))
    found = check([stored(FULL, rules(*every.values()))], fewer, rules(*every.values()))
    assert {name: c.back for name, c in found.rules.items()} == {name: int(name == left_out) for name in every}
    assert found.removed < found.removed_so_far


def test_a_rule_with_another_name_that_takes_the_same_is_no_loss() -> None:
    found = check([stored(FULL, rules(APPEAL))], rules(line("member", "Become a *")))
    assert (found.rules["appeal"].stays, found.rules["appeal"].back) == (1, 0)


def test_a_new_rule_is_shown_with_what_it_takes() -> None:
    found = check([stored(FULL, rules(BOX))], rules(BOX, APPEAL))
    assert found.rules["appeal"].more == 1
    assert found.rules["appeal"].examples == [("https://herald.example/1/", "Become a member today")]


def test_authors_and_headlines_are_looked_at_too() -> None:
    both = rules(
        "[[author]]\nname='no one'\nwhy='w'\nis='Read more'", "[[headline]]\nname='label'\nwhy='w'\nbefore=['UPDATE:']"
    )
    text = StoredText("1", NEWS, ("UPDATE: Bridge opens",), ("Ann Arbor", "Read more"))
    assert {name: c.more for name, c in check([text], both).rules.items()} == {"no one": 1, "label": 1}
    removed = (Removed(rule="no one", text="Read more"), Removed(rule="label", text="UPDATE:"))
    kept = check([StoredText("1", NEWS, removed=removed)], both)
    assert {name: c.stays for name, c in kept.rules.items()} == {"no one": 1, "label": 1}
    renamed = check([StoredText("1", NEWS, removed=removed)], rules(APPEAL), both)
    assert {name: c.back for name, c in renamed.rules.items()} == {"no one": 1, "label": 1}
    assert (kept.removed, renamed.removed) == (0, 0)  # characters are counted of bodies


def test_an_article_of_which_little_is_left_is_named() -> None:
    found = check(
        [StoredText("full", FULL), StoredText("bare", "Become a member today\n\nBridge opens.")], rules(APPEAL)
    )
    assert (found.emptied, found.empty) == (1, ["bare"])


def test_where_rules_match_every_line_the_article_stays_as_it_is() -> None:
    appeal = "Become a member today, we ask you with every word that we have."
    found = check([StoredText("1", f"Newsletter\n\nSome words\n\nSign up\n\n{appeal}")], rules(BOX, APPEAL))
    assert (found.spared, found.removed, found.rules) == (1, 0, {})
