"""How numbers, times and the words of others are written."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml.html import fragment_fromstring

from feedcrawler.report.words import count, duration, link, moment, number, percent, said, size, visible


@pytest.mark.parametrize(
    ("seconds", "written"),
    [
        (None, "–"),
        (0, "0 s"),
        (3.21, "3.2 s"),
        (45, "45 s"),
        (59.8, "1 min"),
        (75, "1.2 min"),
        (59.8 * 60, "1 h"),
        (5 * 3600, "5 h"),
        (30 * 3600, "30 h"),
        (3.25 * 86400, "3.2 days"),
    ],
)
def test_durations(seconds: float | None, written: str) -> None:
    assert duration(seconds) == written


def test_numbers() -> None:
    assert [number(value) for value in (None, 0, 6.5, 12.4, 1234567)] == ["–", "0", "6.5", "12", "1,234,567"]
    assert [percent(share) for share in (None, 0, 0.001, 0.5, 0.999, 1)] == ["–", "0%", "<1%", "50%", ">99%", "100%"]
    assert [size(value) for value in (None, 12, 3_400_000, 34_000_000_000)] == ["–", "12 B", "3.4 MB", "34 GB"]
    assert [count(value, "story was", "stories were") for value in (1, 2)] == ["1 story was", "2 stories were"]


def test_the_year_is_said_where_it_is_another() -> None:
    now = datetime(2026, 1, 5, 9, 30, tzinfo=UTC)
    assert moment(now, now) == "5 Jan, 09:30"
    assert moment(now - timedelta(days=30), now) == "6 Dec 2025, 09:30"


def test_what_turns_writing_or_cannot_be_seen_is_shown_as_its_code() -> None:
    assert visible("safe\u202egpj.exe\x00 \x1b[31m") == "safe\\u202egpj.exe\\u0000 \\u001b[31m"


def test_passwords_in_addresses_are_hidden() -> None:
    assert visible("https://user:secret@example.org/ answers 401") == "https://***@example.org/ answers 401"


def test_letters_that_need_joiners_keep_them() -> None:
    assert visible("می\u200cخواهم 👩\u200d🚀") == "می\u200cخواهم 👩\u200d🚀"


@settings(deadline=None)
@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_text_of_others_is_one_bounded_line_without_markup(text: str) -> None:
    shown = visible(text, 40)
    assert "\n" not in shown
    assert len(shown) <= 40 * len("\\u1f600")
    element = fragment_fromstring(str(said(text, 40)))
    assert (element.tag, len(element), element.text or "") == ("bdi", 0, shown)


def test_a_long_headline_ends_in_dots() -> None:
    assert visible("a" * 10_000) == "a" * 159 + "…"


def test_web_addresses_become_links_that_take_nothing_along() -> None:
    assert link("https://www.example.org/a?b=1&c=2") == (
        '<a href="https://www.example.org/a?b=1&amp;c=2" rel="noopener noreferrer nofollow">'
        "<bdi>example.org/a?b=1&amp;c=2</bdi></a>"
    )


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "java\nscript:alert(1)",
        "data:text/html,<script>alert(1)</script>",
        "vbscript:x",
        "file:///etc/passwd",
        "//example.org/",
        "https://",
        "https://[bad",
        "https://user:secret@example.org/",
        "https://example.org/\u202egpj",
        "https://example.org/ onmouseover=alert(1)",
        "https://example.org/" + "a" * 5000,
        "",
    ],
)
def test_everything_else_is_only_text(url: str) -> None:
    shown = str(link(url, None))
    assert "<a" not in shown
    assert "secret" not in shown


@settings(deadline=None)
@given(st.text(st.characters(exclude_categories=["Cs"])), st.text(st.characters(exclude_categories=["Cs"])))
def test_no_address_and_no_title_leaves_its_place(path: str, title: str) -> None:
    element = fragment_fromstring(str(link("https://example.org/" + path, title)))
    if element.tag == "a":
        assert {*element.attrib} == {"href", "rel"}
        assert re.match("https?://", element.get("href", ""))
    assert [child.tag for child in element.iter()][-1] == "bdi"
