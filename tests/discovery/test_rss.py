"""A feed gives every entry that is whole, and says what is wrong with it."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feedcrawler.discovery import read_feed

URL = "https://example.org/rss/"
ITEM = """<item><title><![CDATA[Bridge opens]]></title><link>https://example.org/bridge/</link>
<guid isPermaLink="false">6523</guid><pubDate>Thu, 24 Sep 2026 15:59:18 GMT</pubDate></item>"""


def rss(items: str) -> bytes:
    return f'<?xml version="1.0" encoding="UTF-8"?><rss version="2.0"><channel><title>N</title>{items}</channel></rss>'.encode()


def test_an_entry_says_where_what_and_when() -> None:
    (entry,) = read_feed(rss(ITEM), URL).entries
    assert (entry.url, entry.title, entry.id) == ("https://example.org/bridge/", "Bridge opens", "6523")
    assert entry.published == datetime(2026, 9, 24, 15, 59, 18, tzinfo=UTC)
    assert (entry.via, entry.feed_url, entry.modified) == ("rss", URL, None)


def test_an_atom_entry_says_when_it_was_changed() -> None:
    body = b"""<feed xmlns="http://www.w3.org/2005/Atom"><entry><id>tag:1</id><title>T</title><link href="/a/"/>
    <published>2026-01-01T10:00:00+02:00</published><updated>2026-01-02T10:00:00Z</updated></entry></feed>"""
    (entry,) = read_feed(body, URL).entries
    assert entry.url == "https://example.org/a/"
    assert entry.via == "atom"
    assert entry.published == datetime(2026, 1, 1, 8, tzinfo=UTC)
    assert entry.modified == datetime(2026, 1, 2, 10, tzinfo=UTC)


def test_a_feed_cut_off_in_the_middle_gives_what_is_whole_and_says_so() -> None:
    feed = read_feed(rss(ITEM * 3)[:-250], URL)
    assert [e.url for e in feed.entries][:2] == ["https://example.org/bridge/"] * 2
    assert feed.problem
    assert "not well-formed" in feed.problem


def test_a_bare_ampersand_loses_no_entry() -> None:
    feed = read_feed(rss(ITEM.replace("<![CDATA[Bridge opens]]>", "Fish & chips") + ITEM), URL)
    assert [e.title for e in feed.entries] == ["Fish & chips", "Bridge opens"]


def test_entities_are_not_multiplied() -> None:
    bomb = b'<!DOCTYPE r [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;">]>'
    feed = read_feed(b'<?xml version="1.0"?>' + bomb + rss(ITEM.replace("6523", "&c;")).partition(b"?>")[2], URL)
    assert not any("haha" in (e.id or "") for e in feed.entries)


@pytest.mark.parametrize("part", [b"<!DOCTYPE ", b"<!DOCTYPE[", b"<!DOCTYPE x [", b"&#xD800;", b"<item><link>"])
def test_a_large_hostile_feed_is_read_or_refused(part: bytes) -> None:
    feed = read_feed(part * 10_000, URL)
    assert feed.problem
    assert not feed.entries


def test_a_reference_to_no_character_loses_no_entry() -> None:
    feed = read_feed(rss(ITEM.replace("<![CDATA[Bridge opens]]>", "Bridge &#xD800;&#8212; opens") + ITEM), URL)
    assert [e.title for e in feed.entries] == ["Bridge — opens", "Bridge opens"]


def test_a_login_page_is_not_a_feed() -> None:
    feed = read_feed(b"<html><body><form>Sign in</form></body></html>", URL)
    assert feed.entries == []
    assert feed.problem == "not a feed"


def test_no_more_entries_than_asked_for_are_read() -> None:
    feed = read_feed(rss(ITEM * 30), URL, max_entries=10)
    assert len(feed.entries) == 10
    assert feed.problem
    assert "more than 10" in feed.problem


def test_links_that_lead_nowhere_are_no_entries() -> None:
    items = "".join(
        f"<item><title>t</title><link>{u}</link></item>" for u in ("javascript:x", "file:///x", "data:,x", "")
    )
    assert read_feed(rss(items), URL).entries == []


@given(st.binary(max_size=300), st.integers(0, 400))
def test_any_bytes_give_a_feed_or_a_problem(noise: bytes, cut: int) -> None:
    whole = rss(ITEM * 2)
    feed = read_feed(whole[:cut] + noise + whole[cut:], URL)
    assert feed.entries or feed.problem
