"""What a report says in sentences."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Literal

from markupsafe import Markup

from feedcrawler.figures import Edit, Figures, Lag, Site, Word
from feedcrawler.items import Article
from feedcrawler.report.words import count, link, linked, number, percent, visible
from feedcrawler.similarity.word_diff import Piece, marked, word_diff

Mood = Literal["good", "warn", "bad", "none"]

_MOODS: dict[Word, Mood] = {
    "done": "good",
    "busy": "good",
    "running": "none",
    "degraded": "warn",
    "failed": "bad",
    "killed": "bad",
}
_MARKS = {"=": Markup("{}"), "-": Markup("<del>{}</del> "), "+": Markup("<ins>{}</ins>")}
_LONG = 300  # characters of a headline that are compared
_ORDER = {name: place for place, name in enumerate(Article.__dataclass_fields__)}


def mood(figures: Figures) -> Mood:
    """How the last night was: as its worst site."""
    return mood_of([*figures.night][-1]) if figures.night else "none"


def mood_of(word: Word) -> Mood:
    """The same of one verdict."""
    return _MOODS[word]


def title(figures: Figures) -> str:
    """The night in one line."""
    sites = sum(figures.night.values())
    bad = figures.night.get("failed", 0) + figures.night.get("killed", 0)
    degraded = figures.night.get("degraded", 0)
    if not figures.runs and not figures.sites:
        return "Nothing has been crawled yet" if not figures.stored else "Nothing was crawled in this time"
    if not sites:
        return "No run in the last 24 hours"
    if bad:
        return _of(bad, sites, "failed") + (f", {degraded} degraded" if degraded else "")
    if degraded:
        return _of(degraded, sites, "degraded")
    if running := figures.night.get("running"):
        return "The last run is still going on" if sites == 1 else f"{number(running)} of {number(sites)} sites running"
    return "The night went well" if sites == 1 else f"The night went well on all {number(sites)} sites"


def lede(figures: Figures) -> str:
    """What the last night brought."""
    got = figures.outcomes
    parts = [count(got.get("new", 0), "new article")]
    parts += [f"{number(got[what])} {what}" for what in ("changed", "gone") if got.get(what)]
    if failed := got.get("quarantined", 0) + got.get("error", 0):
        parts.append(f"{number(failed)} that could not be stored")
    told = "In the last 24 hours: " + ", ".join(parts) + "."
    if figures.silent:
        told += f" {count(figures.silent, 'site')} had no run."
    return told


def troubles(site: Site) -> list[str]:
    """What is wrong with a site: what its last run gave as reasons, and what the alarm found besides."""
    run = site.last_run
    if run is None:
        return []
    told = list(run.reasons) if run.verdict not in ("done", "busy") else []
    for finding in run.findings:
        field = finding.field or ""
        text = finding.message if finding.message.startswith(field) else f"{field}: {finding.message}"
        if finding.message not in told:
            told.append(text)
    return told


def left_out(lag: Lag) -> str:
    """What a lag was not measured of."""
    parts = ((lag.backfill, "older"), (lag.untimed, "without a time"), (lag.ahead, "ahead of time"))
    return ", ".join(f"{number(articles)} {why}" for articles, why in parts if articles) or "none"


def spread(sites: Sequence[Site]) -> list[float]:
    """The shortest and longest lags that a chart shows."""
    return [seconds for site in sites for seconds in site.lag.quantiles]


def headline(edit: Edit) -> Markup:
    """A headline, with the words that went and came when it was last changed."""
    if edit.headline_before is None:
        return link(edit.url, edit.headline)
    hunks = word_diff(edit.headline_before[:_LONG], edit.headline[:_LONG])
    pieces = [_MARKS[sign].format(text) for hunk in hunks for sign, text in _shown(hunk)]
    return linked(edit.url, Markup("<bdi>{}</bdi>").format(Markup("").join(pieces)))


def _shown(pieces: Sequence[Piece]) -> Iterator[Piece]:
    """Pieces as they may be shown; their spaces stay."""
    for sign, text in marked(pieces):
        words = visible(text, _LONG)
        before, after = (" " if text[edge].isspace() else "" for edge in (0, -1))
        yield sign, f"{before}{words}{after}" if words else " "


def fields(site: Site) -> list[str]:
    """The fields that any page of a site gave, in the order of the document; those that have fallen first."""
    given = {name for reading in site.readings for name, articles in reading.fields.items() if articles}
    fallen = site.falls
    return sorted(given, key=lambda name: (name not in fallen, _ORDER.get(name, len(_ORDER)), name))


def coverage(site: Site) -> str:
    """How a site's fields are, in a few words."""
    if fallen := site.falls:
        told = [f"{name} fell from {percent(before)} to {percent(now)}" for name, (before, now) in fallen.items()]
        return ", ".join(told[:3]) + (f" and {len(told) - 3} more" if len(told) > 3 else "")
    return f"{count(len(fields(site)), 'field')}, as usual"


def _of(some: int, all_: int, what: str) -> str:
    if all_ == 1:
        return f"The last run {'was ' if what == 'degraded' else ''}{what}"
    return f"{number(some)} of {number(all_)} sites {what}"
