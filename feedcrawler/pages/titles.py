"""Titles: a headline with what sites write around it, and what it is without that.

A title such as `Bridge opens | Cities - The Daily News` has several readings. A part is left off only where it is known
to be the site's name, or where something else on the page says the same without it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cached_property
from itertools import islice
from urllib.parse import urlsplit

from feedcrawler.pages.text import fold, key

MAX_CHARS = 500

_SEPARATOR = re.compile(r" [|\-–—·•»/~]+ | ?[|｜ㅣ¦]+ ?|--+|_")
_SITE_SEPARATOR = re.compile(rf"{_SEPARATOR.pattern}| ?[:›>]+ ")
_MAX_PARTS = 8
_MAX_SITE = 60
_MAX_CUTS = 3
_LABEL = 5  # letters of a domain that are a name: "news" is a word
_MIN_CUT = 40  # characters before an ellipsis that tell one story from another
_FULL = 100  # characters at which content systems cut headlines for search engines
_SECOND_LEVEL = frozenset({"co", "com", "org", "net", "ac", "gov", "edu", "or", "ne", "go"})  # as in "co.uk"


class Title:
    """A title and its readings."""

    def __init__(self, text: str, sites: frozenset[str]) -> None:
        """Take the text and the keys of the site's names."""
        self.raw = fold(text[:MAX_CHARS])
        self._sites = sites

    @cached_property
    def text(self) -> str:
        """The title without the site's name."""
        return without_site(self.raw, self._sites)

    @cached_property
    def readings(self) -> dict[str, str]:
        """The title, and its parts in a row with the first or the longest among them, by key."""
        found: dict[str, str] = {}
        for text in (self.text, self.raw):
            found.setdefault(key(text), text)
        ends = list(islice(_SEPARATOR.finditer(self.raw), _MAX_PARTS - 1))
        starts = [0, *(end.end() for end in ends)]
        stops = [*(end.start() for end in ends), len(self.raw)]
        sizes = [stop - start for start, stop in zip(starts, stops, strict=True)]
        longest = sizes.index(max(sizes))
        for first in range(longest + 1):
            for last in range(longest if first else 0, len(stops)):
                text = self.raw[starts[first] : stops[last]].strip()
                found.setdefault(key(text), text)
        found.pop("", None)
        return found

    def reading(self, text: str) -> str | None:
        """How this title writes a headline, where it says the same."""
        wanted = key(text)
        if wanted in self.readings:
            return self.readings[wanted]
        cut = self.raw.rstrip(".… ")
        is_cut = len(cut) > _MIN_CUT if cut != self.raw else len(cut) >= _FULL
        return text if is_cut and wanted.startswith(key(cut)) else None


def agree(one: str, other: str) -> bool:
    """Whether two headlines are the same words, but for case, punctuation and a part cut off at the end."""
    short, long = sorted((key(one), key(other)), key=len)
    return short == long or (len(short) > 40 and long.startswith(short))


def without_site(title: str, sites: frozenset[str]) -> str:
    """A title without the site's name at its end or beginning; other parts stay, and it is never empty.

    Args:
        title: as written.
        sites: what the site calls itself, as keys.
    """
    for _ in range(_MAX_CUTS):
        shorter = [rest for part, rest in _ends(title) if rest and key(part) in sites]
        if not shorter:
            break
        title = min(shorter, key=len)
    return title


def _ends(title: str) -> Iterator[tuple[str, str]]:
    """What a title ends and begins with, each with the rest."""
    for separator in islice(_SITE_SEPARATOR.finditer(title), _MAX_PARTS):
        before, after = title[: separator.start()].strip(), title[separator.end() :].strip()
        yield after, before
        yield before, after


def site_names(names: Iterable[str], url: str) -> frozenset[str]:
    """The keys of what a site calls itself: names said on the page, its host and its domain's label.

    Args:
        names: as `og:site_name` and the like say.
        url: of a page of the site.
    """
    host = (urlsplit(url).hostname or "").removeprefix("www.")
    labels = host.split(".")
    known = [host, ".".join(labels[-2:]), *names]
    if len(labels) > 1:
        label = labels[-3] if len(labels) > 2 and labels[-2] in _SECOND_LEVEL else labels[-2]
        known += [label] * (len(label) >= _LABEL)
    keys = (key(name) for name in known if 1 < len(name) <= _MAX_SITE)
    return frozenset(form for one in keys for form in (one, one.removeprefix("the")) if form)
