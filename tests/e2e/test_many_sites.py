"""Many sites in one crawl: each polite and on its own, no bad one in the way of a good one."""

from __future__ import annotations

import os
import pty
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import CHECKOUT
from tests.e2e.conftest import CommandLine
from tests.e2e.local_site import LocalSite, drip, send
from tests.newsroom import Newsroom, Reply

QUICK = {
    "SPIDER_MODULES": "feedcrawler.spiders,tests.e2e.spiders,tests.e2e.noting_spider",
    "DOWNLOAD_DELAY": "0",
    "AUTOTHROTTLE_ENABLED": "0",
    "FEEDCRAWLER_RETRY_BACKOFF": "0.05",
    "RETRY_TIMES": "1",
}

MakeSites = Callable[[int], list[LocalSite]]


@pytest.fixture
def make_sites() -> Iterator[MakeSites]:
    """So many local news sites, of five articles each."""
    made: list[LocalSite] = []

    def make(number: int) -> list[LocalSite]:
        made.extend(LocalSite([f"story-{site}-{n}" for n in range(5)]) for site in range(number))
        return made

    yield make
    for site in made:
        site.close()


def listed(path: Path, sites: list[LocalSite], **more: str) -> Path:
    """A sites.toml: the first is `site-0`, and so on; `more` is said of the one of that name."""
    blocks = (
        f'[[site]]\nname = "site-{n}"\nurl = "{s.address}/"\nfeeds = ["{s.address}/rss/"]\ndiscover = false\n'
        + more.get(f"site_{n}", "")
        for n, s in enumerate(sites)
    )
    file = path / "sites.toml"
    file.write_text("\n".join(blocks), "utf-8")
    return file


def arguments(file: Path, *more: str, **settings: str) -> list[str]:
    options = [x for name, value in (QUICK | settings).items() if value for x in ("-s", f"{name}={value}")]
    spider = "noting_news" if any(argument.startswith("note=") for argument in more) else "news"
    return ["crawl", spider, "-a", f"sites={file}", *options, *more]


def crawl(
    feedcrawler: CommandLine, file: Path, database: str, *more: str, **settings: str
) -> subprocess.CompletedProcess[str]:
    return feedcrawler(*arguments(file, *more, **settings), MONGODB_DATABASE=database)


def runs_of_sites(feedcrawler: CommandLine, database: str) -> list[dict[str, Any]]:
    return list(feedcrawler.database(database).runs.find({"site": {"$exists": True}}).sort("site", 1))


def test_three_sites_are_crawled_side_by_side_each_with_a_run_record(
    feedcrawler: CommandLine, make_sites: MakeSites, tmp_path: Path
) -> None:
    sites = make_sites(3)
    file = listed(tmp_path, sites)
    done = crawl(feedcrawler, file, "three")
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout == "news: done: 3 sites, 3 done: 15 new, 0 known before\n"
    assert all(site.articles_asked() == dict.fromkeys(site.slugs, 1) for site in sites)
    runs = runs_of_sites(feedcrawler, "three")
    assert [(run["site"], run["verdict"]) for run in runs] == [(f"site-{n}", "done") for n in range(3)]
    spans = sorted((run["startedAt"], run["finishedAt"]) for run in runs)
    assert max(start for start, _ in spans) < min(end for _, end in spans)
    (whole,) = feedcrawler.database("three").runs.find({"site": {"$exists": False}})
    assert (whole["verdict"], whole["exitCode"], whole["outcomes"]["new"]) == ("done", 0, 15)
    assert [(site["site"], site["runId"]) for site in whole["sites"]] == [(run["site"], run["_id"]) for run in runs]
    assert {run["partOf"] for run in runs} == {whole["_id"]}
    assert whole["statuses"]["200"] == sum(run["statuses"]["200"] for run in runs)


def test_what_stops_every_site_is_a_mistake_and_no_run(
    feedcrawler: CommandLine, make_sites: MakeSites, tmp_path: Path
) -> None:
    done = crawl(feedcrawler, listed(tmp_path, make_sites(2)), "mistaken", "-a", "note=refuse")
    assert done.returncode == 2, done.stdout + done.stderr
    assert not feedcrawler.database("mistaken").runs.count_documents({})


def test_a_site_that_is_down_and_one_that_drips_harm_no_other(
    feedcrawler: CommandLine, make_sites: MakeSites, tmp_path: Path
) -> None:
    good, down, slow, other = make_sites(4)
    down.close()
    slow.faults["/rss/"] = drip
    file = listed(tmp_path, [good, down, slow, other])
    done = crawl(feedcrawler, file, "bad", DOWNLOAD_TIMEOUT="2")
    assert done.returncode == 3, done.stdout + done.stderr
    assert len(done.stdout.splitlines()) == 1
    assert done.stdout.startswith("news: degraded: 4 sites, 2 done, 2 failed: 10 new, ")
    assert "site-1: failed: no feed or listing could be read" in done.stdout
    assert "site-2: failed: no feed or listing could be read" in done.stdout
    assert "site-0" not in done.stdout
    ended = {run["site"]: run["finishedAt"] for run in runs_of_sites(feedcrawler, "bad")}
    assert max(ended["site-0"], ended["site-3"]) < ended["site-2"]
    assert "Traceback" not in done.stderr


def test_a_crawl_of_which_every_site_fails_has_failed(
    feedcrawler: CommandLine, make_sites: MakeSites, tmp_path: Path
) -> None:
    sites = make_sites(2)
    for site in sites:
        site.close()
    done = crawl(feedcrawler, listed(tmp_path, sites), "all_down")
    assert done.returncode == 1
    assert done.stdout.startswith("news: failed: 2 sites, 0 done, 2 failed: 0 new")


def test_a_site_whose_spider_cannot_be_made_is_its_own_failure(
    feedcrawler: CommandLine, make_sites: MakeSites, tmp_path: Path
) -> None:
    sites = make_sites(2)
    file = listed(tmp_path, sites, site_0='publisher = "Broken"\n')
    done = crawl(feedcrawler, file, "unmade", "-a", "note=break")
    assert done.returncode == 3
    assert "2 sites, 1 done, 1 failed: 5 new" in done.stdout
    assert "site-0: failed: cannot be crawled" in done.stdout
    assert sites[1].articles_asked() == dict.fromkeys(sites[1].slugs, 1)


def test_no_more_sites_at_once_than_allowed(feedcrawler: CommandLine, make_sites: MakeSites, tmp_path: Path) -> None:
    file = listed(tmp_path, make_sites(4))
    done = crawl(feedcrawler, file, "bounded", FEEDCRAWLER_SITES_AT_ONCE="1")
    assert "4 sites, 4 done: 20 new" in done.stdout
    spans = sorted((run["startedAt"], run["finishedAt"]) for run in runs_of_sites(feedcrawler, "bounded"))
    assert all(end <= start for (_, end), (start, _) in pairwise(spans))


def test_a_site_that_has_ended_does_not_take_its_lock_again_while_others_go_on(
    feedcrawler: CommandLine, make_sites: MakeSites, tmp_path: Path
) -> None:
    sites = make_sites(10)
    done = crawl(feedcrawler, listed(tmp_path, sites), "beating", FEEDCRAWLER_LOCK_SECONDS="0.01")
    assert (done.returncode, done.stderr) == (0, ""), done.stdout + done.stderr
    assert not feedcrawler.database("beating").locks.count_documents({})


def test_what_the_file_says_of_a_site_holds_for_it_and_the_command_line_outranks_it(
    feedcrawler: CommandLine, make_sites: MakeSites, tmp_path: Path
) -> None:
    sites = make_sites(2)
    file = listed(tmp_path, sites, site_0="delay = 0.25\nconcurrency = 7\ndaily_requests = 70\n")
    done = crawl(
        feedcrawler, file, "own", "-a", "note=settings", "-s", "FEEDCRAWLER_DAILY_REQUESTS=9", DOWNLOAD_DELAY=""
    )
    assert done.returncode == 0, done.stderr
    assert sorted(line for line in done.stderr.splitlines() if line.startswith("site-")) == [
        "site-0 has [0.25, 7.0, 9.0], only what is due: True",
        "site-1 has [1.0, 2.0, 9.0], only what is due: True",
    ]


def test_a_person_may_ask_sources_that_are_not_due(
    feedcrawler: CommandLine, make_sites: MakeSites, tmp_path: Path
) -> None:
    file = listed(tmp_path, make_sites(1))
    done = crawl(feedcrawler, file, "all", "-a", "note=settings", FEEDCRAWLER_ONLY_DUE="0")
    assert "only what is due: False" in done.stderr


def test_a_stopped_crawl_of_many_sites_starts_no_further_one(
    feedcrawler: CommandLine, make_sites: MakeSites, tmp_path: Path
) -> None:
    sites = make_sites(4)
    file = listed(tmp_path, sites)
    settings = {"FEEDCRAWLER_SITES_AT_ONCE": "2", "DOWNLOAD_DELAY": "0.5"}
    process = feedcrawler.start(*arguments(file, **settings), MONGODB_DATABASE="stopped")
    while not all(len(site.articles_asked()) >= 1 for site in sites[:2]) and process.poll() is None:
        time.sleep(0.05)
    process.send_signal(signal.SIGTERM)
    out, err = process.communicate(timeout=30)
    assert process.returncode == 1, out + err
    assert "4 sites, 0 done, 4 failed" in out
    assert "site-0: failed: the crawl ended early: shutdown" in out
    assert "site-3: failed: not crawled: the crawl was stopped" in out
    assert not sites[2].asked
    assert not sites[3].asked
    verdicts = {run["site"]: run["verdict"] for run in runs_of_sites(feedcrawler, "stopped")}
    assert verdicts == {"site-0": "failed", "site-1": "failed"}
    whole = feedcrawler.database("stopped").runs.find_one({"sites": {"$exists": True}})
    assert whole
    assert [site["verdict"] for site in whole["sites"]] == ["failed"] * 4
    again = crawl(feedcrawler, file, "stopped")
    assert again.returncode == 0, again.stdout + again.stderr
    assert feedcrawler.database("stopped").articles.count_documents({}) == 20


def test_a_crawl_that_is_stopped_while_its_sites_open_ends_all_the_same(
    feedcrawler: CommandLine, make_sites: MakeSites, tmp_path: Path
) -> None:
    file = listed(tmp_path, make_sites(3))
    process = feedcrawler.start(*arguments(file, "-a", "note=stop"), MONGODB_DATABASE="opening")
    out, err = process.communicate(timeout=30)
    assert process.returncode == 1, out + err
    assert out.startswith("noting_news: failed: 3 sites, 0 done, 3 failed: 0 new")
    assert not feedcrawler.database("opening").runs.count_documents({"verdict": "running"})


def test_a_database_that_is_lost_ends_the_whole_crawl(
    feedcrawler: CommandLine, make_sites: MakeSites, tmp_path: Path
) -> None:
    sites = make_sites(3)
    file = listed(tmp_path, sites)
    settings = {"FEEDCRAWLER_SITES_AT_ONCE": "1", "FEEDCRAWLER_MONGODB_TIMEOUT": "1"}
    done = crawl(feedcrawler, file, "lost", "-a", "note=lose database", **settings)
    assert done.returncode == 1, done.stdout + done.stderr
    assert "site-0: failed: MongoDB was lost" in done.stdout
    assert "site-2: failed: not crawled: MongoDB was lost" in done.stdout
    assert not sites[2].asked


def test_the_sites_of_a_feed_readers_export_are_crawled_as_well(
    feedcrawler: CommandLine, make_sites: MakeSites, tmp_path: Path
) -> None:
    sites = make_sites(2)
    for site in sites:
        site.faults["/"] = lambda h: send(h, "<html><body><p>Welcome</p></body></html>")
    outlines = "".join(
        f'<outline type="rss" text="Local" xmlUrl="{s.address}/rss/" htmlUrl="{s.address}/"/>' for s in sites
    )
    file = tmp_path / "subscriptions.xml"
    file.write_text(f'<opml version="1.0"><body><outline text="News">{outlines}</outline></body></opml>', "utf-8")
    done = crawl(feedcrawler, file, "opml")
    assert done.returncode == 0, done.stdout + done.stderr
    assert "2 sites, 2 done: 10 new" in done.stdout


@pytest.mark.parametrize(
    ("spider", "more", "said"),
    [
        ("news", ["-a", "sites=/no/such/file.toml"], "/no/such/file.toml: cannot be read: No such file or directory"),
        ("news", ["-a", "sites=FILE", "-a", "url=https://a.example/"], "-a url=… does not go with -a sites=FILE"),
        ("news", ["-a", "sites=FILE", "-a", "colour=red"], "-a colour=… does not go with -a sites=FILE"),
        ("noting_news", ["-a", "sites=FILE", "-a", "note=refuse"], "note=refuse is not possible"),
        ("local_news", ["-a", "sites=FILE"], "the spider 'local_news' has a site of its own"),
        ("no_such", ["-a", "sites=FILE"], "there is no spider 'no_such'"),
    ],
    ids=["no file", "url as well", "unknown argument", "refused argument", "a site's own spider", "unknown spider"],
)
def test_wrong_usage_is_one_line_and_exit_code_2(
    feedcrawler: CommandLine, tmp_path: Path, spider: str, more: list[str], said: str
) -> None:
    file = tmp_path / "sites.toml"
    file.write_text('[[site]]\nurl = "http://127.0.0.1:9/"\n[[site]]\nurl = "http://127.0.0.1:10/"\n', "utf-8")
    given = [argument.replace("=FILE", f"={file}") for argument in more]
    done = feedcrawler("crawl", spider, *given, "-s", f"SPIDER_MODULES={QUICK['SPIDER_MODULES']}")
    assert done.returncode == 2, done.stdout + done.stderr
    assert done.stdout == ""
    assert len(done.stderr.splitlines()) == 1, done.stderr
    assert said in done.stderr


def test_on_a_terminal_it_is_a_table_with_one_status_line_for_all(
    feedcrawler: CommandLine, make_sites: MakeSites, tmp_path: Path
) -> None:
    sites = make_sites(2)
    sites[1].close()
    shown = on_a_terminal(feedcrawler, arguments(listed(tmp_path, sites)), MONGODB_DATABASE="terminal")
    assert "0 of 2 sites, " in shown
    rows = [line.split() for line in shown.splitlines() if line.startswith("site-")]
    assert rows[0][:5] == ["site-0", "done", "5", "0", "0"]
    assert rows[1][:5] == ["site-1", "failed", "0", "0", "0"]
    assert "no feed or listing could be read" in shown
    assert "2 sites: 5 new, 0 known before" in shown


def on_a_terminal(feedcrawler: CommandLine, command: list[str], **environment: str) -> str:
    """What a person sees."""
    ours, theirs = pty.openpty()
    own = {"FEEDCRAWLER_DATA_DIR": str(feedcrawler.data_dir), "PYTHONPATH": str(CHECKOUT), "TERM": "xterm"}
    process = subprocess.Popen(
        [sys.executable, "-m", "feedcrawler.cli", *command],
        env={**os.environ, **own, "COLUMNS": "120", **environment},
        stdout=theirs,
        stderr=theirs,
        stdin=theirs,
    )
    os.close(theirs)
    shown = b""
    with suppress(OSError):  # the terminal ends with the last who has it open
        while read := os.read(ours, 65536):
            shown += read
    process.wait(timeout=30)
    os.close(ours)
    return shown.decode(errors="replace").replace("\r\n", "\n")


def test_what_a_person_says_of_a_site_is_what_its_pages_are_read_with(feedcrawler: CommandLine, tmp_path: Path) -> None:
    with Newsroom(1, sources={"rss"}) as room:
        html = (
            "<html><head><title>Bridge opens</title></head><body><article><h1>Bridge opens</h1>"
            "<p class=byline>By Mara Lind</p><time>5 January 2026, 10:00</time>"
            + "".join(
                f"<p>Paragraph {n} of the story tells what the council decided on its {n}th day.</p>" for n in range(6)
            )
            + "</article></body></html>"
        )
        room.faults[room.path(room.stories[0])] = lambda asking: Reply(html.encode())
        file = tmp_path / "sites.toml"
        file.write_text(
            f'[[site]]\nurl = "{room.address}/"\nname = "bridges"\ntimezone = "Asia/Tokyo"\npublisher = "Bridge News"\n'
        )
        done = feedcrawler("crawl", "news", "-a", f"sites={file}", "-s", "DOWNLOAD_DELAY=0", MONGODB_DATABASE="told")
        assert "1 new" in done.stdout, done.stdout + done.stderr
        article = feedcrawler.database("told").articles.find_one()
        assert article
        assert article["datePublished"].isoformat() == "2026-01-05T01:00:00+00:00"
        assert article["publisher"]["name"] == "Bridge News"
        assert article["source"]["site"] == "bridges"
