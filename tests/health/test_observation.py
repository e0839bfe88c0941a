"""What a run sees: counts, bounded, of the news alone."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from pymongo.database import Database

from feedcrawler.health import Observation, Seen
from feedcrawler.health.observation import step_of, words_of
from feedcrawler.items import Article, DateEvidence, Dates, FieldSource, Source
from feedcrawler.pages import ArticlePage
from tests.examples import BODY, FETCHED, article

WORDS = len(BODY.split())


def observed(*articles: Article) -> dict[str, Any]:
    observation = Observation()
    for one in articles:
        observation.add(one, ArticlePage)
    return observation.to_document()


def announced(days_ago: float) -> Source:
    return Source(site="example.org", via=["rss"], entryPublished=FETCHED - timedelta(days=days_ago))


def test_fields_sources_words_dates_and_warnings_are_counted() -> None:
    unsigned = article("unsigned", authors=[], source=announced(0.66))
    assert unsigned.extraction
    unsigned.extraction.warnings = ["datePublished: before 1990-01-01, when the site began: '1970'"] * 2
    seen = observed(article(), unsigned)
    assert seen["articles"] == 2
    assert seen["fields"] == {"headline": 2, "articleBody": 2, "authors": 1, "datePublished": 2}
    assert seen["sources"] == {"headline": {"json-ld": 2}}
    assert seen["words"] == {"median": words_of(step_of(WORDS)), "steps": {str(step_of(WORDS)): 2}}
    assert seen["dates"] == {"dayOnly": 0, "compared": 1, "adrift": 0, "lagMinutes": 952}
    assert seen["warnings"] == {"datePublished: before": 1}


def test_a_date_that_is_not_the_feeds_is_adrift() -> None:
    of_a_day = article("day", source=announced(1.5))
    of_a_day.dates = Dates(published=DateEvidence(raw="9 June", source="text", precision="day"))
    seen = observed(article(source=announced(0.66 + 0.125)), of_a_day)
    assert seen["dates"] == {"dayOnly": 1, "compared": 2, "adrift": 1, "lagMinutes": 952}


@pytest.mark.parametrize(("days", "is_news"), [(6.9, True), (7.1, False)])
def test_what_a_backfill_brings_is_no_news(days: float, is_news: bool) -> None:
    old = FETCHED - timedelta(days=days)
    by_page, by_feed = article(datePublished=old), article(source=announced(days))
    undated = article("undated", datePublished=None)
    seen = observed(by_page, by_feed, undated)
    assert (seen["articles"], seen.get("older", 0)) == ((3, 0) if is_news else (1, 2))


def test_articles_that_failed_are_counted_by_reason_if_they_are_news() -> None:
    observation = Observation()
    for reason in ("not an article", "http 404", "not an article"):
        assert observation.fail(reason, announced(1), FETCHED)
    assert not observation.fail("http 404", announced(30), FETCHED)
    assert observation.to_document() == {"articles": 0, "failed": {"not an article": 2, "http 404": 1}}


def test_hostile_names_are_bounded_and_go_to_the_database_and_back(database: Database[dict[str, Any]]) -> None:
    observation = Observation()
    for n in range(100):
        page = article(f"a-{n}")
        assert page.extraction
        path = f"$where.{n}\x00\n\x1b[2J\u202e<script>" + "x" * 5000
        page.extraction.fields["headline"] = FieldSource(source="css", path=path)
        page.extraction.warnings = [
            f"$a.b\x00 {'w' * 5000}",
            *(f"kind-{chr(97 + n % 26)}{'x' * n}: what" for _ in "ab"),
        ]
        observation.add(page, ArticlePage)
    document = observation.to_document()
    record = {"_id": "run", "asOf": FETCHED, "observed": document}
    assert sum(document["sources"]["headline"].values()) == 100
    assert len(document["sources"]["headline"]) <= 21
    assert len(document["warnings"]) <= 21
    assert all(
        name.isprintable() and len(name) < 200 for name in (*document["warnings"], *document["sources"]["headline"])
    )
    database.runs.insert_one(record)
    stored = database.runs.find_one({"_id": "run"})
    assert stored
    assert stored["observed"] == document
    assert Seen.of(stored).articles == 100


@pytest.mark.parametrize(
    "record", [{}, {"observed": None}, {"observed": {}}, {"findings": None}, {"findings": [{"what": "x"}]}]
)
def test_a_record_of_an_earlier_version_saw_nothing(record: dict[str, Any]) -> None:
    seen = Seen.of({"_id": "run", "asOf": FETCHED} | record)
    assert (seen.articles, seen.failed, dict(seen.findings)) == (0, 0, {})


@pytest.mark.parametrize("words", [0, 1, 10, 100, 612, 5_000, 100_000])
def test_a_length_is_kept_within_a_tenth(words: int) -> None:
    assert words_of(step_of(words)) == pytest.approx(words, rel=0.1, abs=1)
