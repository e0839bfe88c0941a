"""Recorded pages, broken: always the same ones here; `python -m fuzz.pages` goes on for as long as one likes."""

from __future__ import annotations

from pathlib import Path

from feedcrawler.items import Article
from fuzz.invariants import broken
from fuzz.pages import FIXTURES, fuzz, recorded

PAGES = list(recorded([FIXTURES]))


def test_broken_pages_are_articles_that_hold_together_or_none(tmp_path: Path) -> None:
    run = fuzz(PAGES, iter(range(120)), keep=tmp_path)
    assert not [failure for failure in run.failures if "takes" not in failure]
    assert run.reasons["an article"] > 40
    assert len(run.reasons) > 3


def test_the_rules_see_what_is_broken() -> None:
    rules = "\n".join(broken(Article(url="u", headline="a\0b", articleBody="One.\n\n\n\n Two.")))
    assert "headline: holds" in rules
    assert "articleBody: paragraph 1" in rules
    assert "articleBody: paragraph 2" in rules
