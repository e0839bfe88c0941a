"""An edit changes words; other news changes facts between the same words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feedcrawler.similarity.facts import facts_of, is_spelling, replaced_names, replaced_numbers
from tests.similarity.stories import ELSEWHERE, LEAD, MIDDLE, STORY, losses


def test_numbers_in_the_same_places_are_compared() -> None:
    monday, tuesday = facts_of(losses(9, 997_120, 970, 10_915)), facts_of(losses(10, 998_200, 1_080, 10_921))
    number, share = replaced_numbers(monday, tuesday)
    assert number == 7
    assert share == 0.7  # what stays: 24, 2022 and 28


def test_a_number_is_the_same_in_another_notation() -> None:
    assert replaced_numbers(facts_of("It cost 31,500 crowns."), facts_of("It cost 31.500 crowns.")).number == 0


def test_a_number_in_words_is_a_number() -> None:
    for one, other in (
        ("It killed three people there.", "It killed two people there."),
        ("Загинули троє людей.", "Загинули п’ятеро людей."),
        ("Погибли три человека.", "Погибли девять человек."),
        ("Es kamen zwölf Gäste.", "Es kamen zwanzig Gäste."),
        ("On a vu sept bateaux.", "On a vu douze bateaux."),
        ("Llegaron cuatro barcos.", "Llegaron nueve barcos."),
        ("Zginęło pięć osób.", "Zginęło sześć osób."),
        ("It cost a million crowns.", "It cost a thousand crowns."),
        ("造成三人死亡。", "造成两人死亡。"),
        ("造成二十三人死亡。", "造成二十五人死亡。"),
    ):
        (there, _), (instead, _) = facts_of(one).in_words + facts_of(other).in_words
        assert there != instead, one
    assert replaced_numbers(facts_of("It killed three people."), facts_of("It killed two people.")) == (1, 1.0)
    assert replaced_numbers(facts_of("It killed three people."), facts_of("It killed 3 people.")) == (0, 0.0)
    assert replaced_numbers(facts_of("造成三人死亡。"), facts_of("造成3人死亡。")) == (0, 0.0)


def test_numbers_in_words_and_in_digits_do_not_hide_each_other() -> None:
    one, other = (f"Of 12 boats, 15 nets and 20 ropes {n} boats were lost." for n in ("three", "seven"))
    assert replaced_numbers(facts_of(one), facts_of(other)) == (1, 1.0)


def test_a_name_that_another_stands_for_is_replaced() -> None:
    other = STORY.replace("Jonas Brandt", "Emil Vogt").replace("Upper Marle", "Nether Stowe")
    assert replaced_names(facts_of(STORY), facts_of(other)).number == 4


def test_another_spelling_of_a_name_replaces_nothing() -> None:
    one, other = "The minister Zelenskiy met the press.", "The minister Zelensky met the press."
    assert replaced_names(facts_of(one), facts_of(other)).number == 0


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Iran", "Iraq"),
        ("Niger", "Nigeria"),
        ("Gambia", "Zambia"),
        ("Austria", "Australia"),
        ("Slovakia", "Slovenia"),
        ("Sudan", "Sweden"),
        ("India", "Indonesia"),
        ("Monday", "Sunday"),
        ("Tuesday", "Thursday"),
        ("Dienstag", "Donnerstag"),
        ("Херсонскую", "Харьковскую"),
    ],
)
def test_names_that_are_written_much_alike_are_not_one(one: str, other: str) -> None:
    assert not is_spelling(one.casefold(), other.casefold())
    found = replaced_names(facts_of(f"The storm came to {one} again."), facts_of(f"The storm came to {other} again."))
    assert found.number == 1


def test_what_only_one_text_tells_replaces_nothing() -> None:
    more = facts_of("\n\n".join([ELSEWHERE[0], LEAD, *MIDDLE, *ELSEWHERE[1:]]))
    for one, other in ((facts_of(STORY), more), (more, facts_of(STORY))):
        assert replaced_numbers(one, other) == (0, 0.0)
        assert replaced_names(one, other) == (0, 0.0)


def test_in_a_table_no_number_stands_for_another() -> None:
    table = "\n".join(f"row {n} end" for n in range(100))
    assert replaced_numbers(facts_of(table), facts_of(table.replace("70", "777"))).number == 0


@given(st.text(alphabet="Aa1 .,\n語三二#@", max_size=300))
def test_a_text_replaces_none_of_its_own_facts(text: str) -> None:
    facts = facts_of(text)
    assert replaced_numbers(facts, facts) == replaced_names(facts, facts) == (0, 0.0)
