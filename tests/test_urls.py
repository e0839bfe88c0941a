"""Two addresses that always lead to one page are one URL; two pages never are."""

from __future__ import annotations

import re
from urllib.parse import quote, urlencode, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feedcrawler.pages.kyiv_independent import KyivIndependentPage
from feedcrawler.urls import absolute_url, domain_of, normalize_url, without_tracking

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
        "https://reader:secret@kyivindependent.com/town-opens-a-bridge/",
        "https://kyivindependent.com/news/.././town-opens-a-bridge/",
        "https://kyivindependent.com/news/%2e%2E/town-opens-a-bridge/",
        "https://kyivindependent.com/town-opens-a-bridge/index.html",
        "https://kyivindependent.com/town-opens-a-bridge/?utm_source=rss&amp;utm_medium=feed",
        "https://kyivindependent.com/town-opens-a-bridge/?source=rss----7f60cf5620c9---4",
        "https://kyivindependent.com/town-opens-a-bridge/?srsltid=AfmBOoq&gad_source=1&gbraid=0AAA&dicbo=v2-x",
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
        ("https://example.org/a%25b", "https://example.org/a%b0"),
        ("https://example.org/?q=%E9", "https://example.org/?q=%E8"),
        ("https://example.org/?a=1&a=2", "https://example.org/?a=2&a=1"),
        ("https://example.org/report", "https://example.org/report-2"),
        ("https://example.org/app#!/1", "https://example.org/app#!/2"),
        ("https://m.example.org/a", "https://example.org/a"),
        ("https://amp.example.org/a", "https://example.org/a"),
        ("https://www.com/a", "https://com/a"),
    ],
)
def test_different_pages_stay_different(one: str, other: str) -> None:
    assert normalize_url(one) != normalize_url(other)


@pytest.mark.parametrize(
    "name", ["id", "p", "page", "article", "story", "v", "lang", "mod", "source", "src", "from", "ref"]
)
def test_a_number_may_choose_the_page(name: str) -> None:
    assert normalize_url(f"https://example.org/?{name}=1") != normalize_url(f"https://example.org/?{name}=2")


@pytest.mark.parametrize(
    "session",
    [
        "/story.html;jsessionid=0A1B2C.node1?id=5",
        "/story.html;JSESSIONID=0a1b!-12?id=5",
        "/story.html;sid=d41d8cd98f00b204e9800998ecf8427e?id=5",
        "/(S(lit3py55t21z5v55vlm25s55))/story.html?id=5",
        "/(X(1)S(lit3py55t21z5v55vlm25s55))/story.html?id=5",
        "/story.html?id=5&PHPSESSID=9n2v",
        "/story.html?jsessionid=1&id=5",
        "/story.html?id=5&sid=d41d8cd98f00b204e9800998ecf8427e",
        "/story.html?session_id=q83vEjRWeJq83vEjRWeJq83v%2Bx8A==&id=5",
        "/story.html?ASPSESSIONIDQABCDEFG=HKL&id=5",
        "/story.html?CFID=12345&CFTOKEN=67890&id=5",
        "/story.html?id=5&CFID=12345&CFTOKEN=67890",
    ],
)
def test_a_session_is_neither_identity_nor_fetched(session: str) -> None:
    assert normalize_url("https://example.org" + session) == "https://example.org/story.html?id=5"
    assert without_tracking("https://example.org" + session) == "https://example.org/story.html?id=5"


@pytest.mark.parametrize(
    "query",
    [
        "sid=20230112",
        "sid=12345678901234567890123456789012",
        "sid=5f2b1c0d5f2b1c0d5f2b1c0d",
        "sid=3c53a5b8-27fc-4886-a0bf-a10908331000",
        "session=spring-2023-of-the-parliament-in-kyiv",
        "cfid=7",
    ],
)
def test_what_is_named_like_a_session_but_is_none_stays(query: str) -> None:
    url = f"https://example.org/story.html?{query}"
    assert normalize_url(url) == url
    assert without_tracking(url) == url


@pytest.mark.parametrize("look", ["/amp", "/amp/", "/print/", "?amp", "?amp=1", "?outputType=amp", "?print=1", ".amp"])
def test_an_article_for_amp_or_the_printer_is_the_article_and_fetched_where_it_was_announced(look: str) -> None:
    url = "https://example.org/town-opens-a-bridge" + look
    assert normalize_url(url) == "https://example.org/town-opens-a-bridge/"
    assert without_tracking(url) == url


def test_amp_and_print_may_be_the_names_of_pages() -> None:
    for page in ("tag/print/", "music/amp/", "amp/", "print/", "?amp=20", "?print=20231012", "?view=map"):
        url = "https://example.org/" + page
        assert normalize_url(url) == url
    assert normalize_url("https://example.org/story-12345.amp.html") == "https://example.org/story-12345.html"


@pytest.mark.parametrize(
    ("url", "fetched"),
    [
        ("https://www.example.org/a?b=2&utm_source=x&a=%E9#top", "https://www.example.org/a?b=2&a=%E9"),
        ("http://example.org//a/?flag&fbclid=1", "http://example.org//a/?flag"),
        ("https://example.org/?utm_source=x", "https://example.org/"),
    ],
)
def test_what_is_fetched_is_the_address_as_announced_but_for_tracking(url: str, fetched: str) -> None:
    assert without_tracking(url) == fetched


@pytest.mark.parametrize(
    ("host", "normal"),
    [
        ("BÜCHER.example", "xn--bcher-kva.example"),
        ("xn--bcher-kva.example", "xn--bcher-kva.example"),
        ("www.bücher.example。", "xn--bcher-kva.example"),
        ("[0:0::1]", "[::1]"),
    ],
)
def test_a_host_has_one_way_to_be_written(host: str, normal: str) -> None:
    assert urlsplit(normalize_url(f"https://{host}/")).netloc == normal


def test_the_order_of_parameters_does_not_matter() -> None:
    assert normalize_url("https://example.org/?b=2&a=1") == normalize_url("https://example.org/?a=1&b=2")


def test_an_address_by_number_keeps_its_scheme_and_port() -> None:
    assert normalize_url("http://127.0.0.1:8090/story") == "http://127.0.0.1:8090/story/"


def test_a_link_holds_no_control_characters() -> None:
    assert absolute_url("https://example.org/", "/a\x1b\x7f\x85b") == "https://example.org/a%1B%7F%C2%85b"
    assert absolute_url("https://example.org/", "/\ud800") == "https://example.org/%3F"


@pytest.mark.parametrize(
    "bad", ["", "mailto:desk@example.org", "file:///etc/passwd", "https://", "http://[", "x", "//a.example/"]
)
def test_what_is_no_web_address_is_refused(bad: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - urllib's own messages count as well
        normalize_url(bad)
    assert absolute_url("https://example.org/", bad) in (
        None,
        "https://example.org/",
        "https://example.org/x",
        "https://a.example/",
    )


@pytest.mark.parametrize(
    "host", ["a b.example", "a..example", "%61.example", "[fe80::1%25eth0]", ".", "a<b>", "a" * 300 + "ü"]
)
def test_a_host_that_cannot_be_is_refused(host: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - urllib's own messages count as well
        normalize_url(f"https://{host}/story")
    assert absolute_url("https://example.org/", f"https://{host}/story") is None


@given(st.text(max_size=40) | st.text(max_size=20).map(lambda text: f"https://{text}/") | st.text().map("//a:".__add__))
def test_a_link_that_leads_somewhere_has_an_identity(href: str) -> None:
    url = absolute_url("https://example.org/", href)
    if url is not None:
        assert normalize_url(url)


@pytest.mark.parametrize(
    "path",
    [
        "/news-feed/town-opens-a-bridge",
        "/national/town-opens-a-bridge/",
        "/nobot/town-opens-a-bridge/",
        "/Town-opens-a-Bridge",
        "/national/%E2%80%8B%E2%80%8Btown-opens-a-bridge/",
        "/news-feed/town-opens-a-bridge%5C",
    ],
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


_SEGMENT = st.text(min_size=1, max_size=12)
_NAME = st.sampled_from(["id", "p", "page", "v", "lang", "q", "story", "sid", "amp", "print", "ref", "cfid", "ü"])
_PATH = st.lists(
    _SEGMENT | st.sampled_from(["index.html", "amp", "print", "a-b-c", "12345.amp", "..", ".", "", "x.amp.html"]),
    max_size=5,
)
_QUERY = st.lists(st.tuples(_NAME, st.text(max_size=8) | st.sampled_from(["1", "amp"])), max_size=3)
_NOISE = st.sampled_from(
    [
        "utm_source=x",
        "fbclid=IwAR",
        "gclid=1",
        "ref=feed",
        "PHPSESSID=x1",
        "mc_eid=0",
        "sid=d41d8cd98f00b204e9800998ecf8427e",
    ]
)
# What normalisation is for; an address of nothing else is told apart to the letter.
_LEVELLED = re.compile(r"[./]|^(?:amp|print)$")


def _address(path: list[str], query: list[tuple[str, str]], host: str = "example.org") -> str:
    segments = "/".join(quote(segment, safe="", errors="replace") for segment in path)
    return f"https://{host}/{segments}?{urlencode(query, errors='replace')}"


@given(path=_PATH, query=_QUERY)
def test_what_is_normal_stays_and_is_a_web_address(path: list[str], query: list[tuple[str, str]]) -> None:
    normal = normalize_url(_address(path, query))
    assert normalize_url(normal) == normal
    assert re.fullmatch(r"https://example\.org/(?:[\w/:@!$&'()*+,;=.~-]|%[0-9A-F]{2})*(?:\?\S+)?", normal, re.ASCII)


@given(
    path=_PATH,
    query=_QUERY,
    noise=st.lists(_NOISE, min_size=1, max_size=3),
    fragment=st.text(max_size=8).map(lambda text: text.replace("!", "")),
    host=st.sampled_from(["www.example.org", "EXAMPLE.org", "example.org.", "example.org:443", "www.www.Example.ORG"]),
)
def test_noise_fragment_and_spelling_of_the_host_change_nothing(
    path: list[str], query: list[tuple[str, str]], noise: list[str], fragment: str, host: str
) -> None:
    plain, noisy = _address(path, query), _address(path, query, host)
    fragment = quote(fragment, errors="replace")
    assert normalize_url("&".join([noisy, *noise]) + f"#{fragment}") == normalize_url(plain)
    session = noisy.replace("?", ";jsessionid=1A2B.n1?", 1)
    assert normalize_url(session) == normalize_url(plain)
    fetched = without_tracking("&".join([plain, *noise]))
    assert normalize_url(fetched) == normalize_url(plain)
    assert not any(part in fetched for part in noise)


@given(
    one=st.lists(_SEGMENT.filter(lambda s: not _LEVELLED.search(s)), min_size=1, max_size=3),
    other=st.lists(_SEGMENT.filter(lambda s: not _LEVELLED.search(s)), min_size=1, max_size=3),
    number=st.integers(0, 99),
    another=st.integers(0, 99),
    name=st.sampled_from(["id", "p", "page", "article", "story", "v", "lang", "ref", "source", "src", "from", "sid"]),
)
def test_other_paths_and_other_choices_are_other_pages(
    one: list[str], other: list[str], number: int, another: int, name: str
) -> None:
    first = normalize_url(_address(one, [(name, str(number))]))
    second = normalize_url(_address(other, [(name, str(another))]))
    same = [quote(s, errors="replace") for s in one] == [quote(s, errors="replace") for s in other]
    assert (first == second) == (same and number == another)
