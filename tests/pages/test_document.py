"""From bytes to a tree: charsets that lie, pages that end in the middle, pages that are too much."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from feedcrawler.pages import NotAnArticle
from feedcrawler.pages.document import is_cut_off, is_overloaded, parse
from tests.pages.making import document, response

WORDS = "Київ – “добре”"
PAGE = f"<html><head><title>x</title></head><body><p>{WORDS}</p></body></html>"


def text(body: bytes, content_type: str | None) -> tuple[str, tuple[str, ...]]:
    parsed = parse(response(body, content_type=content_type))
    return parsed.root.findtext(".//p") or "", parsed.warnings


@pytest.mark.parametrize("content_type", ["text/html; charset=utf-8", "text/html", None])
def test_utf8_is_read_with_a_right_header_and_with_none(content_type: str | None) -> None:
    assert text(PAGE.encode(), content_type) == (WORDS, ())


@pytest.mark.parametrize("charset", ["iso-8859-1", "windows-1251", "koi8-r"])
def test_utf8_is_read_although_the_header_says_something_else(charset: str) -> None:
    words, warnings = text(PAGE.encode(), f"text/html; charset={charset}")
    assert words == WORDS
    assert warnings
    assert warnings[0].endswith("bytes are UTF-8")


def test_utf8_is_read_although_the_page_itself_says_something_else() -> None:
    body = PAGE.replace("<head>", '<head><meta charset="windows-1252">').encode()
    assert text(body, None)[0] == WORDS
    assert text(body, None)[1] == ("page: charset says cp1252, bytes are UTF-8",)


def test_a_few_broken_bytes_do_not_make_it_another_charset() -> None:
    body = PAGE.replace(WORDS, WORDS * 20).encode() + "ї".encode()[:1]
    assert text(body, "text/html; charset=iso-8859-1")[0] == WORDS * 20


@pytest.mark.parametrize("charset", ["windows-1251", "koi8-r", "iso-8859-5", "utf-16", "euc-kr"])
def test_another_charset_is_read_when_it_is_declared(charset: str) -> None:
    words = "다리가 열렸다" if charset == "euc-kr" else "Міст відкрито" if charset == "utf-16" else "Мост открыт"
    body = f"<html><body><p>{words}</p></body></html>".encode(charset)
    assert text(body, f"text/html; charset={charset}") == (words, ())


@pytest.mark.parametrize("charset", ["idna", "base64", "undefined"])
def test_a_codec_that_is_no_charset_is_read_as_browsers_read_what_they_do_not_know(charset: str) -> None:
    body = f'<meta charset="{charset}"><p>café'.encode("cp1252")
    assert text(body, None) == ("café", (f"page: charset {charset} unknown",))
    assert text(b"<p>caf\xe9", f"text/html; charset={charset}") == ("café", (f"page: charset {charset} unknown",))


def test_a_byte_order_mark_is_no_text() -> None:
    assert text(b"\xef\xbb\xbf" + PAGE.encode(), "text/html") == (WORDS, ())


def test_zero_bytes_are_dropped() -> None:
    assert text(b"<p>a\0b</p>", None)[0] == "ab"


@pytest.mark.parametrize(
    ("end", "cut"),
    [
        ("</article></body></html>", False),
        ("</article></body>", False),
        ("</article>", False),  # HTML lets both be left out
        ("</article>\n<script>var a = 1</script>", False),
        ("<p>It goes on", True),
        ("<p>It goes on <a hre", True),
        ("", True),
    ],
)
def test_a_page_that_ends_in_the_middle(end: str, cut: bool) -> None:
    assert is_cut_off(f"<html><body><article><p>It begins.</p>{end}".encode()) is cut


def test_the_end_of_another_page_in_the_text_is_not_the_end() -> None:
    body = b"<html><body><div><div><pre></html></pre>" + b"<p>It goes on and on.</p>" * 300
    assert is_cut_off(body) is True


def test_sloppy_but_whole_pages_are_whole() -> None:
    assert is_cut_off(b"<div><p>One.<p>Two.</div><div><p>Three.") is False


@pytest.mark.parametrize("body", [b"", b"  \n "])
def test_an_empty_page_is_no_article(body: bytes) -> None:
    with pytest.raises(NotAnArticle, match="empty page"):
        parse(response(body))


def test_far_too_large_a_page_is_refused() -> None:
    with pytest.raises(NotAnArticle, match="larger than 16 MB"):
        parse(response(b"x" * 17_000_000))


def test_a_tag_with_a_million_attributes_is_refused_at_once() -> None:
    body = b"<html><body><div " + b" ".join(b'a%d="x"' % n for n in range(200_000)) + b"><p>x</p></div>"
    assert is_overloaded(body)
    with pytest.raises(NotAnArticle, match="more tags or attributes"):
        parse(response(body))


def test_a_tag_with_many_attributes_and_no_space_between_them_is_refused_at_once() -> None:
    assert is_overloaded(b"<html><body><div " + b"".join(b'a%d=""' % n for n in range(20_000)) + b">")


def test_many_tags_with_thousands_of_attributes_are_refused_at_once() -> None:
    for count, tags in ((9_000, 60), (700, 2_000)):
        tag = b"<div " + b" ".join(b"a%d" % n for n in range(count)) + b">"
        assert is_overloaded(b"<html><body>" + tag * tags), count


def test_large_but_honest_pages_are_read() -> None:
    assert not is_overloaded(b"<img src='data:image/png;base64," + b"A=" * 100_000 + b"'>")
    assert not is_overloaded(b"<script>" + b"a = 1; " * 30_000 + b"</script>")
    assert not is_overloaded(b"<div data-state='" + b'{"a": "b c d"}, ' * 20_000 + b"'>")
    assert not is_overloaded(b"<p>It goes on.</p>" * 20_000)


def test_links_are_absolute_and_lead_to_web_pages() -> None:
    page = document('<html><head><base href="/news/"></head><body><p>x', "https://news.example/a/b/")
    assert page.link("c/") == "https://news.example/news/c/"
    assert page.link("//other.example/d") == "https://other.example/d"
    for href in (
        None,
        "",
        "#top",
        "javascript:alert(1)",
        "mailto:a@b.example",
        "data:image/png;base64,AA",
        "http://[bad",
    ):
        assert page.link(href) is None


@settings(max_examples=60)
@given(st.binary(max_size=300))
def test_any_bytes_are_a_page_or_no_article(body: bytes) -> None:
    try:
        parsed = parse(response(body))
    except NotAnArticle:
        return
    assert parsed.root is not None
