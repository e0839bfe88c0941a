"""Crawls that tell others how they went: programs, people, a dead man's switch."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.e2e.conftest import CommandLine
from tests.e2e.crawling import options
from tests.e2e.local_site import LocalSite, send
from tests.notifying.listening import web_server


@pytest.fixture
def site() -> Iterator[LocalSite]:
    made = LocalSite([f"story-{n}" for n in range(3)])
    yield made
    made.close()


def arguments(site: LocalSite, tmp_path: Path, *more: LocalSite) -> list[str]:
    """A crawl of a list of sites."""
    sites = [
        f'[[site]]\nname = "site-{n}"\nurl = "{s.address}/"\nfeeds = ["{s.address}/rss/"]\ndiscover = false\n'
        for n, s in enumerate((site, *more))
    ]
    file = tmp_path / "sites.toml"
    file.write_text("\n".join(sites), "utf-8")
    return ["crawl", "news", "-a", f"sites={file}", *options(FEEDCRAWLER_ONLY_DUE="0")]


def break_feed(site: LocalSite) -> None:
    site.faults["/rss/"] = lambda handler: send(handler, "gone", status=404)


def test_how_a_crawl_went_is_one_json_object_where_asked(feedcrawler: CommandLine, site: LocalSite) -> None:
    crawl = ["crawl", "news", "-a", f"url={site.address}/", "--json", *options()]
    done = feedcrawler(*crawl, MONGODB_DATABASE="json")
    said = json.loads(done.stdout)
    run: dict[str, Any] = feedcrawler.database("json").runs.find_one() or {}
    assert len(done.stdout.splitlines()) == 1
    assert said.keys() == {"spider", "site", "runId", "verdict", "exitCode", "reasons", "outcomes", "known"}
    assert (said["runId"], said["site"]) == (run["_id"], run["site"])
    assert (said["verdict"], said["exitCode"]) == (run["verdict"], done.returncode)
    assert said["outcomes"] == run["outcomes"]
    shown = feedcrawler("runs", said["runId"], MONGODB_DATABASE="json")
    assert shown.stdout.startswith(f"{run['_id']}\nnews {run['site']}: {run['verdict']}, exit code {done.returncode}\n")


def test_how_a_crawl_of_many_sites_went_is_one_json_object_with_each(
    feedcrawler: CommandLine, site: LocalSite, tmp_path: Path
) -> None:
    down = LocalSite([])
    down.close()
    done = feedcrawler(*arguments(site, tmp_path, down), "--json", MONGODB_DATABASE="many_json")
    said = json.loads(done.stdout)
    assert (said["verdict"], said["exitCode"], done.returncode) == ("degraded", 3, 3)
    assert [(s["site"], s["verdict"], s["outcomes"]["new"]) for s in said["sites"]] == [
        ("site-0", "done", 3),
        ("site-1", "failed", 0),
    ]
    ids = {said["runId"], *(s["runId"] for s in said["sites"])}
    assert ids == {run["_id"] for run in feedcrawler.database("many_json").runs.find()}
    listed = feedcrawler("runs", "--json", MONGODB_DATABASE="many_json")
    assert [json.loads(line)["_id"] for line in listed.stdout.splitlines()] == [said["runId"]]


def test_a_site_breaks_and_is_mended_and_people_hear_of_both_once(
    feedcrawler: CommandLine, site: LocalSite, tmp_path: Path
) -> None:
    crawl = arguments(site, tmp_path)
    with web_server() as people, web_server() as switch:
        told = {
            "FEEDCRAWLER_NOTIFY": f"json://{people.host}/a?rto=60 json://{people.host}/b?rto=60",
            "FEEDCRAWLER_PING_URL": f"http://{switch.host}/uuid",
            "MONGODB_DATABASE": "told",
        }
        codes = [feedcrawler(*crawl, **told).returncode]
        break_feed(site)
        codes += [feedcrawler(*crawl, "-s", "FEEDCRAWLER_PING_START=1", **told).returncode for _ in range(2)]
        site.faults.clear()
        feedcrawler.database("told").feeds.delete_many({})  # or it would be asked again tomorrow
        codes.append(feedcrawler(*crawl, **told).returncode)
    assert codes == [0, 1, 1, 0]
    titles = sorted((heard.path[:2], heard.json["title"]) for heard in people.heard)
    expected = ["feedcrawler: news: failed", "feedcrawler: news: recovered (done)"]
    assert titles == [(where, title) for where in ("/a", "/b") for title in expected]
    paths = [heard.path for heard in switch.heard]
    assert paths == ["/uuid", "/uuid/start", "/uuid/fail", "/uuid/start", "/uuid/fail", "/uuid"]
    assert switch.heard[0].body.startswith(b"news: done: 1 site, 1 done: 3 new")


def test_a_message_that_does_not_arrive_changes_nothing_of_how_the_crawl_went(
    feedcrawler: CommandLine, site: LocalSite, tmp_path: Path
) -> None:
    break_feed(site)
    crawl = arguments(site, tmp_path)
    with web_server(hangs=True) as hanging:
        secret = "hunter2hunter2"
        done = feedcrawler(
            *[*crawl, "-s", "FEEDCRAWLER_NOTIFY_SECONDS=1", "-s", "LOG_LEVEL=DEBUG"],
            FEEDCRAWLER_NOTIFY=f"json://user:{secret}@{hanging.host}/{secret}?rto=60",
            FEEDCRAWLER_PING_URL=f"http://{hanging.host}/{secret}",
            MONGODB_DATABASE="hanging",
        )
    assert done.returncode == 1
    assert done.stdout.startswith("news: failed: 1 site")
    assert "JSON (FEEDCRAWLER_NOTIFY no. 1) could not be told how the crawl ended: no answer in time" in done.stderr
    assert "the dead man's switch (FEEDCRAWLER_PING_URL) could not be told" in done.stderr
    assert secret not in done.stdout + done.stderr
    whole = feedcrawler.database("hanging").runs.find_one({"sites": {"$exists": True}}) or {}
    assert len(whole["untold"]) == 2


def test_wrong_addresses_are_said_before_anything_is_crawled(
    feedcrawler: CommandLine, site: LocalSite, tmp_path: Path
) -> None:
    done = feedcrawler(*arguments(site, tmp_path), FEEDCRAWLER_NOTIFY="nonsense://hunter2")
    assert (done.returncode, done.stdout) == (2, "")
    assert len(done.stderr.splitlines()) == 1
    assert "no. 1 of the addresses in FEEDCRAWLER_NOTIFY is none that Apprise knows" in done.stderr
    assert "hunter2" not in done.stderr
    assert not site.asked
