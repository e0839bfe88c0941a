"""Names of authors: what signs an article, and what only stands where a name would."""

from __future__ import annotations

import re
from collections.abc import Iterable

from feedcrawler.items import Author
from feedcrawler.pages.text import fold, key

_BY = re.compile(
    r"^(?:written |reported |story |text )?by[:\s]+|^(?:authors?|автори?|von|par|por)\s*:\s*", re.IGNORECASE
)
_AND = re.compile(r"\s*(?:,|;|\||/|\band\b|&|\bта\b)\s*", re.IGNORECASE)
_NO_NAME = re.compile(
    r"(?:read|show|see|view|load|learn) (?:more|all|full bio)|more(?: (?:by|from) .*)?|avatar|follow|share|subscribe|"
    r"view profile|all (?:posts|articles)|author|authors|by|admin|administrator|unknown|anonymous|null|none|undefined|"
    r"https?:.*|www\..*|\S+@\S+|@\S+|[\W\d_]+",
    re.IGNORECASE,
)
_DESK = re.compile(
    r"\b(?:news ?desk|newsroom|news team|editorial (?:board|team|staff|desk)|(?:staff|web|night|foreign) desk|desk|"
    r"editors|staff(?: writers?| reporters?)?|reuters|associated press|agence france-presse|afp|ap|bloomberg news|"
    r"ukrinform|interfax)\b",
    re.IGNORECASE,
)
_MAX = 100


def name(text: str) -> str | None:
    """The name in a text such as `By Jane Doe`; None where it is none."""
    text = _BY.sub("", fold(text)).strip(" ,;|·•–—-")
    if not text or len(text) > _MAX or _NO_NAME.fullmatch(text):
        return None
    return text


def names(text: str) -> list[str]:
    """The names in a line such as `By Jane Doe and John Roe`."""
    return [found for part in _AND.split(fold(text)) if (found := name(part))]


def author(text: str, *, url: str | None = None, publisher: str | None = None, organization: bool = False) -> Author:
    """An author by that name: an organization if it is said to be one, is the publisher or sounds like a desk."""
    collective = organization or _DESK.search(text) or (publisher and key(text) == key(publisher))
    return Author(name=text, url=url, type="organization" if collective else "person")


def each_once(authors: Iterable[Author]) -> list[Author]:
    """Authors without repetitions, in order; one with a URL stands for the same name without."""
    found: dict[str, Author] = {}
    for one in authors:
        known = found.setdefault(key(one.name) or one.name, one)
        if known.url is None and one.url is not None:
            known.url = one.url
    return list(found.values())
