"""Which element shows the headline, and which of the headlines of a page is right."""

from __future__ import annotations

import json
from typing import Any

import pytest

from feedcrawler.pages.headline import find, headline_of, is_in_pieces
from feedcrawler.pages.titles import Title
from tests.pages.making import document, element, page

LONG = "Two bridges open in the old town after four years"


@pytest.mark.parametrize(
    ("html", "said", "headline"),
    [
        ("<h1>The Bridge</h1><h1>Two bridges open</h1>", [], "Two bridges open"),
        ("<h1>Related</h1><main><h1>Two bridges open</h1></main>", [], "Two bridges open"),
        ("<h1>Other story</h1><h1>Two bridges open</h1>", ["Two bridges open"], "Two bridges open"),
        ("<h1>Other story</h1><h2>Two bridges open</h2>", ["Two bridges open!"], "Two bridges open"),
        ("<nav><h1>Menu</h1></nav><h1>Two bridges open</h1>", [], "Two bridges open"),
        ("<h1 hidden>Old</h1><h1></h1><h1>Two bridges open</h1>", [], "Two bridges open"),
        (
            "<h1><a>The Bridge</a></h1><p>Two bridges open at noon</p>",
            ["Two bridges open at noon"],
            "Two bridges open at noon",
        ),
        ("<h1>Cities</h1><h1>Two bridges open</h1>", ["Two bridges open | Cities - The Bridge"], "Two bridges open"),
        (
            "<ol class=breadcrumb><li><h1>Bridges</h1></ol><h2>Two bridges open</h2>",
            ["Two bridges open"],
            "Two bridges open",
        ),
        ("<div class=crumbs data-breadcrumb-list><h1 data-breadcrumb=1>Bridges</h1></div>", [], "Bridges"),
        (
            "<aside>Menu<div><h1>Two bridges open</h1></div></aside><h1>Most read</h1>",
            ["Two bridges open"],
            "Two bridges open",
        ),
        ("<h1>Most read</h1><h1 itemprop='headline'>Two bridges open</h1>", [], "Two bridges open"),
        ("<h2>Two bridges open</h2>", [], None),
        ("<p>No heading</p>", ["x"], None),
    ],
)
def test_the_element_that_shows_the_headline(html: str, said: list[str], headline: str | None) -> None:
    sites = frozenset({"thebridge"})
    found = find(document(html), [Title(one, sites) for one in said], sites)
    assert (headline_of(found) if found is not None else None) == headline


def test_a_headline_is_what_a_browser_shows_of_its_element() -> None:
    html = "<h1><!-- x -->Two<br>bridges <i>op</i>en<script>1</script><span hidden>old</span><div>today</div></h1>"
    assert headline_of(element(html, "h1")) == "Two bridges open today"


def test_a_kicker_and_a_title_are_pieces() -> None:
    assert is_in_pieces(element("<h1><span>Town</span> <span>Bridges open</span></h1>", "h1"))
    assert not is_in_pieces(element("<h1>Bridges <em>open</em></h1>", "h1"))
    assert not is_in_pieces(element("<h1><span>Bridges open</span></h1>", "h1"))


def headline_and_other(
    h1: str = "", said: str = "", og: str = "", title: str = "", type_: str = "NewsArticle", **names: Any
) -> tuple[str | None, str | None]:
    """The headline of a page and the other headline, from what its sources say."""
    article = {"@type": type_, "headline": said, **names}
    script = f'<script type="application/ld+json">{json.dumps(article)}</script>' if said else ""
    meta = f'<meta property="og:title" content="{og}">' if og else ""
    head = f"<head><title>{title}</title>{script}{meta}</head>"
    read = page(f"<html>{head}<body>{f'<h1>{h1}</h1>' if h1 else ''}<p>x</p></body></html>")
    return read.headline, read.alternativeHeadline


def test_what_is_shown_is_the_headline() -> None:
    assert headline_and_other("Two bridges open", og="You will not believe this", title="Bridges 2025") == (
        "Two bridges open",
        "You will not believe this",
    )
    assert headline_and_other("Two bridges open", "Bridges of 2025", "Bridges of 2025", type_="BlogPosting")[0] == (
        "Two bridges open"
    )


def test_a_newsrooms_headline_counts_more_where_it_is_shared_too() -> None:
    assert headline_and_other("Bridges open", "Old town: Bridges open", "Old town: Bridges open") == (
        "Old town: Bridges open",
        "Bridges open",
    )


def test_a_headline_for_search_engines_does_not_count_more_than_what_is_shown() -> None:
    assert headline_and_other("Two bridges open", "Bridges 2025", "Two bridges open", "Bridges 2025")[0] == (
        "Two bridges open"
    )
    assert (
        headline_and_other("Two bridges open", "Bridges 2025", "Wow, bridges", "Bridges 2025")[0] == "Two bridges open"
    )


def test_the_same_words_are_written_as_structured_data_write_them() -> None:
    pieces = "<span>Old town</span> <span>Bridges open</span>"
    assert headline_and_other(pieces, "Old town: Bridges open")[0] == "Old town: Bridges open"
    assert headline_and_other(pieces, og="Old town: Bridges open")[0] == "Old town: Bridges open"
    assert headline_and_other("TWO BRIDGES OPEN", title="Two bridges open | Cities")[0] == "Two bridges open"
    assert headline_and_other("Two bridges open", "TWO BRIDGES OPEN")[0] == "Two bridges open"
    assert headline_and_other(LONG + " of work", LONG + " of…")[0] == LONG + " of work"


def test_a_paragraph_or_a_label_in_an_h1_is_no_headline() -> None:
    assert headline_and_other("A sentence that goes on and on. " * 10, og=LONG)[0] == LONG
    assert headline_and_other("Pulse!", title=LONG)[0] == LONG
    assert headline_and_other("Bridge", title=f"Bridge | {LONG}")[0] == "Bridge"


def test_without_an_element_the_head_says_it_and_parts_that_others_leave_off_are_left_off() -> None:
    assert headline_and_other(og=f"{LONG} | Cities", title=LONG)[0] == LONG
    assert headline_and_other(said=f"{LONG} | news.example", title="x")[0] == LONG


def test_entities_that_are_escaped_twice_are_read() -> None:
    assert headline_and_other(said="Bridges &amp;amp; roads")[0] == "Bridges & roads"


def test_an_abbreviation_makes_no_capitals_of_a_script_without_case() -> None:
    assert (
        headline_and_other('"橋"開く TV生中継で町が歓喜', "橋開く TV生中継で町が歓喜")[0] == "橋開く TV生中継で町が歓喜"
    )
