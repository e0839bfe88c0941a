"""How far a crawl is said to be."""

from __future__ import annotations

from typing import Any

from feedcrawler.extensions.progress import Pace, Progress


class Clock:
    """Time that passes when the test says so."""

    now = 1000.0

    def __call__(self) -> float:
        return self.now


def stats(requested: int | None = None, **outcomes: int) -> dict[str, Any]:
    said: dict[str, Any] = {f"feedcrawler/articles/{name}": number for name, number in outcomes.items()}
    return said | {"feedcrawler/entries": 120} | ({} if requested is None else {"feedcrawler/requested": requested})


def test_a_site_is_polled_and_then_fetched() -> None:
    clock = Clock()
    progress = Progress(clock=clock)
    assert progress.say({"": {}}) == ["0 found", "0:00 so far"]
    clock.now += 2
    assert progress.say({"": stats()}) == ["120 found", "0:02 so far"]
    clock.now += 1
    assert progress.say({"": stats(100, new=3, quarantined=1)}) == [
        "4 of 100 articles fetched",
        "3 stored",
        "120 found",
        "1 error",
        "0:03 so far",
    ]
    clock.now += 7
    assert progress.say({"": stats(100, new=18, changed=1, unchanged=1, gone=1, quarantined=2)})[-3:] == [
        "0:33 left",
        "138/min",
        "0:10 so far",
    ]


def test_the_pace_is_that_of_the_last_while() -> None:
    pace = Pace()
    assert pace.per_second is None
    for second in range(200):
        pace.note(second, min(second, 100) * 5)
    assert pace.per_second == 0
    assert pace.seconds_left(10) is None
    for second in range(200, 300):
        pace.note(second, 500 + second - 199)
    assert pace.per_second == 1
    assert pace.seconds_left(10) == 10


def test_a_pace_is_not_guessed_from_a_moment() -> None:
    pace = Pace()
    pace.note(0, 0)
    pace.note(1, 50)
    assert pace.per_second is None
    pace.note(5, 60)
    assert pace.per_second == 12


def test_of_many_sites_the_slowest_says_how_long_it_takes_once_all_have_begun() -> None:
    clock = Clock()
    progress = Progress(3, clock)
    first = stats(10, new=10)
    progress.end("first", first)

    def both(seconds: int, **more: dict[str, Any]) -> list[str]:
        clock.now += seconds
        return progress.say({"slow": stats(100, new=seconds), **more})

    assert both(0)[0] == "1 of 3 sites"
    assert not [part for part in both(10) if "left" in part]  # the third has not begun
    more = {"quick": stats(50, new=40)}
    both(0, **more)
    said = both(10, quick=stats(50, new=50))
    assert said[:3] == ["1 of 3 sites", "70 of 160 articles fetched", "70 stored"]
    assert "3:00 left" in said


def test_while_a_site_does_not_know_how_much_it_fetches_no_end_is_promised() -> None:
    clock = Clock()
    progress = Progress(2, clock)
    for _ in range(3):
        clock.now += 10
        said = progress.say({"one": stats(100, new=int(clock.now - 1000)), "polls": stats()})
    assert not [part for part in said if "left" in part]


def test_when_all_is_fetched_nothing_is_left() -> None:
    clock = Clock()
    progress = Progress(1, clock)
    progress.say({"one": stats(20, new=5)})
    clock.now += 60
    assert not [part for part in progress.say({"one": stats(20, new=20)}) if "left" in part]
