"""Who signs, and what only stands where a name would."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feedcrawler.items import Author
from feedcrawler.pages.names import author, each_once, name, names


@pytest.mark.parametrize(
    "text", ["Olha Bondar", "by Olha Bondar", "By: Olha Bondar", "  Olha\u00a0Bondar, ", "Written by Olha Bondar"]
)
def test_by_is_no_part_of_a_name(text: str) -> None:
    assert name(text) == "Olha Bondar"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Read more",
        "READ MORE",
        "Show More",
        "Avatar",
        "https://news.example/author/x/",
        "olha@news.example",
        "@olha",
        "12.05",
        "By",
        "null",
        "x" * 200,
    ],
)
def test_what_is_no_name(text: str) -> None:
    assert name(text) is None


def test_several_names_in_a_line() -> None:
    assert names("By Olha Bondar, Petro Sych and Ivan Hai") == ["Olha Bondar", "Petro Sych", "Ivan Hai"]
    assert names("Ольга Бондар та Петро Сич") == ["Ольга Бондар", "Петро Сич"]
    assert names("Alexandra Brandt") == ["Alexandra Brandt"]


@pytest.mark.parametrize(
    "text",
    ["The Kyiv Independent news desk", "Newsroom", "Editorial Board", "Reuters", "Guardian staff", "The Daily Bridge"],
)
def test_desks_agencies_and_the_publisher_are_organizations(text: str) -> None:
    assert author(text, publisher="The daily bridge").type == "organization"


def test_people_are_people_unless_the_page_says_otherwise() -> None:
    assert author("Olha Bondar", publisher="The Daily Bridge").type == "person"
    assert author("Bihus Info", organization=True).type == "organization"
    assert author("Deskin Staffe").type == "person"


def test_each_author_counts_once_and_keeps_the_address() -> None:
    url = "https://news.example/author/olha/"
    both = [Author(name="Olha Bondar"), Author(name="Petro Sych"), Author(name="OLHA BONDAR", url=url)]
    assert each_once(both) == [Author(name="Olha Bondar", url=url), Author(name="Petro Sych")]


@given(st.text())
def test_any_text_gives_names_that_are_clean(text: str) -> None:
    for found in names(text):
        assert found == found.strip()
        assert found
        assert len(found) <= 100
