"""The sketch never counts too little."""

from __future__ import annotations

from collections import Counter

from hypothesis import given, settings
from hypothesis import strategies as st

from feedcrawler.boilerplate.mining.counting import Sketch


@settings(max_examples=20)
@given(st.lists(st.integers(0, 2**64 - 1).map(lambda key: key & 0xFF000000FF000000)))
def test_a_count_may_be_too_high_and_never_is_too_low(keys: list[int]) -> None:
    sketch = Sketch()
    for key in keys:
        sketch.add(key)
    assert all(sketch.count(key) >= count for key, count in Counter(keys).items())


def test_what_was_not_added_is_not_there_and_counts_end() -> None:
    sketch = Sketch()
    for _ in range(70_000):
        sketch.add(2**63 + 5)
    assert sketch.count(2**63 + 5) == 65_535
    assert sketch.count(7) == 0
