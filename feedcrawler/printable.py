"""Text of others on a person's terminal."""

from __future__ import annotations


def printable(text: str) -> str:
    """`text` with every character that would move the cursor, colour the screen or turn the writing shown as its code.

    Line breaks stay.
    """
    if text.isprintable():
        return text
    return "".join(c if c.isprintable() or c == "\n" else f"\\u{ord(c):04x}" for c in text)
