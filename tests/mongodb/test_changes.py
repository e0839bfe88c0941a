"""What counts as a change of an article, and what the document says after it was read again."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest

from feedcrawler.items import Article, Author, DateEvidence, Dates, Image, Link, Said, Source
from tests.examples import BODY, article
from tests.mongodb.storing import Ask, Db, fetched, said, save, stored

HOUR = timedelta(hours=1)
KYIV = timezone(timedelta(hours=3))
NOON = datetime(2025, 6, 9, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("headline", "Bridge reopens"),
        ("alternativeHeadline", "The bridge"),
        ("description", "It opened at last."),
        ("articleBody", BODY.replace("four", "five")),
        ("authors", [Author(name="Some One"), Author(name="Another")]),
        ("authors", [Author(name="Some One", type="organization")]),
        ("datePublished", NOON),
        ("dateModified", NOON),
    ],
)
def test_words_headline_authors_and_dates_make_a_revision(database: Db, ask: Ask, field: str, value: Any) -> None:
    save(ask, article())
    old = stored(database).get(field)
    (result,) = save(ask, article(**{field: value}))
    assert result.outcome == "changed"
    assert said(database) == [{field: old}]
    assert stored(database)["revision"] == 2


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("headline", "Bridge \u00a0 opens "),
        ("articleBody", BODY.replace("\n\n", "\n\n\n\n").replace("river", "river ")),
        ("articleBody", BODY.replace("river", "ri\u00adver\u200b\ufeff")),
        ("authors", [Author(name="Some One", url="https://example.org/authors/some-one/")]),
        ("datePublished", datetime(2025, 6, 9, 20, 8, tzinfo=KYIV)),
        ("keywords", ["bridges"]),
        ("mainImage", Image(url="https://example.org/bridge.jpg")),
        ("relatedLinks", [Link(url="https://example.org/other/", title="Other")]),
        ("timeRequired", "PT4M"),
        ("isAccessibleForFree", False),
    ],
)
def test_white_space_a_widget_or_a_reading_time_makes_none(database: Db, ask: Ask, field: str, value: Any) -> None:
    save(ask, article())
    before = stored(database)
    (result,) = save(ask, article(**{field: value}, crawl=fetched(HOUR)))
    assert result.outcome == "unchanged"
    after = stored(database)
    assert said(database) == []
    assert [after[name] for name in ("revision", "lastChangedAt", "headline", "articleBody")] == [
        before[name] for name in ("revision", "lastChangedAt", "headline", "articleBody")
    ]


def test_what_makes_no_revision_is_as_the_page_says_now(database: Db, ask: Ask) -> None:
    save(ask, article(keywords=["old"], timeRequired="PT3M", liveUpdating=True))
    page = "https://example.org/authors/some-one/"
    save(ask, article(keywords=["new"], authors=[Author(name="Some One", url=page)]))
    document = stored(database)
    assert document["keywords"] == ["new"]
    assert document["authors"] == [{"name": "Some One", "url": page, "type": "person"}]
    assert "timeRequired" not in document
    assert "liveUpdating" not in document


def modified(at: datetime, source: str = "json-ld", **fields: Any) -> Article:
    evidence = DateEvidence(raw=at.isoformat(), source=source, precision="second")
    made = article(dateModified=at, **fields)
    return replace(made, dates=Dates(published=made.dates.published, modified=evidence))


def dated(at: datetime, raw: str, precision: Any, **fields: Any) -> Article:
    made = article(datePublished=at, dateModified=at, **fields)
    evidence = DateEvidence(raw=raw, source="text", precision=precision)
    return replace(made, dates=Dates(published=evidence, modified=evidence))


def test_so_long_ago_is_the_same_date_at_each_reading(database: Db, ask: Ask) -> None:
    first = dated(NOON, "5 minutes ago", "minute")
    later = dated(NOON - timedelta(seconds=40), "20 minutes ago", "minute")
    hours = dated(NOON - timedelta(minutes=50), "3 hours ago", "day")
    assert [s.outcome for s in save(ask, first, later, hours)] == ["new", "unchanged", "unchanged"]
    (result,) = save(ask, dated(NOON + timedelta(minutes=50), "4 hours ago", "day", headline="Bridge reopens"))
    assert (result.outcome, result.events) == ("changed", frozenset())
    assert said(database) == [{"headline": "Bridge opens"}]
    document = stored(database)
    assert (document["datePublished"], document["dates"]["published"]["raw"]) == (NOON, "5 minutes ago")


@pytest.mark.parametrize(
    ("at", "precision"),
    [(NOON + HOUR, "second"), (NOON + timedelta(minutes=1), "minute"), (NOON + timedelta(days=1), "day")],
)
def test_a_date_that_differs_by_more_than_it_is_exact_is_another(
    database: Db, ask: Ask, at: datetime, precision: Any
) -> None:
    save(ask, dated(NOON, "noon", "day"), dated(at, "later", precision))
    assert said(database) == [{"datePublished": NOON, "dateModified": NOON}]
    assert stored(database)["dates"]["published"]["raw"] == "later"


def test_a_page_that_says_it_is_older_than_what_is_stored_replaces_nothing(database: Db, ask: Ask) -> None:
    save(ask, modified(NOON, keywords=["new"]))
    before = stored(database)
    old = modified(NOON - HOUR, articleBody="What it said an hour before.", keywords=["old"], crawl=fetched(10 * HOUR))
    (result,) = save(ask, old)
    assert (result.outcome, result.events) == ("unchanged", {"stale"})
    after = stored(database)
    assert said(database) == []
    assert {name for name in after if after[name] != before[name]} == {"crawl", "lastSeenAt"}
    assert after["crawl"]["fetchedAt"] == before["crawl"]["fetchedAt"]
    assert after["crawl"]["recheckAt"] > before["crawl"]["recheckAt"]


@pytest.mark.parametrize(
    ("why", "again"),
    [
        ("it is newer", modified(NOON + HOUR, articleBody="New words.")),
        ("another source says so", modified(NOON - HOUR, "css", articleBody="New words.")),
        ("it does not say when it was changed", article(articleBody="New words.")),
        ("it is another story", modified(NOON - HOUR, articleBody="New words.", datePublished=NOON - 2 * HOUR)),
    ],
)
def test_any_other_page_is_believed(database: Db, ask: Ask, why: str, again: Article) -> None:
    save(ask, modified(NOON))
    (result,) = save(ask, again)
    assert (result.outcome, result.events) == ("changed", frozenset())
    assert stored(database)["articleBody"] == "New words."


def test_what_each_source_said_is_kept(database: Db, ask: Ask) -> None:
    def source(via: Any, title: str) -> Source:
        evidence = Said(via=via, feedUrl=f"https://example.org/{via}", title=title)
        return Source(site="example.org", via=[via], feedUrl=evidence.feedUrl, entryTitle=title, said=[evidence])

    for made in (source("sitemap", "A"), source("json-feed", "B"), source("listing", "C"), source("sitemap", "D")):
        save(ask, article(source=made))
    document = stored(database)["source"]
    assert (document["entryTitle"], document["via"]) == ("B", ["json-feed", "listing", "sitemap"])
    assert {s["via"]: s["title"] for s in document["said"]} == {"sitemap": "D", "json-feed": "B", "listing": "C"}
