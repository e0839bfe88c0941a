"""The dates step: from what the page says to instants, or warnings."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from scrapy import Spider
from scrapy.utils.test import get_crawler

from feedcrawler.items import Article, Crawl, DateEvidence, Dates, Extraction
from feedcrawler.pipelines.dates import DatesPipeline, normalize_dates
from feedcrawler.site import Site

SITE = Site(name="kyiv", domain="kyiv.example", timezone="Europe/Kyiv", language="en", since=date(2020, 11, 1))
FETCHED = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)


def article(published: str | None = None, modified: str | None = None, language: str | None = None) -> Article:
    def evidence(raw: str | None) -> DateEvidence | None:
        return None if raw is None else DateEvidence(raw=raw, source="json-ld")

    return Article(
        url="https://kyiv.example/a/",
        inLanguage=language,
        dates=Dates(published=evidence(published), modified=evidence(modified)),
        extraction=Extraction(page="ArticlePage"),
    )


def normalized(
    published: str | None = None, modified: str | None = None, site: Site = SITE, language: str | None = None
) -> Article:
    item = article(published, modified, language)
    normalize_dates(item, site=site, fetched_at=FETCHED)
    return item


def warnings(item: Article) -> list[str]:
    assert item.extraction is not None
    return item.extraction.warnings


def test_a_structured_date_keeps_its_words_and_gains_precision_and_offset() -> None:
    item = normalized("2025-06-03T16:43:00.000+03:00")
    assert item.datePublished == datetime(2025, 6, 3, 13, 43, tzinfo=UTC)
    assert item.dates.published == DateEvidence(
        raw="2025-06-03T16:43:00.000+03:00", source="json-ld", precision="second", offsetMinutes=180
    )
    assert warnings(item) == []


def test_a_printed_kyiv_time_in_summer_is_three_hours_ahead_of_utc() -> None:
    item = normalized("June 3, 2025 8:11 PM")
    assert item.datePublished == datetime(2025, 6, 3, 17, 11, tzinfo=UTC)
    assert item.dates.published
    assert (item.dates.published.precision, item.dates.published.offsetMinutes) == ("minute", 180)


def test_a_printed_kyiv_time_in_winter_is_two_hours_ahead_of_utc() -> None:
    assert normalized("January 3, 2023 8:11 PM").datePublished == datetime(2023, 1, 3, 18, 11, tzinfo=UTC)


def test_relative_dates_count_from_the_fetch() -> None:
    assert normalized("2 hours ago").datePublished == datetime(2026, 11, 22, 10, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("raw", "warning"),
    [
        ("February 30, 2025 1:00 PM", "datePublished: impossible date 'February 30, 2025 1:00 PM'"),
        ("2025-13-01", "datePublished: impossible date '2025-13-01'"),
        ("January 3, 2025 25:61", "datePublished: impossible date 'January 3, 2025 25:61'"),
        ("January 3, 20255", "datePublished: impossible date 'January 3, 20255'"),
        ("2019-06-03", "datePublished: before 2020-11-01, when the site began: '2019-06-03'"),
        ("2026-11-24T00:00:00Z", "datePublished: date after the fetch '2026-11-24T00:00:00Z'"),
        ("1 min read", "datePublished: no date in '1 min read'"),
        ("", "datePublished: empty date ''"),
        ("x" * 10_000, f"datePublished: too long for a date '{'x' * 80}…'"),
        ("Updated June 3, 2025", "datePublished: a change, not publication, in 'Updated June 3, 2025'"),
        ("(Updated:  )", "datePublished: a change, not publication, in '(Updated:  )'"),
    ],
)
def test_a_date_that_does_not_hold_is_a_warning_and_no_value(raw: str, warning: str) -> None:
    item = normalized(raw)
    assert item.datePublished is None
    assert item.dates.published is None
    assert warnings(item) == [warning]


def test_a_bad_publication_date_is_not_replaced_by_the_date_of_the_change() -> None:
    item = normalized("February 30, 2025", "2025-06-03T13:43:00Z")
    assert item.datePublished is None
    assert item.dateModified == datetime(2025, 6, 3, 13, 43, tzinfo=UTC)
    assert normalized(modified="2025-06-03T13:43:00Z").datePublished is None


def test_a_change_may_say_that_it_is_one() -> None:
    item = normalized(modified="Updated June 3, 2025 8:11 PM")
    assert item.dateModified == datetime(2025, 6, 3, 17, 11, tzinfo=UTC)


def test_a_change_before_publication_is_kept_with_a_warning() -> None:
    item = normalized("2025-06-03T13:43:00Z", "2025-06-03T11:43:00Z")
    assert item.datePublished == datetime(2025, 6, 3, 13, 43, tzinfo=UTC)
    assert item.dateModified == datetime(2025, 6, 3, 11, 43, tzinfo=UTC)
    assert warnings(item) == ["dateModified: 2:00:00 before datePublished"]


@pytest.mark.parametrize("modified", ["2025-06-03T13:42:30Z", "2025-06-03T13:42Z", "2025-06-03", "2025-06-04"])
def test_a_change_that_may_be_as_late_as_publication_is_no_warning(modified: str) -> None:
    assert warnings(normalized("2025-06-03T13:43:00Z", modified)) == []


def test_what_was_decided_by_rule_is_said() -> None:
    item = normalized("October 26, 2025 3:30 AM")
    assert item.datePublished == datetime(2025, 10, 26, 0, 30, tzinfo=UTC)
    assert warnings(item) == ["datePublished: 03:30 comes twice that night, read as the first"]


def test_the_sites_language_is_read_where_the_page_claims_another_or_none() -> None:
    site = Site(name="kyiv", domain="kyiv.example", timezone="Europe/Kyiv", language="uk")
    for claimed in (None, "en-US", "uk"):
        item = normalized("3 січня 2023, 20:11", site=site, language=claimed)
        assert item.datePublished == datetime(2023, 1, 3, 18, 11, tzinfo=UTC)


def test_normalising_twice_changes_nothing() -> None:
    item = normalized("June 3, 2025 8:11 PM", "2 hours ago")
    once = (item.datePublished, item.dateModified, str(item.dates))
    normalize_dates(item, site=SITE, fetched_at=FETCHED)
    assert (item.datePublished, item.dateModified, str(item.dates)) == once


def test_an_article_without_dates_stays_without() -> None:
    item = normalized()
    assert (item.datePublished, item.dateModified, item.dates) == (None, None, Dates())
    assert warnings(item) == []


def test_the_step_counts_sources_warnings_and_articles_without_a_date() -> None:
    crawler = get_crawler(Spider)
    pipeline = DatesPipeline.from_crawler(crawler)
    items = [article("2025-06-03T13:43:00Z"), article("2025-13-01", "2025-14-01"), article()]
    for item in items:
        item.crawl = Crawl(runId="r", fetchedAt=FETCHED, status=200)
        assert pipeline.process_item(item) is item
    assert items[0].datePublished == datetime(2025, 6, 3, 13, 43, tzinfo=UTC)
    assert crawler.stats.get_stats() == {
        "feedcrawler/dates/json-ld": 1,
        "feedcrawler/dates/missing": 2,
        "feedcrawler/dates/warnings": 2,
    }


def test_an_article_of_no_known_fetch_is_refused() -> None:
    with pytest.raises(ValueError, match="fetchedAt"):
        DatesPipeline(get_crawler(Spider)).process_item(article("2 hours ago"))


def test_an_offset_that_the_page_shows_is_kept_for_an_instant_in_utc() -> None:
    item = article("2025-06-05T04:13:00Z")
    assert item.dates.published
    item.dates.published.offsetMinutes = -300
    normalize_dates(item, site=SITE, fetched_at=FETCHED)
    assert item.datePublished == datetime(2025, 6, 5, 4, 13, tzinfo=UTC)
    assert (item.dates.published.precision, item.dates.published.offsetMinutes) == ("second", -300)


def test_an_offset_that_is_written_counts_whatever_else_was_seen() -> None:
    item = article("2025-06-05T04:13:00+03:00")
    assert item.dates.published
    item.dates.published.offsetMinutes = -300
    normalize_dates(item, site=SITE, fetched_at=FETCHED)
    assert item.dates.published.offsetMinutes == 180


@pytest.mark.parametrize(("domain", "day"), [("news.co.uk", "2025-06-05"), ("news.example", "2025-05-06")])
def test_english_of_no_country_orders_day_and_month_as_the_domain_does(domain: str, day: str) -> None:
    item = normalized("05/06/2025", site=Site(name="news", domain=domain), language="en")
    assert item.datePublished == datetime.fromisoformat(day).replace(tzinfo=UTC)
    assert len(warnings(item)) == (domain == "news.example")


def test_the_address_says_which_number_is_the_month() -> None:
    item = article("03/10/2023", language="en")
    item.url = "https://news.example/2023/october/03/bridge/"
    normalize_dates(item, site=Site(name="news", domain="news.example"), fetched_at=FETCHED)
    assert item.datePublished == datetime(2023, 10, 3, tzinfo=UTC)
    assert warnings(item) == []


@pytest.mark.parametrize("raw", ["Оновлено: 3 травня 2026, 21:15", "Mis à jour le 3 mai 2026", "更新：2026年5月3日"])
def test_a_change_in_any_language_is_no_publication(raw: str) -> None:
    item = normalized(raw, language="uk")
    assert item.datePublished is None
    assert warnings(item) == [f"datePublished: a change, not publication, in {raw!r}"]
