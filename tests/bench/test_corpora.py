"""A reader's answer is scored as the corpora's makers say, on pages made up here."""

from __future__ import annotations

import gzip
import json
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench.corpora import (
    Answer,
    Page,
    Score,
    Share,
    Tally,
    corpora,
    pages,
    same_day,
    same_instant,
    score,
    share,
    shingles,
)

KYIV = timezone(timedelta(hours=3))
FERRY = "The council voted to keep the old ferry for one more season."
TEXTS = st.text(st.sampled_from("ab cд 7,\n-渡口"), max_size=60)


def page(corpus: str = "harbour", **truth: Any) -> Page:
    return Page("ferry", corpus, b"<p>ferry", {"url": "https://harbour.example/ferry"} | truth)


def test_a_corpus_is_a_folder_of_compressed_pages_and_a_list_of_what_is_in_them(tmp_path: Path) -> None:
    truth = {"url": "https://harbour.example/ferry", "headline": "Пором", "crawl_date": "2026-01-31 12:00:00"}
    (tmp_path / "ground-truth.json").write_text(json.dumps({"ferry": truth}), "utf-8")
    (tmp_path / "html").mkdir()
    (tmp_path / "html/ferry.html.gz").write_bytes(gzip.compress("<h1>Пором".encode()))
    (found,) = pages(tmp_path)
    assert (found.id, found.corpus, found.text) == ("ferry", tmp_path.name, "<h1>Пором")
    assert found.url == "https://harbour.example/ferry"
    assert found.fetched_at == datetime(2026, 1, 31, 12, tzinfo=UTC)


def test_a_folder_may_hold_several_corpora(tmp_path: Path) -> None:
    for name in ("village", "harbour"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "ground-truth.json").write_text("{}", "utf-8")
    assert corpora(tmp_path) == [tmp_path / "harbour", tmp_path / "village"]
    assert corpora(tmp_path / "harbour") == [tmp_path / "harbour"]
    with pytest.raises(ValueError, match=r"no ground-truth\.json"):
        corpora(tmp_path / "nowhere")


def test_what_the_truth_does_not_say_is_not_scored() -> None:
    assert score(page(), Answer("Ferry", "2026-01-31", ["A. Kotyk"], FERRY)) == Score()


def test_the_headline_is_the_same_but_for_entities_composition_and_white_space() -> None:
    wanted = page(headline="Café & ferry")
    assert score(wanted, Answer(" Cafe\u0301 &amp;\u00a0ferry\n")).headline is True
    assert score(wanted, Answer("Café & ferry | Harbour News")).headline is False
    assert score(wanted, Answer()).headline is False


def test_authors_are_a_set() -> None:
    wanted = page(authors=["Ada Kotyk", "Іван Поромник"])
    assert score(wanted, Answer(authors=["ІВАН ПОРОМНИК ", "Ada Kotyk"])).authors is True
    assert score(wanted, Answer(authors=["Ada Kotyk"])).authors is False
    assert score(page(authors=[]), Answer()).authors is True


@pytest.mark.parametrize(
    ("expected", "said", "same"),
    [
        ("2026-05-03T21:15:00+03:00", datetime(2026, 5, 3, 18, 15, 0, 999, tzinfo=UTC), True),
        ("2026-05-03T21:15:00+03:00", "2026-05-03T21:15:00+0300", True),
        ("2026-05-03T21:15:00+03:00", datetime(2026, 5, 3, 21, 15), False),
        ("2026-05-03T21:15:00+03:00", datetime(2026, 5, 3, 18, 15), True),
        ("2026-05-03T21:15:00", datetime(2026, 5, 3, 21, 15, tzinfo=KYIV), True),
        ("2026-05-03T21:15:00", datetime(2026, 5, 4, 0, 15, tzinfo=KYIV), True),
        ("2026-05-03T21:15:00", datetime(2026, 5, 3, 21, 16, tzinfo=UTC), False),
        ("2026-05-03T21:15:00Z", "2026-05-03", False),
        ("2026-05-03T21:15:00Z", "yesterday", False),
        ("2026-05-03T21:15:00Z", None, False),
    ],
)
def test_an_instant_is_right_to_the_second(expected: str, said: datetime | str | None, same: bool) -> None:
    assert same_instant(expected, said) is same


@pytest.mark.parametrize(
    ("expected", "said", "same"),
    [
        ("2026-05-03", datetime(2026, 5, 3, 23, 59, tzinfo=KYIV), True),
        ("2026-05-03T00:30:00+03:00", datetime(2026, 5, 2, 21, 30, tzinfo=UTC), False),
        ("2026-05-03", date(2026, 5, 3), True),
        ("2026-05", date(2026, 5, 3), False),
        ("2026-05-03", None, False),
    ],
)
def test_a_day_is_the_calendar_day_in_its_own_offset(expected: str, said: datetime | date | None, same: bool) -> None:
    assert same_day(expected, said) is same


def test_a_day_is_no_instant() -> None:
    found = score(page(datePublished="2026-05-03"), Answer(published="2026-05-03T10:00:00Z"))
    assert (found.day, found.instant) == (True, None)


def test_shingles_are_runs_of_four_words_with_repetition() -> None:
    assert shingles("a b c d. A b c d") == {
        tuple("abcd"): 1,
        tuple("bcdA"): 1,
        tuple("cdAb"): 1,
        tuple("dAbc"): 1,
        tuple("Abcd"): 1,
    }
    assert shingles("la la la la la la") == {("la",) * 4: 3}
    assert shingles("two words") == {("two", "words"): 1}
    assert shingles("...") == {}


def test_a_character_is_a_word_where_words_are_not_spaced() -> None:
    body = "渡口再开一季"
    mostly = Answer(body="渡口再开一年")
    found = score(page(articleBody=body), mostly).body
    assert found
    assert found.recall == pytest.approx(2 / 3)
    strict = score(page("aeb", articleBody=body), mostly).body
    assert strict
    assert strict.recall == 0


@given(truth=TEXTS, said=TEXTS)
def test_shares_are_those_of_the_shingle_counts(truth: str, said: str) -> None:
    wanted, got = shingles(truth), shingles(said)
    keys = wanted.keys() | got.keys()
    counts = [
        sum(min(wanted[key], got[key]) for key in keys),
        sum(max(0, got[key] - wanted[key]) for key in keys),
        sum(max(0, wanted[key] - got[key]) for key in keys),
    ]
    total = sum(counts) or 1
    assert share(wanted, got) == pytest.approx([count / total for count in counts])


@given(text=TEXTS)
def test_the_truth_itself_scores_one(text: str) -> None:
    found = share(shingles(text), shingles(text))
    assert found == ((1, 0, 0) if shingles(text) else (0, 0, 0))
    assert found.f1 == (1 if shingles(text) else 0)


@given(truth=TEXTS, said=TEXTS)
def test_precision_and_recall_change_places_with_truth_and_answer(truth: str, said: str) -> None:
    found, turned = share(shingles(truth), shingles(said)), share(shingles(said), shingles(truth))
    assert (found.precision, found.recall) == pytest.approx((turned.recall, turned.precision))
    assert 0 <= found.f1 <= 1


def test_f1_is_that_of_the_mean_precision_and_the_mean_recall() -> None:
    """Three pages: half of the answer is true; a quarter of the truth is said; nothing is said."""
    shares = [Share(0.5, 0.5, 0), Share(0.25, 0, 0.75), Share(0, 0, 1)]
    found = Tally([Score(body=one) for one in shares]).body()
    precision, recall = (0.5 + 1) / 2, (1 + 0.25 + 0) / 3  # a page of which nothing is said has no precision
    assert found == pytest.approx((2 * precision * recall / (precision + recall), precision, recall))


def test_a_reader_that_says_nothing_at_all_scores_nothing() -> None:
    assert Tally([score(page(articleBody=FERRY), Answer())]).body() == (0, 0, 0)
    assert Tally([Score()]).body() is None


def test_the_body_may_have_the_standfirst_or_not() -> None:
    both = page(articleBody=f"A ferry stays. {FERRY}", articleBodyNoSummary=FERRY)
    for said in both.truth["articleBody"], FERRY:
        assert score(both, Answer(body=said)).body == (1, 0, 0)


def test_a_rate_counts_the_pages_of_which_the_truth_knows() -> None:
    tally = Tally([Score(headline=True), Score(headline=False), Score(headline=True), Score()])
    assert tally.rate("headline") == pytest.approx(2 / 3)
    assert tally.rate("authors") is None
