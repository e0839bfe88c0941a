"""sites.toml: what a person writes is understood, or the message says what to mend."""

from __future__ import annotations

from pathlib import Path

import pytest

from feedcrawler.errors import ConfigurationError
from feedcrawler.sitelist import SiteEntry, read_list, read_sites, write_toml
from feedcrawler.sitelist.reading import MAX_BYTES

WHOLE = """
[[site]]
url = "https://www.a.example/"
name = "a"
title = "The A"
feeds = ["https://www.a.example/rss/", "https://www.a.example/rss/"]
sitemaps = ["https://www.a.example/sitemap.xml"]
listings = ["https://www.a.example/news/"]
load_more = ["https://www.a.example/more?page={page}"]
discover = false
delay = 2.5
concurrency = 3
daily_requests = 500
timezone = "Europe/Kyiv"
language = "uk"
publisher = "The A Media"

[[site]]
url = "http://b.example:8080/feed.xml"
"""


def file(folder: Path, text: str | bytes) -> Path:
    path = folder / "sites.toml"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def test_every_key_is_read_and_only_the_address_is_needed(tmp_path: Path) -> None:
    first, second = read_sites(file(tmp_path, WHOLE))
    assert (first.site_name, first.host, first.title) == ("a", "a.example", "The A")
    assert first.feeds == ("https://www.a.example/rss/",)
    assert first.sitemaps == ("https://www.a.example/sitemap.xml",)
    assert first.listings == ("https://www.a.example/news/",)
    assert first.load_more == ("https://www.a.example/more?page={page}",)
    assert (first.discover, first.delay, first.concurrency, first.daily_requests) == (False, 2.5, 3, 500)
    assert (first.timezone, first.language, first.publisher) == ("Europe/Kyiv", "uk", "The A Media")
    assert second == SiteEntry(url="http://b.example:8080/feed.xml")
    assert (second.site_name, second.discover, second.delay) == ("b.example:8080", None, None)


def test_what_is_written_is_read_again(tmp_path: Path) -> None:
    entries = read_sites(file(tmp_path, WHOLE))
    assert read_sites(file(tmp_path, write_toml(entries))) == entries


def test_a_byte_order_mark_does_no_harm(tmp_path: Path) -> None:
    assert len(read_sites(file(tmp_path, b"\xef\xbb\xbf" + WHOLE.encode()))) == 2


A = '[[site]]\nurl = "https://a.example/"\n'


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "names no site: write [[site]]"),
        ("url = 3 3", "neither TOML nor OPML"),
        (b"\xff[[site]]", "neither TOML nor OPML"),
        ("x = " + "[" * 100_000, "neither TOML nor OPML"),
        ("x = " + "9" * 100_000, "neither TOML nor OPML"),
        ('[[sites]]\nurl = "https://a.example/"', "unknown key 'sites': a site is written as [[site]]"),
        ('[site]\nurl = "https://a.example/"', "'site' is no list of sites: write [[site]] over each"),
        ("site = [1]", "site 1: must be a table"),
        ("[[site]]\nname = 'a'", "site 1 (a): url: is missing"),
        (A + "[[site]]\nurl = 'a.example'", "site 2 (a.example): url: must be an http(s) address"),
        ("[[site]]\nurl = 'file:///etc/passwd'", "url: must be an http(s) address"),
        ("[[site]]\nurl = 'https://me:secret@a.example/'", "url: must be an http(s) address without a user"),
        ("[[site]]\nurl = 'https://a.example:99999/'", "url: must be an http(s) address"),
        ("[[site]]\nurl = 'https://a b.example/'", "url: must be an http(s) address"),
        ("[[site]]\nurl = 'https:///'", "url: must be an http(s) address"),
        (A + "feed = ['https://a.example/rss']", "site 1 (https://a.example/): feed: is no key that is known here"),
        (A + "feeds = 'https://a.example/rss'", "feeds: must be a list of texts in [ ]"),
        (A + "feeds = ['https://a.example/rss', 'rss']", "feeds.1: must be an http(s) address"),
        (A + "load_more = ['https://a.example/more']", "load_more.0: must have {page} once"),
        (A + "delay = -1", "delay: Input should be greater than or equal to 0"),
        (A + "delay = inf", "delay: Input should be a finite number"),
        (A + "delay = nan", "delay: "),
        (A + "concurrency = 0", "concurrency: Input should be greater than or equal to 1"),
        (A + "daily_requests = 'many'", "daily_requests: Input should be a valid integer"),
        (A + "timezone = 'Kyiv'", "timezone: must be a time zone of the IANA database, such as Europe/Kyiv"),
        (A + "timezone = 'Europe'", "timezone: must be a time zone"),
        (A + "timezone = '../../etc/passwd'", "timezone: must be a time zone"),
        (A + "language = 'Ukrainian'", "language: must be a language tag, such as uk or pt-BR"),
        (A + "name = 'a/b'", "name: must be made of letters, digits and . : _ -"),
        (A + "title = 3", "title: must be a text in quotes"),
        (A + "[[site]]\nurl = 'http://www.a.example/news'", "site 2 (http://www.a.example/news): url: site 1 is on the same host"),
        (A + "name = 'x'\n[[site]]\nurl = 'https://b.example/'\nname = 'x'", "site 2 (https://b.example/): name: site 1 has the same"),
        (A + "delay = -1\nconcurrency = 0\nfeed = 1", "delay: Input should be greater than or equal to 0 (and 2 more)"),
        ("\n".join(f"[[site]]\nurl = 'https://s{n}.example/'" for n in range(10_001)), "10001 sites; at most 10000"),
    ],
    ids=range(34),
)  # fmt: skip
def test_what_is_wrong_is_said_with_file_site_and_field(tmp_path: Path, text: str | bytes, said: str) -> None:
    path = file(tmp_path, text)
    with pytest.raises(ConfigurationError) as error:
        read_sites(path)
    assert str(error.value).startswith(f"{path}: ")
    assert said in str(error.value)
    assert error.value.exit_code == 2
    assert len(str(error.value)) < 2000


def test_a_file_that_cannot_be_read_is_said(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match=r"none\.toml: cannot be read: No such file or directory"):
        read_list(tmp_path / "none.toml")
    with pytest.raises(ConfigurationError, match="cannot be read: Is a directory"):
        read_list(tmp_path)
    with pytest.raises(ConfigurationError, match="more than 10 MB: split it"):
        read_list(file(tmp_path, b"#" * (MAX_BYTES + 1)))
