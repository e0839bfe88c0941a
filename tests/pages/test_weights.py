"""How much each area of a page weighs, and which of them are beside the article."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml.etree import _Element as Element

from feedcrawler.pages.weights import Area, Weights, weigh
from tests.pages.making import element

SENTENCE = "The ferry left the old harbour at noon with forty cars and the whole brass band on board."
LINK = "<a href=/x>A longer look at the harbour</a>"


def weighed(html: str, boxes: str = "", start: int = 0) -> Weights:
    """The weights of a page, summed up without the elements that have the class in `boxes`."""
    root = element(f"<html><body>{html}</body></html>", "html")
    weights = weigh(root)
    weights.leave_out({box for box in root.iter() if boxes and box.get("class") == boxes}, start)
    return weights


def area(weights: Weights, tag: str) -> Area:
    return next(one for one in weights.areas if one.element.tag == tag)


def outside(weights: Weights) -> list[str | None]:
    return [one.element.get("id") for one in weights.areas if one.is_out and one.element.get("id")]


def test_a_paragraph_weighs_its_text_and_so_do_the_boxes_around_it() -> None:
    weights = weighed(f"<section><div><p>{SENTENCE}</p></div><p>{SENTENCE}</p></section>")
    one = len(SENTENCE) + 1
    assert [found.raw for found in weights.areas] == [2 * one, 2 * one, one, one, one]
    assert [found.text for found in weights.areas] == [found.raw for found in weights.areas]
    assert weights.body.element.tag == "body"


@pytest.mark.parametrize(
    ("html", "tag"),
    [
        ("<p>Share this page</p>", "p"),
        ("<div>A label that is too short for a paragraph</div>", "div"),
        (f"<h2>{SENTENCE}</h2>", "h2"),
        (f"<p>{LINK} {LINK} and then some more words on it</p>", "p"),
    ],
)
def test_labels_headings_and_rows_of_links_weigh_nothing(html: str, tag: str) -> None:
    weights = weighed(f"{html}<section><p>{SENTENCE}</p></section>")
    assert area(weights, tag).raw == 0
    assert weights.body.raw == len(SENTENCE) + 1


def test_a_sentence_with_a_link_in_it_weighs_its_words_that_are_not_linked() -> None:
    weights = weighed(f"<p>{SENTENCE} <a href=/x><b>The harbour</b></a> was closed.</p>")
    assert (area(weights, "p").linked, area(weights, "p").links) == (len("The harbour") + 1, 1)
    assert area(weights, "p").raw == len(SENTENCE) + 1 + len("was closed.") + 1


@pytest.mark.parametrize(
    "hidden",
    [
        "<div hidden>{}</div>",
        "<div style='margin: 0; display : none'>{}</div>",
        "<div aria-hidden=true>{}</div>",
        "<div role=navigation>{}</div>",
        "<figure><figcaption>{}</figcaption></figure>",
        "<noscript>{}</noscript>",
        "<button>{}</button>",
        "<nav><ul><li>{}</li></ul></nav>",
        "<footer>{}</footer>",
        "<!-- {} -->",
    ],
)
def test_what_is_never_an_articles_text_is_not_weighed(hidden: str) -> None:
    weights = weighed(f"<p>{SENTENCE}</p>{hidden.format(f'<p>{SENTENCE}</p>')}after")
    assert weights.body.raw == len(SENTENCE) + 1
    assert weights.body.chars == len("after") + 1, "what follows it is still counted"


def test_a_page_that_hides_itself_until_its_scripts_have_run_is_weighed() -> None:
    root = element(f"<html><body style='visibility:hidden'><p>{SENTENCE}</p></body></html>", "html")
    assert weigh(root).body.raw == len(SENTENCE) + 1


def test_what_a_parser_moved_into_a_menu_is_weighed() -> None:
    weights = weighed(f"<nav><a href=/>Home</a><main><p>{SENTENCE}</p></main></nav>")
    assert weights.body.raw == len(SENTENCE) + 1
    assert not area(weights, "main").is_out, "a menu with all the text is none"


def test_links_and_labels_speak_against_the_box_that_they_stand_in() -> None:
    weights = weighed(f"<section><p>{SENTENCE}</p><div>{LINK}</div><div>Menu</div></section>")
    assert area(weights, "section").text == len(SENTENCE) + 1
    assert 0 < area(weights, "section").value < len(SENTENCE) + 1
    assert area(weights, "div").value < 0


def test_a_list_of_one_word_items_does_not_speak_against_its_box() -> None:
    weights = weighed(f"<section><p>{SENTENCE}</p><ul><li>Salt</li><li>Flour</li></ul></section>")
    assert area(weights, "section").value == area(weights, "section").text


def test_a_box_is_beside_the_article_where_its_name_says_so_and_it_holds_little() -> None:
    text = f"<div id=text><p>{SENTENCE}</p><p>{SENTENCE}</p><p>{SENTENCE}</p></div>"
    weights = weighed(f"{text}<div id=share class=share-box><p>{SENTENCE}</p></div><aside id=aside>{SENTENCE}</aside>")
    assert outside(weights) == ["share", "aside"]
    assert weights.body.text == 3 * (len(SENTENCE) + 1)
    assert weights.body.raw == 5 * (len(SENTENCE) + 1)


def test_names_that_hold_much_of_the_text_lie() -> None:
    text = f"<p>{SENTENCE}</p>"
    weights = weighed(f"<div id=lie class=sidebar>{text * 4}</div><div id=true class=promo>{text}</div>")
    assert outside(weights) == ["true"]
    assert weights.untrue == {"sidebar"}


def test_a_name_is_judged_by_all_boxes_that_share_it() -> None:
    shared = "".join(f"<div class=promo id=p{at}><p>{SENTENCE}</p></div>" for at in range(4))
    assert outside(weighed(f"{shared}<p>{SENTENCE}</p>")) == []


def test_a_box_in_a_box_of_the_same_name_is_counted_once() -> None:
    nested = f"<div class=promo id=a><div class=promo><p>{SENTENCE}</p></div></div>"
    assert "a" in outside(weighed(nested + f"<p>{SENTENCE}</p>" * 2))


def test_comments_may_be_most_of_a_page_and_a_form_may_not() -> None:
    rest = f"<p>{SENTENCE}</p>"
    assert outside(weighed(f"{rest}<div id=c class=comment-list>{rest * 8}</div>")) == ["c"]
    assert outside(weighed(f"{rest}<form id=f>{rest * 8}</form>")) == []
    assert outside(weighed(f"{rest * 8}<form id=f>{rest}</form>")) == ["f"]


def test_what_is_in_a_box_that_is_left_out_is_out_and_so_is_what_stands_before_the_start() -> None:
    weights = weighed(f"<p>{SENTENCE}</p><div class=box><section><p>{SENTENCE}</p></section></div>", boxes="box")
    assert area(weights, "section").is_out
    assert weights.body.text == len(SENTENCE) + 1
    assert weighed(f"<p>{SENTENCE}</p><p>{SENTENCE}</p>", start=2).body.text == len(SENTENCE) + 1


def test_the_block_of_an_element_is_the_nearest_one() -> None:
    root = element("<html><body><div><p>A <b>bold</b> word</p></div><script>x</script></body></html>", "html")
    weights = weigh(root)
    found = weights.area_of(root.cssselect("b")[0])
    assert found is not None
    assert found.element.tag == "p"
    assert [one.element.tag for one in found.up()] == ["p", "div", "body"]
    assert weights.area_of(root) is None


TAGS = ["p", "div", "section", "nav", "form", "h1", "h2", "ul", "li", "a", "b", "figure", "blockquote", "table", "td"]
ATTRIBUTES = ["", "", " class=share", " class=comments", " class=article-body", " hidden", " role=search"]
TREES = st.recursive(
    st.sampled_from([SENTENCE, "Menu", LINK, "", "<br>", "<!-- x -->"]),
    lambda parts: st.builds(
        lambda tag, attribute, inside: f"<{tag}{attribute}>{''.join(inside)}</{tag}>",
        st.sampled_from(TAGS),
        st.sampled_from(ATTRIBUTES),
        st.lists(parts, max_size=4),
    ),
    max_leaves=25,
)


@settings(max_examples=150, deadline=None)
@given(st.lists(TREES, max_size=5).map("".join))
def test_a_block_weighs_what_it_holds_itself_and_its_children(html: str) -> None:
    weights = weighed(html)
    below: dict[Element, list[Area]] = {one.element: [] for one in weights.areas}
    for one in weights.areas:
        if one.parent is not None:
            below[one.parent.element].append(one)
    for one in weights.areas:
        children = below[one.element]
        assert one.raw == one.own_text + sum(child.raw for child in children)
        own = 0 if one.is_out else one.own_text
        assert one.text == own + sum(child.text for child in children)
        assert 0 <= one.text <= one.raw
        assert one.value <= one.text
        assert one.parent is None or one.is_out >= one.parent.is_out, "what is out is out with all it holds"
