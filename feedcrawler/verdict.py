"""Whether a crawl went well: one word, one exit code, and the reasons."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from feedcrawler import errors

Word = Literal["done", "degraded", "failed", "busy"]
"""busy: another run of the site holds its lock, so nothing was done."""

LOCKED, LOCK_LOST = "locked", "lock_lost"
"""Reasons for which a spider is closed: another run holds the lock of its site, or has taken it over."""

_EXIT_CODES: dict[Word, int] = {
    "done": errors.DONE,
    "degraded": errors.DEGRADED,
    "failed": errors.FAILED,
    "busy": errors.BUSY,
}
_ENDINGS = {LOCK_LOST: "another run took over the lock, which this one had not renewed in time"}
# The share above which something is wrong with the site or with us, the fewest articles to speak of a share, and the
# fewest that all failing says as much. What failed before and fails again is no news.
_FAILED_SHARE = 0.5
_FEW = 10
_ALL_OF_FEW = 3
_SAID = 5  # findings of the alarm


@dataclass(frozen=True, slots=True)
class Verdict:
    """How a crawl went."""

    word: Word
    reasons: tuple[str, ...] = ()

    @property
    def exit_code(self) -> int:
        """The exit code of `feedcrawler crawl`."""
        return _EXIT_CODES[self.word]


def judge(stats: Mapping[str, Any], finish_reason: str) -> Verdict:
    """The verdict on a crawl from its stats and the reason for which its spider closed."""
    if finish_reason == LOCKED:
        return Verdict("busy", (str(stats.get("feedcrawler/lock/holder", "another run holds the lock")),))
    if reasons := tuple(_failures(stats, finish_reason)):
        return Verdict("failed", reasons)
    if reasons := tuple(_degradations(stats)):
        return Verdict("degraded", reasons)
    return Verdict("done")


def judge_many(sites: Sequence[tuple[str, Verdict]]) -> Verdict:
    """The verdict on the crawl of many sites, by their names: what went wrong, the failures first.

    A site that another run is busy with is nothing to worry about, and does not count; unless there is no other.
    """
    named: dict[Word, list[tuple[str, Verdict]]] = {"failed": [], "degraded": [], "busy": [], "done": []}
    for name, verdict in sites:
        named[verdict.word].append((name, verdict))
    reasons = tuple(
        f"{name}: {verdict.word}: {'; '.join(verdict.reasons)}"
        for word in ("failed", "degraded", "busy")
        for name, verdict in named[word]
    )
    if named["failed"] and not (named["degraded"] or named["done"]):
        return Verdict("failed", reasons)
    if named["failed"] or named["degraded"]:
        return Verdict("degraded", reasons)
    return Verdict("busy", reasons) if named["busy"] and not named["done"] else Verdict("done", reasons)


def _failures(stats: Mapping[str, Any], finish_reason: str) -> list[str]:
    found = []
    if lost := stats.get("feedcrawler/database/lost"):
        found.append(str(lost))
    elif finish_reason != "finished":
        found.append(f"the crawl ended early: {_ENDINGS.get(finish_reason, finish_reason)}")
    polls, failed = stats.get("feedcrawler/polls", 0), stats.get("feedcrawler/polls/failed", 0)
    useless = stats.get("feedcrawler/polls/useless", 0)
    waits = not failed and stats.get("feedcrawler/polls/waiting")  # what announces articles was not asked
    if polls and failed + useless == polls and not stats.get("feedcrawler/entries") and not waits:
        found.append("no feed or listing could be read" if failed else "no feed or listing with articles was found")
    return found


def _degradations(stats: Mapping[str, Any]) -> list[str]:
    found = []
    if failed := stats.get("feedcrawler/polls/failed", 0):
        found.append(f"{failed} of {stats['feedcrawler/polls']} feeds and listings had a problem")
    if gaps := stats.get("feedcrawler/gaps/open", 0):
        found.append(f"{gaps} {'gap is' if gaps == 1 else 'gaps are'} open: articles may be missing")
    waiting, useless = stats.get("feedcrawler/polls/waiting", 0), stats.get("feedcrawler/polls/useless", 0)
    if waiting and waiting + useless >= stats.get("feedcrawler/sources", waiting + stats.get("feedcrawler/polls", 0)):
        found.append("all sources are in back-off")
    if unsent := stats.get("feedcrawler/breaker/postponed", 0):
        found.append(f"a host is down: {unsent} requests were not sent")
    if errors_ := stats.get("spider_exceptions/count", 0) + stats.get("feedcrawler/articles/error", 0):
        found.append(f"{errors_} articles met an error in feedcrawler itself")
    asked, bad = stats.get("feedcrawler/requested/fresh", 0), stats.get("feedcrawler/articles/quarantined/fresh", 0)
    if bad > asked * _FAILED_SHARE and (asked >= _FEW or asked == bad >= _ALL_OF_FEW):
        found.append(f"{bad} of {asked} articles that were new could not be stored")
    if stats.get("feedcrawler/archive/failed"):
        found.append("the recording is not whole")
    if unwritten := stats.get("feedcrawler/record/failed"):
        found.append(f"the record of the run is not whole: {unwritten}")
    alarms = stats.get("feedcrawler/health/findings", [])
    found += alarms[:_SAID]
    if more := len(alarms[_SAID:]):
        found.append(f"{more} more findings: see `findings` in the record of the run")
    return found
