"""Pages that show what broke are saved as tests that fail, and no others."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import pytest
from web_poet.testing import Fixture

from feedcrawler.health import Finding
from feedcrawler.health.saving import Place, save
from tests.health.making import AT, HeldPage, html, kept

RUN = "20260204T060012Z-held.example-1a2b3c4d"
USUAL = ("headline", "articleBody", "authors", "datePublished")
NO_AUTHORS = Finding(what="field", message="", since=AT, field="authors")
NO_SELECTOR = Finding(what="source", message="", since=AT, field="headline", source="css h1.title", instead="css h1")
SHORT = Finding(what="body length", message="", since=AT, field="articleBody", bound=(60, True))
REFUSED = Finding(what="failures", message="", since=AT)
GOOD, UNSIGNED, RENAMED, STUB = html(), html(author=None), html(title="heading"), html(paragraphs=2)
NO_STORY = b"<html><head><title>Tag: bridges</title></head><body><h1>Bridges</h1><ul><li><a href='/a/'>A</a></ul></body></html>"


def saved(
    folder: Path, findings: Sequence[Finding], *pages: bytes, most: int = 5, alarms: int = 9, run: str = RUN
) -> list[Fixture]:
    found = save(run, findings, kept(*pages), USUAL, Place(folder, most, alarms))
    if found is None:
        return []
    assert found == folder / run
    return [Fixture(path.parent) for path in sorted(found.glob("*/*/output.json"))]


def broken(fixture: Fixture) -> set[str]:
    """The claims that a fixture's page does not meet; all, if it cannot be read."""
    expected = fixture.get_expected_output()
    assert set(expected.values()) == {"yes"}
    try:
        output = fixture.get_output(HeldPage)
    except Exception:
        return set(expected)
    assert output.keys() == expected.keys()
    return {claim for claim in expected if output[claim] != "yes"}


@pytest.mark.parametrize(
    ("finding", "page", "claim"),
    [
        (NO_AUTHORS, UNSIGNED, "authors"),
        (NO_SELECTOR, RENAMED, "headline by own selector"),
        (SHORT, STUB, "articleBody of 60 words or more"),
    ],
    ids=lambda value: value.what if isinstance(value, Finding) else "",
)
def test_a_page_fails_in_what_was_found_and_in_nothing_else(
    tmp_path: Path, finding: Finding, page: bytes, claim: str
) -> None:
    (fixture,) = saved(tmp_path, [finding], GOOD, page)
    assert broken(fixture) == {claim}
    assert fixture.path.parent.name == "tests.health.making.HeldPage"
    assert set(fixture.get_expected_output()) > {claim}
    assert json.loads(fixture.meta_path.read_text())["frozen_time"] == "2026-02-04T06:00:00+00:00"


def test_a_page_that_is_refused_is_held_to_what_all_others_have(tmp_path: Path) -> None:
    (fixture,) = saved(tmp_path, [REFUSED], GOOD, NO_STORY)
    assert broken(fixture) == set(USUAL)
    assert saved(tmp_path / "other", [NO_AUTHORS], GOOD, NO_STORY) == []


def test_a_page_that_the_site_itself_calls_an_error_is_no_test(tmp_path: Path) -> None:
    assert save(RUN, [REFUSED], kept(NO_STORY, status=403), USUAL, Place(tmp_path, 5, 9)) is None


def test_sessions_are_not_saved(tmp_path: Path) -> None:
    (fixture,) = saved(tmp_path, [NO_AUTHORS], UNSIGNED)
    assert [name for name, _ in json.loads((fixture.input_path / "HttpResponse-info.json").read_text())["headers"]] == [
        "ETag"
    ]


def test_a_source_that_is_no_selector_of_the_page_object_cannot_be_mended_there(tmp_path: Path) -> None:
    json_ld = Finding(
        what="source", message="", since=AT, field="headline", source="json-ld headline", instead="css h1.title"
    )
    assert saved(tmp_path, [json_ld], GOOD, GOOD) == []
    assert not list(tmp_path.iterdir())


def test_the_pages_that_lack_most_are_saved_and_no_more_than_wanted(tmp_path: Path) -> None:
    worst = html(title="heading", author=None)
    fixtures = saved(tmp_path, [NO_AUTHORS, NO_SELECTOR], UNSIGNED, RENAMED, UNSIGNED, worst, most=2)
    assert len(fixtures) == 2
    assert broken(fixtures[0]) == {"authors", "headline by own selector"}


def test_of_old_alarms_the_newest_are_kept_and_nothing_else_is_touched(tmp_path: Path) -> None:
    (tmp_path / "notes").mkdir()
    (tmp_path / "notes.txt").write_text("mine")
    for day in range(10, 16):
        saved(tmp_path, [NO_AUTHORS], UNSIGNED, alarms=3, run=f"202602{day}T060012Z-held-1a2b3c4d")
    names = {one.name for one in tmp_path.iterdir()}
    assert names == {"notes", "notes.txt", *(f"202602{day}T060012Z-held-1a2b3c4d" for day in (13, 14, 15))}


def test_few_pages_of_a_kind_are_kept_and_none_where_there_is_no_room() -> None:
    unsigned = kept(*[UNSIGNED] * 50)
    assert len(unsigned.of("no authors")) == 3
    assert unsigned.of("no headline") == []
    assert kept(GOOD, room=100).of("no authors", "headline from css h1.title") == []
    (page,) = kept(html(text="ünïcode")).of("headline from css h1.title")
    assert page.response().body == html(text="ünïcode")
    assert page.response().headers["etag"] == '"1"'


def test_a_run_named_after_a_path_stays_in_its_folder(tmp_path: Path) -> None:
    found = save("20260204T060012Z-../../etc-1a2b3c4d", [NO_AUTHORS], kept(UNSIGNED), USUAL, Place(tmp_path, 5, 9))
    assert found
    assert found.parent == tmp_path
