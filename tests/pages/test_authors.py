"""Who signs an article, whichever part of the page says it."""

from __future__ import annotations

import json
from typing import Any

import pytest

from feedcrawler.items import FieldSource
from tests.pages.making import page

TEXT = "<p>The bridge over the river was opened on Monday by the mayor and two hundred school children.</p>" * 3
SITE = '<meta property="og:site_name" content="The Daily Bridge">'


def signed(head: str = "", after: str = "", end: str = "", **article: Any) -> tuple[list[str], FieldSource | None]:
    """The names that a page is signed with, and the source that gave them."""
    node = {"@type": "NewsArticle", "headline": "Bridge opens", **article}
    script = f'<script type="application/ld+json">{json.dumps(node)}</script>' if article else ""
    body = f"<article><h1>Bridge opens</h1>{after}<div>{TEXT}{end}</div></article>"
    read = page(f"<html><head>{SITE}{script}{head}</head><body>{body}</body></html>")
    return [one.name for one in read.authors], read.extraction.fields.get("authors")


@pytest.mark.parametrize(
    ("author", "names"),
    [
        ("Olha Bondar", ["Olha Bondar"]),
        (["Olha Bondar", "Petro Sych"], ["Olha Bondar", "Petro Sych"]),
        ({"@type": "Person", "name": "By Olha Bondar"}, ["Olha Bondar"]),
        ({"@type": "Person", "name": ["Olha Bondar"]}, ["Olha Bondar"]),
        ([{"name": "Olha Bondar"}, [{"name": "Petro Sych"}]], ["Olha Bondar", "Petro Sych"]),
        ({"name": "Olha Bondar, Senior Reporter"}, ["Olha Bondar"]),
        (
            {"@type": "Organization", "name": "Ministry of Roads, Rivers and Bridges"},
            ["Ministry of Roads, Rivers and Bridges"],
        ),
        ({"@type": "Person", "givenName": "Olha", "familyName": "Bondar"}, ["Olha Bondar"]),
        ({"@type": "Person", "url": "https://news.example/author/x/"}, []),
        ("https://news.example/author/x/", []),
        ({"name": "null"}, []),
        (5, []),
    ],
)
def test_authors_in_json_ld(author: Any, names: list[str]) -> None:
    assert signed(author=author)[0] == names


def test_who_created_it_signs_where_no_author_is_named() -> None:
    assert signed(author={"name": ""}, creator=["Olha Bondar"])[0] == ["Olha Bondar"]
    assert signed(author="Petro Sych", creator=["Olha Bondar"])[0] == ["Petro Sych"]


@pytest.mark.parametrize(
    "head",
    [
        '<meta name="author" content="Olha Bondar">',
        '<meta property="article:author" content="https://social.example/bridge"><meta name="author" content="Olha Bondar">',
        '<meta name="parsely-author" content="Olha Bondar">',
        '<meta name="cXenseParse:author" content="Olha Bondar">',
        '<meta name="sailthru.author" content="Olha Bondar">',
        '<meta name="DC.creator" content="Olha Bondar">',
        '<meta name="citation_author" content="Olha Bondar">',
        '<meta name="twitter:label1" content="Verfasst von"><meta name="twitter:data1" content="Olha Bondar">',
    ],
)
def test_authors_in_meta_tags(head: str) -> None:
    names, source = signed(head)
    assert names == ["Olha Bondar"]
    assert source is not None
    assert source.source == "meta"


def test_the_site_signs_where_nobody_else_does() -> None:
    for name in ("The Daily Bridge", "news.example"):
        assert signed(author={"@type": "Organization", "name": name})[0] == [name]
        assert signed('<meta name="author" content="Olha Bondar">', author=name)[0] == ["Olha Bondar"]
        assert signed(after="<p>By Olha Bondar</p>", author=name)[0] == ["Olha Bondar"]
        assert signed(after="<b class=author-name>Olha Bondar</b>", author=name)[0] == ["Olha Bondar"]
        assert signed(end="<p>Text: Olha Bondar</p>", author=name)[0] == ["Olha Bondar"]


def test_the_end_of_the_text_and_marks_sign_only_where_nobody_else_does() -> None:
    assert signed(after="<b class=author-name>Petro Sych</b>", end="<p>By Ivan Hai</p>", author="Olha Bondar")[0] == [
        "Olha Bondar"
    ]
    names, source = signed(end="<p>By Ivan Hai</p>")
    assert (names, source and source.path) == (["Ivan Hai"], "end of the text")


@pytest.mark.parametrize(
    "line", ["Happy New Year", "Peace At Last", "He Won", "Слава Україні", "Ivan Shevchenko", "<b>Ivan Hai</b>"]
)
def test_a_last_line_that_only_looks_like_a_name_signs_nothing_and_stays(line: str) -> None:
    article = page(f"<html><body><article><h1>Bridge opens</h1><div>{TEXT}<p>{line}</p></div></article></body></html>")
    assert article.authors == []
    assert (article.articleBody or "").endswith(line.removeprefix("<b>").removesuffix("</b>"))


def test_the_last_of_a_list_of_names_is_no_author() -> None:
    victims = "<p>The mayor read their names aloud:</p><ul><li>Olha Bondar</li><li>Ivan Shevchenko</li></ul>"
    assert signed(end=victims)[0] == []


@pytest.mark.parametrize(
    "end",
    [
        "<p rel=author>Ivan Hai</p>",
        "<p itemprop=author>Ivan Hai</p>",
        "<p style='text-align:right'><b>Ivan Hai</b></p>",
        "<p class=has-text-align-right>Ivan Hai</p>",
        "<p align=right>Ivan Hai</p>",
        "<p><a href='/author/ivan-hai/'>Ivan Hai</a></p>",
    ],
)
def test_a_last_line_that_is_marked_as_an_authors_or_leads_to_one_signs(end: str) -> None:
    assert signed(end=end)[0] == ["Ivan Hai"]


def test_a_right_margin_says_nothing_where_every_line_has_it() -> None:
    right = "<p style='text-align: right'>{}</p>"
    assert (
        signed(end=right.format("The town came to see it and stayed until noon.") + right.format("Ivan Hai"))[0] == []
    )


def test_a_last_line_that_the_page_has_elsewhere_as_a_name_signs() -> None:
    assert signed('<meta name="article:writer" content="Ivan Hai">', end="<p>Ivan Hai</p>")[0] == ["Ivan Hai"]
    assert signed(after="<div>Ivan Hai</div>", end="<p>Ivan Hai</p>")[0] == ["Ivan Hai"]
    assert signed('<meta name="keywords" content="Happy New Year">', end="<p>Happy New Year</p>")[0] == []


def test_many_authors_are_cut() -> None:
    letters = "abcdefghijklmnopqrstuvwxyz"
    crowd = [{"name": f"Olha B{one}{other}"} for one in letters for other in letters]
    assert len(signed(author=crowd)[0]) == 50
