"""An address says what a page is only where that is certain; no article's address is a page's."""

from __future__ import annotations

import json
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feedcrawler.discovery import shape_of

SITE = "https://example.org"

ARTICLES = [
    "/privacy-law-passes-parliament/",
    "/author-dies-at-90/",
    "/contact-with-probe-lost-after-launch",
    "/about-the-war-in-the-east/",
    "/tag-along-with-the-rescuers/",
    "/2026/01/05/story",
    "/events/2026/01/05/big-bridge-opens/",
    "/a-bridge-that-opens/20260105/",
    "/2026/1/5/story/",
    "/2026/jan/05/story",
    "/2026-01-05-story/",
    "/20260105/story/",
    "/category/politics/2026/01/05/vote/",
    "/archive/2026/01/05/vote/",
    "/world/12345",
    "/world/article241847490/vote.html",
    "/a/e4f07910-3c72-4551-a37d-96207f2c9b02",
    "/news/articles/clymn8zyrp9o",
    "/columnists/201911181077343476-royal-arrogance/",
    "/?p=12345",
    "/news.php?id=8576",
    "/news/view.asp?idx=8576&page=1",
    "/islenskar_konur_stydja_vitnin/",
    "/feather-duvet.html",
    "/intro-to-vue.js/",
    "/новости/президент-подписал-новый-закон/",
    "/%D9%85%D8%AD%D9%84%D9%8A/%D8%A7%D9%84%D8%B1%D8%A6%D9%8A%D8%B3-%D9%8A%D9%88%D9%82%D8%B9-%D9%82%D8%A7%D9%86%D9%88%D9%86/",
    "/新闻/总统签署新法案",
    "/long-words-of-a-story/amp/",
]
PAGES = [
    "",
    "/",
    "/en/",
    "/index.html",
    "/?utm_source=feed",
    "/?s=war",
    "/calendar/2026/01/",
    "/calendar/2026/01/05/",
    "/events/2026-01-05/",
    "/tag/war/",
    "/en/tag/war-in-ukraine",
    "/category/politics/",
    "/category/politics/europe/",
    "/kategorie/politik",
    "/рубрика/война/",
    "/author/jane-van-der-berg/",
    "/autor/12345",
    "/search/",
    "/search/war",
    "/topics/climate/",
    "/page/2/",
    "/news/page/3",
    "/politik/seite/2",
    "/some-long-section-name/page-2",
    "/2026/01/",
    "/archive/2026/01/",
    "/login",
    "/login?next=/world/12345",
    "/about",
    "/about/team",
    "/en/contact/",
    "/contact.php",
    "/pages/terms-of-use",
    "/impressum.html",
    "/kontakt/",
    "/mentions-legales",
    "/aviso-legal/",
    "/контакти/",
    "/privacy-policy/",
    "/newsletter",
    "/subscribe/",
    "/feed/",
    "/world/rss.xml",
    "/atom.xml",
    "/2026/01/05/picture-of-the-day.jpg",
    "/report-of-the-year.pdf",
    "/style.css",
    "/wp-login.php",
    "/wp-json/oembed/1.0/embed",
]
UNSURE = [
    "/news/politics/",
    "/kuleba-2/",
    "/mayor/",
    "/arts-and-culture/",
    "/elections-2024/",
    "/news/",
    "/2026/01/05/",
    "/news/2026/01/05/",
    "/people/jane-ann-doe/",
    "/movies/contact/",
    "/topics/climate/melting-ice-sheets-of-greenland/",
    "/category/politics/a-vote-that-nobody-won/",
    "/news/?page=3",
    "/?article",
]


@pytest.mark.parametrize("path", ARTICLES)
def test_a_date_an_id_or_a_headline_is_an_article(path: str) -> None:
    assert shape_of(SITE + path) == "article"


@pytest.mark.parametrize("path", PAGES)
def test_listings_feeds_files_and_pages_about_the_site_are_none(path: str) -> None:
    assert shape_of(SITE + path) == "page"


@pytest.mark.parametrize("path", UNSURE)
def test_what_may_be_both_is_unsure(path: str) -> None:
    assert shape_of(SITE + path) == "unsure"


@pytest.mark.parametrize(
    "url", ["mailto:a@example.org", "javascript:void(0)", "tel:1", "http://[", "", "/story-of-the-day/"]
)
def test_what_is_no_web_address_is_no_article(url: str) -> None:
    assert shape_of(url) == "page"


@given(st.text(max_size=200) | st.from_regex(r"https?://[a-z.\[\]]{0,9}(/[\w%.;-]{0,20}){0,9}(\?[\w=&%]{0,30})?(#.*)?"))
def test_every_text_has_a_shape(url: str) -> None:
    assert shape_of(url) in {"article", "unsure", "page"}


@given(
    st.lists(st.from_regex(r"[a-z]{2,9}", fullmatch=True), min_size=5, max_size=12),
    st.sampled_from(["", "/en", "/news"]),
)
def test_a_headline_of_five_words_is_never_a_page(words: list[str], folder: str) -> None:
    assert shape_of(f"{SITE}{folder}/{'-'.join(words)}/") == "article"


@pytest.mark.parametrize("corpus", ["aeb", "fundus", "wcxb"])
def test_no_address_of_a_real_article_is_a_page(shared: Path, corpus: str) -> None:
    truth = json.loads((shared / "corpora" / corpus / "ground-truth.json").read_text())
    urls = [page["url"] for page in truth.values() if page.get("url")]
    assert [url for url in urls if shape_of(url) == "page"] == []
    sure = sum(shape_of(url) == "article" for url in urls) / len(urls)
    assert sure >= (0.8 if corpus == "wcxb" else 0.96)  # blogs and guides have shorter names than news


def test_of_a_newsrooms_addresses_only_other_pages_are_pages(shared: Path) -> None:
    urls = (shared / "kyiv-independent" / "urls-2023.txt").read_text().split()
    pages = {urlsplit(url).path.split("/")[1] for url in urls if shape_of(url) == "page"}
    assert pages == {"", "Users", "author", "membership", "tag"}  # "Users": a picture's address, pasted by accident
    assert sum(shape_of(url) == "article" for url in urls) / len(urls) > 0.96


def test_many_parameters_make_no_article_a_page() -> None:
    query = "&".join(f"q{n}=1" for n in range(200))
    assert shape_of(f"{SITE}/a-story-of-the-sea/?{query}") == "article"
    assert shape_of(f"{SITE}/news.php?id=12345&{query}") == "article"
