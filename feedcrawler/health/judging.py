"""Holds what a run saw against what the runs of its site saw before it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import timedelta
from functools import partial

from feedcrawler.health import lengths
from feedcrawler.health.change import Change
from feedcrawler.health.finding import Finding, What
from feedcrawler.health.history import Seen
from feedcrawler.health.observation import WATCHED
from feedcrawler.health.rate import Find, find_lull
from feedcrawler.health.site import Count, Rules, SiteRuns

_USUAL = 0.5  # of the articles with a field: a source that gives fewer is missed by nobody
_NEARLY_ALL = 0.95
_MOST = 12
_SHOWN_REASONS = 3


def examine(history: Sequence[Seen], present: Seen, rules: Rules | None = None) -> list[Finding]:
    """What is not as it used to be, the gravest first.

    A change is said by every run while it lasts, whether or not that run has read anything new; one that is over is
    said no more.

    Args:
        history: the runs of the site before this one, in any order.
        present: the run that is judged.
        rules: how; the defaults, if not given.
    """
    rules = rules or Rules()
    before = sorted((run for run in history if run.at < present.at), key=lambda run: run.at)
    if not before or present.at - before[0].at < timedelta(days=rules.needs.days):
        return []
    runs = [*before, present]
    findings = list(_findings(SiteRuns(runs, rules)))
    if changed := {finding.since for finding in findings}:
        findings = list(_findings(SiteRuns(runs, rules, suspected=changed)))
    return findings[:_MOST]


def usual_fields(history: Sequence[Seen]) -> list[str]:
    """The fields that nearly all articles of a site have."""
    articles = sum(run.articles for run in history)
    there = Counter[str]()
    for run in history:
        there.update(run.fields)
    return [field for field in WATCHED if there[field] >= max(_NEARLY_ALL * articles, 1)]


def _findings(site: SiteRuns) -> Iterator[Finding]:
    yield from _failures(site)
    missing = list(_fields(site))
    yield from missing
    lost = {finding.field for finding in missing}
    if "articleBody" not in lost:
        yield from _lengths(site)
    yield from _sources(site, lost)
    if "datePublished" not in lost:
        yield from _dates(site)
    yield from _warnings(site)
    yield from _rate(site)


def _failures(site: SiteRuns) -> Iterator[Finding]:
    if change := site.change(("failures", "", ""), _failed):
        reasons = Counter[str]()
        for run in site.since(change.since):
            reasons.update(run.reasons)
        named = ", ".join(f"{count} {reason}" for reason, count in reasons.most_common(_SHOWN_REASONS))
        yield _finding("failures", change, "no article could be read from", noun="pages", more=named)


def _fields(site: SiteRuns) -> Iterator[Finding]:
    for name in WATCHED:
        if change := site.change(("field", name, ""), partial(_without, name)):
            source, _ = site.moved(name, change.since)
            more = f"{source} answers no more" if source else ""
            yield _finding("field", change, f"{name} is missing in", more=more, field=name, source=source)


def _lengths(site: SiteRuns) -> Iterator[Finding]:
    if found := lengths.find_length_change(site):
        now, before = found.middles
        more = f"{now} words in the middle, before {before}"
        finding = _finding("body length", found.change, found.subject, more=more, field="articleBody")
        yield replace(finding, bound=found.bound)


def _sources(site: SiteRuns, lost: set[str]) -> Iterator[Finding]:
    """Sources that answer no more, though the field is there: as long as the same code asks them."""
    for name in WATCHED:
        for source in _usual_sources(site, name) if name not in lost else ():
            if change := site.change(("source", name, source), partial(_from_elsewhere, name, source, site.page)):
                _, instead = site.moved(name, change.since)
                more = f"{instead} answers instead" if instead else ""
                told = f"{name} does not come from {source} in"
                yield _finding("source", change, told, more=more, field=name, source=source, instead=instead)
                break


def _dates(site: SiteRuns) -> Iterator[Finding]:
    counts: tuple[tuple[str, Count], ...] = (
        ("is a day without a time in", _day_only),
        ("is not what the feed says in", _adrift),
    )
    changes = ((told, site.change(("dates", "datePublished", ""), count)) for told, count in counts)
    if found := next(((told, change) for told, change in changes if change), None):
        told, change = found
        yield _finding("dates", change, f"datePublished {told}", field="datePublished")


def _warnings(site: SiteRuns) -> Iterator[Finding]:
    for warning in dict.fromkeys(warning for run in site.runs for warning in run.warnings):
        if change := site.change(("warning", "", warning), partial(_warned, warning)):
            yield _finding("warning", change, f"the warning '{warning}' is there in", source=warning)


def _rate(site: SiteRuns) -> Iterator[Finding]:
    if not site.runs[-1].complete:
        return  # what it has not found says nothing
    accepted = site.accepted(("article rate", "", ""))
    runs = [run for run in site.runs if accepted is None or run.at >= accepted]
    finds = [Find(run.at, run.articles + run.failed, run.complete) for run in runs]
    if lull := find_lull(finds, site.rules.needs.days):
        start = runs[-1].at - timedelta(days=lull.days)
        days = f"{lull.days} days" if lull.days > 1 else "one day"
        told = f"{lull.new} new articles in {days}, usually {lull.usual:.0f}"
        yield Finding(what="article rate", message=told, since=next(run.at for run in runs if run.at > start))


def _usual_sources(site: SiteRuns, name: str) -> list[str]:
    given, there = Counter[str](), 0
    for run in site.same_code():
        given.update(run.sources.get(name, {}))
        there += run.fields.get(name, 0)
    return [source for source, count in given.most_common() if count >= _USUAL * there]


def _failed(run: Seen) -> tuple[int, int]:
    return run.failed, run.articles + run.failed


def _without(name: str, run: Seen) -> tuple[int, int]:
    return run.articles - run.fields.get(name, 0), run.articles


def _from_elsewhere(name: str, source: str, page: str, run: Seen) -> tuple[int, int]:
    there = run.fields.get(name, 0) if run.page == page else 0
    return (there - run.sources.get(name, {}).get(source, 0), there) if there else (0, 0)


def _day_only(run: Seen) -> tuple[int, int]:
    return run.dates.get("dayOnly", 0), run.fields.get("datePublished", 0)


def _adrift(run: Seen) -> tuple[int, int]:
    return run.dates.get("adrift", 0), run.dates.get("compared", 0)


def _warned(warning: str, run: Seen) -> tuple[int, int]:
    return run.warnings.get(warning, 0), run.articles


def _finding(  # noqa: PLR0913
    what: What,
    change: Change,
    told: str,
    *,
    noun: str = "articles",
    more: str = "",
    field: str = "",
    source: str = "",
    instead: str = "",
) -> Finding:
    now, before = f"{change.missing} of {change.of}", f"{change.missing_before} of {change.of_before}"
    message = f"{told} {now} {noun} since {change.since:%Y-%m-%d %H:%M}, before in {before}"
    return Finding(
        what=what,
        message=f"{message}; {more}" if more else message,
        since=change.since,
        field=field,
        source=source,
        instead=instead,
        now=(change.of - change.missing, change.of),
        before=(change.of_before - change.missing_before, change.of_before),
    )
