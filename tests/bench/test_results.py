"""What is told of a run."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bench.corpora import Answer, Page, Score, Share
from bench.measuring import Reading
from bench.results import Readings, markdown, p95, rows, write


def reading(name: str, cpu: float, *, corpus: str = "harbour", right: bool = True, error: str | None = None) -> Reading:
    page = Page(name, corpus, b"", {"url": f"https://harbour.example/{name}"})
    score = Score(headline=right, body=Share(1, 0, 0) if right else Share(0, 1, 0))
    return Reading(page, Answer(), score, cpu, error)


@pytest.fixture
def readings() -> Readings:
    return {
        "harbour": {
            "feedcrawler": [reading("ferry", 0.010), reading("barley", 0.020)],
            "trafilatura": [reading("ferry", 0.040), reading("barley", 0.060, right=False, error="ValueError()")],
            "fundus": [reading("barley", 0.030)],
        },
        "village": {
            "feedcrawler": [reading("well", 0.030, corpus="village")],
            "trafilatura": [reading("well", 0.030, corpus="village")],
        },
    }


def test_cpu_is_compared_with_trafilaturas_on_the_same_pages(readings: Readings) -> None:
    found = {(row.corpus, row.reader): row for row in rows(readings)}
    assert found["harbour", "feedcrawler"].cpu_median == pytest.approx(15)
    assert found["harbour", "feedcrawler"].ratio_median == pytest.approx(15 / 50)
    assert found["harbour", "feedcrawler"].ratio_p95 == pytest.approx(19.5 / 59)
    assert found["harbour", "feedcrawler"].page_ratio_p95 == pytest.approx(0.25 + (1 / 3 - 0.25) * 0.95)
    assert found["harbour", "fundus"].ratio_median == pytest.approx(30 / 60)
    assert found["harbour", "trafilatura"].ratio_median == 1


def test_several_corpora_are_also_counted_together(readings: Readings) -> None:
    together = {row.reader: row for row in rows(readings) if row.corpus == "all"}
    assert together["feedcrawler"].pages == 3
    assert together["feedcrawler"].ratio_median == pytest.approx(20 / 40)
    assert together["trafilatura"].headline == pytest.approx(2 / 3)
    assert together["trafilatura"].errors == 1
    assert "all" not in {row.corpus for row in rows({"village": readings["village"]})}


def test_without_trafilatura_there_is_nothing_to_compare_with(readings: Readings) -> None:
    (row,) = rows({"harbour": {"feedcrawler": readings["harbour"]["feedcrawler"]}})
    assert (row.ratio_median, row.ratio_p95, row.page_ratio_p95) == (None, None, None)
    assert "| feedcrawler | 2 | 1.000 |" in markdown([row])


def test_the_95th_percentile_is_between_the_values_around_it() -> None:
    assert p95([float(value) for value in range(101)]) == 95
    assert p95([7.0]) == 7


def test_results_are_written_for_people_and_for_programs(readings: Readings, tmp_path: Path) -> None:
    write(rows(readings), readings, tmp_path / "out")
    found = json.loads((tmp_path / "out/results.json").read_text("utf-8"))
    assert found["rows"][0]["ratio_median"] == pytest.approx(0.3)
    assert {page["id"] for page in found["pages"]} == {"ferry", "barley", "well"}
    assert "**village**" in (tmp_path / "out/results.md").read_text("utf-8")
