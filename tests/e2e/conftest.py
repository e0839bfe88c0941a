"""The real command line on a real mongod, as a user runs it."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from pymongo import MongoClient
from pymongo.database import Database

from feedcrawler.mongodb import server
from tests.conftest import CHECKOUT

RECORDED = CHECKOUT / "fixtures/kyiv_independent"

# What tells one run from another, not one article from another.
_OF_THE_RUN = {"crawl", "firstSeenAt", "lastSeenAt", "lastChangedAt", "replacedAt", "firstAt", "runId", "announcedAt"}


@dataclass
class CommandLine:
    """`feedcrawler …` with a data directory of its own."""

    data_dir: Path
    environment: dict[str, str] = field(default_factory=dict)

    def start(self, *arguments: str, **environment: str) -> subprocess.Popen[str]:
        """Start a command; standard output and error are pipes."""
        inherited = {k: v for k, v in os.environ.items() if not k.startswith(("MONGODB_", "FEEDCRAWLER_", "SCRAPY_"))}
        command = [sys.executable, "-m", "feedcrawler.cli", *arguments]
        pipe = subprocess.PIPE
        return subprocess.Popen(command, env=inherited | self.own | environment, stdout=pipe, stderr=pipe, text=True)

    @property
    def own(self) -> dict[str, str]:
        """What it sets in a command's environment."""
        return {"FEEDCRAWLER_DATA_DIR": str(self.data_dir), "PYTHONPATH": str(CHECKOUT), **self.environment}

    def __call__(self, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
        """Run a command to its end."""
        process = self.start(*arguments, **environment)
        out, err = process.communicate(timeout=120)
        return subprocess.CompletedProcess(process.args, process.returncode, out, err)

    def crawl(self, *archives: Path, database: str = "feedcrawler") -> subprocess.CompletedProcess[str]:
        """Crawl the Kyiv Independent's feed from archives; the crawl must end well."""
        files = [str(archive) for archive in archives]
        done = self("crawl", "kyiv_independent", "--replay", *files, MONGODB_DATABASE=database)
        assert done.returncode == 0, done.stdout + done.stderr
        return done

    def database(self, name: str = "feedcrawler") -> Database[dict[str, Any]]:
        """The database that commands write to."""
        client: MongoClient[dict[str, Any]] = MongoClient(server.start(self.data_dir).uri, tz_aware=True)
        return client[name]


@pytest.fixture(scope="module")
def feedcrawler(tmp_path_factory: pytest.TempPathFactory) -> Iterator[CommandLine]:
    """A command line with an embedded server of its own."""
    data_dir = tmp_path_factory.mktemp("a folder with spaces")
    yield CommandLine(data_dir)
    server.stop(data_dir)


def contents(database: Database[dict[str, Any]]) -> dict[str, list[Any]]:
    """What is stored, without what tells one run from another."""

    def clean(value: Any) -> Any:
        if isinstance(value, dict):
            return {k: clean(v) for k, v in value.items() if k not in _OF_THE_RUN}
        return [clean(v) for v in value] if isinstance(value, list) else value

    collections = ("articles", "revisions", "quarantine")
    return {name: [clean(doc) for doc in database[name].find().sort("_id", 1)] for name in collections}
