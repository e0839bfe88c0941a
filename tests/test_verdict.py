"""One word tells whether the night went well."""

from __future__ import annotations

from typing import Any

import pytest

from feedcrawler.verdict import Verdict, judge, judge_many

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
        (GOOD | {"feedcrawler/polls/failed": 3}, "finished", "degraded", 3),
        (GOOD | {"feedcrawler/polls/failed": 2, "feedcrawler/entries": 0}, "finished", "degraded", 3),
        (GOOD | {"feedcrawler/gaps/open": 1}, "finished", "degraded", 3),
        (GOOD | {"feedcrawler/gaps/closed": 1}, "finished", "done", 0),
        (GOOD | {"feedcrawler/polls/waiting": 1}, "finished", "done", 0),
        ({"feedcrawler/polls/waiting": 2}, "finished", "degraded", 3),
        ({"feedcrawler/polls/waiting": 2, "feedcrawler/sources": 2}, "finished", "degraded", 3),
        ({"feedcrawler/polls/waiting": 2, "feedcrawler/sources": 3}, "finished", "done", 0),
        (
            {
                "feedcrawler/polls/waiting": 1,
                "feedcrawler/polls": 1,
                "feedcrawler/polls/useless": 1,
                "feedcrawler/sources": 2,
            },
            "finished",
            "degraded",
            3,
        ),
        (GOOD | {"feedcrawler/breaker/postponed": 1}, "finished", "degraded", 3),
        (GOOD | {"spider_exceptions/count": 1}, "finished", "degraded", 3),
        (GOOD | {"feedcrawler/archive/failed": 1}, "finished", "degraded", 3),
        (GOOD | {"feedcrawler/health/findings": ["authors is missing"]}, "finished", "degraded", 3),
        (GOOD | {"feedcrawler/polls/failed": 3, "feedcrawler/entries": 0}, "finished", "failed", 1),
        (GOOD, "shutdown", "failed", 1),
        (GOOD, "start_error", "failed", 1),
        (GOOD | {"feedcrawler/database/lost": "no answer"}, "database_lost", "failed", 1),
        (GOOD, "lock_lost", "failed", 1),
        ({"feedcrawler/lock/holder": "run 1 (pid 2 on host) has held the lock since noon"}, "locked", "busy", 75),
    ],
)
def test_every_ending_has_its_word_and_exit_code(
    stats: dict[str, Any], finish_reason: str, word: str, exit_code: int
) -> None:
    verdict = judge(stats, finish_reason)
    assert (verdict.word, verdict.exit_code) == (word, exit_code)
    assert bool(verdict.reasons) == (word != "done")


def test_of_many_findings_the_first_are_said() -> None:
    stats = GOOD | {"feedcrawler/health/findings": [f"field {n} is missing" for n in range(9)]}
    *said, more = judge(stats, "finished").reasons
    assert said == [f"field {n} is missing" for n in range(5)]
    assert more == "4 more findings: see `findings` in the record of the run"


DONE = Verdict("done")
DEGRADED = Verdict("degraded", ("1 gap is open: articles may be missing",))
BUSY = Verdict("busy", ("run 1 (pid 2 on host) has held the lock since noon",))
BAD = Verdict("failed", ("no feed or listing could be read", "the crawl ended early: shutdown"))


@pytest.mark.parametrize(
    ("verdicts", "word", "exit_code"),
    [
        ([DONE, DONE], "done", 0),
        ([DONE, DEGRADED], "degraded", 3),
        ([DONE, BAD], "degraded", 3),
        ([DEGRADED, BAD], "degraded", 3),
        ([DEGRADED, DEGRADED], "degraded", 3),
        ([BAD, BAD], "failed", 1),
        ([BAD], "failed", 1),
        ([DONE, BUSY], "done", 0),
        ([DEGRADED, BUSY], "degraded", 3),
        ([DONE, BAD, BUSY], "degraded", 3),
        ([BAD, BUSY], "failed", 1),
        ([BUSY, BUSY], "busy", 75),
    ],
)
def test_many_sites_have_failed_only_if_each_has(verdicts: list[Verdict], word: str, exit_code: int) -> None:
    verdict = judge_many([(f"{n}.example", one) for n, one in enumerate(verdicts)])
    assert (verdict.word, verdict.exit_code) == (word, exit_code)


def test_of_many_sites_each_that_is_not_done_is_named_the_failed_ones_first() -> None:
    assert judge_many([("a.example", DONE), ("b.example", DEGRADED), ("c.example", BAD)]).reasons == (
        "c.example: failed: no feed or listing could be read; the crawl ended early: shutdown",
        "b.example: degraded: 1 gap is open: articles may be missing",
    )
