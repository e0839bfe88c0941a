"""What a reader may rely on, whatever else a page shows: the article, all of it, and nothing else."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from feedcrawler.items import Article
from tests.pages.making import read

TEXT = [
    "The tram to the sea runs again from Saturday, seventeen years after the last one was left in the dunes.",
    "It takes forty minutes, stops wherever somebody waves, and carries bicycles, dogs and buckets for nothing.",
    "Most of the rails were still there, said the engineer who dug them out with the help of two school classes.",
    "What was missing came from a museum that had closed, and from a farmer who had used it for his gate.",
    "On the first day the driver will be the daughter of the man who had left the last tram in the dunes.",
]
OTHER = "The pool beside the town hall stays closed for a third summer because nobody can find the key to it."
TITLE = "Tram to the sea runs again"
LINK = "<a href='/pool/'>The pool stays closed for a third summer</a>"
P = [f"<p>{text}</p>" for text in TEXT]
BODY = "".join(P)
HEAD = f'<title>{TITLE}</title><meta property="og:title" content="{TITLE}"><meta property="og:type" content="article">'
H1 = f"<h1>{TITLE}</h1>"


def page(body: str, data: dict[str, str] | None = None) -> Article:
    node = {"@type": "NewsArticle", "headline": TITLE} | (data or {})
    script = f'<script type="application/ld+json">{json.dumps(node)}</script>'
    return read(f"<html lang=en><head>{HEAD}{script}</head><body>{body}</body></html>")


def paragraphs(body: str, data: dict[str, str] | None = None) -> list[str]:
    return (page(body, data).articleBody or "").split("\n\n")


def warnings(article: Article) -> list[str]:
    assert article.extraction is not None
    return article.extraction.warnings


TEASER = f"<div class=item><h3>{LINK}</h3><p>{OTHER}</p></div>"
COMMENT = f"<div class=comment><b>Reader</b><p>{OTHER} {OTHER}</p></div>"


@pytest.mark.parametrize(
    "body",
    [
        f"<article>{H1}{BODY}</article>",
        f"{H1}<div>{BODY}</div>",
        f"<main>{H1}<div>{P[0]}{P[1]}</div><div><div>{P[2]}</div></div><section>{P[3]}{P[4]}</section></main>",
        f"<article>{H1}<div class=chunk>{P[0]}{P[1]}</div><div class=ad>Advertisement</div><div class=chunk>{''.join(P[2:])}</div></article>",
        f"<form action=/><input name=q>{H1}<div>{BODY}</div><button>Go</button></form>",
        f"<nav><ul><li><a href=/>Home</a></ul><div>{H1}<div>{BODY}</div></div></nav>",
        f"<nav><a href=/>Home</a><article>{H1}{BODY}</article>",
        f"<div class=sidebar>{H1}<div>{BODY}</div></div>",
        f"<div class='newsletter share'><article>{H1}{BODY}</article></div>",
        f"<div id=comments>{H1}<div>{BODY}</div></div>",
        f"<article>{H1}{'<br><br>'.join(TEXT)}</article>",
        f"<article>{H1}{''.join(f'<div>{text}</div>' for text in TEXT)}</article>",
        f"<table><tr><td><a href=/>Home</a></td><td>{H1}{BODY}</td></tr></table>",
        f"<body style='visibility: hidden'>{H1}<div>{BODY}</div>",
    ],
    ids=["article", "bare", "several containers", "two halves around an ad", "form", "menu", "menu not closed", "sidebar",
         "newsletter", "comments", "line breaks", "divs", "table of layout", "hidden until loaded"],
)  # fmt: skip
def test_the_article_is_read_whatever_it_stands_in(body: str) -> None:
    assert paragraphs(body) == TEXT


@pytest.mark.parametrize(
    "beside",
    [
        f"<aside>{TEASER * 9}</aside>",
        f"<div class=sidebar>{f'<h3>{LINK}</h3><span>June 5</span>' * 30}</div>",
        f"<div class=z>{f'<div>{LINK}</div>' * 40}</div>",
        f"<div id=comments>{COMMENT * 15}</div>",
        f"<section class=comment-list><h3>15 comments</h3>{COMMENT * 15}</section>",
        f"<footer><p>{OTHER}</p><p>{OTHER}</p></footer>",
        f"<div class=related>{TEASER * 3}</div>",
        f"<div role=complementary><p>{OTHER}</p><p>{OTHER}</p></div>",
        f"<div class=cookie-consent><p>{OTHER}</p><button>Accept</button></div>",
        f"<div hidden><p>{OTHER * 20}</p></div>",
        f"<ul>{f'<li>{LINK}</li>' * 30}</ul>",
    ],
    ids=[
        "aside",
        "sidebar",
        "links",
        "comments",
        "comment list",
        "footer",
        "related",
        "role",
        "consent",
        "hidden",
        "list",
    ],
)
def test_what_stands_beside_it_is_not_read_however_much_it_is(beside: str) -> None:
    text = f"<div class=text>{BODY}</div>"
    assert paragraphs(f"<div class=page>{H1}{text}{beside}</div>") == TEXT
    assert paragraphs(f"<div class=page>{H1}{text}</div>{beside}") == TEXT
    assert paragraphs(f"{beside}<div class=page>{H1}{text}</div>") == TEXT


def test_breaking_news_before_the_headline_are_another_story() -> None:
    breaking = f"<div class=z><h2>Breaking</h2><p>{OTHER}</p><p>{OTHER}</p></div>"
    assert paragraphs(f"<div>{breaking}{H1}{BODY}</div>") == TEXT


def test_boxes_in_the_text_are_left_out() -> None:
    boxes = [
        f"<aside><p>{OTHER}</p></aside>",
        f"<div class=newsletter-signup><p>{OTHER}</p><input type=email></div>",
        f"<p>Read also: {LINK}</p>",
        f"<p>{LINK}</p>",
        "<div><img src=/tram.jpg><div>The tram in the dunes. Photo: Olha Bondar</div></div>",
    ]
    assert paragraphs(f"<article>{H1}{''.join(map(''.join, zip(P, boxes, strict=True)))}</article>") == TEXT


PROMO = "Become a friend of our paper and we send you a printed map of all tram lines to the sea for nothing."


def test_a_box_that_structured_data_leave_out_is_left_out_with_a_warning() -> None:
    article = page(f"<article>{H1}{P[0]}<p>{PROMO}</p>{''.join(P[1:])}</article>", {"articleBody": "\n".join(TEXT)})
    assert article.articleBody == "\n\n".join(TEXT)
    assert "articleBody: the page has blocks that structured data leave out" in warnings(article)
    silent = page(f"<article>{H1}{BODY}</article>", {"articleBody": "\n".join(TEXT)})
    assert warnings(silent) == []


def test_structured_data_that_break_off_do_not_cost_the_rest_of_the_text() -> None:
    article = page(f"<article>{H1}{BODY}<p>{OTHER}</p></article>", {"articleBody": " ".join(TEXT)[:-40] + "…"})
    assert (article.articleBody or "").split("\n\n") == [*TEXT, OTHER]
    assert warnings(article) == []


def test_structured_data_of_another_article_are_a_warning_and_the_page_is_read() -> None:
    article = page(f"<article>{H1}{BODY}</article>", {"articleBody": f"{OTHER} " * 4})
    assert (article.articleBody or "").split("\n\n") == TEXT
    assert "articleBody: structured data and page disagree" in warnings(article)


def test_the_rest_of_a_text_of_which_the_page_shows_the_beginning_is_in_structured_data() -> None:
    article = page(f"<article>{H1}{P[0]}</article>", {"articleBody": "\n".join(TEXT)})
    assert (article.articleBody or "").split("\n\n") == TEXT
    assert "articleBody: structured data have more than the page shows" in warnings(article)
    assert article.extraction is not None
    assert article.extraction.fields["articleBody"].source == "json-ld"


FURNITURE = st.sampled_from(
    [
        f"<aside>{TEASER * 2}</aside>",
        f"<div class=share><p>{OTHER}</p></div>",
        f"<ul>{f'<li>{LINK}</li>' * 3}</ul>",
        f"<div class=comments>{COMMENT * 2}</div>",
        f"<div hidden><p>{OTHER}</p></div>",
        f"<nav><p>{OTHER}</p></nav>",
        "<script>var x = '<p>x</p>'</script>",
        f"<div>{LINK}</div>",
        "<!-- x -->",
    ]
)
AROUND = st.sampled_from(
    ["{}", "<div>{}</div>", "<section>{}</section>", "<main>{}</main>", "<div class=text>{}</div>"]
)


@settings(max_examples=60, deadline=None)
@given(
    text=st.permutations(TEXT),
    before=st.lists(FURNITURE, max_size=3, unique=True).map("".join),
    inside=st.lists(FURNITURE, min_size=4, max_size=4, unique=True),
    after=st.lists(FURNITURE, max_size=4, unique=True).map("".join),
    around=st.lists(AROUND, max_size=3),
)
def test_an_article_among_furniture_is_read_whole_and_alone(
    text: list[str], before: str, inside: list[str], after: str, around: list[str]
) -> None:
    furniture = [*inside, ""]
    html = "".join(f"<p>{line}</p>{box}" for line, box in zip(text, furniture, strict=True))
    for outer in around:
        html = outer.format(html)
    assert paragraphs(f"{before}<div>{H1}{html}</div>{after}") == text
