"""The body: boilerplate goes, news stays, and nothing vanishes."""

from __future__ import annotations

import re
import time
from itertools import chain
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feedcrawler.boilerplate import Names, Rules, StrippedBody, read_rules, rules_for, strip_body
from feedcrawler.boilerplate.rules import Gap

GENERAL, SITE = rules_for(""), rules_for("kyiv_independent")
FIRST = "The bridge over the Teteriv opened again on Monday, the region's governor said."
SECOND = "It had been closed since the spring, when a flood carried away two of its pillars."
THIRD = '"We waited half a year for this," a driver at the crossing said.'
NEWS = [FIRST, SECOND, THIRD]


def strip(*paragraphs: str, rules: Rules = SITE, names: Names | None = None) -> StrippedBody:
    return strip_body("\n\n".join(paragraphs), rules, names or Names())


def left(*paragraphs: str, rules: Rules = SITE, names: Names | None = None) -> list[str]:
    text = strip(*paragraphs, rules=rules, names=names).text
    return text.split("\n\n") if text else []


# --------------------------------------------------------------------------------------------------------------- lines


@pytest.mark.parametrize(
    "line",
    [
        "This audio is created with AI assistance",
        "Read more",
        "Show More",
        "4 min read",
        "0 min read",
        "Advertisement",
        "Share",
        "Avatar",
        "Article image",
        "(Updated:  )",
        "0:00 / 1×",
        "0:00 / 1× The water at the bridge in April. (Olha Koval / Telegram)",
        "Become a member",
        "Editor's note: This is a developing story and is being updated.",
        "Editor’s Note: The story was updated with a comment from the governor's office.",
        "Editor's note: This interview has been edited for clarity and length.",
        "Read also: Ferry to stop as bridge opens",
        "Also read: Ferry to stop as bridge opens.",
        "Related: Ferry to stop as bridge opens",
    ],
)
@pytest.mark.parametrize("at", [0, 1, 3])
def test_a_line_that_is_no_news_goes_wherever_it_stands(line: str, at: int) -> None:
    stripped = strip(*NEWS[:at], line, *NEWS[at:])
    assert stripped.text.split("\n\n") == NEWS
    assert [removed.text for removed in stripped.removed] == [" ".join(line.split())]


@pytest.mark.parametrize(
    "line",
    [
        "Related to the flood were three more closures, the governor said.",
        "Related: the flood, the drought and the wind are all of one summer, he wrote.",
        "Read more books, the minister told the pupils.",
        "Share of the vote: 41%",
        "The walk over the bridge is a 4 min read of the river's history.",
        "Editor's note: The soldiers in this story are identified by first names only.",
        "Editor's note: In 2023 the company sued this newspaper; an appeal is under review.",
        "This interview has been edited for clarity.",
        "Advertisement spending fell by a third, the council said.",
        "The Kyiv Independent could not verify the claims.",
        "What has been done so far",
        "Video: what the flood left",
        "(Updated: the list of closed bridges, which the region's road service sends out every Monday)",
        "***",
        ".",
    ],
)
def test_a_line_that_only_looks_like_it_stays(line: str) -> None:
    assert left(FIRST, line, SECOND) == [FIRST, line, SECOND]


def test_a_paragraph_is_news_once_it_is_long_whatever_it_begins_with() -> None:
    long = "Editor's note: This is a developing story. " + SECOND * 8
    assert left(FIRST, long) == [FIRST, long]


def test_what_recurs_within_the_article_stays() -> None:
    assert left(FIRST, SECOND, THIRD, SECOND) == [FIRST, SECOND, THIRD, SECOND]


def test_the_headline_section_and_byline_over_the_text_are_fields_of_their_own() -> None:
    names = Names(headlines=["‘Half a year’: bridge opens"], authors=["Olha Koval"], sections=["National"])
    assert left("National", "'Half a year': Bridge  opens", "by Olha Koval", *NEWS, names=names, rules=GENERAL) == NEWS
    assert left("by Olha Koval January 3, 2023 8:11 PM", *NEWS, names=names, rules=GENERAL) == NEWS


def test_the_headline_again_in_the_middle_is_a_heading_of_a_digest() -> None:
    names = Names(headlines=["Bridge opens"])
    assert left(FIRST, "Bridge opens", SECOND, names=names) == [FIRST, "Bridge opens", SECOND]


def test_an_author_under_the_text_goes_with_what_the_newsroom_says_of_them() -> None:
    names = Names(authors=["Olha Koval"])
    bio = "Olha Koval is a reporter at the Herald who joined the newsroom in 2019."
    assert left(*NEWS, "Olha Koval", bio, "Read more", names=names, rules=GENERAL) == NEWS
    for role in ("an editor at the Herald", "an award-winning journalist", "a senior correspondent based in Kyiv"):
        assert left(*NEWS, f"Olha Koval is {role}.", names=names, rules=GENERAL) == NEWS
    news = "Olha Koval is the reporter who was arrested on Monday."
    assert left(*NEWS, news, names=names, rules=GENERAL) == [*NEWS, news]


def test_an_author_who_is_in_the_news_stays_in_the_news() -> None:
    names = Names(authors=["Olha Koval"])
    last = "Olha Koval is the first woman to head the region's road service."
    assert left(*NEWS, last, names=names) == [*NEWS, last]
    told = "Olha Koval is a reporter at the Herald who joined the newsroom in 2019."
    assert left(told, *NEWS, names=names) == [told, *NEWS]


# -------------------------------------------------------------------------------------------------------------- blocks

HEAD = ["News Feed", "Bridge over the Teteriv opens again", "by Olha Koval January 3, 2023 8:11 PM", "1 min read"]
CARD = ["What the flood left behind in spring", "Article image"]
BOX = ["Avatar", "Olha Koval", "Reporter", "Olha writes about roads. She lives in Zhytomyr.", "Read more"]
FEED = [
    "News Feed",
    "(Updated:  )",
    "A court in Lviv heard the first of ten witnesses.",
    "Video",
    "A film.",
    "Show More",
]


def test_a_page_taken_whole_leaves_the_article() -> None:
    body = "\n\n".join(["\n".join(HEAD), *NEWS, "\n".join(CARD + BOX + FEED)])
    stripped = strip_body(body, SITE, Names())
    assert stripped.text.split("\n\n") == NEWS
    assert [removed.rule for removed in stripped.removed] == ["head", "related story card", "author box and news feed"]


def test_a_list_of_other_stories_before_the_headline_goes() -> None:
    assert left(*FEED, *HEAD, *NEWS) == NEWS


def test_a_list_of_other_stories_without_its_label_goes_with_the_author_box() -> None:
    assert left(*NEWS, *BOX, *FEED[1:]) == NEWS


def test_an_article_between_its_section_label_and_show_more_is_no_list_of_other_stories() -> None:
    assert left("News Feed", *NEWS, "Show More") == NEWS
    whole = ["News Feed", "Bridge opens", *NEWS, "Video", "A film about it.", "Show More", FIRST]
    assert left(*whole, names=Names(headlines=["Bridge opens"])) == [*NEWS, "Video", "A film about it.", FIRST]


def test_two_author_boxes_go_each_by_itself() -> None:
    assert left(*NEWS, *BOX, "Avatar", "Petro Lys", "Read more") == NEWS


def test_an_avatar_over_the_text_does_not_begin_a_box_that_holds_the_text() -> None:
    assert left("Avatar", *NEWS, "Read more") == NEWS


def test_a_picture_between_paragraphs_takes_no_paragraph_and_no_subheading_along() -> None:
    stripped = strip(FIRST, "Article image", SECOND)
    assert stripped.text == f"{FIRST}\n\n{SECOND}"
    assert [removed.rule for removed in stripped.removed] == ["picture text"]
    assert left(FIRST, "Half a year", "Article image", SECOND) == [FIRST, "Half a year", SECOND]


def test_a_related_story_goes_with_the_beginning_of_its_text() -> None:
    card = [
        "What the flood left behind in spring",
        "In April the water came at night and…",
        "The Kyiv Independent Olha Koval",
    ]
    assert left(FIRST, *card, "Article image", SECOND) == [FIRST, SECOND]


def test_a_note_from_the_author_goes_to_the_end() -> None:
    note = [
        "Note from the author:",
        "Hi, this is Olha.",
        "Thank you for reading. " * 20,
        "Please support us.",
        "Thanks.",
    ]
    long = [*NEWS, *NEWS, *NEWS]
    stripped = strip(*long, *note)
    assert stripped.text.split("\n\n") == long
    assert [removed.rule for removed in stripped.removed] == ["note from the author"]


def test_what_is_taken_out_uncovers_what_stood_behind_it() -> None:
    thanks = ["Thank you."] * 8
    body = [*NEWS * 3, "Olha Koval", "Note from the author:", *thanks, "Share"]  # a note of at most eight lines
    assert left(*body, names=Names(authors=["Olha Koval"])) == NEWS * 3


@pytest.mark.parametrize("before", [0, 1])
def test_a_note_over_the_article_does_not_take_the_article_with_it(before: int) -> None:
    note = [*NEWS[:before], "Author's note:", *NEWS[before:], SECOND, THIRD]
    assert left(*note) == note


def test_a_note_that_is_followed_by_an_article_is_no_end() -> None:
    body = [*NEWS * 5, "Note from the author:", *NEWS * 4]
    assert left(*body) == body


# ------------------------------------------------------------------------------------------------------ what is promised


def test_lines_inside_a_paragraph_stay_together() -> None:
    table = "Region\tDays\nLviv\t3\nOdesa\t 5"
    assert (
        strip_body(f"{FIRST}\n\n{table}\n\nShare", GENERAL, Names()).text == f"{FIRST}\n\nRegion Days\nLviv 3\nOdesa 5"
    )


def test_what_was_removed_is_kept_in_the_order_of_the_body_with_the_rules_name() -> None:
    stripped = strip("Share", FIRST, "2 min read", SECOND, *CARD, THIRD, "Read more")
    assert [(removed.rule, removed.text) for removed in stripped.removed] == [
        ("share button", "Share"),
        ("reading time", "2 min read"),
        ("related story card", "\n".join(CARD)),
        ("more link", "Read more"),
    ]


def test_rules_that_name_every_line_leave_nothing_and_say_so() -> None:
    assert strip("Share", "Read more").named
    assert strip("Share", "Read more").text == ""
    assert not strip(*NEWS, *BOX).named


def test_a_rule_that_leaves_words_open_is_not_sure_of_a_text_unless_it_says_so(tmp_path: Path) -> None:
    file = tmp_path / "x.toml"
    text = "[[line]]\nname='ad'\nwhy='w'\nis=['Give # coins', 'Join the *']\n"
    file.write_text(text)
    assert not strip("Join the club", rules=read_rules(file)).named
    assert strip("Give 5 coins", rules=read_rules(file)).named
    file.write_text(text + "alone=true")
    assert strip("Join the club", rules=read_rules(file)).named


def test_a_text_does_not_lose_its_end_to_rules_that_leave_words_open(tmp_path: Path) -> None:
    file = tmp_path / "x.toml"
    file.write_text("[[line]]\nname='ad'\nwhy='w'\nwhere='end'\nis=['Join *', 'Goodbye']")
    rules = read_rules(file)
    appeals = [f"Join the club of {place}" for place in ("Lviv", "Odesa", "Sumy", "Dnipro", "Kharkiv")]
    assert left(*NEWS, *appeals[:4], rules=rules) == NEWS
    assert left(*NEWS, *appeals, "Goodbye", rules=rules) == [*NEWS, *appeals]


def test_a_block_that_would_leave_no_sentence_is_left_alone(tmp_path: Path) -> None:
    file = tmp_path / "x.toml"
    file.write_text("[[block]]\nname='all'\nwhy='w'\nlines=['start', {any=50}, 'stop']")
    rules = read_rules(file)
    assert left("Start", *NEWS, "Stop", rules=rules) == ["Start", *NEWS, "Stop"]
    assert left(FIRST, "Start", SECOND, "Stop", rules=rules) == [FIRST]


def examples(rules: Rules) -> list[str]:
    """A line for each pattern."""
    steps = [step for block in rules.blocks for step in block.lines if not isinstance(step, Gap)]
    patterns = [text for texts in [*(rule.is_ for rule in rules.lines), *steps] for text in texts]
    return [re.sub(r"\{\w+\}", "Olha Koval", text.replace("*", "some words").replace("#", "3")) for text in patterns]


LINES = st.sampled_from([*examples(SITE), *NEWS, "Half a year of waiting", "Bridge opens", "Olha Koval"]) | st.text(
    max_size=30
)
BODIES = st.lists(st.tuples(LINES, st.sampled_from(["\n", "\n\n"])), max_size=40).map(
    lambda pairs: "".join(line + end for line, end in pairs)
)
NAMES = Names(headlines=["Bridge opens"], authors=["Olha Koval"], sections=["News Feed"])


def folded_lines(text: str) -> list[str]:
    return [" ".join(line.split()) for line in text.splitlines() if line.strip()]


@given(BODIES)
def test_stripping_again_changes_nothing(body: str) -> None:
    once = strip_body(body, SITE, NAMES)
    again = strip_body(once.text, SITE, NAMES)
    assert again.text == once.text
    assert again.removed == []


@given(BODIES)
def test_no_line_is_lost_and_none_is_moved(body: str) -> None:
    stripped = strip_body(body, SITE, NAMES)
    kept, gone = folded_lines(stripped.text), [removed.text.split("\n") for removed in stripped.removed]
    assert sorted([*kept, *chain.from_iterable(gone)]) == sorted(folded_lines(body))
    for part in (kept, [lines[0] for lines in gone], *gone):
        rest = iter(folded_lines(body))
        assert all(line in rest for line in part)


@given(st.lists(st.text(st.characters(exclude_categories=["Cs"]), max_size=80), max_size=12))
def test_any_text_without_such_lines_stays_but_for_its_white_space(paragraphs: list[str]) -> None:
    words = [" ".join(f"zz{word}" for word in p.split()) for p in paragraphs]  # no pattern has such words
    expected = [p for p in words if p]
    assert left(*words) == expected


@pytest.mark.parametrize(
    "unit",
    [
        "News Feed\n(Updated: )\n",
        "Avatar\nx\nRead more\n",
        "Note from the author:\n",
        "A title of four words\nArticle image\n",
    ],
)
def test_a_hostile_text_takes_linear_time(unit: str) -> None:
    body = f"{FIRST}\n" + unit * (200_000 // len(unit))
    start = time.process_time()
    strip_body(body, SITE, NAMES)
    assert time.process_time() - start < 2
