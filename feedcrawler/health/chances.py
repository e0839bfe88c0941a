"""How improbable something is: the tails of a few distributions, exact and without numpy.

Counts of a news site are not those of coins: articles of one day have an author or none together, and a newsroom has
slow weeks. So shares are held against the beta-binomial and counts against the negative binomial distribution, which
are the binomial and Poisson with a rate that itself varies from day to day.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

_NEGLIGIBLE = 1e-12  # of the sum so far


def at_least(missing: int, n: int, *, rate: float, weight: float) -> float:
    """The chance that of `n` at least so many are missing (beta-binomial).

    Args:
        missing: how many are.
        n: of how many.
        rate: how often one is missing on average, between 0 and 1.
        weight: how many observations that average is worth: many, if days are alike; few, if they differ.
    """
    if missing <= 0:
        return 1.0
    a, b = rate * weight, (1 - rate) * weight
    term = math.exp(_log_choose(n, missing) + _log_beta(missing + a, n - missing + b) - _log_beta(a, b))
    total = 0.0
    for k in range(missing, n + 1):
        total += term
        if k == n or term < total * _NEGLIGIBLE:
            break
        term *= (n - k) / (k + 1) * (k + a) / (n - k - 1 + b)
    return min(total, 1.0)


def at_most(count: int, *, mean: float, evenness: float) -> float:
    """The chance of no more than `count` where `mean` is usual (negative binomial).

    Args:
        count: how many there are.
        mean: how many there are on average.
        evenness: how even the rate is; it strays by one over the square root of that: by half, for 4.
    """
    share = mean / (mean + evenness)
    term = math.exp(evenness * math.log1p(-share))
    total = term
    for k in range(count):
        term *= (k + evenness) / (k + 1) * share
        total += term
    return min(total, 1.0)


def together(chances: Sequence[float]) -> float:
    """The chance of days as improbable as these, all in all (Fisher's method): ordinary days do not add up."""
    x = -sum(math.log(max(chance, 1e-300)) for chance in chances)
    term = total = 1.0
    for k in range(1, len(chances)):
        term *= x / k
        total += term
    return min(math.exp(-x) * total, 1.0)


def likeness_of_days(counts: Sequence[tuple[int, int]], rate: float) -> float:
    """How many observations the average of these days is worth in saying what one day is like: `weight` above.

    By moments: if days differ no more than by chance, as many as were observed; the more they differ, the fewer.

    Args:
        counts: (missing, n) of each day.
        rate: the average.
    """
    observed = sum(n for _, n in counts)
    beyond_one = observed - len(counts)
    strays = sum((missing - n * rate) ** 2 / n for missing, n in counts) / (rate * (1 - rate))
    correlation = (strays - len(counts)) / beyond_one if beyond_one else 0.0
    correlation = max(correlation, _LEAST_CORRELATION)
    return min(observed + 1.0, max(1 / correlation - 1, _LEAST_WEIGHT))


_LEAST_CORRELATION = 0.01  # of articles of one day, however alike the days have been
_LEAST_WEIGHT = 0.25


def _log_beta(a: float, b: float) -> float:
    return math.lgamma(a) + math.lgamma(b) - math.lgamma(a + b)


def _log_choose(n: int, k: int) -> float:
    return math.lgamma(n + 1) - math.lgamma(k + 1) - math.lgamma(n - k + 1)
