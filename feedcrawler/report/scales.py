"""Where values lie: on axes with round numbers, on logarithmic ones, and in a few classes of colour."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil, floor, log, log10

LEVELS = 5
"""Classes of colour, besides the one for nothing."""

_STEPS = (1, 2, 5, 10)
_MINUTE, _HOUR, _DAY = 60, 3600, 86400
_ROUND_TIMES = (1, 10, _MINUTE, 10 * _MINUTE, _HOUR, 6 * _HOUR, _DAY, 7 * _DAY, 30 * _DAY)


def ticks(most: int, about: int = 3) -> list[int]:
    """Round whole numbers from 0 to at least `most`, in even steps: about so many steps."""
    rough = max(most, 1) / about
    power = 10 ** max(floor(log10(rough)), 0)
    step = next(step * power for step in _STEPS if step * power >= rough or step == _STEPS[-1])
    return [step * number for number in range(ceil(max(most, 1) / step) + 1)]


def level(share: float) -> int:
    """The class of a share: 0 for nothing, LEVELS for all or nearly so."""
    return 0 if share <= 0 else min(LEVELS, 1 + floor(share * LEVELS * 0.999))


class TimeScale:
    """A logarithmic axis from the round time below some seconds to the one above them."""

    def __init__(self, seconds: Sequence[float]) -> None:
        least, most = min(seconds, default=1.0), max(seconds, default=1.0)
        first = max((i for i, time in enumerate(_ROUND_TIMES) if time <= least), default=0)
        last = min((i for i, time in enumerate(_ROUND_TIMES) if time >= most), default=len(_ROUND_TIMES) - 1)
        first = min(first, len(_ROUND_TIMES) - 2)
        self.ticks: Sequence[int] = _ROUND_TIMES[first : max(last, first + 1) + 1]

    def at(self, seconds: float) -> float:
        """Where that is on the axis, in percent of its length."""
        low, high = self.ticks[0], self.ticks[-1]
        return 100 * (log(min(max(seconds, low), high) / low) / log(high / low))
