"""Whatever a page holds, it is read or refused with a reason, and neither takes for ever nor all memory.

The pages are a share of their full size here; `python -m bench.hostile` shows what the full ones cost. The bounds only
end what hangs.
"""

from __future__ import annotations

import pytest

from tests.hostile.pages import PAGES, URL, make
from tests.hostile.reading import read_apart, run_apart

KYIV = "https://kyivindependent.com/bridge-opens/"


@pytest.mark.parametrize("name", PAGES)
def test_a_hostile_page_is_read_or_refused(name: str) -> None:
    outcome = read_apart(make(name, 0.1), URL, seconds=30, megabytes=1_000)
    assert outcome.went_well, outcome.said


@pytest.mark.parametrize(
    "name", ["nothing closed", "everything crossed", "random tags", "random bytes", "JSON-LD: only quotes"]
)
def test_a_hostile_page_of_a_known_site_is_read_or_refused(name: str) -> None:
    outcome = read_apart(make(name, 0.1), KYIV, seconds=30, megabytes=1_000)
    assert outcome.went_well, outcome.said


def test_what_hangs_is_ended() -> None:
    def hang() -> tuple[str, bool]:
        while True:
            pass

    outcome = run_apart(hang, seconds=1, megabytes=1_000)
    assert not outcome.went_well
    assert outcome.said.startswith("ended by signal")
