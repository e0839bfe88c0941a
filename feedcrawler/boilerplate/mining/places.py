"""Where in articles a line stands: boilerplate has its place, news has not."""

from __future__ import annotations

from collections.abc import Collection

FIXED = 7 / 8
"""Share of a line's articles in which it stands in one place: then the place is the line's own. Of fewer than eight
articles, that is all."""
_LIKELY = 5 / 8  # the same for lines of which only the edges are alike, some of which may be other lines
NEAR = 6
"""Lines after it, at most, for the heading of something that ends an article."""

_NAMES = ("top", "second", "end", "second last")


class Places:
    """In how many articles a line was in each place.

    A place is counted in the lines of the article's own: other lines that recur do not shift it.
    """

    __slots__ = ("_counts", "_near", "_neighbours", "articles")

    def __init__(self) -> None:
        self.articles = 0
        self._counts = [0, 0, 0, 0]
        self._near = 0
        self._neighbours: list[list[int]] = [[0, 0], [0, 0]]

    def add(self, before: int, after: int, lines_after: int, neighbours: tuple[int, int]) -> None:
        """Count an article: the own lines before and after it, all the lines after it, the recurring lines beside it.

        `neighbours` are the keys of the line before and the one after, or 0.
        """
        self.articles += 1
        for place, at in enumerate((before == 0, before == 1, after == 0, after == 1)):
            self._counts[place] += at
        self._near += 1 <= lines_after <= NEAR
        for held, neighbour in zip(self._neighbours, neighbours, strict=True):
            if held[0] == neighbour:  # Boyer and Moore's majority vote, with the share in the end
                held[1] += 1
            elif held[1] <= 0:
                held[:] = [neighbour, 1]
            else:
                held[1] -= 1

    def share(self, place: str) -> float:
        """In which share of the articles it was at `top`, `second`, `end` or `second last`."""
        return self._counts[_NAMES.index(place)] / self.articles

    @property
    def fixed(self) -> str | None:
        """The place that it nearly always has, the strictest first."""
        return self._place(FIXED)

    def _place(self, share: float) -> str | None:
        return next((name for name in ("top", "end", "second", "second last") if self.share(name) >= share), None)

    @property
    def heads_the_end(self) -> bool:
        """Whether it nearly always has a few lines after it, and no more."""
        return self._near >= 0.9 * self.articles

    @property
    def has_company(self) -> bool:
        """Whether another recurring line nearly always stands beside it."""
        return any(key and votes >= (2 * FIXED - 1) * self.articles for key, votes in self._neighbours)

    @property
    def is_telling(self) -> bool:
        """Whether any of this makes it worth a closer look."""
        return bool(self._place(_LIKELY)) or self.heads_the_end or self.has_company


def own_lines(count: int, recurring: Collection[int]) -> list[int]:
    """For each of `count` lines and for their end, how many lines before it are not among the `recurring` ones."""
    own, before = [], 0
    for number in range(count):
        own.append(before)
        before += number not in recurring
    return [*own, before]
