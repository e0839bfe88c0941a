"""Authors: who signs, and nobody else."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feedcrawler.boilerplate import Names, Rules, rules_for, strip_authors
from feedcrawler.items import Author, Removed

GENERAL, SITE = rules_for(""), rules_for("kyiv_independent")


def left(*names: str, rules: Rules = SITE) -> list[str]:
    return [author.name for author in strip(*names, rules=rules)[0]]


def strip(*names: str, rules: Rules = SITE) -> tuple[list[Author], list[Removed]]:
    publishers = Names(publishers=[*rules.publisher, "The Daily Herald"])
    return strip_authors([Author(name=name) for name in names], rules, publishers)


@pytest.mark.parametrize(
    "nobody", ["Read More", "READ MORE", "Avatar", "Note The Author", "Author'S Note", "Author’s note:", "By"]
)
def test_links_pictures_and_headings_are_no_authors(nobody: str) -> None:
    authors, removed = strip("Olha Koval", nobody)
    assert [author.name for author in authors] == ["Olha Koval"]
    assert removed == [Removed(rule="not a name", text=nobody)]
    assert left(nobody) == []


@pytest.mark.parametrize("publisher", ["The Kyiv Independent", "the kyiv independent", "The Daily Herald"])
def test_the_publisher_is_the_author_only_where_no_one_else_is(publisher: str) -> None:
    assert left(publisher, "Olha Koval") == ["Olha Koval"]
    assert left(publisher) == [publisher]
    assert left(publisher, "Read more", publisher) == [publisher]


def test_the_news_desk_is_not_the_publisher() -> None:
    assert left("The Kyiv Independent", "The Kyiv Independent news desk") == ["The Kyiv Independent news desk"]


def test_names_that_differ_in_case_are_one_author_as_first_spelled() -> None:
    authors, removed = strip("The Herald news desk", "The Herald News Desk")
    assert [author.name for author in authors] == ["The Herald news desk"]
    assert removed == [Removed(rule="author named twice", text="The Herald News Desk")]


def test_a_role_is_dropped_beside_a_name_and_kept_alone() -> None:
    assert left("Olha Koval", "Senior Reporter", rules=GENERAL) == ["Olha Koval"]
    assert left("Staff Reporter", rules=GENERAL) == ["Staff Reporter"]
    assert left("Olha Koval", "Transport Editor") == ["Olha Koval"]
    assert left("The Hollywood Reporter", "Olha Koval", rules=GENERAL) == ["The Hollywood Reporter", "Olha Koval"]


def test_a_bio_that_was_cut_into_names_is_dropped_to_its_end() -> None:
    bio = "Olha Koval Is A Reporter At The Kyiv Independent. She Covers Roads, Bridges, The Rivers Of The North."
    assert left("Olha Koval", "Petro Lys", *bio.split(", "), "Read More") == ["Olha Koval", "Petro Lys"]


def test_elsewhere_a_bio_is_dropped_alone() -> None:
    bio = "Olha Koval is a reporter at the Herald."
    assert left("Olha Koval", bio, "Petro Lys", rules=GENERAL) == ["Olha Koval", "Petro Lys"]


def test_the_word_before_a_name_is_cut_off_and_the_rest_of_the_author_kept() -> None:
    author = Author(name="By  Olha Koval", url="https://example.org/koval", type="organization")
    authors, removed = strip_authors([author], GENERAL, Names())
    assert authors == [Author(name="Olha Koval", url="https://example.org/koval", type="organization")]
    assert removed == [Removed(rule="byline prefix", text="By")]
    assert left("Byron Lys") == ["Byron Lys"]


NAMES = """\
Olha Koval
OLHA KOVAL
by Olha Koval
By by Petro Lys
Read More
The Kyiv Independent
Editor
Olha Koval Is A Reporter
Bridges

"""
AUTHORS = st.lists(st.sampled_from(NAMES.split("\n")) | st.text(max_size=20), max_size=8)


@given(AUTHORS)
def test_stripping_again_changes_nothing(names: list[str]) -> None:
    once, _ = strip(*names)
    assert strip_authors(once, SITE, Names(publishers=SITE.publisher)) == (once, [])


@given(AUTHORS)
def test_no_author_is_lost_without_a_trace(names: list[str]) -> None:
    authors, removed = strip(*names)
    kept = [" ".join(author.name.split()) for author in authors]
    words = " ".join([*kept, *(r.text for r in removed)]).split()
    assert sorted(words) == sorted(" ".join(names).split())
