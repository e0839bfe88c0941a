"""Boxes that give themselves away by a button or a link."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from feedcrawler.pages.boxes import find_boxes
from feedcrawler.pages.weights import weigh
from tests.pages.making import element

SENTENCE = "The orchard behind the station was sold on Tuesday to the three sisters who had always picked it."
TEXT = f"<p>{SENTENCE}</p>" * 4
BLURB = f"<div class=z><p>{SENTENCE}</p></div>"


def boxes(html: str) -> list[str]:
    """The ids of the boxes on a page, or their tags, in the order of their markers."""
    root = element(f"<html><body>{html}</body></html>", "html")
    weights = weigh(root)
    return [box.get("id") or box.tag for box in find_boxes(weights, weights.body, root.find(".//h1"))]


@pytest.mark.parametrize(
    "marker",
    [
        "<a href=/m>Become a member</a>",
        "<button>Show more</button>",
        "<button><span>Load</span> <b>all</b></button>",
        "<span>Subscribe now</span>",
        "<a href=/o>More from Olha Bondar</a>",
        "<a href=/o>Read full bio</a>",
        "<img src=o.jpg alt=Avatar>",
        "<span>(Updated: )</span>",
        "<a href=/d>DONATE</a>",
        "<a href=/s>\n Sign   up </a>",
    ],
)
def test_a_box_is_what_is_around_a_marker_and_beside_the_text(marker: str) -> None:
    assert boxes(f"<div id=text>{TEXT}</div><div id=box><p>{SENTENCE}</p><div>{marker}</div></div>") == ["box"]


@pytest.mark.parametrize(
    "words",
    [
        "<a href=/x>Show him the orchard</a>",
        "<a href=/x>More from</a>",
        "<span>Subscribe now or tomorrow</span>",
        "<img src=x alt='An avatar of the sisters'>",
        "<p>Read more</p>",
        "<a href=/x>Read more" + "<i></i>" * 10 + "</a>",
        "<span>" + "Read more " * 9 + "</span>",
    ],
)
def test_other_words_mark_no_box(words: str) -> None:
    assert boxes(f"<div id=text>{TEXT}</div><div id=box><p>{SENTENCE}</p>{words}</div>") == []


def test_a_feed_is_a_box_around_its_button_with_all_its_blurbs() -> None:
    assert boxes(f"<div id=text>{TEXT}</div><div id=feed>{BLURB * 5}<button>Show more</button></div>") == ["feed"]


def test_a_box_among_paragraphs_that_are_boxed_is_itself() -> None:
    box = f"<div id=box><p>{SENTENCE}</p><p>{SENTENCE}</p><a href=/m>Become a member</a></div>"
    assert boxes(f"<div id=text>{BLURB * 3}{box}{BLURB * 3}</div>") == ["box"]


def test_a_run_of_paragraphs_around_a_marker_is_the_text() -> None:
    assert boxes(f"<div id=text>{TEXT}<a href=/m>Read more</a></div>") == []
    assert boxes(f"<div id=text>{TEXT}<div id=box><a href=/m>Read more</a></div></div>") == ["box"]


def test_an_element_that_is_named_as_the_texts_is_in_no_box() -> None:
    text = f"<section><div class=article-body><p>{SENTENCE}</p></div><a href=/m>Subscribe</a></section>"
    assert boxes(f"{text}<p>{SENTENCE}</p>") == []
    assert boxes(f"{text.replace('article-body', 'z')}<p>{SENTENCE}</p>") == ["section"]


def test_a_box_holds_not_the_headline() -> None:
    assert boxes(f"<div id=head><h1>Sold</h1><p>{SENTENCE}</p><div id=box><a>Subscribe</a></div></div>{TEXT}") == [
        "box"
    ]


def test_a_box_leaves_some_text_to_the_article() -> None:
    alone = f"<div id=all><p>{SENTENCE}</p><p>{SENTENCE}</p><a href=/m>Read more</a></div>"
    assert boxes(alone) == []
    assert boxes(f"{alone}<p>{SENTENCE}</p>") == ["all"]


def test_a_paragraph_or_an_item_with_a_marker_is_no_box() -> None:
    assert boxes(f"<div>{TEXT}<p><a href=/m>Read more</a></p><ul><li><a>Subscribe</a></li></ul></div>") == ["ul"]


def test_only_some_markers_are_looked_at() -> None:
    marker = "<div><a href=/m>Subscribe</a></div>"
    assert len(boxes(f"<div>{TEXT}{marker * 1_500}</div>")) == 1_000


PARTS = st.sampled_from(
    [f"<p>{SENTENCE}</p>", BLURB, "<div>", "</div>", "<section>", "</section>", "<h1>Sold</h1>", "<a>Read more</a>",
     "<button>Subscribe</button>", "<div class=article-body>", "<li>", "<span>Avatar</span>"]
)  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(st.lists(PARTS, max_size=25).map("".join))
def test_no_box_holds_the_headline_or_all_the_text(html: str) -> None:
    root = element(f"<html><body>{html}</body></html>", "html")
    weights, headline = weigh(root), root.find(".//h1")
    found = set(find_boxes(weights, weights.body, headline))
    assert not found & set(headline.iterancestors() if headline is not None else ())
    for box in found:
        held = next((area for area in weights.areas if area.element is box), None)
        assert held is None or held.raw < weights.body.raw
        assert next(box.iter("a", "button", "span", "img"), None) is not None
