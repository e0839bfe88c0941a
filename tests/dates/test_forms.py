"""The table of forms, and what looks like a date without being one."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from feedcrawler.dates import DateError, machine_date, parse_date
from tests.dates.forms import FORMS, Form

FETCHED = datetime(2026, 11, 22, 12, 0, 5, tzinfo=UTC)
LANGUAGES = ("en", "uk", "ru", "de", "fr", "es", "pl", "tr", "ja", "ko", "ar")


@pytest.mark.parametrize("form", FORMS, ids=lambda form: f"{form.language}: {form.text} ({form.fetched[:10]})")
def test_every_form_means_its_instant(form: Form) -> None:
    fetched = datetime.fromisoformat(form.fetched).replace(tzinfo=UTC)
    parsed = parse_date(form.text, zone=form.zone, languages=[form.language], fetched_at=fetched)
    said = (parsed.instant.replace(tzinfo=None).isoformat(), parsed.precision, parsed.offset_minutes)
    assert said == (form.instant, form.precision, form.offset)


def test_the_table_has_the_worlds_newsrooms_in_it() -> None:
    languages = Counter(form.language.partition("-")[0] for form in FORMS)
    assert len(FORMS) >= 120
    assert len(languages) >= 15
    assert min(languages["uk"], languages["ru"]) >= 10
    assert len(set(FORMS)) == len(FORMS)


@pytest.mark.parametrize(
    ("raw", "instant", "offset"),
    [
        ("2026-05-03T09:15:00+0200", "2026-05-03T07:15:00", 120),
        ("2026-05-03T09:15-04:00", "2026-05-03T13:15:00", -240),
        ("2026-05-03 09:15:00Z", "2026-05-03T09:15:00", 0),
        ("2026-05-03T09:15:00.123456+00:00", "2026-05-03T09:15:00.123000", 0),
        ("2026-05-03 09:15:00 +0000 UTC", "2026-05-03T09:15:00", 0),
        ("Sun, 03 May 2026 09:15:00 +0200", "2026-05-03T07:15:00", 120),
        ("5/3/2026 9:15:00 AM", "2026-05-03T09:15:00", 0),
        ("20260503T091500Z", "2026-05-03T09:15:00", 0),
        ("1777799700", "2026-05-03T09:15:00", 0),
        ("1777799700000", "2026-05-03T09:15:00", 0),
        ("May 3, 2026", "2026-05-03T00:00:00", 0),
        ("2026年5月3日 9時15分", "2026-05-03T09:15:00", 0),
    ],
)
def test_what_says_all_by_itself_is_read_without_a_page(raw: str, instant: str, offset: int) -> None:
    said = machine_date(raw, ("en-US",))
    assert said is not None
    assert (said.instant.replace(tzinfo=None).isoformat(), said.offset_minutes) == (instant, offset)


@pytest.mark.parametrize("raw", ["2 hours ago", "yesterday at 9:15", "May 3", "9:15", "3 травня 2026", "2026", "0", ""])
def test_what_needs_a_page_is_not(raw: str) -> None:
    assert machine_date(raw) is None


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "raw",
    [
        "Boeing 747", "10 Downing Street", "10 Downing Street 2024", "€ 12.50", "$1,299.00", "3-2", "3:1 (2:0)", "1.2.3",
        "Version 3.11.7", "iPhone 15 Pro", "Top 10 2024", "Route 66", "7/10", "4.5/5", "24/7", "Area 51", "100%",
        "5 comments", "12 min read", "Windows 11", "F-16", "COVID-19", "+380 44 123 45 67", "192.168.0.1", "№ 5",
        "Psalm 23", "Volume 12, Issue 4", "Chapter 5 2020", "ISBN 978-3-16-148410-0", "2,024 votes", "16:9", "1080p",
    ],
)  # fmt: skip
def test_what_only_looks_like_a_date_is_none(language: str, raw: str) -> None:
    with pytest.raises(DateError):
        parse_date(raw, languages=[language], fetched_at=FETCHED)


@settings(max_examples=150, deadline=None)
@given(st.text(st.characters(exclude_categories=["Nd", "Nl", "No", "Cs"]), max_size=60), st.sampled_from(LANGUAGES))
def test_a_text_without_a_number_is_at_most_near_the_fetch(text: str, language: str) -> None:
    try:
        parsed = parse_date(text, languages=[language], fetched_at=FETCHED)
    except DateError:
        return
    assert FETCHED - timedelta(days=8) <= parsed.instant <= FETCHED


@given(st.text(max_size=80), st.text(max_size=80))
def test_a_date_for_machines_never_raises(one: str, other: str) -> None:
    machine_date(f"{one}2026{other}")


@given(
    st.datetimes(datetime(1990, 1, 2), datetime(2026, 11, 22)),
    st.sampled_from(["{:%d.%m.%Y, %H:%M}", "{:%Y-%m-%d %H:%M}", "{:%Y/%m/%d %H:%M}", "{:%d %B %Y %H:%M}", "{:%I:%M %p, %B %d, %Y}"]),
)  # fmt: skip
def test_a_printed_clock_comes_back_to_the_minute(local: datetime, form: str) -> None:
    parsed = parse_date(form.format(local), languages=["en-GB"], fetched_at=FETCHED)
    assert parsed.instant == local.replace(second=0, microsecond=0, tzinfo=UTC)
    assert parsed.precision == "minute"
