"""Pages that are no articles, and articles that only look like them."""

from __future__ import annotations

import pytest

from feedcrawler.pages import NotAnArticle
from feedcrawler.pages.other_pages import is_not_there
from tests.pages.making import read

SENTENCE = "The bridge over the river was opened on Monday by the mayor and two hundred school children."
TEASERS = "".join(f"<article><h3><a href='/{n}/'>Story {n}</a></h3><p>{SENTENCE}</p></article>" for n in range(6))


@pytest.mark.parametrize(
    ("source", "reason"),
    [
        (f"<h1>News</h1>{TEASERS}", "a listing"),
        (f"<link rel=next href='/page/2/'><h1>News</h1><p>{SENTENCE}</p>", "a listing"),
        (
            f'<script type="application/ld+json">{{"@type": "CollectionPage"}}</script><h1>News</h1><p>{SENTENCE}</p>',
            "a listing",
        ),
        (f"<h1>Sign in</h1><p>{SENTENCE}</p><form><input type=password></form>", "a login page"),
        (f"<h1>Page not found</h1><p>{SENTENCE}</p>", "says that there is no such page"),
    ],
)
def test_other_pages_say_what_they_are(source: str, reason: str) -> None:
    with pytest.raises(NotAnArticle) as raised:
        read(f"<html><body>{source}</body></html>")
    assert raised.value.reason == reason


@pytest.mark.parametrize(
    "source",
    [
        f"<meta property=og:type content=article><h1>News</h1><p>{SENTENCE * 3}</p>{TEASERS}",
        f"<main><h1>Bridge opens</h1><div>by <a href='/author/o/'>Olha</a></div><div><p>{SENTENCE * 3}</p></div></main>{TEASERS}",
        f"<link rel=prev href='/a/'><h1>Bridge opens</h1><time datetime='2025-06-05'></time><div><p>{SENTENCE * 3}</p></div>",
        f"<h1>Bridge opens</h1><div><p>{SENTENCE}</p><p>{SENTENCE}</p><p>{SENTENCE}</p></div>{TEASERS}",
        f"<h1>Bridge opens</h1><div><p>{SENTENCE * 9}</p></div><form><input type=password></form>",
    ],
)
def test_articles_that_have_teasers_or_a_login_box_are_articles(source: str) -> None:
    assert (read(f"<html><body>{source}</body></html>").articleBody or "").startswith(SENTENCE)


@pytest.mark.parametrize(
    "headline",
    [
        "404",
        "404 – Page not found",
        "Error 404",
        "Oops! Page not found",
        "This page doesn’t exist",
        "Сторінку не знайдено",
    ],
)
def test_headlines_of_pages_that_are_not_there(headline: str) -> None:
    assert is_not_there(headline, "Sorry.")


@pytest.mark.parametrize(
    "headline",
    [
        "404 drones shot down over three regions in a week of heavy fighting, the Air Force says",
        "Missing page of the treaty found in Lviv",
    ],
)
def test_headlines_of_articles(headline: str) -> None:
    assert not is_not_there(headline, f"{SENTENCE} " * 10)
