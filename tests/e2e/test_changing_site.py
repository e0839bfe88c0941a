"""A site goes on living: what it edits, takes down and moves is seen, and nothing is lost."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.e2e.conftest import CommandLine
from tests.e2e.crawling import crawl, last_run
from tests.newsroom import Newsroom, Story, faults

Db = dict[str, dict[str, Any]]


def stored(feedcrawler: CommandLine, database: str) -> Db:
    """All stored articles, by `_id`."""
    return {doc["_id"]: doc for doc in feedcrawler.database(database).articles.find()}


def test_edits_removals_and_moves_are_exactly_those_revisions_states_and_aliases(feedcrawler: CommandLine) -> None:
    with Newsroom(200) as room:
        stories = list(room.stories)
        crawl(feedcrawler, room, "living")
        before = {story.slug: room.url(story) for story in stories}
        edited, gone, moved, widgets = stories[:50], stories[50:70], stories[70:80], stories[80:120]
        hub = stories[120:125]
        for story in edited:
            room.edit(story)
        for number, story in enumerate(gone):
            room.delete(story, 410 if number % 2 else 404)
        olds = {}
        for story in moved:
            olds[id(story)] = room.url(story)
            room.move(story)
        for story in widgets:
            room.widget(story)
        for story in hub:
            olds[id(story)] = room.url(story)
            room.to_hub(story)

        done = crawl(feedcrawler, room, "living", "-a", "recheck=all")
        assert done.returncode == 0, done.stdout + done.stderr
        docs = stored(feedcrawler, "living")
        assert len(docs) == 200
        assert {i for i, doc in docs.items() if doc["revision"] > 1} == {before[s.slug] for s in edited}
        revisions = list(feedcrawler.database("living").revisions.find())
        assert sorted(r["articleId"] for r in revisions) == sorted(before[s.slug] for s in edited)
        away = {i: doc["state"] for i, doc in docs.items() if "state" in doc}
        assert {i for i, state in away.items() if state["status"] in {404, 410}} == {before[s.slug] for s in gone}
        assert {i for i, state in away.items() if state["status"] == 301} == {olds[id(s)] for s in hub}
        assert all(docs[before[s.slug]]["articleBody"] for s in gone)
        assert {i: doc["aliases"] for i, doc in docs.items() if doc["aliases"]} == {
            olds[id(s)]: [room.url(s)] for s in moved
        }
        asked = room.articles_asked()
        assert {s.slug: asked[s.slug] for s in stories if s not in moved} == {
            s.slug: 1 for s in stories if s not in moved
        }

        again = crawl(feedcrawler, room, "living", "-a", "recheck=all")
        assert again.returncode == 0, again.stdout + again.stderr
        assert "0 new" in again.stdout
        assert " changed" not in again.stdout
        assert {i: d["revision"] for i, d in stored(feedcrawler, "living").items()} == {
            i: d["revision"] for i, d in docs.items()
        }
        shows_the_edit(feedcrawler, before[edited[0].slug], edited[0])


def shows_the_edit(feedcrawler: CommandLine, url: str, story: Story) -> None:
    """`diff` shows what a story said before, word by word, and `changes` names it."""
    shown = feedcrawler("diff", url, MONGODB_DATABASE="living")
    assert shown.returncode == 0, shown.stderr
    assert "[-" in shown.stdout
    assert "{+" in shown.stdout
    for words in (story.edits[-1].removed, story.edits[-1].added):
        assert words in shown.stdout or all(word in shown.stdout for word in words.split())
    changes = feedcrawler("changes", "--since", "1h", "--json", "-n", "1000", MONGODB_DATABASE="living")
    assert changes.returncode == 0, changes.stderr
    assert url in {json.loads(line).get("_id") or json.loads(line).get("url") for line in changes.stdout.splitlines()}


def test_an_unchanged_article_is_looked_at_conditionally(feedcrawler: CommandLine) -> None:
    with Newsroom(30) as room:
        crawl(feedcrawler, room, "conditional")
        sent = room.bytes_sent
        crawl(feedcrawler, room, "conditional", "-a", "recheck=all")
        assert set(room.articles_asked(conditional=True).values()) == {1}
        assert room.bytes_sent < sent / 5
        assert last_run(feedcrawler, "conditional")["counts"]["feedcrawler/unchanged/not modified"] == 30


def test_a_feed_that_has_moved_for_good_is_asked_at_its_new_place(feedcrawler: CommandLine) -> None:
    with Newsroom(20, sources={"rss", "atom"}) as room:
        room.faults["/rss.xml"] = faults.redirect("/atom.xml", 301)
        crawl(feedcrawler, room, "moved_feed")
        assert "0 new" in crawl(feedcrawler, room, "moved_feed").stdout
        assert "/rss.xml" not in {asked.path for asked in room.asked}


@pytest.mark.parametrize("live", [True, False])
def test_a_live_blog_is_looked_at_again_soon(feedcrawler: CommandLine, live: bool) -> None:
    with Newsroom(3) as room:
        if live:
            room.live(room.stories[-1])
        crawl(feedcrawler, room, f"live_{live}")
        doc = stored(feedcrawler, f"live_{live}")[room.url(room.stories[-1])]
        wait = doc["crawl"]["recheckAt"] - doc["crawl"]["fetchedAt"]
        assert (wait.total_seconds() <= 300) is live


def test_what_failed_is_given_up_in_the_end_and_taken_up_again_on_demand(feedcrawler: CommandLine) -> None:
    with Newsroom(5, sources={"rss"}) as room:
        path = room.path(room.stories[0])
        room.faults[path] = faults.status(500)
        for _ in range(2):
            crawl(feedcrawler, room, "retried", FEEDCRAWLER_MAX_TRIES="2", FEEDCRAWLER_QUARANTINE_HOURS="0")
        room.faults.clear()
        assert "0 new" in crawl(feedcrawler, room, "retried").stdout
        listed = feedcrawler("retry", MONGODB_DATABASE="retried")
        assert "http 500" in listed.stdout, listed.stdout + listed.stderr
        again = feedcrawler("retry", "--now", MONGODB_DATABASE="retried")
        assert again.returncode == 0, again.stderr
        assert "1 new" in crawl(feedcrawler, room, "retried").stdout


def test_another_look_that_failed_still_sees_what_became_of_the_article(feedcrawler: CommandLine) -> None:
    with Newsroom(5, sources={"rss"}) as room:
        crawl(feedcrawler, room, "looked")
        gone, same = room.stories[0], room.stories[1]
        for story in (gone, same):
            room.faults[room.path(story)] = faults.status(500)
        crawl(feedcrawler, room, "looked", "-a", "recheck=all", FEEDCRAWLER_QUARANTINE_HOURS="0")
        room.faults.clear()
        room.delete(gone, 410)
        crawl(feedcrawler, room, "looked", "-a", "recheck=none")
        docs = stored(feedcrawler, "looked")
        assert docs[room.url(gone)]["state"]["status"] == 410
        assert "state" not in docs[room.url(same)]
        counts = last_run(feedcrawler, "looked")["counts"]
        assert (counts["feedcrawler/requested/fresh"], counts["feedcrawler/unchanged/not modified"]) == (0, 1)
        assert feedcrawler.database("looked").quarantine.count_documents({}) == 0


def test_a_moved_article_is_there_though_its_old_address_is_not(feedcrawler: CommandLine) -> None:
    with Newsroom(5, sources={"rss"}) as room:
        crawl(feedcrawler, room, "moved_away")
        story = room.stories[0]
        old = room.url(story)
        room.move(story)
        crawl(feedcrawler, room, "moved_away", "-a", "recheck=all")
        room.faults[old.removeprefix(room.address)] = faults.status(404)
        crawl(feedcrawler, room, "moved_away", "-a", "recheck=all")
        doc = stored(feedcrawler, "moved_away")[old]
        assert (doc["url"], doc["aliases"], "state" in doc) == (room.url(story), [room.url(story)], False)
