"""The record of a crawl of many sites."""

from __future__ import annotations

import asyncio

from scrapy.settings import Settings

from feedcrawler.commands.run_of_many import RunOfMany
from feedcrawler.summary import SiteOutcome
from feedcrawler.verdict import Verdict, judge_many
from tests.mongodb.storing import Db


def test_ten_thousand_sites_of_which_each_has_much_to_say_have_room_in_one_record(
    database: Db, mongodb_uri: str
) -> None:
    settings = Settings()
    settings.setmodule("feedcrawler.settings")
    settings.setdict({"MONGODB_URI": mongodb_uri, "MONGODB_DATABASE": database.name})
    bad = Verdict("degraded", ("a field that was there is missing, " * 10,) * 9)
    names = [f"site-{n}.example.org" for n in range(10_000)]
    sites = [SiteOutcome.of(name, bad, {"feedcrawler/run_id": f"20261129T093000Z-{name}-1a2b3c4d"}) for name in names]

    async def crawl() -> str:
        run = RunOfMany(settings, "news")
        await run.begin()
        await run.end(sites, judge_many([(name, bad) for name in names]))
        return run.id

    run = database.runs.find_one({"_id": asyncio.run(crawl())})
    assert run
    assert (run["verdict"], len(run["sites"])) == ("degraded", 10_000)
    assert run["sites"][-1]["reasons"][0].startswith("a field that was there")
