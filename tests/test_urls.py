"""Two addresses that always lead to one page are one URL; two pages never are."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feedcrawler.pages.kyiv_independent import KyivIndependentPage
from feedcrawler.urls import absolute_url, domain_of, normalize_url

SITE = KyivIndependentPage.site
ARTICLE = "https://kyivindependent.com/town-opens-a-bridge/"


@pytest.mark.parametrize(
    "variant",
    [
        "http://kyivindependent.com/town-opens-a-bridge/",
        "https://www.kyivindependent.com/town-opens-a-bridge/",
        "https://KyivIndependent.com./town-opens-a-bridge/",
        "https://kyivindependent.com:443/town-opens-a-bridge/",
        "https://kyivindependent.com/town-opens-a-bridge",
        "https://kyivindependent.com//town-opens-a-bridge/",
        "https://kyivindependent.com/town-opens-a-bridge/?ref=footer",
        "https://kyivindependent.com/town-opens-a-bridge/?utm_source=rss&utm_medium=feed",
        "https://kyivindependent.com/town-opens-a-bridge/?fbclid=x",
        "https://kyivindependent.com/town-opens-a-bridge/#:~:text=bridge",
        "https://kyivindependent.com/%74own-opens-a-bridge/",
        " https://kyivindependent.com/town-opens-a-bridge/ ",
    ],
)
def test_variants_of_one_address_are_one_url(variant: str) -> None:
    assert normalize_url(variant) == ARTICLE


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://example.org/?p=1", "https://example.org/?p=2"),
        ("https://example.org/a", "https://example.org/b"),
        ("https://news.example.org/a", "https://example.org/a"),
        ("https://example.org:8443/a", "https://example.org/a"),
        ("https://example.org/A", "https://example.org/a"),
        ("https://example.org/a%2Fb", "https://example.org/a/b"),
    ],
)
def test_different_pages_stay_different(one: str, other: str) -> None:
    assert normalize_url(one) != normalize_url(other)


def test_the_order_of_parameters_does_not_matter() -> None:
    assert normalize_url("https://example.org/?b=2&a=1") == normalize_url("https://example.org/?a=1&b=2")


def test_an_address_by_number_keeps_its_scheme_and_port() -> None:
    assert normalize_url("http://127.0.0.1:8090/story") == "http://127.0.0.1:8090/story/"


def test_a_link_holds_no_control_characters() -> None:
    assert absolute_url("https://example.org/", "/a\x1b\x7f\x85b") == "https://example.org/a%1B%7F%C2%85b"
    assert absolute_url("https://example.org/", "/\ud800") == "https://example.org/%3F"


@pytest.mark.parametrize("bad", ["", "mailto:desk@example.org", "file:///etc/passwd", "https://", "http://[", "x"])
def test_what_is_no_web_address_is_refused(bad: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - urllib's own messages count as well
        normalize_url(bad)
    assert absolute_url("https://example.org/", bad) in (
        None,
        "https://example.org/",
        "https://example.org/x",
    )


@pytest.mark.parametrize(
    "path",
    ["/news-feed/town-opens-a-bridge", "/national/town-opens-a-bridge/", "/nobot/town-opens-a-bridge/"],
)
def test_older_paths_of_the_site_lead_to_the_same_article(path: str) -> None:
    assert SITE.identity("https://kyivindependent.com" + path) == ARTICLE


@pytest.mark.parametrize(
    "path", ["/", "/tag/war/", "/author/some-one/", "/membership/", "/about/", "/news-archive/", "/ghost/"]
)
def test_pages_of_the_site_that_are_no_articles(path: str) -> None:
    assert not SITE.is_article("https://kyivindependent.com" + path)


_text = st.text(st.characters(codec="utf-8", exclude_characters="/?#%\\[]@:"), max_size=20)


@given(
    path=st.lists(_text, max_size=4),
    query=st.dictionaries(_text, _text, max_size=3),
    host=st.sampled_from(["example.org", "www.b.example", "127.0.0.1:80"]),
)
def test_normalising_twice_changes_nothing(path: list[str], query: dict[str, str], host: str) -> None:
    url = f"https://{host}/{'/'.join(path)}?{'&'.join(f'{k}={v}' for k, v in query.items())}"
    once = normalize_url(url)
    assert normalize_url(once) == once
    assert domain_of(once) == domain_of(url)


@pytest.mark.parametrize(
    "host", ["news.example", "www.news.example", "NEWS.example", "news.example.", "a:b@news.example"]
)
@pytest.mark.parametrize("rest", ["", "/", ":8080/a", "?a=b", "#a", "\n/a"])
def test_the_domain_of_an_address_does_not_depend_on_how_the_address_is_written(host: str, rest: str) -> None:
    assert domain_of(f"https://{host}{rest}") == "news.example"


@given(st.text(max_size=60))
def test_any_text_is_a_url_or_a_value_error(text: str) -> None:
    for candidate in (text, "https://" + text, "https://example.org/" + text):
        try:
            normal = normalize_url(candidate)
        except ValueError:
            continue
        assert normalize_url(normal) == normal
        assert urlsplit(normal).scheme in ("http", "https")


def test_real_addresses_neither_merge_nor_split(shared: Path) -> None:
    urls = [u for u in (shared / "kyiv-independent/urls-2023.txt").read_text().split() if u.startswith("http")]
    slugs: dict[str, set[str]] = {}
    for url in urls:
        if SITE.is_article(url):
            slugs.setdefault(SITE.identity(url), set()).add(urlsplit(url).path.rstrip("/").rpartition("/")[2])
    assert len(slugs) > 1000
    assert all(len(names) == 1 for names in slugs.values())
    assert len({identity.rstrip("/").rpartition("/")[2] for identity in slugs}) == len(slugs)
