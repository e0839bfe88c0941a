from __future__ import annotations

import pytest

from feedcrawler.pages.headline import agree, find, headline_of, without_site
from tests.pages.making import element


@pytest.mark.parametrize(
    "title",
    [
        "Two bridges open | The Bridge",
        "Two bridges open — the bridge",
        "The Bridge: weekly » Two bridges open",
        "Two bridges open",
    ],
)
def test_the_sites_name_is_cut_off_a_title(title: str) -> None:
    publisher = "The Bridge: weekly" if "weekly" in title else "The Bridge"
    assert without_site(title, publisher) == "Two bridges open"


def test_other_parts_of_a_title_stay() -> None:
    assert (
        without_site("Opinion | Why bridges - and tunnels - matter", "The Bridge")
        == "Opinion | Why bridges - and tunnels - matter"
    )


def test_headlines_agree_but_for_case_punctuation_and_a_cut() -> None:
    assert agree("‘Just hold on’: medics race", "'Just hold on': Medics race")
    assert agree(
        "A long headline that goes on and on until it is cut somewhere",
        "A long headline that goes on and on until it is cut somewhere in here",
    )
    assert not agree("Two bridges open", "Two bridges open in Kyiv")


@pytest.mark.parametrize(
    ("html", "said", "headline"),
    [
        ("<h1>The Bridge</h1><h1>Two bridges open</h1>", [], "Two bridges open"),
        ("<h1>Related</h1><main><h1>Two bridges open</h1></main>", [], "Two bridges open"),
        ("<h1>Other story</h1><h1>Two bridges open</h1>", ["Two bridges open"], "Two bridges open"),
        ("<h1>Other story</h1><h2>Two bridges open</h2>", ["Two bridges open!"], "Two bridges open"),
        ("<nav><h1>Menu</h1></nav><h1>Two bridges open</h1>", [], "Two bridges open"),
        ("<h1 hidden>Old</h1><h1></h1><h1>Two bridges open</h1>", [], "Two bridges open"),
        ("<h2>Two bridges open</h2>", [], None),
        ("<p>No heading</p>", ["x"], None),
    ],
)
def test_the_element_that_shows_the_headline(html: str, said: list[str], headline: str | None) -> None:
    found = find(element(html), said, "The Bridge")
    assert (headline_of(found) if found is not None else None) == headline
