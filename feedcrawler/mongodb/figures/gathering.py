"""All figures of a report, put together."""

from __future__ import annotations

from collections import Counter

from pymongo.database import Database

from feedcrawler import __version__
from feedcrawler.figures import WORST, Figures, Period, Run, Site, Word
from feedcrawler.mongodb.document import Document
from feedcrawler.mongodb.figures import articles, pages, readings, runs, sources, stories

_SITES = 50  # that are told of one by one


def gather(database: Database[Document], period: Period, asked: str | None = None) -> Figures:
    """The figures of a period, of all sites or of the one that is asked for.

    Raises:
        PyMongoError: the server is lost, or refuses.
    """
    sites = sorted(_sites(database, period, asked), key=_trouble)
    night = [site.last_run.verdict for site in sites if site.last_run and site.last_run.started_at >= period.night]
    looked_at, slowest, failures = pages.slow_and_failing(database, period, asked)
    latest = runs.latest(database, period, asked)
    for site in sites[:_SITES]:
        site.lag = articles.lag(database, period, site.name)
        site.readings = readings.of_site(database, period, site.name)
    return Figures(
        period=period,
        database=database.name,
        version=__version__,
        asked=asked,
        stored=database.articles.estimated_document_count(),
        by_day=[sum(site.by_day[day] for site in sites) for day in range(period.days)],
        by_hour=[sum(site.by_hour[hour] for site in sites) for hour in range(24)],
        night={word: night.count(word) for word in WORST if word in night},
        silent=len(sites) - len(night),
        outcomes=dict(sum((Counter(site.outcomes) for site in sites), Counter())),
        last_run=latest[0] if latest else None,
        gaps=sum(site.gaps for site in sites),
        quarantined=sum(site.quarantined for site in sites),
        given_up=sum(site.given_up for site in sites),
        sites=sites[:_SITES],
        more_sites=len(sites[_SITES:]),
        edited=stories.count_edited(database, period, asked),
        edits=stories.most_edited(database, period, asked),
        repeats=stories.repeats(database, period, asked),
        looked_at=looked_at,
        slowest=slowest,
        failures=failures,
        quarantine=pages.quarantine(database, asked),
        runs=latest,
    )


def _sites(database: Database[Document], period: Period, asked: str | None) -> list[Site]:
    """The sites that had a run or an article in the period."""
    names = {*database.articles.distinct("source.site"), *database.runs.distinct("site")}
    known = sorted(name for name in names if isinstance(name, str) and asked in (None, name))
    by_day, by_hour = articles.by_day(database, period, known), articles.by_hour(database, period, known)
    verdicts, last_runs = runs.verdicts_by_day(database, period, asked), runs.last_of_each(database, period, known)
    outcomes, troubled = runs.outcomes(database, period.night, known), sources.in_trouble(database, known)
    quarantined = pages.quarantined(database, known)
    return [
        Site(
            name=name,
            by_day=by_day[name],
            by_hour=by_hour[name],
            verdicts=_by_day(verdicts[name], last_runs.get(name)),
            last_run=last_runs.get(name),
            outcomes=outcomes.get(name, {}),
            sources=troubled.get(name, []),
            quarantined=sum(quarantined.get(name, ())),
            given_up=quarantined.get(name, (0, 0))[1],
        )
        for name in known
        if any(by_day[name]) or any(verdicts[name])
    ]


def _by_day(verdicts: list[Word | None], last: Run | None) -> list[Word | None]:
    """Verdicts by day, where only the last run can tell whether what is on record as running was killed."""
    killed = last is not None and last.verdict == "killed"
    return ["killed" if word == "running" and killed else word for word in verdicts]


def _trouble(site: Site) -> tuple[int, bool, int, str]:
    """Sites in trouble first, then those with most articles."""
    verdict = WORST.index(site.last_run.verdict) if site.last_run else 0
    return -verdict, not site.gaps, -site.articles, site.name
