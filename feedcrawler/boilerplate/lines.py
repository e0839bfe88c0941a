"""A line of an article's body, as rules see it."""

from __future__ import annotations

import re
from functools import cached_property

from feedcrawler.boilerplate.patterns import Matcher, Names, fold

LONGEST = 600
"""Characters: a longer line is news, whatever it says."""

_CLOSERS = "\"'”’»)]} "
_ENDS_SENTENCE = (*".!?…。！？।۔؟",)
_ENDS_NO_TITLE = (*".…:;,。।۔",)
_ABBREVIATED = re.compile(r"\b(?:\w\.){2,}$")
_TITLE = 200  # characters: the longest title
_SENTENCE = 40  # characters: the shortest line that counts as news by itself


class Line:
    """A line of the body, its white space folded."""

    def __init__(self, number: int, paragraph: int, text: str, names: Names) -> None:
        self.number = number
        self.paragraph = paragraph
        self.text = text
        self.forms = names.forms(fold(text)) if len(text) <= LONGEST else ()
        """What rules compare; nothing for a line that is too long for any rule."""

    @cached_property
    def is_title(self) -> bool:
        """Whether it reads like a headline, a label or a byline: short, and no sentence."""
        if len(self.text) > _TITLE:
            return False
        end = self.text.rstrip(_CLOSERS)
        return not end.endswith(_ENDS_NO_TITLE) or _ABBREVIATED.search(end) is not None

    @cached_property
    def is_sentence(self) -> bool:
        """Whether it could be a paragraph of news."""
        return len(self.text) >= _SENTENCE and self.text.rstrip(_CLOSERS).endswith(_ENDS_SENTENCE)

    def matches(self, patterns: Matcher[bool]) -> bool:
        """Whether one of the patterns matches the whole line."""
        return any(True for form in self.forms for _ in patterns.find(form))
