"""The headline: without what is put around it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feedcrawler.boilerplate import rules_for, strip_headline
from feedcrawler.items import Removed

RULES = rules_for("")
HERALD = ["The Daily Herald"]


@pytest.mark.parametrize("label", ["UPDATE:", "UPDATED:"])
def test_a_label_for_changed_articles_is_cut_off(label: str) -> None:
    headline, removed = strip_headline(f"{label} Bridge opens", RULES, HERALD)
    assert headline == "Bridge opens"
    assert removed == [Removed(rule="update label", text=label)]


@pytest.mark.parametrize(
    "headline",
    ["Updated: Bridge opens", "Update on the bridge", "UPDATE:", "Bridge: UPDATE: opens", "", " | The Daily Herald"],
)
def test_words_of_the_headline_stay(headline: str) -> None:
    assert strip_headline(headline, RULES, HERALD) == (headline, [])


@pytest.mark.parametrize(
    "suffix", [" | The Daily Herald", " - the daily herald", " – The Daily Herald", " — The Daily Herald"]
)
def test_the_sites_name_is_cut_off_because_it_is_known_to_be_the_sites(suffix: str) -> None:
    assert strip_headline(f"Bridge opens{suffix}", RULES, HERALD)[0] == "Bridge opens"
    assert strip_headline(f"Bridge opens{suffix}", RULES, [])[0] == f"Bridge opens{suffix}"
    assert strip_headline(f"Bridge opens{suffix}", RULES, ["Herald"])[0] == f"Bridge opens{suffix}"


def test_the_sites_name_in_a_sentence_stays() -> None:
    headline = "Court rules for The Daily Herald"
    assert strip_headline(headline, RULES, HERALD) == (headline, [])


@given(st.lists(st.sampled_from(["UPDATE:", " | The Daily Herald", "Bridge ", " "]) | st.text(max_size=5), max_size=8))
def test_stripping_again_changes_nothing_and_words_are_left(parts: list[str]) -> None:
    headline = "".join(parts)
    once, _ = strip_headline(headline, RULES, HERALD)
    assert strip_headline(once, RULES, HERALD) == (once, [])
    assert bool(once.strip()) == bool(headline.strip())
