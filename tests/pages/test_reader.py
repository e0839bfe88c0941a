"""The text of an article: where it begins, where it ends, and what in it is another's."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml.etree import _Element as Element

from feedcrawler.pages.reader import Reading, read_body, read_fully
from tests.pages.making import document

ONE = "The windmill on the hill has turned again since Sunday, and the baker below it has run out of sacks."
TWO = "It had stood still for sixty years, ever since a storm took one of its sails and nobody went looking."
THREE = "The sail was found in spring, in a barn two villages away, where it had served as a roof for rabbits."
TEXT = [ONE, TWO, THREE]
BODY = "".join(f"<p>{text}</p>" for text in TEXT)
STORY = "<a href='/rabbits/'>Where do the rabbits of the barn live now</a>"


def reading(html: str, known: str = "", end: str = "") -> Reading:
    """What is read on a page; `known` and `end` are selectors."""
    root = document(f"<html><body>{html}</body></html>").root
    found: list[Element] = root.cssselect(known) if known else []
    return read_body(root, root.find(".//h1"), found, root.cssselect(end)[0] if end else None)


def texts(html: str, known: str = "", end: str = "") -> list[str]:
    return [block.text for block in reading(html, known, end).walk.blocks]


def in_article(html: str) -> str:
    return f"<article><h1>The mill turns</h1>{html}</article>"


def test_a_reading_says_where_the_text_was_found() -> None:
    found = reading(in_article(f"<div id=text>{BODY}</div>"))
    assert (found.source, found.path) == ("structure", "div")
    assert found.container is not None
    assert found.container.get("id") == "text"
    assert found.is_text
    assert found.size == sum(map(len, TEXT))


def test_a_page_without_text_is_an_empty_reading() -> None:
    found = reading("<h1>The mill turns</h1><p>Menu</p>")
    assert (found.container, found.walk.blocks, found.is_text, found.size) == (None, [], False, 0)


@pytest.mark.parametrize("html", ["<p>It turns.</p>", "<div>It turns</div>", ""])
def test_the_sites_own_element_is_the_text_however_little_it_holds(html: str) -> None:
    found = reading(in_article(f"<div class=known>{html}</div>{BODY}"), known=".known")
    assert (found.source, found.is_text) == ("css", True)
    assert found.size <= len("It turns.")


@pytest.mark.parametrize(
    ("html", "is_text"),
    [
        (f"<p>{ONE}</p>", True),
        (f"<p>{ONE[:50]}.</p>", True),
        (f"<p>{ONE[:50]}</p>", False),
        (f"<div>{ONE[:70]}.</div>", False),
    ],
)
def test_some_scraps_are_no_article(html: str, is_text: bool) -> None:
    assert reading(f"<h1>The mill turns</h1><div>{html}</div>").is_text is is_text


def test_of_several_known_elements_the_one_with_the_most_text_is_taken() -> None:
    page = f"<div class=known><p>{ONE}</p></div><div class=known>{BODY}</div><div class=known></div>"
    assert texts(page, known=".known") == TEXT


def test_the_text_ends_where_the_site_says() -> None:
    assert texts(in_article(f"<div class=known>{BODY}<hr id=e><p>{ONE}</p></div>"), ".known", "#e") == TEXT


@pytest.mark.parametrize(
    "header",
    [
        "<div>by Olha Bondar</div>",
        "<p>June 5, 2025 2:02 PM</p>",
        "<div>Business</div><div>5 min read</div>",
        "<ul><li><a href='/mills/'>Mills</a></li></ul>",
        "<p>A mill turns.</p><div>June 5, 2025</div>",
        "<h2>After sixty years the old mill on the hill turns once more</h2>",
        "<p><a href='/mills/'>Mills and more</a></p>",
    ],
)
def test_what_stands_between_the_headline_and_the_text_is_the_header(header: str) -> None:
    assert texts(in_article(header + BODY)) == TEXT
    start = reading(in_article(header + BODY)).start
    assert start is not None
    assert "".join(start.itertext()) == ONE  # type: ignore[arg-type]


def test_a_date_in_the_middle_of_the_text_does_not_cut_off_what_precedes() -> None:
    html = in_article(f"<p>{ONE}</p><p>{TWO}</p><p>June 5, 2025</p><p>{THREE}</p>")
    assert texts(html) == [ONE, TWO, "June 5, 2025", THREE]


def test_a_short_heading_before_the_text_is_its_first_heading() -> None:
    assert texts(in_article(f"<h2>The storm</h2>{BODY}")) == ["The storm", *TEXT]


def test_headings_with_nothing_under_them_are_dropped_at_the_end_only() -> None:
    html = in_article(
        f"<p>{ONE}</p><h2>The storm</h2><h3>And after</h3><p>{TWO}</p><p>{THREE}</p><h2>Our shop</h2><h3>Bags</h3>"
    )
    assert texts(html) == [ONE, "The storm", "And after", TWO, THREE]


@pytest.mark.parametrize(
    "label", ["Read also", "Lesen Sie auch:", "Читайте також:", "À lire aussi", "関連記事", "Baca juga:"]
)
@pytest.mark.parametrize(
    "items",
    [f"<p>{STORY}</p><p>{STORY}</p>", f"<div>{STORY}</div>", f"<ul><li>{STORY}</li><li>{STORY}</li></ul>"],
    ids=["paragraphs", "box", "list"],
)
def test_a_list_of_other_stories_goes_with_its_label(label: str, items: str) -> None:
    for tag in ("p", "h3", "div"):
        assert texts(in_article(f"<p>{ONE}</p><p>{TWO}</p><{tag}>{label}</{tag}>{items}<p>{THREE}</p>")) == TEXT


def test_after_a_label_only_links_are_its_list() -> None:
    cited = "<p>The <a href='https://mills.example/'>mill keepers' club</a> has a list of sails that are missing.</p>"
    assert texts(in_article(f"{BODY}<p>Read also:</p>{cited}<p>{STORY}</p>")[:-10]) == [
        *TEXT,
        "The mill keepers' club has a list of sails that are missing.",
    ]


def test_links_elsewhere_in_an_element_do_not_make_its_other_lines_a_list() -> None:
    lines = f"{ONE}<br><br>{STORY}<br><br>Nobody<br><br>{TWO}<br><br>{THREE}"
    page = in_article(f"<div>{ONE}<br><br>Read also:<br><br>{lines}</div>")
    assert [text for text in texts(page) if text in {"Nobody", *TEXT}] == [ONE, ONE, "Nobody", TWO, THREE]


def test_read_also_lines_are_cards_and_not_text() -> None:
    found = reading(in_article(f"<p>{ONE}</p><p>Read also: {STORY}</p><p>{TWO}</p><p>{THREE}</p>"))
    assert [block.text for block in found.walk.blocks] == TEXT
    assert ["".join(card.itertext())[:9] for card in found.cards] == ["Read also"]  # type: ignore[arg-type]


def test_cards_right_after_the_text_are_its_cards() -> None:
    card = "<a href='/o/'><div>Another mill</div></a>"
    found = reading(in_article(f"<div id=text>{BODY}</div>{card}<h2>More mills</h2>{card}"))
    assert len(found.cards) == 1


def test_a_row_of_links_at_the_end_is_tags() -> None:
    tags = "<div><a href='/t/mills/'>Mills</a> <a href='/t/bread/'>Bread</a></div>"
    assert texts(in_article(f"{BODY}{tags}{tags}")) == TEXT


def test_a_paragraph_that_is_a_link_to_the_site_is_a_pointer_and_one_to_a_source_is_text() -> None:
    own, source = STORY, "<a href='https://archive.example/1'>The storm in the archive of the weather service</a>"
    assert texts(in_article(f"<p>{ONE}</p><p>{own}</p><p>{TWO}</p><p>{source}</p><p>{THREE}</p>")) == [
        ONE,
        TWO,
        "The storm in the archive of the weather service",
        THREE,
    ]


def test_a_table_of_data_is_kept_row_by_row() -> None:
    table = "<table><tr><th>Year<th>Sacks<tr><td>1965<td>212<tr><td>2025<td>9 <a href=/x>estimated</a></table>"
    assert texts(in_article(f"<p>{ONE}</p>{table}<p>{TWO}</p>")) == [
        ONE,
        "Year | Sacks",
        "1965 | 212",
        "2025 | 9 estimated",
        TWO,
    ]


def test_captions_are_no_text_whatever_they_stand_in() -> None:
    boxed = "<div class=photo><img src=m.jpg><div>The mill on the hill, seen from the baker's window. Photo: O. B.</div></div>"
    bare = "<div><img src=m.jpg><span>The mill in spring</span></div>"
    figure = f"<figure><img src=m.jpg><figcaption>{ONE}</figcaption></figure>"
    found = reading(in_article(f"<p>{ONE}</p>{boxed}<p>{TWO}</p>{bare}{figure}<p>{THREE}</p>"))
    assert [block.text for block in found.walk.blocks] == TEXT
    assert len(found.walk.pictures) == 3


def test_a_picture_in_a_long_box_does_not_make_the_box_a_picture() -> None:
    assert texts(in_article(f"<section><img src=m.jpg>{BODY}</section><p>{ONE}</p>")) == [*TEXT, ONE]


@pytest.mark.parametrize(
    "hidden", ["<p hidden>{}</p>", "<span class=sr-only>{}</span>", "<div class=visually-hidden>{}</div>", "<p aria-hidden=true>{}</p>",
               "<div style='display:none'><p>{}</p></div>", "<div class=d-none>{}</div>"]
)  # fmt: skip
def test_what_is_not_shown_is_not_read(hidden: str) -> None:
    words = "Opens in a new window"
    assert texts(in_article(f"<p>{ONE}</p>{hidden.format(words)}<p>{TWO}</p><p>{THREE}</p>")) == TEXT


def test_the_full_reader_reads_what_has_no_structure() -> None:
    root = document(
        f"<html><body><h1>The mill turns</h1><table><tr><td><font>{' '.join(TEXT)}</font></table></body>"
    ).root
    assert ONE in read_fully(root, root.find(".//h1"))


PARTS = st.sampled_from(
    ["<div>", "</div>", "<p>", "</p>", "<article>", "</article>", "<nav>", "<form>", "<aside>", "<h1>The mill turns</h1>",
     "<h2>", "</h2>", ONE, f"<p>{TWO}</p>", STORY, "<p>Read also:</p>", "<br><br>", "<li>", "<table><tr><td>", "</table>",
     "<div class=sidebar>", "<div class=article-body>", "<div hidden>", "<a>Read more</a>", "<figure><img src=a>", "June 5, 2025",
     "<!-- kg-card-begin: html -->", "<blockquote>", "<a href='http://['>", "* * *"]
)  # fmt: skip


@settings(max_examples=250, deadline=None)
@given(st.lists(PARTS, max_size=30).map("".join))
def test_any_page_is_read(html: str) -> None:
    found = reading(html)
    shown = " ".join("".join(document(f"<body>{html}</body>").root.itertext()).split()) if html else ""  # type: ignore[arg-type]
    assert found.size <= len(shown) + 3 * len(found.walk.blocks)
    assert all(block.kind != "heading" for block in found.walk.blocks[-1:])
    assert found.container is not None or not found.walk.blocks
