"""What a message says."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from feedcrawler.ending import Ending
from feedcrawler.notifying.message import message
from feedcrawler.run_record import numbers
from feedcrawler.verdict import Verdict

STATS = {"feedcrawler/articles/new": 12, "feedcrawler/known": 96}


def ending(*reasons: str) -> Ending:
    verdict = Verdict("degraded" if reasons else "done", reasons)
    return Ending(spider="news", site="example.org", run_id="run-1", verdict=verdict, line="", numbers=numbers(STATS))


def test_a_message_says_what_is_wrong_and_where_to_look() -> None:
    said = message("alarm", ending("1 gap is open", "all sources are in back-off"), "crawler-1")
    assert said.title == "feedcrawler: news example.org: degraded"
    assert said.kind == "warning"
    assert said.body.splitlines() == [
        "- 1 gap is open",
        "- all sources are in back-off",
        "12 new, 96 known before",
        "on crawler-1",
        "feedcrawler runs run-1",
    ]


def test_a_message_says_that_it_is_over() -> None:
    said = message("recovered", ending(), "crawler-1")
    assert (said.title, said.kind) == ("feedcrawler: news example.org: recovered (done)", "success")


def test_of_many_reasons_the_first_are_said() -> None:
    lines = message("alarm", ending(*(f"reason {n}" for n in range(30))), "here").body.splitlines()
    assert lines[7:9] == ["- reason 7", "- and 22 more"]


@given(st.text(max_size=1000))
def test_no_text_of_others_is_more_than_text(text: str) -> None:
    said = message("alarm", ending("x" + text), "here")
    assert len(said.body.splitlines()) == 4
    assert all(c.isprintable() for c in said.title + said.body.replace("\n", ""))
    assert not {*"<>@"} & {*said.body}
    assert len(said.body) < 500
