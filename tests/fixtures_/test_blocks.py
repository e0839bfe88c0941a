"""An article is written so that a person can edit it, and its news can be told from its cards."""

from __future__ import annotations

import pytest

from fixtures.kyiv_independent.blocks import Card, inline_html, news_text, parse, plain_text
from fixtures.kyiv_independent.markup import GhostMarkup, NextMarkup, WordPressMarkup

BODY = """\
First with **strong** and a [link](https://a.example/?x=1&y=2).

### `A title`

- one
- two

> Said.

::image 2025/06/a.jpg
A caption.

Before
<br>
after

::note
Hello.

Not news any more."""


def test_news_is_paragraphs_titles_items_and_quotations_up_to_the_author_s_note() -> None:
    assert news_text(parse(BODY)) == [
        "First with strong and a link.",
        "A title",
        "one",
        "two",
        "Said.",
        "Before",
        "after",
    ]


def test_marks_become_html_and_everything_else_is_escaped() -> None:
    assert inline_html("a < *b* & [c](d?e&f)") == 'a &lt; <em>b</em> &amp; <a href="d?e&amp;f">c</a>'
    assert plain_text("a < *b* &\u00a0[c](d)") == "a < b & c"


def test_a_list_holds_items_only() -> None:
    with pytest.raises(ValueError, match="not an item"):
        parse("- one\ntwo")


def test_each_software_writes_a_quotation_its_own_way() -> None:
    (quotation,) = parse("> Said.")
    assert GhostMarkup().block(quotation) == "<blockquote>Said.</blockquote>"
    assert WordPressMarkup().block(quotation) == '<blockquote class="wp-block-quote"><p>Said.</p></blockquote>'


def test_a_picture_of_the_fourth_theme_is_behind_the_front_end() -> None:
    picture = Card("image", "2025/06/a.jpg", ())
    assert "/_next/image?url=https%3A%2F%2Fassets" in NextMarkup().block(picture)
    assert "/_next/image" not in GhostMarkup().block(picture)
