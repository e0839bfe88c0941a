"""Authors by the marks that templates put on them."""

from __future__ import annotations

import pytest

from feedcrawler.pages.marked import marked_authors
from tests.pages.making import element

NAME = "Olha Bondar"


def marked(html: str) -> list[tuple[str, str | None]]:
    root = element(f"<html><body>{html}</body></html>", "html")
    return marked_authors(root.find(".//h1"))


@pytest.mark.parametrize(
    "html",
    [
        "<span class='entry-author'>Olha Bondar</span>",
        "<div class='blog-meta-author'> Olha Bondar </div>",
        "<div class=article__authorName>by Olha Bondar</div>",
        "<div class='byline'><b>Reporter</b> <span class='name'>Olha Bondar</span></div>",
        "<div class='author-details'><div class='author-name'>Olha Bondar</div><div class=author-role>Chief Editor</div></div>",
        "<p class='author'>Olha Bondar<br>4 August 2010</p>",
        "<span itemprop='author'>Olha Bondar</span>",
        "<div class='author-card'><p>Olha Bondar</p><p>She writes.</p></div>",
    ],
)
def test_a_mark_after_the_headline_names_the_author(html: str) -> None:
    assert marked(f"<h1>Bridge opens</h1>{html}<p>Text</p>") == [(NAME, None)]


def test_a_link_to_an_author_keeps_its_address() -> None:
    assert marked("<h1>H</h1><a rel=author href='/olha/'>Olha Bondar</a>") == [(NAME, "/olha/")]


def test_the_articles_own_footer_signs_and_the_pages_does_not() -> None:
    footer = "<footer><a rel=author href='/olha/'>Olha Bondar</a></footer>"
    assert marked(f"<article><div><h1>H</h1><p>x</p>{footer}</div></article>") == [(NAME, "/olha/")]
    assert marked(f"<article><h1>H</h1><p>x</p></article>{footer}") == []


def test_authors_side_by_side_sign_together() -> None:
    one = "<span class=author>{}</span>"
    html = f"<h1>H</h1><div>{one.format(NAME)} {one.format('Petro Sych')}</div><div>{one.format('Zoya Kit')}</div>"
    assert [name for name, _ in marked(html)] == [NAME, "Petro Sych"]


def test_an_author_before_the_headline_signs_where_none_comes_after() -> None:
    assert marked("<div class=author>Olha Bondar</div><h1>H</h1><p>x</p>") == [(NAME, None)]


@pytest.mark.parametrize(
    "html",
    [
        "<aside><span class=author>Olha Bondar</span></aside>",
        "<div class=comments><span class=author>Olha Bondar</span></div>",
        "<div class='related-stories'><span class=author>Olha Bondar</span></div>",
        "<span class='authority'>Olha Bondar</span>",
        "<span class='author' hidden>Olha Bondar</span>",
        "<span class=author>Read more</span>",
        "<span class=author>News Desk of the Town, 24 hours</span>",
        f"<div class=author>{'Olha Bondar writes. ' * 30}</div>",
        "",
    ],
)
def test_marks_elsewhere_and_texts_that_are_no_names_do_not_sign(html: str) -> None:
    assert marked(f"<h1>H</h1>{html}") == []


def test_a_menu_that_is_never_closed_around_the_article_hides_nobody() -> None:
    assert marked("<nav>Menu<div><h1>H</h1><p class=author>Olha Bondar</p></div></nav>") == [(NAME, None)]


def test_a_page_without_headline_has_no_marked_authors() -> None:
    assert marked("<span class=author>Olha Bondar</span>") == []
