"""What a person sees when a crawl has ended: a table on a terminal, one line elsewhere."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from feedcrawler.printable import printable
from feedcrawler.run_record import OUTCOMES, Record, numbers
from feedcrawler.verdict import Verdict

if TYPE_CHECKING:
    from rich.console import Console

_MEANING = {
    "new": "stored for the first time",
    "changed": "stored with a new revision; the old words are in `revisions`",
    "unchanged": "looked at again, as they were",
    "gone": "taken down by the site; their words are kept",
    "duplicate": "of those stored, the same text or story as another article (`duplicateOf`)",
    "quarantined": "could not be stored; due again later",
    "error": "met an error in feedcrawler itself; due again",
}
_TOLD = {
    "feedcrawler/polls/unchanged": "sources as they were",
    "feedcrawler/polls/not due": "sources not due",
    "feedcrawler/due": "left due",
    "feedcrawler/budget/postponed": "requests beyond the daily budget",
    "feedcrawler/replay/missing": "not in the archive",
}
_SHOWN_MISSING = 5
_SHOWN_SITES = 5
# Of a site among many: a record has 16 MB, and there may be 10,000 sites. The site's own record has all.
_KEPT_REASONS, _MAX_REASON = 3, 300


@dataclass(frozen=True, slots=True)
class SiteOutcome:
    """How the crawl of one site among many went."""

    name: str
    verdict: Verdict
    counts: Mapping[str, int]
    """Of the stats, what a summary says."""
    numbers: Record
    """As in the record of the run."""
    run_id: str | None = None
    """Its record in `runs`, if there is one."""

    @classmethod
    def of(cls, name: str, verdict: Verdict, stats: Mapping[str, Any]) -> SiteOutcome:
        """What is worth keeping of a crawl that is over."""
        named = (*(f"feedcrawler/articles/{o}" for o in OUTCOMES), "feedcrawler/known", *_TOLD)
        counts = {key: int(stats[key]) for key in named if stats.get(key)}
        return cls(name, verdict, counts, numbers(stats), stats.get("feedcrawler/run_id"))

    def to_document(self) -> Record:
        """As the record of a crawl of many sites has it."""
        return {
            "site": self.name,
            **({"runId": self.run_id} if self.run_id else {}),
            "verdict": self.verdict.word,
            "exitCode": self.verdict.exit_code,
            "reasons": [reason[:_MAX_REASON] for reason in self.verdict.reasons[:_KEPT_REASONS]],
            "outcomes": self.numbers["outcomes"],
        }


def one_line(spider: str, stats: Mapping[str, Any], verdict: Verdict) -> str:
    """The whole crawl in one line, for a log."""
    reasons = "; ".join(" ".join(printable(reason).split()) for reason in verdict.reasons)
    if verdict.word == "busy":
        return f"{spider}: busy: {reasons}"
    return f"{spider}: {verdict.word}: {_told(stats)}" + (f" ({reasons})" if reasons else "")


def one_line_for_all(spider: str, sites: Sequence[SiteOutcome], verdict: Verdict) -> str:
    """The crawl of many sites in one line, for a log; what went wrong is said of the first few."""
    words = Counter(site.verdict.word for site in sites)
    each = ", ".join(
        f"{words[word]} {word}" for word in ("done", "degraded", "failed", "busy") if words[word] or word == "done"
    )
    line = f"{spider}: {verdict.word}: {_number(sites)}, {each}: {_told(_sum(sites))}"
    reasons = [" ".join(printable(reason).split()) for reason in verdict.reasons[:_SHOWN_SITES]]
    if more := len(verdict.reasons) - len(reasons):
        reasons.append(f"and {more} more")
    return line + (f" ({'; '.join(reasons)})" if reasons else "")


def show(console: Console, spider: str, stats: Mapping[str, Any], verdict: Verdict, *, where: str) -> None:
    """The whole crawl as a table, with where the articles are and how to look at them.

    Args:
        console: where to print.
        spider: its name.
        stats: the crawl's stats.
        verdict: the verdict on it.
        where: URI of the database with the password masked, and its name.
    """
    from rich.table import Table
    from rich.text import Text

    if verdict.word == "busy":
        console.print(Text(one_line(spider, stats, verdict)))
        return
    table = Table(title=f"{spider}: {verdict.word}", title_justify="left", box=None, padding=(0, 2, 0, 0))
    table.add_column("articles", justify="right")
    table.add_column("")
    table.add_column("")
    for outcome in OUTCOMES:
        if outcome != "error" or _count(stats, outcome):
            table.add_row(str(_count(stats, outcome)), outcome, _MEANING[outcome])
            for reason, count in _reasons(stats, outcome):
                table.add_row("", Text(f"{count} ×", justify="right"), Text(reason, style="dim"))
    table.add_row(str(stats.get("feedcrawler/known", 0)), "known", "announced, and on record before this crawl")
    for key, words in _TOLD.items():
        if stats.get(key):
            table.add_row(str(stats[key]), "", words)
    console.print(table)
    for reason in verdict.reasons:
        console.print(Text(printable(f"! {reason}")))
    for url in stats.get("feedcrawler/replay/missing_urls", [])[:_SHOWN_MISSING]:
        console.print(Text(f"not in the archive: {url}"))
    _show_where(console, where)


def show_all(console: Console, spider: str, sites: Sequence[SiteOutcome], verdict: Verdict, *, where: str) -> None:
    """The crawl of many sites as a table, a row a site; arguments as of `show`."""
    from rich.table import Table
    from rich.text import Text

    table = Table(title=f"{spider}: {verdict.word}", title_justify="left", box=None, padding=(0, 2, 0, 0))
    table.add_column("site", overflow="fold")
    table.add_column("")
    for outcome in _SHOWN_COLUMNS:
        table.add_column(outcome, justify="right")
    table.add_column("", overflow="fold")
    for site in sites:
        numbers = (str(_count(site.counts, outcome)) for outcome in _SHOWN_COLUMNS)
        cells = (site.name, site.verdict.word, *numbers, "; ".join(site.verdict.reasons))
        table.add_row(*(Text(printable(cell)) for cell in cells))
    console.print(table)
    console.print(Text(f"{_number(sites)}: {_told(_sum(sites))}"))
    _show_where(console, where)


_SHOWN_COLUMNS = ("new", "changed", "quarantined")

_LOOK = (
    "feedcrawler articles                 the latest articles",
    "feedcrawler articles URL             one article, every field",
    "feedcrawler db uri                   the address for pymongo, mongosh or Compass",
)


def _show_where(console: Console, where: str) -> None:
    from rich.text import Text

    console.print(Text(f"\nThe articles are in {where}. To look at them:"))
    for command in _LOOK:
        console.print(Text(f"  {command}"), soft_wrap=True)


def _told(stats: Mapping[str, Any]) -> str:
    counts = ", ".join(f"{_count(stats, o)} {o}" for o in OUTCOMES if _count(stats, o) or o == "new")
    others = (f"{stats[key]} {words}" for key, words in _TOLD.items() if stats.get(key))
    return ", ".join([counts, f"{stats.get('feedcrawler/known', 0)} known before", *others])


def _number(sites: Sequence[SiteOutcome]) -> str:
    return "1 site" if len(sites) == 1 else f"{len(sites)} sites"


def _sum(sites: Sequence[SiteOutcome]) -> Counter[str]:
    total: Counter[str] = Counter()
    for site in sites:
        total.update(site.counts)
    return total


def _count(stats: Mapping[str, Any], outcome: str) -> int:
    return int(stats.get(f"feedcrawler/articles/{outcome}", 0))


def _reasons(stats: Mapping[str, Any], outcome: str) -> list[tuple[str, int]]:
    prefix = f"feedcrawler/{outcome}/"
    return sorted((k.removeprefix(prefix), v) for k, v in stats.items() if k.startswith(prefix))
