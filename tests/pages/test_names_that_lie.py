"""Names of boxes that say how a thing is, not what it is, and names that structured data prove wrong."""

from __future__ import annotations

import json

import pytest

from feedcrawler import read_article

LINES = [
    f"The bridge over the river was opened on Monday by the mayor and {number} children who had waited for it."
    for number in range(100, 108)
]
FIRST, REST = ("".join(f"<p>{line}</p>" for line in lines) for lines in (LINES[:5], LINES[5:]))


def lines_of(body: str, **said: str) -> list[str]:
    data = {"@type": "NewsArticle", "headline": "Bridge opens", **said}
    page = (
        f"<title>Bridge opens</title><script type='application/ld+json'>{json.dumps(data)}</script>"
        f"<article><h1>Bridge opens</h1>{body}</article>"
    )
    return (read_article(page, "https://news.example/bridge-opens").articleBody or "").split("\n\n")


@pytest.mark.parametrize(
    "name",
    ["no-ads", "ad-free", "no-sidebar", "with-sidebar", "has-share", "share-enabled", "comments-closed", "tag-politics", "paywall"],
)  # fmt: skip
def test_a_state_or_a_subject_is_no_furniture(name: str) -> None:
    assert lines_of(f"{FIRST}<div class='{name}'>{REST}</div>") == LINES


def test_a_box_with_a_run_of_paragraphs_is_text_whatever_its_name() -> None:
    assert lines_of(f"{FIRST}<div class='newsletter-content'>{REST}</div>") == LINES
    links = "".join(f"<p><a href='/{at}'>Other</a> {line}</p>" for at, line in enumerate(LINES[5:]))
    assert lines_of(f"{FIRST}<div class='newsletter-content'>{links}</div>") == LINES[:5]


def test_a_box_that_structured_data_have_is_text_whatever_its_name() -> None:
    page = f"{FIRST}<p>{LINES[5]}</p><div class='newsletter-content'><p>{LINES[6]}</p><p>{LINES[7]}</p></div>"
    assert lines_of(page) == LINES[:6]
    assert lines_of(page, articleBody="\n".join(LINES)) == LINES


def test_the_line_before_a_list_and_the_posts_of_a_live_blog_are_text() -> None:
    items = "".join(f"<li>{line}</li>" for line in LINES)
    assert lines_of(f"<p>Here is what we know:</p><ul>{items}</ul>") == ["Here is what we know:", *LINES]
    posts = "".join(f"<div><h3><a href='#p{at}'>Update {at}</a></h3><p>{LINES[at]}</p></div>" for at in range(3))
    assert [line for line in lines_of(FIRST * 3 + posts) if line.startswith("Update")] == [
        "Update 0",
        "Update 1",
        "Update 2",
    ]


def test_a_whole_sentence_that_is_a_link_is_text() -> None:
    sentence = "<p><a href='/report'>The city published the whole report on the bridge and its price on Monday.</a></p>"
    assert len(lines_of(FIRST + sentence)) == 6
    assert len(lines_of(FIRST + "<p><a href='/report'>City publishes the whole report on the bridge</a></p>")) == 5
