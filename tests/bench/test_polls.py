"""Crawls of one site, again and again: what is counted, and what is told."""

from __future__ import annotations

import json
from pathlib import Path
from urllib.request import Request, urlopen

import pytest

from bench.costs import Cost
from bench.peers import OURS, PEERS, environment, gave, given
from bench.polls import Poll, Polls, count, markdown, middle, write
from tests.newsroom import NewsroomProcess


def poll(*, articles: float = 0, cpu: float = 1) -> Poll:
    return Poll(
        given=articles, there=300, articles=articles, again=0, others=3, conditional=0, received=1234.5, cpu=cpu,
        memory=100, wall=2,
    )  # fmt: skip


@pytest.fixture
def polls() -> Polls:
    return {
        "First crawl": {OURS: [poll(articles=300, cpu=cpu) for cpu in (3, 9, 4)], "plain spider": [poll(articles=280)]},
        "Second crawl": {OURS: [poll()], "plain spider": [poll()]},
    }


def test_what_was_asked_is_told_apart_and_an_article_that_was_asked_for_again_counts() -> None:
    with NewsroomProcess(articles=3) as site:
        first, second, third = sorted(site.urls())
        for url in (f"{site.address}/robots.txt", f"{site.address}/rss.xml", first, second):
            urlopen(url).close()
        urlopen(Request(first, headers={"If-None-Match": '"older"'})).close()
        counted = count(site, {first, third, "http://elsewhere.example/"}, Cost(cpu=1.5, memory=80, wall=2))
    assert (counted.given, counted.there) == (2, 3)
    assert (counted.articles, counted.again, counted.others, counted.conditional) == (3, 1, 2, 1)
    assert counted.received > 1
    assert (counted.cpu, counted.memory, counted.wall) == (1.5, 80, 2)


def test_each_number_is_the_median_of_the_runs(polls: Polls) -> None:
    middling = middle(polls["First crawl"][OURS])
    assert (middling.cpu, middling.articles, middling.there) == (4, 300, 300)


def test_there_is_a_table_for_each_crawl_and_a_row_for_each_crawler(polls: Polls) -> None:
    told = markdown(polls, {"fundus": "it ended with 1"})
    assert "| feedcrawler | 300 of 300 | 300 | 0 | 3 | 0 | 1,234 | 4.00 | 100 | 2.0 |" in told
    assert told.index("**First crawl**") < told.index("| plain spider | 280 of 300 |") < told.index("**Second crawl**")
    assert "fundus failed: `it ended with 1`" in told


def test_results_are_written_for_people_and_for_programs(polls: Polls, tmp_path: Path) -> None:
    write(polls, {}, ["scrapy"], tmp_path / "out")
    found = json.loads((tmp_path / "out/polling.json").read_text("utf-8"))
    assert [one["cpu"] for one in found["crawls"] if one["crawler"] == OURS] == [3, 9, 4, 1]
    assert "scrapy" in found["versions"]
    assert (tmp_path / "out/polling.md").read_text("utf-8") == markdown(polls, {})


def test_a_crawler_tells_what_it_gave_from_crawl_to_crawl(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert given(tmp_path) == set()
    monkeypatch.setenv("HOME", environment(tmp_path, "mongodb://unused", "unused")["HOME"])
    gave(["http://harbour.example/ferry"])
    gave(["http://harbour.example/barley", "http://harbour.example/ferry"])
    assert given(tmp_path) == {"http://harbour.example/ferry", "http://harbour.example/barley"}


@pytest.mark.parametrize("name", PEERS)
def test_every_crawler_is_started_with_the_address(name: str) -> None:
    assert PEERS[name].arguments("http://127.0.0.1:8000")[-1].endswith("http://127.0.0.1:8000")
