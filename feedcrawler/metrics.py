"""How the crawls went, in Prometheus's words: gauges from what is on record, one series a site, bounded in number."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.exposition import write_to_textfile
from prometheus_client.registry import Collector
from pymongo.database import Database
from scrapy.settings import BaseSettings

from feedcrawler.errors import DatabaseError, FeedcrawlerError
from feedcrawler.health import WATCHED
from feedcrawler.mongodb.backlog import articles_stored, due_by_site
from feedcrawler.mongodb.connection import open_database
from feedcrawler.mongodb.document import Document
from feedcrawler.mongodb.figures.pages import quarantined
from feedcrawler.mongodb.past_runs import WENT_WELL, last_observed, last_run, outcomes_of, sites_on_record
from feedcrawler.printable import printable

if TYPE_CHECKING:
    from prometheus_client import Metric

_VERDICTS = ("done", "degraded", "failed")
_MOST_SITES = 1000
_MOST_TEXT = 200
_FORGOTTEN = timedelta(days=30)
"""A site that was last crawled so long ago is no longer looked after."""


def metrics_registry(settings: BaseSettings) -> CollectorRegistry:
    """Where Prometheus's own tools get the metrics from; they are read from the database each time."""
    registry = CollectorRegistry()
    registry.register(_FromDatabase(settings))
    return registry


def metrics_text(settings: BaseSettings) -> str:
    """The metrics in Prometheus's text format."""
    return generate_latest(metrics_registry(settings)).decode()


def write_metrics(settings: BaseSettings, path: Path) -> None:
    """Write the metrics into a file, which is never seen half written.

    Raises:
        FeedcrawlerError: it cannot be written.
    """
    try:
        write_to_textfile(str(path), metrics_registry(settings))
        path.chmod(0o644)  # node_exporter is another user
    except (OSError, ValueError) as error:
        raise FeedcrawlerError(f"{path}: {getattr(error, 'strerror', None) or error}") from None


class _FromDatabase(Collector):
    def __init__(self, settings: BaseSettings) -> None:
        self._settings = settings

    def describe(self) -> Iterable[Metric]:
        """Nothing is asked before a scrape."""
        return ()

    def collect(self) -> Iterator[Metric]:
        """Everything; or, while the database is away, that it is."""
        try:
            with open_database(self._settings) as database:
                found = [*_gauges(database, datetime.now(UTC))]
        except DatabaseError:
            found = []
        up = GaugeMetricFamily("feedcrawler_database_up", "Whether MongoDB answers.")
        up.add_metric([], float(bool(found)))
        yield from (up, *found)


def _gauges(database: Database[Document], now: datetime) -> list[Metric]:
    runs = {site: run for site in sites_on_record(database) if (run := last_run(database, site))}
    latest = sorted(runs, key=lambda site: runs[site]["startedAt"], reverse=True)
    sites = [site for site in latest if now - runs[site]["startedAt"] < _FORGOTTEN][:_MOST_SITES]
    stored = GaugeMetricFamily("feedcrawler_articles_stored", "Articles in the database, as the server estimates it.")
    stored.add_metric([], articles_stored(database))
    return [stored, *_of_sites(database, {site: runs[site] for site in sorted(sites)})]


def _of_sites(database: Database[Document], runs: dict[str, Document]) -> list[Metric]:
    gauge = _Gauges()
    due, failed = due_by_site(database), quarantined(database, [*runs])
    for site, run in runs.items():
        ended = run.get("finishedAt") or run["startedAt"]
        gauge.add("last_run_timestamp_seconds", site, ended.timestamp())
        if well := run if run["verdict"] in WENT_WELL else last_run(database, site, WENT_WELL):
            gauge.add("last_success_timestamp_seconds", site, (well.get("finishedAt") or well["startedAt"]).timestamp())
        for verdict in _VERDICTS:
            gauge.add("run_verdict", site, run["verdict"] == verdict, verdict)
        if run.get("exitCode") is not None:  # one that was killed has none
            gauge.add("run_exit_code", site, run["exitCode"])
        gauge.add("run_duration_seconds", site, (ended - run["startedAt"]).total_seconds())
        for outcome, number in outcomes_of(run).items():
            gauge.add("run_articles", site, number, outcome)
        if observed := last_observed(database, site):
            given = observed.get("fields") or {}
            for field in WATCHED:
                gauge.add("field_coverage_ratio", site, given.get(field, 0) / observed["articles"], field)
        gauge.add("open_gaps", site, sum(gap.get("state") == "open" for gap in run.get("gaps") or ()))
        gauge.add("due", site, due.get(site, 0))
        for state, number in zip(("waiting", "given up"), failed.get(site, (0, 0)), strict=True):
            gauge.add("quarantine", site, number, state)
    return gauge.families


class _Gauges:
    """The gauges that each site has one of, or one for each value of a second label."""

    _MEANINGS = (
        ("last_run_timestamp_seconds", "When the last run of a site ended.", ()),
        ("last_success_timestamp_seconds", "When a run of a site last ended done or degraded.", ()),
        ("run_verdict", "The verdict on the last run of a site: 1 for the one that it has.", ("verdict",)),
        ("run_exit_code", "The exit code of the last run of a site.", ()),
        ("run_duration_seconds", "How long the last run of a site took.", ()),
        ("run_articles", "What became of the articles of the last run of a site.", ("outcome",)),
        (
            "field_coverage_ratio",
            "The share of the pages that gave a field, in the last run with any.",
            ("field",),
        ),
        ("open_gaps", "Holes in what a site's sources announced, not closed yet.", ()),
        ("due", "Articles that were announced and not fetched yet.", ()),
        ("quarantine", "Articles that could not be stored.", ("state",)),
    )

    def __init__(self) -> None:
        self._families = {
            name: GaugeMetricFamily(f"feedcrawler_{name}", meaning, labels=("site", *labels))
            for name, meaning, labels in self._MEANINGS
        }

    @property
    def families(self) -> list[Metric]:
        return [*self._families.values()]

    def add(self, name: str, site: str, value: float, *labels: str) -> None:
        """Add a value; what is in the labels may come from anywhere."""
        self._families[name].add_metric([printable(label)[:_MOST_TEXT] for label in (site, *labels)], float(value))
