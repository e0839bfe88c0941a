"""Whether a line goes with what articles are about."""

from __future__ import annotations

import pytest

from feedcrawler.boilerplate.mining.spool import prepare
from feedcrawler.boilerplate.mining.subjects import Vocabulary, words_of
from feedcrawler.boilerplate.texts import StoredText


@pytest.fixture
def vocabulary() -> Vocabulary:
    """Of a paper that writes of ten subjects, and has a series."""
    words = Vocabulary()
    for number in range(300):
        subject = f"{'abcdefghij'[number % 10] * 4} city news"
        headline = f"Week in short: {subject}" if number % 20 == 0 else f"{subject} number {'klmnop'[number % 6] * 3}"
        body = f"The people of {subject} said so.\n\nNothing else happened there."
        words.add(prepare(StoredText(f"{number}", body, (headline,)), None, number)[0])
    return words


def test_a_word_that_the_headlines_share_and_others_lack_is_their_subject(vocabulary: Vocabulary) -> None:
    assert vocabulary.share_a_subject([words_of("aaaa city news")] * 6) == "aaaa"
    assert vocabulary.share_a_subject([words_of(f"{c * 4} city news") for c in "abcdef"]) is None


def test_the_name_of_a_series_is_no_subject(vocabulary: Vocabulary) -> None:
    assert vocabulary.subject("Week in short: aaaa rises") == {"aaaa", "rises"}
    assert vocabulary.subject("Week in short") == {"week", "short"}


def test_a_line_is_about_headlines_that_have_its_rare_words(vocabulary: Vocabulary) -> None:
    subjects = [words_of(f"{word} soldiers lost") for word in ("many", "more", "some", "few")]
    assert vocabulary.is_about(words_of("So many soldiers were lost today"), subjects)
    assert not vocabulary.is_about(words_of("Listen to this article in the city"), subjects)


def test_news_has_the_words_of_the_text_around_it(vocabulary: Vocabulary) -> None:
    body = words_of("A bridge over the river was closed after a flood")
    assert vocabulary.cohesion(words_of("The bridge, the river, a flood"), body) > 0.9
    assert vocabulary.cohesion(words_of("Become a member"), body) < 0.1
    assert vocabulary.cohesion(frozenset(), body) == 0


def test_a_burst_is_a_short_time_of_the_whole() -> None:
    words = Vocabulary()
    for day in range(100):
        words.add(prepare(StoredText("", "Words.", ("Headline",)), None, day)[0])
    assert not words.is_a_burst([1, 1, 2, 2, 3], 0.01)  # of articles without days nothing is known
