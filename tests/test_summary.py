"""What a crawl of many sites says when it has ended."""

from __future__ import annotations

from io import StringIO

from rich.console import Console

from feedcrawler.summary import SiteOutcome, one_line_for_all, show_all
from feedcrawler.verdict import Verdict, judge_many

NEW, CHANGED, KNOWN = "feedcrawler/articles/new", "feedcrawler/articles/changed", "feedcrawler/known"


def outcomes(failed: int) -> list[SiteOutcome]:
    bad = Verdict("failed", ("no feed or listing could be read",))
    return [
        SiteOutcome.of("a.example", Verdict("done"), {NEW: 800, KNOWN: 7, "downloader/request_count": 900}),
        SiteOutcome.of("b.example", Verdict("degraded", ("1 gap is open: articles may be missing",)), {NEW: 12, CHANGED: 3}),
        *(SiteOutcome.of(f"x{n}.example", bad, {}) for n in range(failed)),
    ]  # fmt: skip


def line(sites: list[SiteOutcome]) -> str:
    return one_line_for_all("news", sites, judge_many([(site.name, site.verdict) for site in sites]))


def test_one_line_sums_up_and_names_what_went_wrong() -> None:
    assert line(outcomes(1)) == (
        "news: degraded: 3 sites, 1 done, 1 degraded, 1 failed: 812 new, 3 changed, 7 known before"
        " (x0.example: failed: no feed or listing could be read;"
        " b.example: degraded: 1 gap is open: articles may be missing)"
    )
    assert line(outcomes(0)[:1]) == "news: done: 1 site, 1 done: 800 new, 7 known before"


def test_of_many_that_went_wrong_five_are_named() -> None:
    said = line(outcomes(9))
    assert said.count(".example: failed") == 5
    assert said.endswith("; and 5 more)")


def test_what_others_say_neither_breaks_the_line_nor_moves_the_cursor() -> None:
    verdict = Verdict("failed", ("cannot be crawled: first\nsecond \x1b[2J [bold]third",))
    site = SiteOutcome.of("a.example", verdict, {})
    said = one_line_for_all("news", [site], judge_many([(site.name, verdict)]))
    assert "first second \\u001b[2J [bold]third" in said
    screen = StringIO()
    show_all(Console(file=screen, width=200), "news", [site], verdict, where="here")
    assert "\x1b" not in screen.getvalue()
    assert "[bold]third" in screen.getvalue()


def test_the_table_has_a_row_for_each_site() -> None:
    screen = StringIO()
    sites = outcomes(1)
    show_all(
        Console(file=screen, width=200), "news", sites, Verdict("degraded"), where="mongodb://***@host, database d"
    )
    rows = [row.split() for row in screen.getvalue().splitlines()]
    assert ["a.example", "done", "800", "0", "0"] in rows
    assert [
        "b.example",
        "degraded",
        "12",
        "3",
        "0",
        "1",
        "gap",
        "is",
        "open:",
        "articles",
        "may",
        "be",
        "missing",
    ] in rows
    assert "The articles are in mongodb://***@host, database d." in screen.getvalue()
