"""Proposals as a rule file: TOML that can be pasted as it is, with what speaks for each rule as comments."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from datetime import date
from itertools import islice

from feedcrawler.boilerplate.mining import Mining
from feedcrawler.boilerplate.mining.evidence import Example
from feedcrawler.boilerplate.mining.judging import Proposal
from feedcrawler.printable import printable

_NAME = 5  # words of a pattern that name its rule
_SHOWN = 3  # examples
_WIDTH = 110  # characters of a line that are shown


def to_toml(mining: Mining, site: str, taken: Iterable[str] = ()) -> str:
    """The proposals for a site, the most frequent first; no rule is named like one in `taken`."""
    names = set(taken)
    head = [
        f"# {counted(len(mining.proposals))} for {site}. Put into its rule file what is no news; delete the rest.",
        f"# {summary(mining)}",
    ]
    blocks = ["\n".join(_rule(proposal, mining.articles, names)) for proposal in mining.proposals]
    return "\n\n".join(["\n".join(map(printable, head)), *blocks]) + "\n"


def counted(proposals: int) -> str:
    """How many rules are proposed."""
    return f"{proposals} proposed rule{'' if proposals == 1 else 's'}"


def summary(mining: Mining) -> str:
    """What was looked at, in one line."""
    rules = f"rules cover {mining.covered:,} more" if mining.with_rules else "rules are off"
    return (
        f"{mining.articles:,} articles with {mining.lines:,} lines; {rules}."
        f" Of what {mining.least} articles or more have in common, {mining.news:,} patterns look like news."
    )


def _rule(proposal: Proposal, articles: int, names: set[str]) -> Iterator[str]:
    seen = proposal.evidence
    for comment in _comments(proposal, articles):
        yield f"# {printable(comment)}"
    yield "[[block]]" if proposal.block else "[[line]]"
    yield f"name = {_quoted(_name(str((proposal.block or proposal.patterns)[0]), names))}"
    yield f"why = {_quoted(f'{proposal.place}: {seen.articles} of {articles} articles, whatever they are about')}"
    if proposal.where != "anywhere":
        yield f"{'at' if proposal.block else 'where'} = {_quoted(proposal.where)}"
    if proposal.longest:
        yield f"longest = {proposal.longest}"
    if proposal.title:
        yield "title = true"
    if proposal.block:
        steps = [f"{{ any = {step} }}" if isinstance(step, int) else _quoted(step) for step in proposal.block]
        yield f"lines = [{', '.join(steps)}]"
    elif len(proposal.patterns) == 1:
        yield f"is = {_quoted(proposal.patterns[0])}"
    else:
        yield "\n".join(["is = [", *(f"    {_quoted(pattern)}," for pattern in proposal.patterns), "]"])


def _comments(proposal: Proposal, articles: int) -> Iterator[str]:
    seen = proposal.evidence
    share = f"{seen.articles:,} of {articles:,} articles ({seen.articles / articles:.1%})"
    yield f"{share}, {proposal.place}{_span(proposal)}"
    yield from _shown(seen.examples, with_text=seen.candidate.has_gaps)
    if proposal.block:
        for tail in seen.tails[:_SHOWN] if isinstance(proposal.block[-1], int) else ():
            yield f"goes with it: {_short(' / '.join(tail))}"
    elif proposal.title:
        if seen.sentences:
            yield f"spares {_lines(seen.sentences)} that begin so but are sentences"
    elif proposal.where != "anywhere":
        if spared := seen.lines - (seen.tops if proposal.where == "top" else seen.ends):
            yield f"spares {_lines(spared)} like it that stand elsewhere"
    elif proposal.fixed in ("top", "end") and seen.inside:
        yield f"takes it, too, from between other lines, {seen.inside:,} times:"
        yield from _shown(seen.elsewhere, with_text=seen.candidate.has_gaps)


def _shown(examples: Iterable[Example], *, with_text: bool) -> Iterator[str]:
    for example in islice(examples, _SHOWN):
        yield f"  {' '.join(example.article.split())}"
        if with_text:
            yield f"    {_short(example.text)}"


def _lines(number: int) -> str:
    return f"{number:,} line{'' if number == 1 else 's'}"


def _span(proposal: Proposal) -> str:
    """When, and in how many sections."""
    days, sections = proposal.evidence.days, len(proposal.evidence.sections)
    when = f"; {' to '.join(str(date.fromordinal(day)) for day in days)}" if days else ""
    return when + (f"; {sections} section{'' if sections == 1 else 's'}" if sections else "")


def _name(pattern: str, names: set[str]) -> str:
    words = re.sub(r"[^\w'’-]+", " ", pattern).lower().split()
    plain = " ".join(words[:_NAME]) or "line"
    name = plain
    number = 2
    while name in names:
        name, number = f"{plain} {number}", number + 1
    names.add(name)
    return name


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _WIDTH else line[: _WIDTH - 1] + "…"


def _quoted(text: str) -> str:
    """A basic string of TOML; characters that do not show are written as their codes."""
    quoted = json.dumps(text, ensure_ascii=False)
    return "".join(c if c.isprintable() else f"\\U{ord(c):08x}" for c in quoted)
