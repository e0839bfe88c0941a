"""What the names that makers of pages give their boxes say."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feedcrawler.pages.box_names import Name, name_of
from tests.pages.making import element


def named(class_: str = "", identity: str = "") -> Name:
    box = element("<div></div>", "div")
    for name, value in (("class", class_), ("id", identity)):
        if value:
            box.set(name, value)
    return name_of(box)


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("related", "card"),
        ("article-related-posts", "card"),
        ("c-recirc__list", "card"),
        ("read-more", "card"),
        ("readMore", "card"),
        ("read_more", "card"),
        ("readmore", "card"),
        ("box--you-may-like", "card"),
        ("kg-bookmark-card", "card"),
        ("OUTBRAIN", "card"),
        ("kg-video-card", "embed"),
        ("jw-player", "embed"),
        ("photo-caption", "picture"),
        ("swiper-slide", "picture"),
        ("kg-gallery-card", "picture"),
        ("newsletter-signup", "drop"),
        ("NewsletterBox", "drop"),
        ("share", "drop"),
        ("post__tags", "drop"),
        ("site-footer--dark", "drop"),
        ("about-the-author", "drop"),
        ("ad", "drop"),
        ("reading-time", "drop"),
        ("text wide newsletter", "drop"),
    ],
)
def test_a_name_says_what_a_box_is_word_by_word(name: str, kind: str) -> None:
    assert named(name).furniture == kind
    assert named(identity=name).furniture == kind


@pytest.mark.parametrize(
    "name",
    ["", "header-loading", "shareholders", "unrelated", "heading", "adaptive", "socialist", "staging", "text-wide", "commentary"],
)  # fmt: skip
def test_a_word_inside_a_word_says_nothing(name: str) -> None:
    assert named(name) == Name()


def test_the_class_is_looked_at_before_the_id_and_the_first_word_wins() -> None:
    assert named("gallery", "comments").furniture == "picture"
    assert named("share gallery").furniture == "drop"
    assert named("gallery", "comments").is_comments, "and still it is known where readers write"


@pytest.mark.parametrize(
    "name",
    ["article-body", "articleBody", "article__body", "story_text", "entry-content", "post-content--wide", "entry",
     "c-article-content", "body-copy", "blog-article-text", "NewsText", "article-body--with-sidebar", "paywall-article__body"],
)  # fmt: skip
def test_what_holds_the_text_is_named_for_it(name: str) -> None:
    assert named(name).is_body
    assert named(identity=name).is_body


@pytest.mark.parametrize(
    "name", ["article", "content", "body", "article-body-share", "entry-content__related", "text", "context-body"]
)
def test_other_names_are_not_the_texts(name: str) -> None:
    assert not named(name).is_body


@pytest.mark.parametrize("name", ["comments", "comment-list", "disqus_thread", "respond"])
def test_comments_are_told_apart_as_there_may_be_more_of_them_than_text(name: str) -> None:
    assert named(identity=name).is_comments
    assert named(identity=name).furniture == "drop"


@pytest.mark.parametrize("name", ["image", "story-photos", "mediaBox", "article_thumbnail", "foto"])
def test_pictures_are_named_as_such(name: str) -> None:
    assert named(name).is_picture


@pytest.mark.parametrize("name", ["photographer", "imagery", "intermedia-box", "photosynthesis"])
def test_other_words_are_no_pictures(name: str) -> None:
    assert not named(name).is_picture


@pytest.mark.parametrize("name", ["hidden", "is-hidden", "d-none", "sr-only", "screen-reader-text", "visually-hidden"])
def test_what_is_not_shown_or_only_read_aloud_is_unseen(name: str) -> None:
    assert named(name) == Name(furniture="drop", is_unseen=True)
    assert named(f"box {name}").is_unseen


@pytest.mark.parametrize("name", ["hidden md:block", "hidden tablet:flex", "d-none d-lg-block", "hidden-xs", "hideous"])
def test_what_some_screens_show_is_seen(name: str) -> None:
    assert not named(name).is_unseen
    assert named(name).furniture is None


def test_of_a_very_long_name_only_the_beginning_counts() -> None:
    assert named("x " * 150 + "share").furniture == "drop"
    assert named("x " * 250 + "share") == Name()


PARTS = st.sampled_from(["share", "box", "article", "body", "wide", "photo", "comment", "hidden", "read", "more"])


@given(st.lists(PARTS, min_size=1, max_size=4))
def test_however_the_words_of_a_name_are_joined_it_says_the_same(parts: list[str]) -> None:
    camel = parts[0] + "".join(part.capitalize() for part in parts[1:])
    assert len({named(name).furniture for name in ("-".join(parts), "_".join(parts), camel)}) == 1
    assert len({named(name).is_body for name in ("-".join(parts), "_".join(parts), camel)}) == 1


@given(st.text(max_size=40), st.text(max_size=40))
def test_any_name_is_read(class_: str, identity: str) -> None:
    clean = [name.replace("\x00", "") for name in (class_, identity)]
    try:
        said = named(*clean)
    except ValueError:
        return  # no name that an element can have
    assert said == named(*clean)
    assert not said.is_unseen or said.furniture == "drop"
