"""Lines that sign, in the languages of news."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feedcrawler.pages.signed import names_alone, signed_by


@pytest.mark.parametrize(
    ("lines", "names"),
    [
        (["By Olha Bondar"], ["Olha Bondar"]),
        (["Politics", "By Olha Bondar and Petro Sych | June 5, 2025"], ["Olha Bondar", "Petro Sych"]),
        (["By TPN, in News, Town, Business"], ["TPN"]),
        (["By Olha Bondar in Kyiv"], ["Olha Bondar"]),
        (["Von Anna Schmidt"], ["Anna Schmidt"]),
        (["von Anna Schmidt, NDR KIEL"], ["Anna Schmidt"]),
        (["Von der Ostsee bis zu den Alpen"], []),
        (["Par Luc Martin"], ["Luc Martin"]),
        (["Por José Ortega y Gasset"], ["José Ortega y Gasset"]),
        (["Por Ana Gil Ruiz y Eva Sanz"], ["Ana Gil Ruiz", "Eva Sanz"]),
        (["Текст: Ольга Бондар"], ["Ольга Бондар"]),
        (["(责编：王伟、李娜)"], ["王伟", "李娜"]),
        (["Author", "Olha Bondar"], ["Olha Bondar"]),
        (["Written by:", "the whole team"], []),
        (["Contributors: Olha Bondar"], ["Olha Bondar"]),
        (["x" * 300, "Bridge opens"], []),
        ([], []),
    ],
)
def test_names_in_bylines(lines: list[str], names: list[str]) -> None:
    assert signed_by(lines) == names


def test_a_line_may_be_nothing_but_names() -> None:
    assert names_alone("Olha Bondar") == ["Olha Bondar"]
    assert names_alone("Olha Bondar, Petro Sych") == ["Olha Bondar", "Petro Sych"]
    assert names_alone("The bridge is open to everyone") == []
    assert names_alone("転載を禁じます ⓒ news.example") == []
    assert names_alone("Olha Bondar " * 10) == []
    assert names_alone("") == []


def test_a_byline_may_stand_before_the_last_line() -> None:
    assert signed_by(["(责编：王伟)", "Share"]) == ["王伟"]


@given(st.lists(st.text(max_size=60), max_size=5))
def test_any_lines_give_names_that_are_clean(lines: list[str]) -> None:
    for name in (*signed_by(lines), *(one for line in lines for one in names_alone(line))):
        assert name == name.strip()
        assert name
