"""Blocks of a page held against the text that structured data give."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from feedcrawler.pages.agreement import compare
from feedcrawler.pages.body import Block, Kind

TEXTS = [
    "The ferry left the old harbour at noon with forty cars and the whole brass band on board.",
    "Nobody had told the captain that the bridge would be opened on the same day, an hour later.",
    "He turned round twice in the bay, waved to the mayor and asked over the radio what to do.",
    "The town will decide in autumn whether it needs both, and who is going to pay the captain.",
]
PROMO = "Our readers pay for the work of our reporters: join them today for the price of a coffee."
SAID = "\n".join(TEXTS)


def blocks(*texts: str, kind: Kind = "paragraph") -> list[Block]:
    return [Block(kind, text) for text in texts]


def kept(page: list[Block], said: str | None = SAID) -> list[str]:
    return [block.text for block in compare(page, said).blocks]


def test_a_page_that_shows_what_is_said_stays_as_it_is() -> None:
    agreement = compare(blocks(*TEXTS), SAID)
    assert agreement.blocks == blocks(*TEXTS)
    assert (agreement.left_out, agreement.says_more, agreement.is_other) == (0, False, False)


def test_what_is_not_said_is_left_out_and_counted() -> None:
    agreement = compare(blocks(TEXTS[0], PROMO, *TEXTS[1:], PROMO), SAID)
    assert agreement.blocks == blocks(*TEXTS)
    assert agreement.left_out == 2


def test_case_punctuation_and_space_are_no_difference() -> None:
    page = blocks(*(text.upper().replace(",", " –") for text in TEXTS))
    assert compare(page, SAID.replace(" ", "  ")).blocks == page


def test_a_word_that_was_corrected_in_a_long_block_is_no_difference() -> None:
    long = " ".join(TEXTS[1:])
    page = blocks(TEXTS[0], long.replace("twice", "three times"), PROMO)
    assert kept(page) == [block.text for block in page[:2]]


def test_of_a_text_that_breaks_off_the_rest_is_kept() -> None:
    more = [f"{text} So it was told in the harbour." for text in TEXTS]
    page = blocks(*more, PROMO, *TEXTS, "And one more sentence for the end of it.")
    cut = "\n".join([*more, *TEXTS])[:-30]
    assert kept(page, cut) == [*more, *TEXTS, "And one more sentence for the end of it."]


def test_after_the_end_of_the_said_text_nothing_is_kept() -> None:
    assert kept(blocks(*TEXTS, "* * *", PROMO)) == [*TEXTS, "* * *"]


def test_headings_and_rows_of_tables_are_often_not_said_and_kept() -> None:
    heading, row = Block("heading", "What the captain knew"), Block("row", "Cars | 40")
    page = [*blocks(TEXTS[0]), heading, *blocks(TEXTS[1]), row, *blocks(*TEXTS[2:])]
    agreement = compare(page, SAID)
    assert agreement.blocks == page
    assert agreement.left_out == 0


def test_a_heading_goes_with_what_stands_under_it() -> None:
    heading = Block("heading", "Support us")
    assert kept([*blocks(*TEXTS[:2]), heading, *blocks(PROMO, *TEXTS[2:])]) == TEXTS
    under_heading = [*blocks(*TEXTS), Block("heading", "More of this"), heading, *blocks(PROMO)]
    assert kept(under_heading) == TEXTS


def test_a_page_and_data_of_two_articles_disagree_and_the_page_is_kept() -> None:
    other = [f"The {what} will be built on the other side of town, far from any water." for what in ("pool", "mill")]
    agreement = compare(blocks(*other, TEXTS[0]), SAID)
    assert agreement.is_other
    assert agreement.blocks == blocks(*other, TEXTS[0])


def test_a_page_that_shows_the_beginning_only_is_a_part_of_what_is_said() -> None:
    agreement = compare(blocks(TEXTS[0]), SAID)
    assert agreement.says_more
    assert agreement.blocks == blocks(TEXTS[0])
    half = compare(blocks(*TEXTS[:2], PROMO), SAID)
    assert not half.says_more
    assert half.blocks == blocks(*TEXTS[:2], PROMO), "a summary of the text is no ground to leave anything out"


def test_a_page_with_much_more_than_is_said_keeps_it() -> None:
    page = blocks(*TEXTS, *(f"{PROMO} And {at} more." for at in range(5)))
    assert compare(page, SAID).blocks == page


def test_a_teaser_for_a_text_says_nothing_about_the_rest() -> None:
    for said in (None, "", TEXTS[0][:50]):
        agreement = compare(blocks(*TEXTS, PROMO), said)
        assert agreement.blocks == blocks(*TEXTS, PROMO)
        assert (agreement.left_out, agreement.is_other, agreement.says_more) == (0, False, False)
    assert compare([], SAID).blocks == []


def test_a_page_of_nothing_but_marks_is_compared_too() -> None:
    assert compare(blocks("* * *", "—"), SAID).blocks == blocks("* * *", "—")


def test_more_letters_than_can_be_looked_through_are_not_compared() -> None:
    page = blocks(*(f"{'a' * 30}{at}{'a' * 30}" for at in range(2_000)))
    agreement = compare(page, "a" * 400_000)
    assert agreement.blocks == page
    assert not agreement.is_other


SENTENCES = st.sampled_from([*TEXTS, PROMO, PROMO.upper(), "* * *", "Short.", "A heading of some words"])
KINDS = st.sampled_from(["paragraph", "heading", "item", "row", "loose", "quote"])


@given(st.lists(st.builds(Block, KINDS, SENTENCES), max_size=12), st.lists(SENTENCES, max_size=8).map("\n".join))
def test_what_is_left_is_a_part_of_the_page_in_its_order(page: list[Block], said: str) -> None:
    agreement = compare(page, said)
    left = iter(page)
    assert all(block in left for block in agreement.blocks)
    assert agreement.left_out == len(page) - len(agreement.blocks)
    assert not (agreement.is_other and agreement.says_more)
    assert not agreement.left_out or not (agreement.is_other or agreement.says_more)
    assert all(block in agreement.blocks for block in page if block.text in said.split("\n"))
