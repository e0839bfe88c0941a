"""The report in a real browser: nothing runs, nothing leaves, nothing is wider than the screen, and all can read it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from feedcrawler.figures import Period
from feedcrawler.mongodb.figures import gather
from feedcrawler.report.page import page
from tests.report.filling import NOW, Db, night
from tests.report.hostile import fill_with_traps

SCREENS = [(1280, "light"), (390, "dark")]


def report(database: Db) -> str:
    return page(gather(database, Period(NOW, 30)))


def test_a_usual_night_is_quiet_fits_every_screen_and_is_accessible(database: Db, look: Callable[..., Any]) -> None:
    night(database, 4)
    html = report(database)
    for width, scheme in SCREENS:
        with look(html, width, scheme) as found:
            assert (found.requests, found.said, found.dialogs) == ([], [], [])
            assert found.overflow == 0
            assert found.violations() == []


def test_an_empty_report_is_accessible_too(database: Db, look: Callable[..., Any]) -> None:
    html = report(database)
    for width, scheme in SCREENS:
        with look(html, width, scheme) as found:
            assert (found.requests, found.said, found.overflow, found.violations()) == ([], [], 0, [])


def test_traps_do_nothing(database: Db, look: Callable[..., Any]) -> None:
    fill_with_traps(database)
    html = report(database)
    for width, scheme in SCREENS:
        with look(html, width, scheme) as found:
            found.page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
            found.page.mouse.move(200, 400)
            found.page.wait_for_timeout(100)
            assert (found.requests, found.said, found.dialogs) == ([], [], [])
            assert found.overflow == 0
            assert found.page.title() == "11 of 11 sites degraded · feedcrawler"
            assert found.page.evaluate("document.querySelectorAll('script, img, iframe, object').length") == 0


def test_it_is_used_with_the_keyboard(database: Db, look: Callable[..., Any]) -> None:
    night(database, 4)
    with look(report(database), 390) as found:
        found.page.keyboard.press("Tab")
        skip = "document.activeElement.className"
        assert found.page.evaluate(skip) == "skip"
        assert found.page.evaluate("document.activeElement.getBoundingClientRect().left >= 0")
        found.page.keyboard.press("Enter")
        assert found.page.evaluate("location.hash") == "#main"
        reached = set()
        for _ in range(8):
            found.page.keyboard.press("Tab")
            reached.add(
                found.page.evaluate("document.activeElement.getAttribute('role') || document.activeElement.tagName")
            )
            assert found.page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"
        assert {"region", "SUMMARY"} <= reached


def test_the_page_may_be_printed(database: Db, look: Callable[..., Any]) -> None:
    night(database, 4)
    with look(report(database)) as found:
        found.page.emulate_media(media="print")
        assert found.page.evaluate("getComputedStyle(document.querySelector('nav')).display") == "none"
        assert len(found.page.pdf()) > 10_000
