"""Finding the text by structure, with no name known."""

from __future__ import annotations

import pytest

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
