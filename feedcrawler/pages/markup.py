"""Text that pages give to machines as HTML, in strings: `articleBody` of JSON-LD and the like."""

from __future__ import annotations

import html
import re

from feedcrawler.pages.text import fold

MAX_CHARS = 500_000

# Between two blocks of text; other tags are in the middle of a line.
_BREAK = re.compile(
    r"</?(?:p|br|div|li|ul|ol|h[1-6]|blockquote|section|article|figure|figcaption|table|tr|hr|pre|body)\b[^<>]{0,1000}>",
    re.IGNORECASE,
)
_TAG = re.compile(r"</?[a-zA-Z][^<>]{0,1000}>|<!--[^<>]{0,1000}-->")
_NO_TEXT = re.compile(r"<(script|style|iframe|noscript)\b[^<>]{0,1000}>[^<]{0,100000}</\1\s*>", re.IGNORECASE)
_TIMES = 2  # some escape what they have escaped
_LINE_END = re.compile(r"[\r\n\u2028\u2029]+")


def lines_of(markup: str) -> list[str]:
    """The lines of a text in which entities and tags may stand: folded, none empty; at most MAX_CHARS are read."""
    text = markup[:MAX_CHARS]
    for _ in range(_TIMES):
        if "<" in text:
            text = _NO_TEXT.sub(" ", text)
            text = _TAG.sub("", _BREAK.sub("\n", text))
        if "&" not in text:
            break
        text = html.unescape(text)
    return [line for part in _LINE_END.split(text) if (line := fold(part))]
