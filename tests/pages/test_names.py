"""Who signs, and what only stands where a name would."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feedcrawler.items import Author
from feedcrawler.pages.names import author, each_once, looks_like_a_person, name, names


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
    ("text", "found"),
    [
        ("Olha Bondar, Senior Reporter", ["Olha Bondar"]),
        ("Olha Bondar, Reuters", ["Olha Bondar"]),
        ("Anna Schmidt, NDR Kiel", ["Anna Schmidt"]),
        ("Anna Schmidt, news.example.com", ["Anna Schmidt"]),
        ("Olha Bondar (CNN)", ["Olha Bondar"]),
        ("Olha Bondar for The Daily Bridge", ["Olha Bondar"]),
        ("Olha Bondar and Petro Sych, CNN", ["Olha Bondar", "Petro Sych"]),
        ("OLHA BONDAR, PETRO SYCH", ["OLHA BONDAR", "PETRO SYCH"]),
        ("Smith, Jr.", ["Smith, Jr."]),
        ("Jane Smith, Ph.D., and John Roe, MD, FACS", ["Jane Smith, Ph.D.", "John Roe, MD, FACS"]),
        ("Reuters", ["Reuters"]),
        ("Weekly Blog Contributor", ["Weekly Blog Contributor"]),
    ],
)
def test_roles_and_outlets_after_a_name_go_and_degrees_stay(text: str, found: list[str]) -> None:
    assert names(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Anna Schmidt und Uwe Groß", ["Anna Schmidt", "Uwe Groß"]),
        ("Ana Gil Ruiz y Eva Sanz", ["Ana Gil Ruiz", "Eva Sanz"]),
        ("José Ortega y Gasset", ["José Ortega y Gasset"]),
        ("La Dépêche et AFP", ["La Dépêche et AFP"]),
        ("Maria & Kateryna", ["Maria", "Kateryna"]),
        ("Institute of Science and Technology", ["Institute of Science and Technology"]),
        ("王伟、李娜", ["王伟", "李娜"]),
        ("Olha Bondar / Petro Sych | Ivan Hai; Zoya Kit", ["Olha Bondar", "Petro Sych", "Ivan Hai", "Zoya Kit"]),
        ("홍길동 기자", ["홍길동"]),
        ("https://news.example/author/olha-bondar/", []),
        ("View author archive", []),
        ("More posts from this author", []),
        ("page.head.extra.author", []),
        ("5 June 2025", []),
    ],
)
def test_names_are_joined_in_many_ways(text: str, found: list[str]) -> None:
    assert names(text) == found


@pytest.mark.parametrize("text", ["Olha Bondar", "Ludwig van der Berg", "Ольга Бондар", "J. K. Rowe", "OLHA BONDAR"])
def test_what_looks_like_a_person(text: str) -> None:
    assert looks_like_a_person(text)


@pytest.mark.parametrize(
    "text", ["Olha", "the bridge opens", "Senior Reporter", "Bridge opens today", "Who? Me?", "A b", "Room 24 Left", ""]
)
def test_what_does_not_look_like_a_person(text: str) -> None:
    assert not looks_like_a_person(text)


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


WORDS = st.sampled_from(["Olha", "Petro", "Ivan", "Zoya", "Bondar", "Sych", "Hai", "Kit", "Ünal", "Ольга", "O’Rourke"])


@given(
    st.lists(st.tuples(WORDS, WORDS).map(" ".join), max_size=5), st.sampled_from([" and ", ", ", "; ", " & ", " | "])
)
def test_plain_names_are_found_as_they_are(people: list[str], joint: str) -> None:
    assert names(joint.join(people)) == people


@given(st.text())
def test_any_text_gives_names_that_are_clean(text: str) -> None:
    for found in names(text):
        assert found == found.strip()
        assert any(char.isalpha() for char in found)
        assert "://" not in found
        assert len(found) <= 200
