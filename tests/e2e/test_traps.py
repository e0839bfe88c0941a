"""Every trap at once on one site among fifty: it harms no other, each trap is named, and memory stays bounded."""

from __future__ import annotations

import os
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any

import pytest

from tests.e2e.conftest import CommandLine
from tests.e2e.crawling import options
from tests.newsroom import Newsroom, Reply, newsrooms
from tests.newsroom.newsroom import Asking
from tests.newsroom.traps import TRAPS

OTHERS = 49
STORIES = 4
MAX_MEMORY = 600  # MB, of the process that crawls all fifty
TRAPPED = "trapped"

# For each trap, which record of the crawl names it, and in what words. Those of `asked` are harmless if one does not
# follow where they lead: so often their address is asked for.
NAMED: dict[str, tuple[str, str]] = {
    "a feed with a million entries": ("incidents", "too large"),
    "a feed with an entity bomb": ("incidents", "document type"),
    "a feed that breaks off": ("incidents", "cut off"),
    "a login page where the feed was": ("incidents", "not a feed"),
    "a sitemap that is a gzip bomb": ("incidents", "not a sitemap"),
    "a sitemap with an entity bomb": ("incidents", "document type"),
    "a sitemap that never ends": ("incidents", "timeout"),
    "a sitemap that redirects to itself": ("incidents", "too many redirects"),
    "endless pagination": ("incidents", "endless listing"),
    "endless more": ("incidents", "endless listing"),
    "a listing that links to itself": ("asked", "1"),
    "a calendar": ("asked", "0"),
    "session ids": ("asked", "1"),
    "an article of 200 MB": ("quarantine", "too large"),
    "an article that drips": ("quarantine", "timeout"),
    "an article that is a gzip bomb": ("quarantine", "too large"),
    "an article that redirects for ever": ("quarantine", "too many redirects"),
    "an article that redirects into a private network": ("quarantine", "private address"),
    "an article whose connection breaks": ("quarantine", "cut off"),
    "an article without an answer": ("quarantine", "no answer"),
}


@dataclass(frozen=True)
class Crawled:
    """One crawl of fifty sites."""

    others: list[Newsroom]
    trapped: Newsroom
    at: dict[str, str]
    """The path of each trap."""
    exit_code: int
    out: str
    err: str
    memory: float
    """MB, at most."""
    database: Any

    def run(self, site: str) -> dict[str, Any]:
        """The record of a site's crawl."""
        run: dict[str, Any] = self.database.runs.find_one({"site": site})
        return run

    def told(self, trap: str, record: str) -> list[str]:
        """What a record says of the address of a trap."""
        path = self.at[trap]
        url = self.trapped.address + path
        match record:
            case "incidents":
                return [one["kind"] for one in self.run(TRAPPED)["incidents"] if one["url"] == url]
            case "quarantine":
                return [one["reason"] for one in self.database.quarantine.find({"url": url})]
            case _:
                return [str(sum(fnmatchcase(asked.path, path) for asked in self.trapped.asked))]


def set_all(room: Newsroom) -> dict[str, str]:
    """Set every trap, and a robots.txt twice as long as is read; the path of each trap."""
    at = {}
    for name, trap in TRAPS.items():
        before = set(room.faults)
        trap(room)
        (at[name],) = set(room.faults) - before
    room.faults["/robots.txt"] = _long_robots
    return at


def _long_robots(asking: Asking) -> Reply:
    reply = asking.whole()
    reply.body += b"Disallow: /no-such-page/\n" * 40_000
    return reply


def listed(path: Path, others: list[Newsroom], trapped: Newsroom) -> Path:
    """A sites.toml; of the trapped site a person has named all sources."""
    a = trapped.address
    said = {
        "feeds": [f"{a}/rss.xml", f"{a}/atom.xml", f"{a}/rdf.xml", f"{a}/feed.json"],
        "sitemaps": [f"{a}/sitemap.xml", f"{a}/sitemap.xml.gz", f"{a}/sitemap.txt", f"{a}/news-sitemap.xml"],
        "listings": [f"{a}/latest/", f"{a}/archive/", f"{a}/more/"],
    }
    blocks = [f'[[site]]\nname = "{TRAPPED}"\nurl = "{a}/"\ndiscover = true\n']
    blocks += [f"{name} = {urls}\n" for name, urls in said.items()]
    blocks += [f'[[site]]\nname = "site-{n}"\nurl = "{room.address}/"\n' for n, room in enumerate(others)]
    file = path / "sites.toml"
    file.write_text("".join(blocks), "utf-8")
    return file


@pytest.fixture(scope="module")
def crawled(feedcrawler: CommandLine, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Crawled]:
    """The crawl that all of this is about."""
    folder = tmp_path_factory.mktemp("traps")
    with newsrooms(OTHERS, STORIES, sources={"rss"}) as others, Newsroom(12, seed=TRAPPED) as trapped:
        at = set_all(trapped)
        command = ("crawl", "news", "-a", f"sites={listed(folder, others, trapped)}", *options(DOWNLOAD_TIMEOUT="6"))
        process = feedcrawler.start(*command, MONGODB_DATABASE="traps")
        assert process.stdout
        assert process.stderr
        with ThreadPoolExecutor(2) as reading:
            out, err = reading.map(lambda pipe: pipe.read(), (process.stdout, process.stderr))
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode, memory = os.waitstatus_to_exitcode(status), usage.ru_maxrss / 1024
        yield Crawled(others, trapped, at, process.returncode, out, err, memory, feedcrawler.database("traps"))


def test_all_stories_of_the_other_sites_are_stored(crawled: Crawled) -> None:
    stored = {doc["_id"] for doc in crawled.database.articles.find({"source.site": {"$ne": TRAPPED}}, {"_id": 1})}
    assert stored == {room.url(story) for room in crawled.others for story in room.stories}
    assert {crawled.run(f"site-{n}")["verdict"] for n in range(OTHERS)} == {"done"}
    assert all(set(room.articles_asked().values()) == {1} for room in crawled.others)


def test_the_other_sites_do_not_wait_for_the_trapped_one(crawled: Crawled) -> None:
    ended = [crawled.run(f"site-{n}")["finishedAt"] for n in range(OTHERS)]
    assert max(ended) < crawled.run(TRAPPED)["finishedAt"]


def test_the_healthy_stories_of_the_trapped_site_are_stored_under_their_own_addresses(crawled: Crawled) -> None:
    room = crawled.trapped
    stored = {doc["_id"] for doc in crawled.database.articles.find({"source.site": TRAPPED}, {"_id": 1})}
    assert stored == {room.url(story) for story in room.stories if room.path(story) not in room.faults}


def test_each_trap_is_named(crawled: Crawled) -> None:
    assert NAMED.keys() == TRAPS.keys()
    told = {trap: crawled.told(trap, record) for trap, (record, _) in NAMED.items()}
    assert {trap: words for trap, (_, words) in NAMED.items() if words not in told[trap]} == {}


def test_a_redirect_into_a_private_network_is_an_incident(crawled: Crawled) -> None:
    incidents = crawled.run(TRAPPED)["incidents"]
    assert [one["url"] for one in incidents if one["kind"] == "private address"] == [
        "http://169.254.169.254/latest/meta-data/"
    ]


def test_the_verdict_names_the_trapped_site_only(crawled: Crawled) -> None:
    assert crawled.exit_code == 3, crawled.out + crawled.err
    assert crawled.run(TRAPPED)["verdict"] == "degraded"
    assert f"news: degraded: 50 sites, {OTHERS} done" in crawled.out
    assert "site-" not in crawled.out
    assert "Traceback" not in crawled.err


def test_memory_is_bounded(crawled: Crawled) -> None:
    assert crawled.memory < MAX_MEMORY
