"""What the domain of a site says of its clock and its calendar."""

from __future__ import annotations

from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feedcrawler.dates.places import country_of_domain, with_country, zone_of_domain


@pytest.mark.parametrize(
    ("domain", "zone"),
    [
        ("news.fr", "Europe/Paris"),
        ("news.com.ua", "Europe/Kyiv"),
        ("news.co.uk", "Europe/London"),
        ("news.jp", "Asia/Tokyo"),
        ("news.com.br", "America/Sao_Paulo"),
        ("news.ru", "Europe/Moscow"),
        ("news.com.co", "America/Bogota"),
        ("news.co", "UTC"),
        ("news.io", "UTC"),
        ("news.com", "UTC"),
        ("news.us", "UTC"),
        ("news.example", "UTC"),
        ("localhost", "UTC"),
    ],
)
def test_a_countrys_domain_has_the_zone_of_most_of_its_people(domain: str, zone: str) -> None:
    assert zone_of_domain(domain) == zone


def test_a_language_gets_the_country_of_the_domain() -> None:
    assert with_country("en", "news.co.uk") == "en-GB"
    assert with_country("en", "news.in") == "en-IN"
    assert with_country("en", "news.com") == "en"
    assert with_country("en-US", "news.co.uk") == "en-US"


@given(st.text(max_size=40))
def test_any_domain_has_a_zone_that_there_is(domain: str) -> None:
    assert ZoneInfo(zone_of_domain(domain))
    assert len(country_of_domain(domain)) in {0, 2}
