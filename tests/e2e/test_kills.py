"""Fifty kills -9, of the crawl and of mongod, while the site goes on: nothing is missing, nothing is there twice."""

from __future__ import annotations

import os
import random
import re
import signal
import subprocess
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from feedcrawler.mongodb import server
from tests.e2e.conftest import CommandLine
from tests.e2e.crawling import crawl, options
from tests.newsroom import Newsroom, Story

KILLS = 10
# What announces the stories in each chain of kills; the window of a feed is 20.
CHAINS = {
    "feed only": {"rss"},
    "feed and listing": {"rss", "listing"},
    "feeds and sitemaps": {"atom", "json", "sitemap", "news-sitemap"},
    "feed and archive": {"rss", "pagination", "load-more"},
    "all but feeds": {"sitemap-gz", "section", "home"},
}
SETTINGS = {"LOG_LEVEL": "DEBUG", "FEEDCRAWLER_BATCH_SIZE": "5", "FEEDCRAWLER_MONGODB_TIMEOUT": "0.5"}
_STORED = re.compile(r"Stored (\S+)")


@dataclass
class Chain:
    """Crawls of one site into one database, each of which is killed."""

    name: str
    feedcrawler: CommandLine
    room: Newsroom
    log: Path
    random: random.Random = field(init=False)
    fetched: list[Counter[str]] = field(default_factory=list)
    """What each crawl asked for, by slug."""
    phases: list[str] = field(default_factory=list)
    """How far each crawl had come."""

    def __post_init__(self) -> None:
        self.random = random.Random(self.name)

    @property
    def database(self) -> str:
        """The chain's own."""
        return self.name.replace(" ", "_")

    def told(self) -> set[str]:
        """The slugs of the articles that crawls said were stored."""
        text = self.log.read_text("utf-8") if self.log.exists() else ""
        stories = [self.room.story_at(url.removeprefix(self.room.address)) for url in _STORED.findall(text)]
        assert None not in stories, text
        return {story.slug for story in stories if story}

    def crawl_and_kill(self, victim: str) -> bool:
        """Start a crawl and kill it, or its database, at some moment; whether it was still running."""
        self.room.reset()
        told = self.told()
        command = ("crawl", "news", "-a", f"url={self.room.address}/", *options(LOG_FILE=str(self.log), **SETTINGS))
        process = self.feedcrawler.start(*command, MONGODB_DATABASE=self.database)
        self._wait(process, due=len(self.room.stories) - len(told))
        pid = process.pid if victim == "crawl" else self._mongod(process)
        if killed := process.poll() is None and pid is not None:
            os.kill(pid, signal.SIGKILL)
        out, err = process.communicate(timeout=60)
        assert "Traceback" not in out + err + self.log_text(), err
        asked = self.room.articles_asked()
        assert not told & set(asked), "what was stored before is asked for again"
        self.fetched.append(asked)
        if killed:
            self.phases.append(f"{victim} {self._phase(asked, self.told() - told)}")
        return killed

    def log_text(self) -> str:
        """All that the crawls have logged."""
        return self.log.read_text("utf-8") if self.log.exists() else ""

    def _wait(self, process: subprocess.Popen[str], *, due: int) -> None:
        """Until some moment of a crawl: as it starts, or a little after it has asked for some source or article."""
        match self.random.choice(("start", "source", "source", "article", "article")):
            case "start":
                time.sleep(self.random.uniform(0, 1.2))
            case "source":
                asked = self.random.randint(1, 2 + len(CHAINS[self.name]))
                _until(lambda: len(self.room.asked) >= asked, process)
                time.sleep(self.random.uniform(0, 0.1))
            case _:
                fetched = self.random.randint(1, max(1, due))
                _until(lambda: len(self.room.articles_asked()) >= fetched, process)
                time.sleep(self.random.uniform(0, 0.3))

    def _mongod(self, process: subprocess.Popen[str]) -> int | None:
        """The server's process, once it says itself which it is: what is noted of one that starts may be outdated."""
        _until(lambda: server.status(self.feedcrawler.data_dir).running, process)
        status = server.status(self.feedcrawler.data_dir)
        return status.pid if status.running else None

    def _phase(self, asked: Counter[str], stored: set[str]) -> str:
        if not self.room.asked:
            return "starting"
        if not asked:
            return "polling"
        if not stored:
            return "fetching"
        return "writing" if len(stored) < len(asked) else "all stored"


def _until(reached: Callable[[], bool], process: subprocess.Popen[str]) -> None:
    while not reached() and process.poll() is None:
        time.sleep(0.005)


@pytest.mark.parametrize("name", CHAINS)
def test_whatever_is_killed_and_when_one_run_later_everything_is_there_once(
    feedcrawler: CommandLine, tmp_path: Path, name: str, record_property: Callable[[str, object], None]
) -> None:
    with Newsroom(20, seed=name, sources=CHAINS[name]) as room:
        chain = Chain(name, feedcrawler, room, tmp_path / "log")
        while len(chain.phases) < KILLS:
            chain.crawl_and_kill("mongod" if len(chain.phases) % 2 else "crawl")
            # A feed alone can tell only of what it shows. As soon as a crawl has read it, it shows other stories.
            if chain.fetched[-1] or len(CHAINS[name]) > 1:
                room.publish(18 if len(CHAINS[name]) == 1 else 8)
        record_property("kills", ", ".join(chain.phases))
        told = chain.told()
        done = crawl(feedcrawler, room, chain.database)
        assert done.returncode == 0, done.stdout + done.stderr
        assert not told & set(room.articles_asked()), chain.phases
        assert all(times == 1 for asked in (*chain.fetched, room.articles_asked()) for times in asked.values())
        assert_all_there_once(feedcrawler, chain.database, room)

        crawl(feedcrawler, room, chain.database)
        assert not room.articles_asked()


def assert_all_there_once(feedcrawler: CommandLine, database: str, room: Newsroom) -> None:
    """Every story is one document with its words, and nothing is left to do or was done twice."""
    stored = feedcrawler.database(database)
    fields = {"_id": 0, "headline": 1, "articleBody": 1, "url": 1, "revision": 1}
    found = sorted(tuple(doc[name] for name in sorted(doc)) for doc in stored.articles.find({}, fields))
    assert found == sorted(_as_stored(room, story) for story in room.stories)
    assert [stored[name].count_documents({}) for name in ("due", "quarantine", "revisions")] == [0, 0, 0]
    assert not stored.articles.count_documents({"duplicateOf": {"$exists": True}})


def _as_stored(room: Newsroom, story: Story) -> tuple[str, str, int, str]:
    return story.text, story.headline, 1, room.url(story)
