"""A sitemap gives every page that is whole, with the dates that say something."""

from __future__ import annotations

import gzip
import random
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feedcrawler.discovery import Sitemap, is_feed, is_sitemap, read_sitemap

URL = "https://example.org/sitemap.xml"
NOW = datetime(2026, 9, 24, 12, tzinfo=UTC)
NAMESPACE = ' xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
NEWS = ' xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"'
IMAGES = ' xmlns:image="http://www.google.com/schemas/sitemap-image/1.1"'


def urlset(inside: str, namespaces: str = NAMESPACE) -> bytes:
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<urlset{namespaces}>{inside}</urlset>'.encode()


def page(name: object, lastmod: str = "") -> str:
    return f"<url><loc>https://example.org/{name}/</loc>{f'<lastmod>{lastmod}</lastmod>' if lastmod else ''}</url>"


def read(body: bytes, **options: int) -> Sitemap:
    return read_sitemap(body, URL, fetched_at=NOW, **options)


def names(sitemap: Sitemap) -> list[str]:
    return [entry.url.removeprefix("https://example.org/").rstrip("/") for entry in sitemap.entries]


@pytest.mark.parametrize("namespaces", [NAMESPACE, "", ' xmlns="https://elsewhere.example/0.84"'])
def test_a_page_has_an_address_and_a_date(namespaces: str) -> None:
    sitemap = read(urlset(page("a", "2026-01-02T03:04:05+02:00"), namespaces))
    (entry,) = sitemap.entries
    assert (entry.url, entry.via, entry.feed_url) == ("https://example.org/a/", "sitemap", URL)
    assert (entry.modified, entry.published) == (datetime(2026, 1, 2, 1, 4, 5, tzinfo=UTC), None)
    assert sitemap.problem is None


def test_prefixed_names_are_read() -> None:
    body = urlset("<s:url><s:loc> /a/?x=1&amp;y=2\n</s:loc></s:url>").replace(b"urlset xmlns=", b"s:urlset xmlns:s=")
    assert [e.url for e in read(body.replace(b"/urlset", b"/s:urlset")).entries] == ["https://example.org/a/?x=1&y=2"]


@pytest.mark.parametrize(
    ("written", "instant"),
    [
        ("2025", datetime(2025, 1, 1, tzinfo=UTC)),
        ("2025-03", datetime(2025, 3, 1, tzinfo=UTC)),
        ("2025-03-04", datetime(2025, 3, 4, tzinfo=UTC)),
        ("2025-03-04T05:06Z", datetime(2025, 3, 4, 5, 6, tzinfo=UTC)),
        ("2025-03-04T05:06:07.89-0330", datetime(2025, 3, 4, 8, 36, 7, tzinfo=UTC)),
        (" 2025-03-04 05:06:07 ", datetime(2025, 3, 4, 5, 6, 7, tzinfo=UTC)),
        ("2026-09-25", datetime(2026, 9, 25, tzinfo=UTC)),
        ("2026-09-27", None),
        ("2025-13-01", None),
        ("0000-01-01", None),
        ("0001-01-01T00:00:00+23:59", None),
        ("yesterday", None),
        ("2" * 10_000, None),
    ],
)
def test_a_date_is_read_or_left_out(written: str, instant: datetime | None) -> None:
    assert read(urlset(page("a", written))).entries[0].modified == instant


def test_the_moment_at_which_the_sitemap_was_made_is_no_date_of_its_pages() -> None:
    stamped = [page(n, "2026-09-24T10:00:00Z") for n in range(11)]
    dated = [page(f"d{n}", f"2026-09-{n + 1:02}") for n in range(9)]
    entries = read(urlset("".join(stamped + dated))).entries
    assert [e.modified is None for e in entries] == [True] * 11 + [False] * 9
    assert all(e.modified for e in read(urlset("".join(stamped[:10]))).entries)


def test_a_news_sitemap_says_when_what_and_in_which_language() -> None:
    news = (
        "<news:news><news:publication><news:name>N</news:name><news:language>uk</news:language></news:publication>"
        "<news:publication_date>2026-09-24T08:00:00+03:00</news:publication_date><news:title>Fish &amp; chips</news:title></news:news>"
    )
    sitemap = read(urlset(f"<url><loc>/a/</loc>{news}</url>{page('b')}", NAMESPACE + NEWS))
    first, second = sitemap.entries
    assert (first.title, first.language) == ("Fish & chips", "uk")
    assert first.published == datetime(2026, 9, 24, 5, tzinfo=UTC)
    assert (second.title, second.language, second.published) == (None, None, None)


@pytest.mark.parametrize("declared", [IMAGES, ""])
def test_images_are_no_pages(declared: str) -> None:
    image = "<image:image><image:loc>https://i.example/i.jpg</image:loc><image:title>I</image:title></image:image>"
    direct = "<image:loc>https://i.example/j.jpg</image:loc>"
    sitemap = read(
        urlset(f"<url>{image}{direct}<loc>/a/</loc>{image}{direct}</url><url>{image}</url>", NAMESPACE + declared)
    )
    assert names(sitemap) == ["a"]
    assert sitemap.entries[0].title is None


def test_an_index_leads_to_sitemaps() -> None:
    body = b"<sitemapindex><sitemap><loc>/1.xml.gz</loc><lastmod>2026-01-02</lastmod></sitemap><sitemap><loc>2.xml</loc></sitemap></sitemapindex>"
    sitemap = read(body)
    assert [(c.url, c.modified) for c in sitemap.children] == [
        ("https://example.org/1.xml.gz", datetime(2026, 1, 2, tzinfo=UTC)),
        ("https://example.org/2.xml", None),
    ]
    assert sitemap.entries == []


def test_addresses_that_are_not_followed_are_named() -> None:
    links = ("file:///etc/passwd", "data:,x", "javascript:x", "http://[")
    sitemap = read(urlset("".join(f"<url><loc>{link}</loc></url>" for link in links) + page("a")))
    assert names(sitemap) == ["a"]
    assert sitemap.refused == list(links)


def test_a_plain_list_of_addresses_is_a_sitemap() -> None:
    sitemap = read(b"\xef\xbb\xbfhttps://example.org/a/\r\n\nhttps://example.org/b\nfile:///x\nwords")
    assert names(sitemap) == ["a", "b"]
    assert sitemap.refused == ["file:///x", "words"]
    assert read(b"https://example.org/a/\n" * 5, max_entries=3).problem == "more than 3 entries: the rest is left out"


@pytest.mark.parametrize("body", [urlset(page("a") + page("b")), b"https://example.org/a/\nhttps://example.org/b/"])
def test_a_compressed_sitemap_is_read(body: bytes) -> None:
    assert names(read(gzip.compress(body))) == ["a", "b"]
    assert names(read(gzip.compress(body[:20]) + gzip.compress(body[20:]) + b"\0" * 512)) == ["a", "b"]


def test_a_compressed_list_that_breaks_off_gives_no_half_address() -> None:
    lines = "".join(f"https://example.org/{random.Random(n).random()}/\n" for n in range(3000)).encode()
    packed = gzip.compress(lines)
    whole = names(read(packed))
    for cut in range(100, len(packed), 997):
        part = read(packed[:cut])
        assert names(part) == whole[: len(part.entries)]
        assert part.problem


def test_a_bomb_gives_what_is_whole_before_it() -> None:
    bomb = gzip.compress(urlset(page("a") + page("b"))[:-9] + b" " * 30_000_000)
    sitemap = read(bomb, max_size=1_000_000)
    assert names(sitemap) == ["a", "b"]
    assert sitemap.problem
    assert sitemap.problem.startswith("too large")


def test_a_sitemap_that_is_too_large_is_read_as_far_as_allowed() -> None:
    sitemap = read(urlset("".join(page(n) for n in range(100))), max_size=1000)
    assert names(sitemap) == [str(n) for n in range(len(sitemap.entries))]
    assert sitemap.entries
    assert "too large" in (sitemap.problem or "")


def test_no_more_pages_than_asked_for_are_read() -> None:
    sitemap = read(urlset(page("a") * 30), max_entries=10)
    assert (len(sitemap.entries), sitemap.problem) == (10, "more than 10 entries: the rest is left out")


@pytest.mark.parametrize("body", [b"<!DOCTYPE html><html></html>", b"", b"Not found", b"\x1f\x8b rubbish", b'{"a": 1}'])
def test_something_else_is_not_a_sitemap(body: bytes) -> None:
    sitemap = read(body)
    assert (sitemap.entries, sitemap.problem) == ([], "not a sitemap")


def test_a_feed_is_a_sitemap_too() -> None:
    (entry,) = read(b"<rss><channel><item><title>T</title><link>/a/</link></item></channel></rss>").entries
    assert (entry.url, entry.title, entry.via) == ("https://example.org/a/", "T", "rss")


def test_entities_are_not_multiplied() -> None:
    bomb = b'<!DOCTYPE u [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]>'
    sitemap = read(bomb + urlset("<url><loc>/&b;/</loc></url>" + page("a")).partition(b"?>")[2])
    assert sitemap.has_doctype
    assert not any("haha" in entry.url for entry in sitemap.entries)
    assert names(sitemap)[-1] == "a"


def test_what_is_damaged_in_one_page_costs_no_other() -> None:
    sitemap = read(urlset("<url><loc>/?a=1&b=2</loc><x></url><url><loc>/half/" + page("a")))
    assert [e.url for e in sitemap.entries] == ["https://example.org/?a=1&b=2", "https://example.org/a/"]
    assert sitemap.problem


def test_a_sitemap_is_known_by_how_it_starts() -> None:
    body = urlset(page("a"))
    assert is_sitemap(body)
    assert is_sitemap(gzip.compress(body))
    assert is_sitemap(b"<sitemapindex/>")
    assert not is_sitemap(b"<html></html>")
    assert not is_feed(body)


@pytest.mark.parametrize("part", ["<", "&", "<a>", "</url>", "<url>", "<!--", "<![CDATA[", "\n", "<url><loc>"])
def test_large_hostile_parts_are_bounded(part: str) -> None:
    assert read(urlset(part * (3_000_000 // len(part)))).entries == []


WHOLE = urlset("".join(page(f"Ää-{n}", f"202{n}") for n in range(5)), NAMESPACE + NEWS)


@given(st.integers(0, len(WHOLE)))
def test_however_a_sitemap_is_cut_off_its_pages_are_those_of_the_whole(cut: int) -> None:
    part = read(WHOLE[:cut])
    assert part.entries == read(WHOLE).entries[: len(part.entries)]
    assert bool(part.problem) == (cut < len(WHOLE))


@given(st.integers(0, 500))
def test_however_a_compressed_sitemap_is_cut_off_its_pages_are_those_of_the_whole(cut: int) -> None:
    part = read(gzip.compress(WHOLE)[:cut])
    assert part.entries == read(WHOLE).entries[: len(part.entries)]


@given(st.binary(max_size=200), st.integers(0, len(WHOLE)))
def test_any_bytes_are_read_or_a_problem(noise: bytes, cut: int) -> None:
    body = WHOLE[:cut] + noise + WHOLE[cut:]
    sitemap = read(body)
    assert sitemap.entries or sitemap.problem
    for strange in (noise, gzip.compress(noise), b"\x1f\x8b" + noise, b"<urlset>" + noise, b"http://" + noise):
        read(strange)
        is_sitemap(strange)
