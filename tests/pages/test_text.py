from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from feedcrawler.pages.text import fold, key, plain


def test_white_space_of_every_kind_becomes_one_space() -> None:
    assert fold("  a\n\tb\u00a0c\u2003d ") == "a b c d"


def test_characters_that_are_no_text_are_gone() -> None:
    assert fold("co\u00adoperate \ufeff\x00now\ud800") == "cooperate now"


def test_zero_width_spaces_part_words_and_frame_none() -> None:
    assert fold("\u200b \u200bនេះ\u200bជា \u200b") == "នេះ\u200bជា"
    assert fold(" \u200b ") == ""


def test_joiners_that_change_how_letters_look_stay() -> None:
    assert fold("می\u200cخواهم 👩\u200d🌾") == "می\u200cخواهم 👩\u200d🌾"


def test_entities_and_tags_in_a_string_are_undone() -> None:
    assert plain("Fish &amp; chips <em>again</em>, 3 < 4") == "Fish & chips again , 3 < 4"


def test_the_same_words_have_one_key_however_they_are_written() -> None:
    assert key("‘Just hold on’: Medics") == key("'Just Hold On' – medics")
    assert key("Ukraine war") != key("Ukraine wars")


@given(st.text())
def test_folding_again_changes_nothing(text: str) -> None:
    folded = fold(text)
    assert fold(folded) == folded
    assert "\n" not in folded
    assert folded == folded.strip()
    folded.encode()  # no lone surrogates: MongoDB refuses them


@given(st.text(alphabet="<>&;a#x1/! \n"))
def test_any_markup_has_a_plain_text(text: str) -> None:
    assert plain(text) == fold(plain(text))
