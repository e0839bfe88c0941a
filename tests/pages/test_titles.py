"""Headlines with what sites write around them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feedcrawler.pages.text import key
from feedcrawler.pages.titles import Title, agree, site_names, without_site

SITES = frozenset({"thebridge", "thebridgeweekly", "bridgeexample"})
TEXTS = st.text(alphabet="ab -|–—:·_.…", max_size=40)


@pytest.mark.parametrize(
    "title",
    [
        "Two bridges open | The Bridge",
        "Two bridges open — the bridge",
        "Two bridges open|The Bridge",
        "The Bridge: weekly » Two bridges open",
        "The Bridge: Two bridges open",
        "Two bridges open - The Bridge | bridge.example",
        "Two bridges open",
    ],
)
def test_the_sites_name_is_cut_off_a_title(title: str) -> None:
    assert without_site(title, SITES) == "Two bridges open"


def test_other_parts_of_a_title_stay() -> None:
    title = "Opinion | Why bridges - and tunnels - matter"
    assert without_site(title, SITES) == title


@given(TEXTS, st.frozensets(TEXTS.map(key), max_size=4))
def test_something_is_left_of_every_title(title: str, sites: frozenset[str]) -> None:
    assert bool(without_site(title, sites)) == bool(title)


def test_headlines_agree_but_for_case_punctuation_and_a_cut() -> None:
    assert agree("‘Just hold on’: medics race", "'Just hold on': Medics race")
    assert agree(
        "A long headline that goes on and on until it is cut somewhere",
        "A long headline that goes on and on until it is cut somewhere in here",
    )
    assert not agree("Two bridges open", "Two bridges open in Kyiv")


@pytest.mark.parametrize(
    ("title", "reading"),
    [
        ("Two bridges open | Cities | The Bridge", "Two bridges open"),
        ("Cities: Two bridges open", None),
        ("Cities | Two bridges open at last - The Bridge", None),
        ("F1: Two bridges open | Formula 1 2024", None),
        ("TWO BRIDGES OPEN - The Bridge", "TWO BRIDGES OPEN"),
        ("Two bridges — open!", "Two bridges — open!"),
    ],
)
def test_a_title_says_a_headline_in_one_of_its_readings(title: str, reading: str | None) -> None:
    assert Title(title, SITES).reading("Two bridges open") == reading


def test_a_part_in_the_middle_is_a_reading_where_it_is_the_longest() -> None:
    assert Title("Cities | Two bridges open at last | News", SITES).reading("Two bridges open at last!") is not None
    assert Title("Two bridges open at last | Cities | News", SITES).reading("Cities") is None


def test_a_title_that_was_cut_agrees_with_the_whole_headline() -> None:
    whole = (
        "Two bridges open after four years of work that cost twice as much as the city council had expected at first"
    )
    assert Title(f"{whole[:60]}…", SITES).reading(whole) == whole
    assert Title(f"{whole[:100]}", SITES).reading(whole) == whole
    assert Title(whole[:60], SITES).reading(whole) is None
    assert Title("Two bridges...", SITES).reading(whole) is None


@given(TEXTS)
def test_every_title_says_itself(text: str) -> None:
    if key(text):
        assert Title(text, frozenset()).reading(text) is not None


def test_a_site_is_known_by_its_names_its_host_and_its_domain() -> None:
    known = site_names(["The Daily Bridge", ""], "https://www.daily-bridge.co.uk/x/")
    assert {"thedailybridge", "dailybridge", "dailybridgecouk"} <= known
    assert "couk" in known
    assert "" not in known
    assert "bridge" in site_names([], "https://news.bridge.example/")
    assert "news" not in site_names([], "https://news.example/")
