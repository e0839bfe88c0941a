"""What docs/notify.md says is true."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import yaml
from prometheus_client.parser import text_string_to_metric_families
from scrapy.settings import Settings

from feedcrawler.ending import Ending
from feedcrawler.metrics import metrics_text
from feedcrawler.notifying.channels import channels
from feedcrawler.notifying.message import message
from feedcrawler.run_record import numbers
from feedcrawler.verdict import Verdict
from tests.commands.typed import typed
from tests.conftest import CHECKOUT
from tests.mongodb.storing import Db
from tests.run_records import record

PAGE = (CHECKOUT / "docs/notify.md").read_text("utf-8")


def blocks(language: str) -> list[str]:
    found = re.findall(r"^```(\w*)\n(.*?)^```$", PAGE, re.DOTALL | re.MULTILINE)
    return [block for named, block in found if named == language]


@pytest.fixture
def labels(database: Db, mongodb_uri: str) -> dict[str, set[str]]:
    """The labels of each metric."""
    settings = Settings({"MONGODB_URI": mongodb_uri, "MONGODB_DATABASE": database.name})
    database.runs.insert_one(record(began=datetime.now(UTC) - timedelta(hours=1)))
    families = text_string_to_metric_families(metrics_text(settings))
    return {family.name: {label for sample in family.samples for label in sample.labels} for family in families}


def test_every_address_is_one_that_is_understood() -> None:
    table = re.findall(r"^\| .* \| `(\w+://\S+)` \|$", PAGE, re.MULTILINE)
    (shell,) = blocks("sh")
    (line,) = re.findall(r'FEEDCRAWLER_NOTIFY="(.*)"', shell)
    assert len(table) == 8
    assert len(channels(Settings({"FEEDCRAWLER_NOTIFY": " ".join([line, *table])}))) == 10


def test_the_message_is_as_it_is_shown() -> None:
    reason = "1 gap is open: articles may be missing"
    stats = {"feedcrawler/articles/new": 12, "feedcrawler/articles/changed": 1, "feedcrawler/known": 96}
    ending = Ending(
        spider="news",
        site="example.org",
        run_id="20260306T060000Z-example.org-1a2b3c4d",
        verdict=Verdict("degraded", (reason,)),
        line="",
        numbers=numbers(stats),
    )
    said = message("alarm", ending, "crawler-1")
    assert f"{said.title}\n{said.body}\n" in blocks("")


def test_every_metric_is_described_with_its_labels(labels: dict[str, set[str]]) -> None:
    described = {}
    for names, of in re.findall(r"^\| (`[a-z_]+`(?:, `[a-z_]+`)*) \|([`a-z, ]*)\|", PAGE, re.MULTILINE):
        for name in re.findall(r"\w+", names):
            described[f"feedcrawler_{name}"] = set(re.findall(r"\w+", of))
    assert described == labels


def test_the_alert_rules_are_of_metrics_that_there_are(labels: dict[str, set[str]]) -> None:
    (text,) = blocks("yaml")
    rules: list[dict[str, Any]] = yaml.safe_load(text)["groups"][0]["rules"]
    assert len(rules) == 4
    for rule in rules:
        (name,) = re.findall(r"feedcrawler_\w+", rule["expr"])
        selected = set(re.findall(r"(\w+)(?:!=|=~|=)\"", rule["expr"]))
        shown = set(re.findall(r"\$labels\.(\w+)", str(rule.get("annotations"))))
        assert selected | shown <= labels[name]


def test_the_commands_do_as_the_page_says(
    database: Db,
    mongodb_uri: str,
    capsys: pytest.CaptureFixture[str],
    tmp_path: Any,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(tmp_path)
    commands = [re.split(r" {2,}", line)[0].split()[2:] for line in blocks("")[1].splitlines()]
    assert commands == [[], ["-o", "feedcrawler.prom"], ["--port", "9807"]]
    metrics = typed("metrics", mongodb_uri, database, capsys)
    printed = metrics(*commands[0])
    assert (printed.exit_code, metrics(*commands[1]).exit_code) == (0, 0)
    assert (tmp_path / "feedcrawler.prom").read_text() == printed.out
