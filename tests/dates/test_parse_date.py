"""Dates as newsrooms write them, and what they come to in UTC."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import UTC, datetime, timedelta, timezone
from email.utils import format_datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from feedcrawler.dates import MAX_AHEAD, DateError, ImpossibleDateError, ParsedDate, parse_date

KYIV = ZoneInfo("Europe/Kyiv")
FETCHED = datetime(2026, 11, 22, 12, 0, 5, tzinfo=UTC)  # a Sunday, 14:00:05 in Kyiv


def parse(raw: str, *languages: str, zone: str = "Europe/Kyiv", fetched_at: datetime = FETCHED) -> ParsedDate:
    return parse_date(raw, zone=zone, languages=languages or ("en",), fetched_at=fetched_at)


def told(raw: str, *languages: str) -> tuple[str, str, int]:
    """Instant, precision and offset in a form that reads well in a table."""
    parsed = parse(raw, *languages)
    return parsed.instant.isoformat(timespec="auto").removesuffix("+00:00"), parsed.precision, parsed.offset_minutes


@pytest.mark.parametrize(
    ("raw", "instant", "precision", "offset"),
    [
        # ISO 8601 and its relatives
        ("2025-06-03T13:43:00.000Z", "2025-06-03T13:43:00", "second", 0),
        ("2025-06-03T13:43:00Z", "2025-06-03T13:43:00", "second", 0),
        ("2025-06-03T13:43:00+03:00", "2025-06-03T10:43:00", "second", 180),
        ("2025-06-03T13:43:00+0300", "2025-06-03T10:43:00", "second", 180),
        ("2025-06-03T13:43:00 +0000", "2025-06-03T13:43:00", "second", 0),
        ("2025-06-03T13:43:00-04:30", "2025-06-03T18:13:00", "second", -270),
        ("2025-06-03T13:43:00-00:00", "2025-06-03T13:43:00", "second", 0),
        ("2025-06-03T13:43:00+03:00[Europe/Kyiv]", "2025-06-03T10:43:00", "second", 180),
        ("2025-06-03T13:43:00.123456789Z", "2025-06-03T13:43:00.123000", "second", 0),
        ("2025-06-03T13:43:00,5Z", "2025-06-03T13:43:00.500000", "second", 0),
        ("2025-06-03T13:43Z", "2025-06-03T13:43:00", "minute", 0),
        ("2025-06-03 13:43:00", "2025-06-03T10:43:00", "second", 180),
        ("2025-06-03 13:43:00 UTC", "2025-06-03T13:43:00", "second", 0),
        ("2025-12-03T13:43:00", "2025-12-03T11:43:00", "second", 120),
        ("2025-06-09", "2025-06-08T21:00:00", "day", 180),
        ("2025-06-03Z", "2025-06-03T00:00:00", "day", 0),
        ("2025/06/03 13:43", "2025-06-03T10:43:00", "minute", 180),
        ("20250603T134300Z", "2025-06-03T13:43:00", "second", 0),
        ("20250603", "2025-06-02T21:00:00", "day", 180),
        # RFC 822, RFC 2822
        ("Thu, 24 Sep 2026 15:59:18 GMT", "2026-09-24T15:59:18", "second", 0),
        ("Thu, 24 Sep 2026 15:59:18 +0000", "2026-09-24T15:59:18", "second", 0),
        ("Thu, 24 Sep 2026 15:59:18 EST", "2026-09-24T20:59:18", "second", -300),
        ("Thu, 24 Sep 2026 15:59:18 -0700 (PDT)", "2026-09-24T22:59:18", "second", -420),
        ("24 Sep 26 15:59 UT", "2026-09-24T15:59:00", "minute", 0),
        # JavaScript, C, Twitter, Unix
        (
            "Tue Jun 03 2025 13:18:00 GMT+0000 (Coordinated Universal Time)",
            "2025-06-03T13:18:00",
            "second",
            0,
        ),
        (
            "Tue Jun 03 2025 16:18:00 GMT+0300 (Eastern European Summer Time)",
            "2025-06-03T13:18:00",
            "second",
            180,
        ),
        ("Tue Jun  3 13:18:00 2025", "2025-06-03T10:18:00", "second", 180),
        ("Tue Jun  3 13:18:00 EEST 2025", "2025-06-03T10:18:00", "second", 180),
        ("Tue Jun 03 13:18:00 +0000 2025", "2025-06-03T13:18:00", "second", 0),
        ("1748958180", "2025-06-03T13:43:00", "second", 0),
        ("1748958180000", "2025-06-03T13:43:00", "second", 0),
        ("1748958180.25", "2025-06-03T13:43:00.250000", "second", 0),
        # printed, in the site's time
        ("January 3, 2023 8:11 PM", "2023-01-03T18:11:00", "minute", 120),
        ("January 3, 2023 8:11 pm", "2023-01-03T18:11:00", "minute", 120),
        ("January 3, 2023 8:11 p.m.", "2023-01-03T18:11:00", "minute", 120),
        ("January 3, 2023\u202f8:11\u202fPM", "2023-01-03T18:11:00", "minute", 120),
        ("January 3rd, 2023 at 8 PM", "2023-01-03T18:00:00", "minute", 120),
        ("Jan. 3, 2023, 20:11", "2023-01-03T18:11:00", "minute", 120),
        ("Jan 3, 2023 · 20:11:07", "2023-01-03T18:11:07", "second", 120),
        ("Sept. 3, 2023 12:00 AM", "2023-09-02T21:00:00", "minute", 180),
        ("Sept. 3, 2023 12:00 PM", "2023-09-03T09:00:00", "minute", 180),
        ("3 January 2023, 20:11", "2023-01-03T18:11:00", "minute", 120),
        ("Tuesday, January 3, 2023", "2023-01-02T22:00:00", "day", 120),
        ("8:11 PM, January 3, 2023", "2023-01-03T18:11:00", "minute", 120),
        ("20:11 on Tuesday, 3 January 2023", "2023-01-03T18:11:00", "minute", 120),
        ("03.05.2026 21:15", "2026-05-03T18:15:00", "minute", 180),
        ("03.05.26 21:15", "2026-05-03T18:15:00", "minute", 180),
        ("by Some Name January 22, 2023 11:01 PM 2 min read", "2023-01-22T21:01:00", "minute", 120),
        ("by John May January 22, 2023 11:01 PM 2 min read", "2023-01-22T21:01:00", "minute", 120),
        ("by April March 22 January 2023", "2023-01-21T22:00:00", "day", 120),
        ("January 22, 2023 11:01 PM AFP", "2023-01-22T21:01:00", "minute", 120),
        # printed with a zone
        ("May 3, 2026 at 9:15 pm (Kyiv time)", "2026-05-03T18:15:00", "minute", 180),
        ("May 3, 2026 at 9:15 pm New York time", "2026-05-04T01:15:00", "minute", -240),
        ("May 3, 2026 9:15 p.m. ET", "2026-05-04T01:15:00", "minute", -240),
        ("Dec. 3, 2025 9:15 p.m. Eastern Time", "2025-12-04T02:15:00", "minute", -300),
        ("Tue 3 Jun 2025 13.18 BST", "2025-06-03T12:18:00", "minute", 60),
        ("Published: 12:34 EST, 3 January 2023", "2023-01-03T17:34:00", "minute", -300),
        ("3 June 2025 13:18 GMT+2", "2025-06-03T11:18:00", "minute", 120),
        # without a year
        ("June 3, 9:15 PM", "2026-06-03T18:15:00", "minute", 180),
        ("November 22, 8:00 AM", "2026-11-22T06:00:00", "minute", 120),
        ("December 31", "2025-12-30T22:00:00", "day", 120),
        ("29 February, 10:00", "2024-02-29T08:00:00", "minute", 120),
        # relative
        ("just now", "2026-11-22T12:00:05", "minute", 120),
        ("45 seconds ago", "2026-11-22T11:59:20", "second", 120),
        ("5 minutes ago", "2026-11-22T11:55:05", "minute", 120),
        ("2 hours ago", "2026-11-22T10:00:05", "day", 120),
        ("Posted 2 hours ago", "2026-11-22T10:00:05", "day", 120),
        ("an hour ago", "2026-11-22T11:00:05", "day", 120),
        ("1 hour 5 minutes ago", "2026-11-22T10:55:05", "minute", 120),
        ("yesterday", "2026-11-20T22:00:00", "day", 120),
        ("yesterday at 2:05 pm", "2026-11-21T12:05:00", "minute", 120),
        ("yesterday 8:11 PM EST", "2026-11-22T01:11:00", "minute", -300),
        ("Today, 9:15 AM", "2026-11-22T07:15:00", "minute", 120),
        ("3 days ago", "2026-11-18T22:00:00", "day", 120),
    ],
)
def test_every_form_that_english_pages_and_feeds_use_has_its_instant(
    raw: str, instant: str, precision: str, offset: int
) -> None:
    assert told(raw) == (instant, precision, offset)


@pytest.mark.parametrize(
    ("language", "raw", "instant", "precision"),
    [
        ("uk", "3 січня 2023, 20:11", "2023-01-03T18:11:00", "minute"),
        ("uk-UA", "3 січня, 20:11", "2026-01-03T18:11:00", "minute"),
        ("uk", "Опубліковано: 3 січня 2023", "2023-01-02T22:00:00", "day"),
        ("uk", "вчора о 14:05", "2026-11-21T12:05:00", "minute"),
        ("uk", "2 години тому", "2026-11-22T10:00:05", "day"),
        ("uk", "щойно", "2026-11-22T12:00:05", "minute"),
        ("uk", "03.05.2026 о 21:15", "2026-05-03T18:15:00", "minute"),
        ("uk", "03.05.2026 8:11 пп", "2026-05-03T17:11:00", "minute"),
        ("uk_UA", "2025-06-03T13:43:00Z", "2025-06-03T13:43:00", "second"),
        ("ru", "3 января 2023 г. в 20:11", "2023-01-03T18:11:00", "minute"),
        ("ru", "сегодня в 09:05", "2026-11-22T07:05:00", "minute"),
        ("de", "3. Januar 2023 um 20:11 Uhr", "2023-01-03T18:11:00", "minute"),
        ("de", "von Max Mustermann, 3. Januar 2023, 20:11 Uhr", "2023-01-03T18:11:00", "minute"),
        ("fr", "mar. 3 janv. 2023 à 20h11", "2023-01-03T18:11:00", "minute"),
        ("pl", "3 stycznia 2023, 20:11", "2023-01-03T18:11:00", "minute"),
        ("ja", "11月12日 10:20", "2026-11-12T08:20:00", "minute"),
        ("ko", "2023년 1월 3일 오후 8:11", "2023-01-03T18:11:00", "minute"),
        ("en-GB", "05/03/2026", "2026-03-04T22:00:00", "day"),
        ("en-US", "05/03/2026", "2026-05-02T21:00:00", "day"),
        ("zz", "January 3, 2023 8:11 PM", "2023-01-03T18:11:00", "minute"),
    ],
)
def test_other_languages_are_read_in_their_own_words(language: str, raw: str, instant: str, precision: str) -> None:
    assert told(raw, language)[:2] == (instant, precision)


def test_a_date_in_the_sites_language_is_read_on_a_page_that_claims_another() -> None:
    assert parse("3 січня 2023, 20:11", "en-US", "uk") == parse("3 січня 2023, 20:11", "uk")


@pytest.mark.parametrize(
    "raw",
    [
        "February 30, 2025 1:00 PM",
        "Feb 29, 2023",
        "February 30, 9:15 PM",
        "2025-13-01",
        "2025-06-31T10:00:00Z",
        "31.02.2025 21:15",
        "13.13.2026",
        "2023年2月30日",
        "January 3, 2025 25:61",
        "2025-01-03 25:61",
        "January 3, 2025 8:111 PM",
        "January 3, 2025 8:1 PM",
        "January 3, 2025 13:11 AM",
        "January 3, 20255",
        "2025-06-03T13:43:00+25:00",
        "2025-06-03T13:43:00+03:75",
        "2025-06-03T24:00:00Z",
        "2025-06-03T",
        "0000-00-00 00:00:00",
        "0001-01-01T00:00:00",
        "yesterday 25:61",
        "yesterday 3",
    ],
)
def test_a_date_that_cannot_be_is_never_mended(raw: str) -> None:
    with pytest.raises(ImpossibleDateError):
        parse(raw)


@pytest.mark.parametrize(
    ("language", "raw"),
    [("uk", "30 лютого 2025"), ("uk", "3 січня 2023, 25:61"), ("de", "30. Februar 2025"), ("fr", "3 janvier 20255")],
)
def test_nor_is_one_in_another_language(language: str, raw: str) -> None:
    with pytest.raises(DateError):
        parse(raw, language)


@pytest.mark.parametrize(
    ("language", "raw"), [("de", "von Johann Mai 5 Kommentare"), ("uk", "Іван Травень 5 коментарів")]
)
def test_an_author_with_the_name_of_a_month_is_no_date(language: str, raw: str) -> None:
    with pytest.raises(DateError, match="no date"):
        parse(raw, language)


@pytest.mark.parametrize("raw", ["3 2", "2 / 3", "3 : 1", "3. 1., 20:11", "12"])
def test_two_numbers_alone_are_a_score_and_no_date(raw: str) -> None:
    with pytest.raises(DateError):
        parse(raw, "uk")


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        ("", "empty"),
        (" \n\t", "empty"),
        ("x" * 10_000, "too long"),
        ("1" * 201, "too long"),
        ("20255-01-03", "no date"),
        ("May", "no date"),
        ("May 2023", "no date"),
        ("2025", "no date"),
        ("2025-06", "no date"),
        ("9:15 PM", "no date"),
        ("0 min read", "no date"),
        ("1 min read", "no date"),
        ("5 min", "no date"),
        ("2h", "no date"),
        ("by John May 5 min read", "no date"),
        ("May 5-10", "no date"),
        ("Ukraine today", "no date"),
        ("by Yesterday News", "no date"),
        ("1.2.23", "no date"),
        ("1.2.2023.4", "no date"),
        ("9451CA04ABC9D1D5C6419C73B4C4F7B7", "no date"),
        ("tomorrow", "no date"),
        ("in 2 hours", "no date"),
        ("2 weeks ago", "not exact to a day"),
        ("last month", "not exact to a day"),
        ("May 3, 2026, 9:15 pm IST", "unknown time zone"),
        ("May 3, 2026, 9:15 pm (Narnia time)", "unknown time zone"),
        ("2026-11-24", "after the fetch"),
        ("9999-12-31T23:59:59Z", "after the fetch"),
    ],
)
def test_what_is_no_date_says_why(raw: str, reason: str) -> None:
    with pytest.raises(DateError, match=reason):
        parse(raw)


@pytest.mark.parametrize(
    ("zone", "instant"), [("Asia/Kolkata", "15:45"), ("Asia/Jerusalem", "19:15"), ("Europe/Dublin", "20:15")]
)
def test_an_abbreviation_of_several_countries_is_the_sites_own(zone: str, instant: str) -> None:
    assert f"{parse('May 3, 2026, 9:15 pm IST', zone=zone).instant:%H:%M}" == instant


@pytest.mark.parametrize("language", ["en", "en-US"])
def test_day_and_month_that_may_be_swapped_are_a_warning(language: str) -> None:
    doubtful = parse("05/03/2026", "en")
    assert (doubtful.day.month, doubtful.day.day) == (5, 3)
    assert doubtful.warning == "day and month may be swapped in '05/03/2026'"
    assert parse("05/03/2026", "en-US").warning is None
    assert parse("13/05/2026", language) == parse("13.05.2026", language)
    assert parse("05.05.2026", language).warning is None


# ---- the nights when the clocks change ----

SPRING = ["2022-03-27", "2023-03-26", "2024-03-31", "2025-03-30", "2026-03-29"]
AUTUMN = ["2022-10-30", "2023-10-29", "2024-10-27", "2025-10-26", "2026-10-25"]


@pytest.mark.parametrize("day", SPRING)
def test_the_hour_that_spring_skips_is_read_with_the_offset_before_it_and_a_warning(day: str) -> None:
    before, skipped, after = (parse(f"{day} {clock}") for clock in ("02:59", "03:30", "04:00"))
    assert f"{before.instant:%H:%M}" == "00:59"
    assert f"{skipped.instant:%H:%M}" == "01:30"
    assert f"{after.instant:%H:%M}" == "01:00"
    assert [p.offset_minutes for p in (before, skipped, after)] == [120, 180, 180]
    assert [p.warning for p in (before, skipped, after)] == [None, "03:30 is skipped that night", None]


@pytest.mark.parametrize("day", AUTUMN)
def test_the_hour_that_autumn_repeats_is_its_first_time_with_a_warning(day: str) -> None:
    before, twice, after = (parse(f"{day} {clock}") for clock in ("02:59", "03:30", "04:00"))
    assert f"{before.instant:%H:%M}" == "23:59"
    assert f"{twice.instant:%H:%M}" == "00:30"
    assert f"{after.instant:%H:%M}" == "02:00"
    assert [p.offset_minutes for p in (before, twice, after)] == [180, 180, 120]
    warning = "03:30 comes twice that night, read as the first"
    assert [p.warning for p in (before, twice, after)] == [None, warning, None]


def test_a_written_zone_says_which_of_the_two_hours_it_was() -> None:
    assert f"{parse('2025-10-26 03:30 EEST').instant:%H:%M}" == "00:30"
    assert f"{parse('2025-10-26 03:30 EET').instant:%H:%M}" == "01:30"
    assert parse("2025-10-26 03:30 EET").warning is None


def test_a_day_whose_midnight_was_skipped_starts_without_a_warning() -> None:
    day = parse("2025-04-25", zone="Africa/Cairo")
    assert (f"{day.instant:%H:%M}", day.day.isoformat(), day.warning) == ("22:00", "2025-04-25", None)


def test_hours_ago_are_real_hours_across_the_change_of_clocks() -> None:
    fetched = datetime(2025, 3, 30, 2, 30, tzinfo=UTC)  # 05:30 in Kyiv; two hours before, it was 02:30
    assert parse("2 hours ago", fetched_at=fetched).instant == fetched - timedelta(hours=2)


def test_yesterday_is_the_sites_yesterday_not_that_of_utc() -> None:
    fetched = datetime(2025, 6, 3, 22, 30, tzinfo=UTC)  # already 4 June in Kyiv
    assert parse("yesterday at 20:11", fetched_at=fetched).day.isoformat() == "2025-06-03"
    assert parse("yesterday at 20:11", fetched_at=fetched, zone="UTC").day.isoformat() == "2025-06-02"


def test_a_day_without_a_year_turns_with_the_sites_new_year() -> None:
    fetched = datetime(2025, 12, 31, 22, 30, tzinfo=UTC)  # 00:30 on 1 January in Kyiv
    assert parse("January 1, 12:10 AM", fetched_at=fetched).day.year == 2026
    assert parse("December 31, 11:50 PM", fetched_at=fetched).day.year == 2025
    assert parse("January 2, 12:10 AM", fetched_at=fetched).day.year == 2025


# ---- promises for any instant and any text ----

INSTANTS = st.datetimes(
    datetime(1990, 1, 2),
    datetime(2026, 11, 22, 12),
    timezones=st.just(UTC),
)
OFFSETS = st.integers(-14 * 60, 14 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes)))


def to(unit: str, moment: datetime) -> datetime:
    """`moment` cut to what a text of that precision holds."""
    cut = {"millisecond": moment.microsecond // 1000 * 1000, "second": 0, "minute": 0}[unit]
    return moment.replace(microsecond=cut, second=0 if unit == "minute" else moment.second)


@given(INSTANTS, OFFSETS, st.sampled_from("T "), st.sampled_from(["auto", "milliseconds", "microseconds"]))
def test_any_instant_in_iso_8601_with_any_offset_comes_back(
    instant: datetime, offset: timezone, separator: str, exactness: str
) -> None:
    parsed = parse(instant.astimezone(offset).isoformat(separator, exactness))
    assert parsed.instant == to("millisecond", instant)
    assert parsed.precision == "second"
    assert timedelta(minutes=parsed.offset_minutes) == offset.utcoffset(None)


@given(INSTANTS, OFFSETS)
def test_any_instant_in_rfc_822_comes_back(instant: datetime, offset: timezone) -> None:
    parsed = parse(format_datetime(instant.astimezone(offset)))
    assert (parsed.instant, parsed.precision) == (to("second", instant), "second")


@given(INSTANTS, OFFSETS)
def test_any_instant_as_a_javascript_date_comes_back(instant: datetime, offset: timezone) -> None:
    raw = f"{instant.astimezone(offset):%a %b %d %Y %H:%M:%S GMT%z} (Some Standard Time)"
    assert parse(raw).instant == to("second", instant)


@given(INSTANTS.filter(lambda instant: instant.year > 2001))
def test_any_instant_in_unix_time_comes_back(instant: datetime) -> None:
    seconds = int(instant.timestamp())
    assert parse(str(seconds)).instant == to("second", instant)
    assert parse(f"{seconds}{instant.microsecond // 1000:03}").instant == to("millisecond", instant)


@given(INSTANTS, st.sampled_from(["{:%B} {}, {} {}:{:%M %p}", "by A Name {:%b.} {}, {}, {}:{:%M %p} 1 min read"]))
def test_any_printed_kyiv_time_that_comes_once_comes_back(instant: datetime, form: str) -> None:
    local = instant.astimezone(KYIV)
    assume(local.utcoffset() == local.replace(fold=1 - local.fold).utcoffset())
    parsed = parse(form.format(local, local.day, local.year, local.hour % 12 or 12, local))
    assert (parsed.instant, parsed.precision) == (to("minute", instant), "minute")
    assert parsed.warning is None


@given(INSTANTS.map(lambda instant: instant.astimezone(KYIV).date()))
def test_any_day_alone_is_its_start_in_the_sites_zone(day: datetime) -> None:
    start = datetime(day.year, day.month, day.day, tzinfo=KYIV)
    for raw in (f"{day:%Y-%m-%d}", f"{day:%d.%m.%Y}", f"{day:%B} {day.day}, {day.year}"):
        parsed = parse(raw, "en-GB")
        assert (parsed.instant, parsed.precision, parsed.day) == (start, "day", day)


WORDS = """
may Jan 3 31 2025 8:11 20:11 25:61 pm am ago hours minutes yesterday today GMT EST Z +03:00 -14:00 T : , . / - (
20250603 1748958180 at on 3rd січня вчора о години тому 年 月 日 time Kyiv ²
"""
MANY_WORDS = st.lists(
    st.tuples(st.sampled_from([*WORDS.split(), "\ud800", "\0"]), st.sampled_from(["", " "])), max_size=14
)
ANY_TEXT = st.one_of(st.text(max_size=250), MANY_WORDS.map(lambda words: "".join(map("".join, words))))


@settings(max_examples=200, deadline=None)
@given(ANY_TEXT, st.sampled_from([(), ("en",), ("uk",), ("uk", "zz-Zzzz", "")]))
@example("1." * 100, ("uk",))
@example("1:" * 100, ("uk",))
@example("may " * 50, ("uk",))
def test_any_text_is_a_date_not_in_the_future_or_a_reason(raw: str, languages: tuple[str, ...]) -> None:
    began, parsed = time.process_time(), None
    with suppress(DateError):
        parsed = parse_date(raw, zone="Europe/Kyiv", languages=languages, fetched_at=FETCHED)
    if parsed:
        assert parsed.instant.tzinfo is UTC
        assert parsed.instant <= FETCHED + MAX_AHEAD
        assert parsed.instant.microsecond % 1000 == 0
        assert abs(parsed.offset_minutes) <= 14 * 60
    assert time.process_time() - began < 2


# ---- what the machine has no say in, and what it costs ----


def test_neither_the_zone_nor_the_locale_of_the_machine_counts() -> None:
    code = (
        "from datetime import UTC, datetime; from feedcrawler.dates import parse_date;"
        "at = datetime(2026, 11, 22, 12, 0, 5, tzinfo=UTC);"
        "print(*(parse_date(raw, zone='Europe/Kyiv', fetched_at=at).instant for raw in "
        "('yesterday at 20:11', 'January 3, 2023 8:11 PM', '3 days ago')))"
    )
    said = {
        subprocess.check_output(
            [sys.executable, "-c", code], env={"TZ": zone, "LC_ALL": "C"}, text=True, cwd=Path(__file__).parents[2]
        )
        for zone in ("Pacific/Kiritimati", "America/Los_Angeles")
    }
    assert said == {"2026-11-21 18:11:00+00:00 2023-01-03 18:11:00+00:00 2026-11-18 22:00:00+00:00\n"}


def test_structured_and_english_dates_never_wake_dateparser() -> None:
    code = (
        "import sys; from datetime import UTC, datetime; from feedcrawler.dates import parse_date;"
        "at = datetime(2026, 11, 22, tzinfo=UTC);"
        "[parse_date(raw, languages=['en'], fetched_at=at) for raw in ('2025-06-03T13:43:00.000Z', '2025-06-09',"
        "'Thu, 24 Sep 2026 15:59:18 GMT', 'Tue Jun 03 2025 13:18:00 GMT+0000 (Coordinated Universal Time)',"
        "'January 3, 2023 8:11 PM', 'by Some Name January 22, 2023 11:01 PM 2 min read')];"
        "sys.exit('dateparser' in sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code], check=True, cwd=Path(__file__).parents[2])


def test_many_threads_read_the_same_dates() -> None:
    raws = ["2 hours ago", "yesterday", "3 січня 2023, 20:11", "вчора о 14:05", "2025-06-03"] * 12
    with ThreadPoolExecutor(8) as threads:
        assert list(threads.map(lambda raw: parse(raw, "uk"), raws)) == [parse(raw, "uk") for raw in raws]


def test_every_date_of_the_sites_articles_is_read(shared: Path) -> None:
    lines = (shared / "kyiv-independent" / "articles-2025.jsonl").read_text().splitlines()
    dates = [json.loads(line)[key] for line in lines for key in ("datePublished", "listingDate")]
    assert [parse(raw).instant for raw in dates] == [datetime.fromisoformat(raw) for raw in dates]
