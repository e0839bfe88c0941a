"""What a boilerplate rule can say: the keys of the rule files, explained in `general.toml`."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property
from typing import Annotated, Literal, Self

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from feedcrawler.boilerplate.lines import LONGEST, Line
from feedcrawler.boilerplate.patterns import Matcher, check_pattern

Name = Annotated[str, Field(min_length=1)]
Pattern = Annotated[str, AfterValidator(check_pattern)]
Patterns = Annotated[tuple[Pattern, ...], BeforeValidator(lambda value: (value,) if isinstance(value, str) else value)]


class _Model(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class _Rule(_Model):
    name: Name
    """As in `extraction.removed`."""
    why: Name
    """What it takes out and where that was seen."""


class LineRule(_Rule):
    """A whole line that is no news."""

    is_: Patterns = Field(alias="is", min_length=1)
    where: Literal["anywhere", "top", "end", "edge"] = "anywhere"
    """Only as the first line that is left, the last, or either."""
    longest: int = Field(LONGEST, ge=1, le=LONGEST)
    title: bool = False
    """Only where the line is a title, not a sentence."""
    alone: bool = False
    """Lines that its patterns leave open (`*`) may be all there is of an article, which is then empty."""

    @cached_property
    def in_full(self) -> Matcher[bool]:
        """The patterns that leave nothing open: a line that one of them matches is known to the last word."""
        return any_of(pattern for pattern in self.is_ if "*" not in pattern)

    def is_sure_of(self, line: Line) -> bool:
        """Whether a line that matches cannot be news even if it is all there is."""
        return self.alone or line.matches(self.in_full)

    def admits(self, line: Line) -> bool:
        """Whether a line that matches a pattern is short, or titular, enough."""
        return len(line.text) <= self.longest and (line.is_title or not self.title)


class Gap(_Model):
    """Lines inside a block that no pattern names."""

    any: int | None = Field(None, ge=1, le=100)
    """At most so many lines, whatever they are."""
    titles: int | None = Field(None, ge=1, le=20)
    """At most so many lines that are titles, not sentences."""
    words: int = Field(1, ge=1)
    """The fewest words of such a title."""

    @model_validator(mode="after")
    def _one_kind(self) -> Self:
        if (self.any is None) == (self.titles is None):
            raise ValueError("a gap says either any = N or titles = N")
        return self

    @property
    def most(self) -> int:
        """The most lines it spans."""
        return self.any or self.titles or 0

    def admits(self, line: Line) -> bool:
        """Whether the line may stand in it."""
        return self.titles is None or (line.is_title and len(line.text.split()) >= self.words)


class BlockRule(_Rule):
    """A run of lines that is no news, known by the lines it begins with, holds and ends on."""

    lines: tuple[Gap | Patterns, ...] = Field(min_length=1)
    at: Literal["anywhere", "top", "end"] = "anywhere"
    """Only from the first line, or through the last."""
    without: Patterns = ()
    """No block holds a line like these: they are the article's own."""

    @model_validator(mode="after")
    def _begins(self) -> Self:
        patterns = [step for step in self.lines if not isinstance(step, Gap)]
        first, second = (*self.lines, None)[:2]
        if not patterns or (isinstance(first, Gap) and (first.titles is None or isinstance(second, Gap))):
            raise ValueError("a block begins with a line, or with titles and a line")
        return self

    @cached_property
    def steps(self) -> tuple[Gap | Matcher[bool], ...]:
        """What follows the anchor, ready to match."""
        after = self.lines[self.lines.index(self.anchor) + 1 :]
        return tuple(step if isinstance(step, Gap) else any_of(step) for step in after)

    @property
    def anchor(self) -> Patterns:
        """The first line that is named."""
        return next(step for step in self.lines if not isinstance(step, Gap))

    @property
    def fewest(self) -> int:
        """The lines that it names."""
        return sum(not isinstance(step, Gap) for step in self.lines)

    @property
    def titles(self) -> Gap | None:
        """The titles before the anchor, if it has any."""
        return self.lines[0] if isinstance(self.lines[0], Gap) else None

    @cached_property
    def barred(self) -> Matcher[bool]:
        """`without`, ready to match."""
        return any_of(self.without)


class AuthorRule(_Rule):
    """An author who is no one (`is`), or words before a name (`before`, to the letter)."""

    is_: Patterns = Field((), alias="is")
    before: tuple[Name, ...] = ()
    unless_alone: bool = False
    """Stays where no other author is left."""
    and_rest: bool = False
    """So are all that follow: a text was cut into names at its commas."""

    @model_validator(mode="after")
    def _says_something(self) -> Self:
        if bool(self.is_) == bool(self.before):
            raise ValueError("an author rule says either is or before")
        return self


class HeadlineRule(_Rule):
    """Words before (`before`, to the letter) or after (`after`) the headline proper."""

    before: tuple[Name, ...] = ()
    after: tuple[Pattern, ...] = ()

    @model_validator(mode="after")
    def _says_something(self) -> Self:
        if not (self.before or self.after):
            raise ValueError("a headline rule says before or after")
        return self


class Rules(_Model):
    """What is boilerplate on the pages of a site."""

    publisher: tuple[Name, ...] = ()
    """How the site calls itself, beside what the article says of its publisher."""
    lines: tuple[LineRule, ...] = Field((), alias="line")
    blocks: tuple[BlockRule, ...] = Field((), alias="block")
    authors: tuple[AuthorRule, ...] = Field((), alias="author")
    headlines: tuple[HeadlineRule, ...] = Field((), alias="headline")

    @model_validator(mode="after")
    def _names_are_unique(self) -> Self:
        names = self.names
        if twice := {name for name in names if names.count(name) > 1}:
            raise ValueError(f"two rules are named {min(twice)!r}")
        return self

    @property
    def names(self) -> list[str]:
        """The names of all rules, in order."""
        return [rule.name for rule in (*self.lines, *self.blocks, *self.authors, *self.headlines)]

    @cached_property
    def matcher(self) -> Matcher[LineRule | BlockRule]:
        """Which rules take a line, or a block that has it for an anchor."""
        lines: list[tuple[str, LineRule | BlockRule]] = [(text, rule) for rule in self.lines for text in rule.is_]
        return Matcher(lines + [(text, rule) for rule in self.blocks for text in rule.anchor])

    @cached_property
    def author_matcher(self) -> Matcher[AuthorRule]:
        """Which author rules match a name."""
        return Matcher((text, rule) for rule in self.authors for text in rule.is_)

    def __add__(self, other: Rules) -> Rules:
        """These rules and, after them, the others.

        Raises:
            ValueError: both have a rule of the same name.
        """
        both = {f.alias or name: getattr(self, name) + getattr(other, name) for name, f in Rules.model_fields.items()}
        return Rules.model_validate(both)


def any_of(patterns: Iterable[str]) -> Matcher[bool]:
    """A matcher that finds True in a line that matches one of `patterns`."""
    return Matcher((pattern, True) for pattern in patterns)
