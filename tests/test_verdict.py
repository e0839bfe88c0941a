"""One word tells whether the night went well."""

from __future__ import annotations

from typing import Any

import pytest

from feedcrawler.verdict import judge

GOOD = {"feedcrawler/polls": 3, "feedcrawler/entries": 60, "feedcrawler/requested/fresh": 20}
FAILED = "feedcrawler/articles/quarantined/fresh"


@pytest.mark.parametrize(
    ("stats", "finish_reason", "word", "exit_code"),
    [
        (GOOD, "finished", "done", 0),
        (GOOD | {"feedcrawler/requested/fresh": 0}, "finished", "done", 0),
        (GOOD | {FAILED: 3}, "finished", "done", 0),
        (GOOD | {FAILED: 11}, "finished", "degraded", 3),
        (GOOD | {"feedcrawler/requested/fresh": 3, FAILED: 3}, "finished", "degraded", 3),
        (GOOD | {"feedcrawler/requested/fresh": 4, FAILED: 3}, "finished", "done", 0),
        (GOOD | {"feedcrawler/requested/fresh": 2, FAILED: 2}, "finished", "done", 0),
        (GOOD | {"feedcrawler/polls/failed": 1}, "finished", "degraded", 3),
        (GOOD | {"feedcrawler/polls/gaps": 1}, "finished", "degraded", 3),
        (GOOD | {"spider_exceptions/count": 1}, "finished", "degraded", 3),
        (GOOD | {"feedcrawler/archive/failed": 1}, "finished", "degraded", 3),
        (GOOD | {"feedcrawler/polls/failed": 3, "feedcrawler/entries": 0}, "finished", "failed", 1),
        (GOOD, "shutdown", "failed", 1),
        (GOOD, "start_error", "failed", 1),
        (GOOD | {"feedcrawler/database/lost": "no answer"}, "database_lost", "failed", 1),
    ],
)
def test_every_ending_has_its_word_and_exit_code(
    stats: dict[str, Any], finish_reason: str, word: str, exit_code: int
) -> None:
    verdict = judge(stats, finish_reason)
    assert (verdict.word, verdict.exit_code) == (word, exit_code)
    assert bool(verdict.reasons) == (word != "done")
