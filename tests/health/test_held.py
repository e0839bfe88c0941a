"""The adapter of a fixture is found by its name, with the claims in it."""

from __future__ import annotations

import pytest
from web_poet import HttpResponse
from web_poet.serialization import load_class
from web_poet.utils import get_fq_class_name

from feedcrawler.health.held import by_own_selector, held_to, of_words
from tests.health.making import HeldPage, html

CLAIMS = ("authors", by_own_selector("headline"), of_words(60, at_least=True), of_words(60, at_least=False))


def test_an_adapter_is_found_again_by_its_name() -> None:
    name = get_fq_class_name(held_to(CLAIMS))
    assert name == (
        "feedcrawler.health.held.Held[authors, headline by own selector, articleBody of 60 words or more,"
        " articleBody of 60 words or less]"
    )
    assert load_class(name).claims == CLAIMS  # type: ignore[attr-defined]


@pytest.mark.parametrize("name", ["Nothing", "Held[", "Held[]", "Held[a; import os]", "Held[a,b]"])
def test_other_names_are_not_there(name: str) -> None:
    with pytest.raises(ValueError, match="Unknown type"):
        load_class(f"feedcrawler.health.held.{name}")


def test_claims_are_answered() -> None:
    page = HeldPage(HttpResponse("https://held.example/story/", html(title="other", author=None)))
    assert held_to(CLAIMS)(page.read()).asdict() == {
        "authors": "no: missing",
        "headline by own selector": "no: by css h1",
        "articleBody of 60 words or more": "yes",
        "articleBody of 60 words or less": "no: 136 words",
    }
