"""The words of a text, folded so that case, accents' form, punctuation and white space do not count."""

from __future__ import annotations

import re
import unicodedata
from typing import NamedTuple

_WORD = re.compile(r"\w+")
# Scripts written without spaces between words: Thai, Lao, Burmese, Khmer, kana, Han.
SPACELESS = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U0003ffff"
_SPACELESS = re.compile(f"[{SPACELESS}]")
# A text of more words than this is compared by its beginning.
_MAX_WORDS = 20_000


class Tokens(NamedTuple):
    """The words of a text in order; in scripts without spaces, its characters."""

    tokens: list[str]
    a_word: int
    """How many tokens say about as much as one word: 1, or 2 where they are characters."""


def words_of(text: str) -> list[str]:
    """The words of `text`, in one form: compatibility characters, ligatures and case are folded."""
    return _WORD.findall(unicodedata.normalize("NFKC", text).casefold())


def tokens_of(words: list[str]) -> Tokens:
    """What takes the place of words in runs and shingles."""
    words = words[:_MAX_WORDS]
    joined = "".join(words)
    if not joined.isascii() and 2 * len(_SPACELESS.findall(joined)) > len(joined):
        return Tokens(list(joined[: 2 * _MAX_WORDS]), 2)
    return Tokens(words, 1)
