"""Thirty days of a site are quiet; then its theme changes, and the alarm says what broke, since when, and where."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from feedcrawler.mongodb import server
from tests.conftest import CHECKOUT
from tests.e2e.conftest import CommandLine
from tests.e2e.tidings import HOLIDAYS, NEW, NO_STORY, OLD, OTHER_HEADLINE, Days, project

QUIET = 30


@dataclass
class Story:
    """What happened on the days that the tests look at."""

    feedcrawler: CommandLine
    folder: Path
    days: Days
    told: list[list[str]]
    """(exit code, articles that were looked at, reasons) of the days so far."""

    def crawl(self, archive: Path) -> subprocess.CompletedProcess[str]:
        """Crawl one more day, as cron does."""
        settings = ("-s", "SPIDER_MODULES=tidings_spider", "-s", "FEEDCRAWLER_RECHECK=")
        return self.feedcrawler("crawl", "tidings", "--replay", str(archive), *settings)

    def run(self, day: int) -> dict[str, Any]:
        """The record of a day's crawl."""
        run = self.feedcrawler.database().runs.find_one(sort=[("asOf", 1)], skip=day)
        assert run
        return run

    def pytest(self, folder: str) -> subprocess.CompletedProcess[str]:
        """Run the saved pages as tests, in the project's folder."""
        return run(self.folder, self.feedcrawler, "-m", "pytest", "-q", "-n0", "-p", "no:cacheprovider", folder)


def run(folder: Path, feedcrawler: CommandLine, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run Python in the project's folder."""
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("PYTEST_")}
    environment = inherited | {"FEEDCRAWLER_DATA_DIR": str(feedcrawler.data_dir)} | feedcrawler.environment
    command = [sys.executable, *arguments]
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)


@pytest.fixture(scope="module")
def story(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Story]:
    """A site after thirty days, and two more: on one a class has another name on every second page."""
    base = tmp_path_factory.mktemp("alarm")
    folder = project(base / "project", OLD)
    days = Days(base)
    feedcrawler = CommandLine(base / "data", {"PYTHONPATH": f"{folder}:{CHECKOUT}"})
    archives = [
        *days.next(lambda _: OLD, QUIET),
        *days.next(lambda number: OTHER_HEADLINE if number % 2 else OLD),
        *days.next(lambda _: OLD),
    ]
    done = run(folder, feedcrawler, "days.py", *map(str, archives))
    assert done.returncode == 0, done.stderr
    yield Story(feedcrawler, folder, days, [line.split("\t") for line in done.stdout.splitlines()])
    server.stop(base / "data")


def test_thirty_days_with_weekends_and_a_lull_are_quiet(story: Story) -> None:
    quiet = story.told[:QUIET]
    assert [(code, reasons) for code, _, reasons in quiet] == [("0", "")] * QUIET
    articles = [int(number) for _, number, _ in quiet]
    assert all(articles[day] == 4 for day in HOLIDAYS)
    assert 18 <= articles[0] <= 22
    assert sum(articles) > 400


def test_a_selector_that_stops_on_every_second_page_is_named_with_what_answers_instead(story: Story) -> None:
    run = story.run(QUIET)
    (finding,) = run["findings"]
    assert (finding["what"], finding["field"]) == ("source", "headline")
    assert (finding["source"], finding["instead"]) == ("css h1.story-title", "css h1")
    assert finding["since"] == run["asOf"]
    assert finding["before"]["good"] == finding["before"]["of"] > 400
    assert 0 < finding["now"]["good"] < finding["now"]["of"]
    assert run["observed"]["fields"]["headline"] == run["observed"]["articles"]
    assert (run["exitCode"], run["reasons"]) == (3, [finding["message"]])


def test_it_is_quiet_again_when_that_is_over(story: Story) -> None:
    assert story.told[QUIET + 1][0] == "0"
    assert story.run(QUIET + 1)["findings"] == []


@pytest.fixture(scope="module")
def changed(story: Story) -> dict[str, Any]:
    """The record of the run with which the theme changes."""
    (archive,) = story.days.next(lambda _: NEW)
    done = story.crawl(archive)
    assert done.returncode == 3, done.stdout + done.stderr
    return story.run(QUIET + 2)


def test_a_new_theme_is_an_alarm_with_that_run(story: Story, changed: dict[str, Any]) -> None:
    found = {(finding["what"], finding.get("field")): finding for finding in changed["findings"]}
    assert changed["verdict"] == "degraded"
    assert changed["reasons"] == [finding["message"] for finding in changed["findings"]]
    assert {finding["since"] for finding in changed["findings"]} == {changed["asOf"]}

    authors = found["field", "authors"]
    assert authors["source"] == "css a.story-byline"
    assert authors["now"] == {"good": 0, "of": changed["observed"]["articles"]}
    assert found["source", "headline"]["source"] == "css h1.story-title"
    assert found["source", "articleBody"]["source"] == "css div.story-text"
    assert found["source", "articleBody"]["instead"] == "structure section"
    stored = {doc["_id"] for doc in story.feedcrawler.database().articles.find({"crawl.runId": changed["_id"]})}
    assert authors["pages"]
    assert set(authors["pages"]) <= stored


def test_the_documented_query_shows_what_was_found(story: Story, changed: dict[str, Any]) -> None:
    (query,) = re.findall(r"```python\n(.*?)```", (CHECKOUT / "docs/alarm.md").read_text("utf-8"), re.DOTALL)
    asked = eval(query.replace("example.org", "tidings"), {"db": story.feedcrawler.database()})
    assert asked == changed["findings"]


def test_its_pages_are_tests_that_fail_until_the_page_object_is_mended(story: Story, changed: dict[str, Any]) -> None:
    (folder,) = {finding["fixtures"] for finding in changed["findings"]}
    assert Path(folder) == story.feedcrawler.data_dir.resolve() / "alarms" / changed["_id"]

    failing = story.pytest(folder)
    assert failing.returncode == 1, failing.stdout + failing.stderr
    for claim in ("authors", "headline by own selector", "articleBody by own selector"):
        assert f"output.json::{claim}" in failing.stdout

    project(story.folder, NEW)
    mended = story.pytest(folder)
    assert mended.returncode == 0, mended.stdout
    (archive,) = story.days.next(lambda _: NEW)
    assert story.crawl(archive).returncode == 0


def test_pages_that_are_refused_are_an_alarm_and_saved_too(story: Story, changed: dict[str, Any]) -> None:
    (archive,) = story.days.next(lambda _: NO_STORY)
    assert story.crawl(archive).returncode == 3
    run = story.run(story.days.day - 1)
    found = {finding["what"]: finding for finding in run["findings"]}
    refused = run["observed"]["failed"]["not an article"]
    assert found["failures"]["now"] == {"good": 0, "of": refused}
    assert f"{refused} not an article" in found["failures"]["message"]
    assert set(found["failures"]["pages"]) <= {failure["url"] for failure in run["failures"]}
    saved = list(Path(found["failures"]["fixtures"]).glob("tidings_page.TidingsPage/*/output.json"))
    assert 0 < len(saved) <= 5
    assert all(json.loads(path.read_text())["articleBody"] == "yes" for path in saved)


def test_a_run_that_cannot_be_judged_is_on_record_all_the_same(story: Story) -> None:
    database = story.feedcrawler.database()
    broken = {
        "site": "tidings",
        "asOf": story.run(story.days.day - 1)["asOf"],
        "observed": {"words": {"steps": {"x": 1}}},
    }
    database.runs.insert_one({"_id": "broken", "startedAt": broken["asOf"], **broken})
    (archive,) = story.days.next(lambda _: NEW)
    done = story.crawl(archive)
    assert done.returncode == 3
    assert "the alarm met an error in feedcrawler itself" in done.stdout
    assert story.run(story.days.day)["observed"]["articles"] > 0
    assert not database.locks.count_documents({})
