"""A source keeps its name as long as it is the same: a selector that somebody wrote, or a kind of place."""

from __future__ import annotations

from typing import ClassVar

import pytest

from feedcrawler.health.sources import code_of, is_own, name_of
from feedcrawler.items import FieldSource
from feedcrawler.pages import ArticlePage
from feedcrawler.pages.candidates import Candidates
from feedcrawler.pages.kyiv_independent import KyivIndependentPage


class OwnPage(ArticlePage):
    headline_css: ClassVar[tuple[str, ...]] = ("header > h1.title.big", "h2#top")
    body_css: ClassVar[tuple[str, ...]] = ("div.text",)

    def authors_candidates(self) -> Candidates:  # type: ignore[type-arg]
        yield from super().authors_candidates()


@pytest.mark.parametrize(
    ("page", "field", "said", "name", "own"),
    [
        (KyivIndependentPage, "headline", ("css", "h1.c-topper__title"), "css h1.c-topper__title", True),
        (KyivIndependentPage, "articleBody", ("css", "div.c-content.wide"), "css div.c-content", True),
        (KyivIndependentPage, "headline", ("css", "h1.sc-x81"), "css h1", False),
        (KyivIndependentPage, "headline", ("json-ld", "headline"), "json-ld headline", False),
        (KyivIndependentPage, "articleBody", ("structure", "div.sc-a.sc-b"), "structure div", False),
        (KyivIndependentPage, "authors", ("css", "a.byline"), "css a", False),
        (OwnPage, "headline", ("css", "h1.big.title"), "css header > h1.title.big", True),
        (OwnPage, "headline", ("css", "h1.title"), "css h1", False),
        (OwnPage, "headline", ("css", "h2"), "css h2#top", True),
        (OwnPage, "authors", ("css", "a.byline"), "css a.byline", True),
        (OwnPage, "authors", ("meta", "author"), "meta author", False),
        (ArticlePage, "canonicalUrl", ("css", "link[rel=canonical]"), "css link[rel=canonical]", False),
        (ArticlePage, "keywords", ("meta", "sailthru.tags"), "meta sailthru.tags", False),
        (ArticlePage, "articleBody", ("trafilatura", None), "trafilatura", False),
    ],
)
def test_names(page: type[ArticlePage], field: str, said: tuple[str, str | None], name: str, own: bool) -> None:
    source = FieldSource(source=said[0], path=said[1])
    assert name_of(page, field, source) == name
    assert is_own(page, field, source) == own


def test_a_name_is_short() -> None:
    assert len(name_of(ArticlePage, "headline", FieldSource(source="css", path="x" * 10_000))) <= 120


def test_other_code_has_another_name() -> None:
    assert code_of(OwnPage) != code_of(KyivIndependentPage)
    assert code_of(OwnPage).startswith("OwnPage ")
