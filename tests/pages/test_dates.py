from __future__ import annotations

from feedcrawler.pages.dates import modified, published
from feedcrawler.pages.printed import Printed
from tests.pages.making import data

PRINTED = Printed("June 5, 2025 2:02 PM", "text")


def first(html: str, printed: Printed | None = None) -> tuple[str, str, str | None] | None:
    return next(((c.value.raw, c.source, c.path) for c in published(data(html), printed)), None)


def json_ld(date: str) -> str:
    return f'<script type="application/ld+json">{{"@type": "Article", "datePublished": {date}}}</script>'


META = '<meta property="article:published_time" content="2025-06-05T11:02:00Z">'


def test_json_ld_comes_before_meta_tags_before_what_is_printed() -> None:
    assert first(json_ld('"2025-06-05T11:02:01Z"') + META, PRINTED) == (
        "2025-06-05T11:02:01Z",
        "json-ld",
        "datePublished",
    )
    assert first(META, PRINTED) == ("2025-06-05T11:02:00Z", "meta", "article:published_time")
    assert first("<p>x", PRINTED) == ("June 5, 2025 2:02 PM", "text", None)
    assert first("<p>x") is None


def test_a_bare_day_gives_way_to_a_source_that_knows_the_hour() -> None:
    assert first(json_ld('"2025-06-05"') + META) == ("2025-06-05T11:02:00Z", "meta", "article:published_time")
    assert first(json_ld('"2025-06-05"')) == ("2025-06-05", "json-ld", "datePublished")


def test_a_date_on_no_calendar_gives_way_to_any_other() -> None:
    for date in ('"2023-99-99T10:00:00Z"', '"2025-02-30T10:00:00Z"', '"2025-06-05T25:00:00Z"'):
        assert first(json_ld(date), PRINTED) == ("June 5, 2025 2:02 PM", "text", None)
        assert first(json_ld(date)) == (date.strip('"'), "json-ld", "datePublished")


def test_what_is_no_date_is_skipped() -> None:
    for date in ('""', "null", "0", '"soon"', "{}", '["", null]'):
        assert first(json_ld(date) + META) == ("2025-06-05T11:02:00Z", "meta", "article:published_time")


def test_a_modified_date_is_never_the_published_one() -> None:
    html = '<meta property="article:modified_time" content="2025-06-06T08:00:00Z">'
    assert first(html) is None
    assert [c.value.raw for c in modified(data(html), None)] == ["2025-06-06T08:00:00Z"]


def test_an_endless_date_is_cut() -> None:
    assert len(first(json_ld('"2025 ' + "x" * 5000 + '"'))[0]) == 200  # type: ignore[index]
