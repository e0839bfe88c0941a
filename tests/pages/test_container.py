"""Finding the text by structure, with no name known."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from feedcrawler.pages.container import find_container
from tests.pages.making import element

SENTENCE = "The bridge over the river was opened on Monday by the mayor and two hundred school children. "
TEXT = "".join(f"<p>{SENTENCE * 2}</p>" for _ in range(4))
BLURBS = "".join(f"<div class=z><p>{SENTENCE}</p></div>" for _ in range(4))


@pytest.mark.parametrize(
    "page",
    [
        "<article><h1>H</h1><div id=t>{text}</div></article>",
        "<main><h1>H</h1><div><div id=t>{text}</div></div></main>",
        "<h1>H</h1><div id=t>{text}</div>",
        "<article><header><h1>H</h1></header><section id=t>{text}<figure><p>{sentence}</p></figure></section></article>",
        "<article><h1>H</h1><div id=t>{text}</div><div><p>{sentence}</p><a href=/m>Become a member</a></div></article>",
        "<article><h1>H</h1><div id=t>{text}</div><div><span>Avatar</span><p>{sentence}</p><a>Read more</a></div></article>",
        "<article><h1>H</h1><div id=t>{text}</div><div><h4>News</h4>{blurbs}<button>Show More</button></div></article>",
        "<article><div><h4>News</h4>{blurbs}<button>Show More</button></div><h1>H</h1><div id=t>{text}</div></article>",
        "<article><h1>H</h1><div id=t>{text}</div></article><aside>{text}{text}</aside>",
        "<article><h1>H</h1><div id=t>{text}</div></article><footer>{text}{text}</footer>",
        "<article><h1>H</h1><div id=t>{text}</div><div style='display:none'>{text}{text}</div></article>",
        "<article><h1>H</h1><div id=t><div><p>{sentence}</p></div><div><p>{sentence}</p></div><div><p>{sentence}</p></div></div></article>",
        "<article><h1>H</h1><div id=t>{sentence}<br><br>{sentence}<br><br>{sentence}</div><div>x</div></article>",
    ],
)
def test_the_element_with_the_text_is_found(page: str) -> None:
    root = element(
        "<html><body><nav><p>x</p></nav>" + page.format(text=TEXT, sentence=SENTENCE, blurbs=BLURBS) + "</body></html>",
        "html",
    )
    container = find_container(root, root.find(".//h1")).container
    assert container is not None
    assert container.get("id") == "t"


def test_a_box_among_paragraphs_that_each_have_a_box_is_no_more_than_itself() -> None:
    wrapped = "".join(f"<div><p>{SENTENCE}</p></div>" for _ in range(4))
    box = f"<div id=b><p>{SENTENCE}</p><a href=/m>Become a member</a></div>"
    root = element(f"<html><body><article><h1>H</h1><div id=t>{wrapped}{box}{wrapped}</div></article></body>", "html")
    place = find_container(root, root.find(".//h1"))
    container, boxes = place.container, place.boxes
    assert container is not None
    assert container.get("id") == "t"
    assert [box.get("id") for box in boxes] == ["b"]


def test_text_beside_the_headline_is_found_in_the_article_itself() -> None:
    root = element(f"<html><body><article id=t><h1>H</h1>{TEXT}</article></body></html>", "html")
    container = find_container(root, root.find(".//h1")).container
    assert container is not None
    assert container.get("id") == "t"


def test_a_page_without_sentences_has_no_text() -> None:
    root = element(
        "<html><body><h1>H</h1><p>Menu</p><p><a href=x>A very long link that is nothing but a link</a></p></body></html>",
        "html",
    )
    assert find_container(root, root.find(".//h1")).container is None


def test_a_run_of_paragraphs_is_no_box_although_it_ends_in_read_more() -> None:
    root = element(
        f"<html><body><article><h1>H</h1><div id=t>{TEXT}<a>Read more</a></div></article></body></html>", "html"
    )
    place = find_container(root, root.find(".//h1"))
    container, boxes = place.container, place.boxes
    assert container is not None
    assert container.get("id") == "t"
    assert not any(box is container for box in boxes)


LINK = "<a href='/mill/'>The old mill turns again</a>"


def place(html: str) -> tuple[str | None, dict[str, set[str | None]]]:
    """The id of the container, and those of the elements in it that are no text."""
    root = element(f"<html><body>{html}</body></html>", "html")
    found = find_container(root, root.find(".//h1"))
    kinds = {"boxes": found.boxes, "beside": found.beside or frozenset(), "lists": found.lists}
    ids = {kind: {one.get("id") for one in elements} for kind, elements in kinds.items()}
    return (found.container.get("id") if found.container is not None else None), ids


def test_text_in_several_elements_is_in_the_one_around_them() -> None:
    halves = f"<div><p>{SENTENCE * 2}</p><p>{SENTENCE}</p></div>" * 2
    assert place(f"<h1>H</h1><div id=t>{halves}</div><div><div>{LINK}</div></div>")[0] == "t"
    assert place(f"<div id=t><h1>H</h1>{halves}<div>Menu</div><section>{TEXT}</section></div>")[0] == "t"


def test_links_and_labels_around_the_text_are_left_outside() -> None:
    links = f"<div><ul>{f'<li>{LINK}</li>' * 10}</ul></div><div>Menu</div>"
    assert place(f"<h1>H</h1><div>{links}<div id=t>{TEXT}</div>{links}</div>")[0] == "t"


def test_an_element_that_is_named_as_the_texts_is_taken_if_it_holds_most_of_it() -> None:
    named = "<h1>H</h1><div id=o><p>{}</p><div id=t class=article-body>{}</div></div>"
    assert place(named.format("A line above. " * 3, TEXT))[0] == "t"
    assert place(named.format(SENTENCE * 8, f"<p>{SENTENCE}</p>"))[0] == "o"


def test_the_innermost_of_several_that_are_named_alike_is_taken() -> None:
    assert place(f"<h1>H</h1><div class=post-content><div id=t class=entry-content>{TEXT}</div></div>")[0] == "t"


def test_only_the_article_with_the_headline_is_looked_into() -> None:
    other = f"<article>{TEXT}{TEXT}</article>"
    assert place(f"{other}<article id=t><h1>H</h1>{TEXT}</article>{other}")[0] == "t"


def test_text_before_the_headline_counts_only_if_it_is_most_of_the_text() -> None:
    assert place(f"<div>{BLURBS}</div><h1>H</h1><div id=t>{TEXT}</div>")[0] == "t"
    assert place(f"<div id=t>{TEXT}{TEXT}</div><h1>H</h1><div>Menu</div>")[0] == "t"


def test_lists_of_links_are_told_by_whether_they_lead_to_stories() -> None:
    stories = f"<ul id=s>{f'<li>{LINK}</li>' * 3}</ul>"
    tags = "<div id=g><a href=/t/a>Mills</a> <a href=/t/b>Bread</a></div>"
    sources = (
        "<ul id=x>"
        + "<li><a href='https://else.example/1'>The report of the inspectors, in full</a></li>" * 3
        + "</ul>"
    )
    container, found = place(f"<article id=t><h1>H</h1>{TEXT}{stories}{tags}{sources}{TEXT}</article>")
    assert container == "t"
    assert found["lists"] == {"s"}
    assert found["boxes"] == {"g"}


def test_a_list_with_more_than_links_is_text() -> None:
    item = f"<li>{SENTENCE} <a href=/x>So it was.</a></li>"
    assert place(f"<article id=t><h1>H</h1>{TEXT}<ul id=u>{item * 3}</ul></article>")[1]["lists"] == set()


def test_what_is_beside_the_article_is_named_so_and_holds_little() -> None:
    boxes = f"<div id=a class=share>Share</div><aside id=b><p>{SENTENCE}</p></aside><div id=c class=promo><p>{SENTENCE}</p></div>"
    lie = f"<div id=d class=sidebar>{TEXT}</div>"
    container, found = place(f"<article id=t><h1>H</h1>{TEXT}{boxes}{lie}</article>")
    assert container == "t"
    assert found["beside"] == {"a", "b", "c"}


@settings(max_examples=80, deadline=None)
@given(
    before=st.lists(st.sampled_from([BLURBS, f"<ul>{f'<li>{LINK}</li>' * 5}</ul>", "<div>Menu</div>"]), max_size=2),
    between=st.lists(st.sampled_from(["<div>Ad</div>", f"<div>{LINK}</div>", "<figure><img></figure>", ""]), min_size=6, max_size=6),
    after=st.lists(st.sampled_from([f"<div>{LINK}</div>", "<div>Menu</div>", f"<aside>{BLURBS}</aside>"]), max_size=5),
    boxed=st.booleans(),
)  # fmt: skip
def test_the_container_holds_every_paragraph(
    before: list[str], between: list[str], after: list[str], boxed: bool
) -> None:
    box = "<div><p class=text>{}</p></div>{}" if boxed else "<p class=text>{}</p>{}"
    text = "".join(box.format(SENTENCE * 2, one) for one in between)
    html = f"<html><body>{''.join(before)}<h1>H</h1><div>{text}</div>{''.join(after)}</body></html>"
    root = element(html, "html")
    found = find_container(root, root.find(".//h1"))
    assert found.container is not None
    inside = set(found.container.iter("p"))
    left_out = {one for box in (found.boxes, found.beside or frozenset(), found.lists) for one in box}
    for paragraph in root.cssselect("p.text"):
        assert paragraph in inside
        assert left_out.isdisjoint([paragraph, *paragraph.iterancestors()])
