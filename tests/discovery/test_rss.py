"""A feed gives every entry that is whole, and says what is wrong with it."""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feedcrawler.discovery import is_feed, read_feed

URL = "https://example.org/rss/"
ITEM = """<item><title><![CDATA[Bridge opens]]></title><link>https://example.org/bridge/</link>
<guid isPermaLink="false">6523</guid><pubDate>Thu, 24 Sep 2026 15:59:18 GMT</pubDate></item>"""


ATOM = 'xmlns="http://www.w3.org/2005/Atom"'


def rss(items: str, namespaces: str = "") -> bytes:
    return f'<?xml version="1.0" encoding="UTF-8"?><rss version="2.0"{namespaces}><channel><title>N</title>{items}</channel></rss>'.encode()


def urls(body: bytes) -> list[str]:
    return [entry.url for entry in read_feed(body, URL).entries]


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


def test_a_feed_that_breaks_off_gives_the_entries_that_are_whole() -> None:
    feed = read_feed(rss(ITEM * 3)[:-50], URL)
    assert [e.url for e in feed.entries] == ["https://example.org/bridge/"] * 2
    assert feed.problem
    assert feed.problem.startswith("breaks off")
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


def test_what_is_damaged_in_one_entry_costs_no_other() -> None:
    damaged = "<item><title>Open</title><description><b>never closed</description><link>/open/</link></item>"
    feed = read_feed(rss(damaged + ITEM), URL)
    assert [e.url for e in feed.entries] == ["https://example.org/open/", "https://example.org/bridge/"]
    assert feed.problem


def test_an_ampersand_in_an_address_is_part_of_it() -> None:
    assert urls(rss("<item><link>/?a=1&copy=2&b=3</link></item>")) == ["https://example.org/?a=1&copy=2&b=3"]


def test_entities_of_html_are_known_and_others_stay() -> None:
    (entry,) = read_feed(
        rss("<item><link>/a/</link><title>Caf&eacute;&nbsp;&mdash; &foo; a < b</title></item>"), URL
    ).entries
    assert entry.title == "Café — &foo; a < b"


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("Fish &amp;amp; &lt;b&gt;chips&lt;/b&gt;", "Fish & chips"),
        ("AT&amp;T, 1 &lt; 2", "AT&T, 1 < 2"),
        ("<![CDATA[Fish &amp; chips]]>", "Fish & chips"),
    ],
)
def test_a_title_is_text_even_where_it_is_escaped_twice(written: str, meant: str) -> None:
    (entry,) = read_feed(rss(f"<item><link>/a/</link><title>{written}</title></item>"), URL).entries
    assert entry.title == meant


@pytest.mark.parametrize("before", [b"\xef\xbb\xbf", b"\n\n  ", b"\xef\xbb\xbf\n", b"<!-- <rss> -->"])
def test_what_stands_before_a_feed_and_means_nothing_is_passed_over(before: bytes) -> None:
    feed = read_feed(before + rss(ITEM), URL)
    assert (len(feed.entries), feed.problem) == (1, None)


def test_a_warning_of_the_server_before_a_feed_is_said() -> None:
    feed = read_feed(b"<br />\n<b>Warning</b>: in /index.php on line 3<br />\n" + rss(ITEM), URL)
    assert len(feed.entries) == 1
    assert feed.problem == "not well-formed: something stands before the document"


@pytest.mark.parametrize("charset", ["utf-8", "utf-16", "utf-32", "windows-1251", "koi8-r", "iso-8859-5"])
@pytest.mark.parametrize("header", ["", "text/xml", "application/rss+xml; charset=utf-8", "text/xml; charset=nonsense"])
def test_a_feed_is_read_in_its_charset_whatever_the_header_says(charset: str, header: str) -> None:
    text = rss(ITEM.replace("Bridge", "Мост")).decode().replace("UTF-8", charset)
    (entry,) = read_feed(text.encode(charset), URL, content_type=header).entries
    assert entry.title == "Мост opens"


@pytest.mark.parametrize("declared", ["iso-8859-1", "us-ascii", "nonsense", "punycode", "utf-16"])
def test_utf_8_is_utf_8_whatever_is_declared(declared: str) -> None:
    text = rss(ITEM.replace("Bridge", "Міст")).replace(b"UTF-8", declared.encode())
    assert read_feed(text, URL).entries[0].title == "Міст opens"


def test_windows_characters_under_the_name_of_utf_8_are_read_and_said() -> None:
    feed = read_feed(rss(ITEM.replace("Bridge", "Caf\xe9 \x93")).decode().encode("latin-1"), URL)
    assert feed.entries[0].title == "Café “ opens"
    assert feed.problem is None


def test_a_guid_is_the_link_where_there_is_none() -> None:
    guids = ("<guid>https://example.org/1/</guid>", "<link/><guid isPermaLink='true'>https://example.org/2/</guid>")
    others = ("<guid isPermaLink='false'>https://example.org/3/</guid>", "<guid>4</guid>")
    body = rss("".join(f"<item><title>t</title>{inside}</item>" for inside in guids + others))
    assert urls(body) == ["https://example.org/1/", "https://example.org/2/"]


def test_a_guid_that_is_no_address_stays_as_it_is_written() -> None:
    assert read_feed(rss("<item><guid>4</guid><link>/a/</link></item>"), URL).entries[0].id == "4"


@pytest.mark.parametrize("declared", [' xmlns:feedburner="http://rssnamespace.org/feedburner/ext/1.0"', ""])
def test_the_articles_own_address_is_taken_before_the_one_that_counts_readers(declared: str) -> None:
    own = "<feedburner:origLink>https://example.org/own/</feedburner:origLink>"
    assert urls(rss(f"<item><link>https://feeds.example/~r/1</link>{own}</item>", declared)) == [
        "https://example.org/own/"
    ]


@given(st.permutations(["self", "alternate", "enclosure", "replies", "edit"]))
def test_an_atom_entrys_alternate_is_its_link(rels: list[str]) -> None:
    links = "".join(f'<link rel="{rel}" href="/{rel}/"/>' for rel in rels)
    body = f"<feed {ATOM}><entry><id>tag:1</id>{links}</entry></feed>".encode()
    assert urls(body) == ["https://example.org/alternate/"]


def test_relative_links_start_where_xml_base_says() -> None:
    body = f'<feed {ATOM} xml:base="https://base.example/x/"><entry xml:base="y/"><link href="z/"/></entry><entry><link href="z/"/></entry></feed>'
    assert urls(body.encode()) == ["https://base.example/x/y/z/", "https://base.example/x/z/"]


def test_the_source_of_an_entry_is_not_the_entry() -> None:
    source = "<source><title>Other</title><id>tag:0</id><link href='/other/'/></source>"
    body = f"<feed {ATOM}><entry>{source}<title>Own</title><link href='/own/'/></entry></feed>".encode()
    (entry,) = read_feed(body, URL).entries
    assert (entry.url, entry.title, entry.id) == ("https://example.org/own/", "Own", None)


def test_rdf_dates_its_items_by_dublin_core() -> None:
    body = b"""<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
    xmlns:dc="http://purl.org/dc/elements/1.1/"><channel rdf:about="x"><title>c</title></channel><item rdf:about="https://example.org/1/">
    <title>T</title><link>https://example.org/1/</link><dc:date>2024-05-06T07:08:09+02:00</dc:date></item></rdf:RDF>"""
    (entry,) = read_feed(body, URL).entries
    assert entry.published == datetime(2024, 5, 6, 5, 8, 9, tzinfo=UTC)


@pytest.mark.parametrize(
    "link", ["<atom:link rel='next' href='?page=2'/>", "<atom:link href='/rss/?page=2' rel='next'/>"]
)
def test_a_feed_in_pages_names_the_next(link: str) -> None:
    feed = read_feed(rss(link + ITEM, ' xmlns:atom="http://www.w3.org/2005/Atom"'), URL)
    assert feed.next_url == "https://example.org/rss/?page=2"


@pytest.mark.parametrize(
    ("said", "ttl"),
    [
        ("<ttl>60</ttl>", timedelta(hours=1)),
        ("<sy:updatePeriod>hourly</sy:updatePeriod><sy:updateFrequency>2</sy:updateFrequency>", timedelta(minutes=30)),
        ("<sy:updatePeriod> daily </sy:updatePeriod>", timedelta(days=1)),
        ("<ttl>999999999</ttl>", timedelta(days=30)),
        ("<ttl>0</ttl>", None),
        ("<ttl>soon</ttl>", None),
        ("<sy:updatePeriod>daily</sy:updatePeriod><sy:updateFrequency>0</sy:updateFrequency>", None),
        ("", None),
    ],
)
def test_a_feed_says_how_long_it_may_be_kept(said: str, ttl: timedelta | None) -> None:
    feed = read_feed(rss(ITEM + said, ' xmlns:sy="http://purl.org/rss/1.0/modules/syndication/"'), URL)
    assert (feed.ttl, feed.problem) == (ttl, None)


def test_links_that_are_not_followed_are_named() -> None:
    items = "".join(f"<item><link>file:///etc/{n}{'x' * 300}</link></item>" for n in range(30))
    feed = read_feed(rss(items + "<item><link>data:,x</link></item>" + ITEM), URL)
    assert len(feed.entries) == 1
    assert len(feed.refused) == 20
    assert max(map(len, feed.refused)) == 200


def test_a_document_type_is_cut_off_and_said() -> None:
    assert read_feed(b"<!DOCTYPE rss [<!ENTITY a 'x'>]>" + rss(ITEM), URL).has_doctype
    assert not read_feed(b"<!DOCTYPE html><html></html>", URL).has_doctype


def test_of_a_million_entries_only_those_asked_for_are_looked_at() -> None:
    feed = read_feed(rss("<item><link>/a/</link></item>" * 200_000 + "<item>&"), URL, max_entries=5)
    assert (len(feed.entries), feed.problem) == (5, "more than 5 entries: the rest is left out")


@pytest.mark.parametrize(
    "part",
    ["<", "&", "&a;", "<a>", "</item>", "<item>", "<item/>", "<!--", "<![CDATA[", '<a "', "<a></b>", "\n", "<!-- -->"],
)
@pytest.mark.parametrize("inside", ["{}", "<item><title>{}</title><link>/a/</link></item>"])
def test_large_hostile_parts_are_bounded(part: str, inside: str) -> None:
    feed = read_feed(rss(inside.format(part * (3_000_000 // len(part)))), URL)
    assert len(feed.entries) <= 1


def test_an_entry_that_holds_a_whole_book_is_announced() -> None:
    book = f"<description><![CDATA[{'words ' * 500_000}]]></description>"
    assert urls(rss(f"<item><title>t</title>{book}<link>/a/</link></item>")) == ["https://example.org/a/"]


def test_a_feed_is_known_by_how_it_starts() -> None:
    assert is_feed(rss(ITEM))
    assert is_feed(b'{"version": "https:\\/\\/jsonfeed.org\\/version\\/1", "items": []}')
    assert not is_feed(b"<html><body><pre>&lt;rss></pre></body></html>")
    assert not is_feed(b"<urlset></urlset>")


def many(count: int) -> str:
    return "".join(
        f"<item><title>Äö {n}</title><link>https://example.org/{n}/?a=1&amp;b={n}</link><guid>{n}</guid>"
        f"<description><![CDATA[<item> & </item>]]></description></item>"
        for n in range(count)
    )


ATOM_ENTRIES = "".join(f'<entry><link href="/{n}/"/><title>{n}</title></entry>' for n in range(5))
WHOLE = {
    "rss": rss(many(5)),
    "utf-16": rss(many(5)).decode().replace("UTF-8", "UTF-16").encode("utf-16"),
    "malformed": rss(many(5).replace("<guid>", "& <b><guid>")),
    "atom": f"<feed {ATOM}>{ATOM_ENTRIES}</feed>".encode(),
}


@given(st.sampled_from(sorted(WHOLE)), st.integers(0, 2000))
def test_however_a_feed_is_cut_off_its_entries_are_those_of_the_whole(name: str, cut: int) -> None:
    body = WHOLE[name]
    whole, part = read_feed(body, URL), read_feed(body[:cut], URL)
    assert part.entries == whole.entries[: len(part.entries)]
    assert part.problem or cut >= len(body.rstrip()) - 2 * len("</channel></rss>")


@given(st.binary(max_size=200), st.sampled_from(["", "text/xml; charset=utf-16", "text/html"]))
def test_no_bytes_and_no_header_are_too_strange(noise: bytes, content_type: str) -> None:
    for body in (noise, b"<rss>" + noise, b"<rss><item>" + noise + b"</item></rss>", b'{"version":"' + noise):
        read_feed(body, URL, content_type=content_type)
        is_feed(body, content_type)


@given(st.randoms(use_true_random=False))
def test_the_order_of_an_entrys_parts_does_not_matter(order: random.Random) -> None:
    parts = [
        "<title>T</title>",
        "<link>/a/</link>",
        "<guid>1</guid>",
        "<pubDate>Thu, 24 Sep 2026 15:59:18 GMT</pubDate>",
    ]
    sorted_ones = read_feed(rss(f"<item>{''.join(parts)}</item>"), URL).entries
    order.shuffle(parts)
    assert read_feed(rss(f"<item>{''.join(parts)}</item>"), URL).entries == sorted_ones
