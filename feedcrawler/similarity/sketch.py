"""The keys by which texts that share much of their wording are found: a bottom-k sketch.

The shingles of a text (every run of five words) are hashed, and the sixteen smallest hashes are its sketch. Where the
shingles of two texts have Jaccard similarity J, the sketches share a key with probability 1 - (1 - J)^16: 0.97 at 0.2,
0.997 at 0.3. See A. Broder, "On the resemblance and containment of documents" (1997).
"""

from __future__ import annotations

import heapq
from itertools import accumulate

from xxhash import xxh3_64_intdigest

from feedcrawler.similarity.words import tokens_of

# One more whenever the sketch of the same text comes out otherwise; keys of different versions never meet.
SKETCH_VERSION = 1
# Fewer words than this can be alike by chance or by template: they are only ever "the same text".
MIN_WORDS = 40
_KEYS = 16
_SHINGLE = 5
_VERSION = SKETCH_VERSION << 56


def sketch(words: list[str]) -> list[int]:
    """The keys of a text's words, sorted; none if they are too few to be recognised in another wording.

    A key is a signed 64-bit integer: the version in the highest byte, 56 bits of the hash below.
    """
    tokens, a_word = tokens_of(words)
    length = _SHINGLE * a_word
    if len(tokens) < MIN_WORDS * a_word:
        return []
    text = " ".join(tokens).encode("utf-32-le", "surrogatepass")  # four bytes a character: offsets need no decoding
    starts = [0, *accumulate(4 * len(token) + 4 for token in tokens)]
    hashes = {xxh3_64_intdigest(text[start:end]) for start, end in zip(starts, starts[length:], strict=False)}
    return [_VERSION | key >> 8 for key in heapq.nsmallest(_KEYS, hashes)]
