"""Text as a reader sees it: white space folded, what is no text gone."""

from __future__ import annotations

import html
import re
import unicodedata
from itertools import accumulate

from lxml.etree import _Element as Element

# Control characters, soft hyphens, byte order marks, and the lone surrogates that JSON can spell.
_INVISIBLE = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x9f\u00ad\ufeff\ud800-\udfff]")
_ZERO_WIDTH = "\u200b\u200e\u200f\u2060"  # these may part words and order letters: gone only at the ends
_NOT_WORD = re.compile(r"[\W_]+")
_TAG = re.compile(r"<[a-zA-Z/!][^<>]{0,1000}>")


def fold(text: str) -> str:
    """`text` on one line, single spaces, without characters that are no text."""
    folded = " ".join(text.split())
    if folded.isprintable():
        return folded
    return " ".join(_INVISIBLE.sub("", folded).split()).strip(_ZERO_WIDTH + " ")


def plain(markup: str) -> str:
    """The text of a string that should be plain but may hold entities and tags."""
    if "&" in markup:
        markup = html.unescape(markup)
    if "<" in markup:
        markup = _TAG.sub(" ", markup)
    return fold(markup)


def text_of(element: Element) -> str:
    """All text in an element, on one line."""
    return fold("".join(element.itertext()))  # type: ignore[arg-type]  # HTML trees hold no bytes


def length_of(element: Element) -> int:
    """Characters of text in an element, white space included."""
    return sum(map(len, element.itertext()))


def is_longer(element: Element, limit: int) -> bool:
    """Whether an element has more characters of text than that; looks no further than it must."""
    return any(length > limit for length in accumulate(map(len, element.itertext())))


def key(text: str) -> str:
    """What two ways to write the same words have in common: case, punctuation and space are gone."""
    return _NOT_WORD.sub("", unicodedata.normalize("NFKC", text).casefold())


def short(text: str, limit: int = 120) -> str:
    """`text` cut for a message."""
    return text if len(text) <= limit else text[: limit - 1] + "…"
