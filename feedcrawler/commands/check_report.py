"""What `feedcrawler boilerplate check` shows: what rules would remove, and what that changes."""

from __future__ import annotations

from collections.abc import Iterable

from rich.console import Console
from rich.table import Table
from rich.text import Text

from feedcrawler.boilerplate import rules_for
from feedcrawler.boilerplate.checking import NEARLY_EMPTY, Check, RuleCount
from feedcrawler.boilerplate.rules import Rules
from feedcrawler.printable import printable

_SHOWN = 10  # rules of each difference
_RULE = 36  # characters of a rule's name in one line
_TEXT = 60  # characters of a removed text


def show(check: Check, rules: Rules, console: Console) -> None:
    """Print it."""
    counts = [(name, count) for name, count in check.rules.items() if count.stays or count.more]
    counts.sort(key=lambda pair: -(pair[1].stays + pair[1].more))
    if counts:
        console.print(_table(counts, check))
    for line in _lines(check, rules):
        console.print(Text(printable(line)), soft_wrap=True)


def _table(counts: Iterable[tuple[str, RuleCount]], check: Check) -> Table:
    table = Table(box=None, padding=(0, 2, 0, 0))
    rows = [_cells(name, count, check.articles) for name, count in counts]
    for number, name in enumerate(("rule", "removals", "articles", "of all")):
        width = max(len(row[number]) for row in [*rows, [name] * 4])
        table.add_column(name, justify="right" if number else "left", min_width=min(width, _RULE), overflow="fold")
    table.add_column("for example", no_wrap=True, overflow="ellipsis")
    for row in rows:
        table.add_row(*map(Text, row))
    return table


def _cells(name: str, count: RuleCount, articles: int) -> list[str]:
    text = short(count.examples[0][1]) if count.examples else ""
    share = f"{count.articles / articles:.1%}"
    return [*map(printable, (name, f"{count.stays + count.more:,}", f"{count.articles:,}", share, text))]


def _lines(check: Check, rules: Rules) -> Iterable[str]:
    share = check.removed / check.characters if check.characters else 0.0
    yield f"{share:.2%} of the text of {check.articles:,} article{'' if check.articles == 1 else 's'} would be removed."
    yield from _idle(check, rules)
    if check.emptied:
        few = f"{check.emptied:,} article{'' if check.emptied == 1 else 's'}"
        yield f"Fewer than {NEARLY_EMPTY} words are left of {few}: {_some(check.empty, check.emptied)}"
    if check.spared:
        yield f"{check.spared:,} articles are left as they are, because the rules match every line of them."
    if any(count.so_far for count in check.rules.values()):
        yield from _difference(check)
    yield "Nothing was changed."


def _idle(check: Check, rules: Rules) -> Iterable[str]:
    general = set(rules_for("general").names)
    idle = [name for name in rules.names if name not in check.rules or not _works(check.rules[name])]
    own = [name for name in idle if name not in general]
    if own:
        yield f"Of the site's {len({*rules.names} - general)} rules, {len(own)} match nothing: {', '.join(own)}."
    if len(own) < len(idle):
        yield f"Of the {len(general)} general rules, {len(idle) - len(own)} match nothing."


def _difference(check: Check) -> Iterable[str]:
    """What is not as it was when the articles were stored."""
    more = [(name, count) for name, count in check.rules.items() if count.more]
    back = [(name, count) for name, count in check.rules.items() if count.back]
    if not more and not back:
        yield "That is what was removed when they were stored."
        return
    was = check.removed_so_far / check.characters if check.characters else 0.0
    yield f"So far {was:.2%} is removed."
    if more:
        yield f"More removals: {sum(count.more for _, count in more):,}."
        yield from _listed((name, count.more, count.new[0]) for name, count in _most(more))
    if back:
        yield f"Fewer removals: {sum(count.back for _, count in back):,}. These would be in new articles again:"
        yield from _listed((name, count.back, count.returning[0]) for name, count in _most(back))


def _most(counts: list[tuple[str, RuleCount]]) -> list[tuple[str, RuleCount]]:
    return sorted(counts, key=lambda pair: -(pair[1].more + pair[1].back))[:_SHOWN]


def _listed(rows: Iterable[tuple[str, int, tuple[str, str]]]) -> Iterable[str]:
    for name, number, (article, text) in rows:
        yield f"  {name}: {number:,}, e.g. “{short(text)}” in {article}"


def _works(count: RuleCount) -> bool:
    return bool(count.stays or count.more)


def _some(names: list[str], of: int) -> str:
    return ", ".join(names) + (", …" if of > len(names) else "")


def short(text: str) -> str:
    """The beginning of a text, in one line."""
    line = " ".join(text.split())
    return line if len(line) <= _TEXT else line[: _TEXT - 1] + "…"
