"""The recorded feed is what its README promises, and is built from its sources."""

from __future__ import annotations

import gzip
import itertools
import re
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

import pytest
from fastwarc.warc import ArchiveIterator, WarcRecordType

from fixtures.kyiv_independent.build import build_archive, build_truth
from fixtures.kyiv_independent.source import DAYS, HERE, SITE, Day
from tests.fixtures_.recorded import (
    card_links,
    feed_items,
    recorded_page,
    responses,
    true_articles,
    truth,
    walk,
    with_case,
)

ARCHIVE_LISTING = f"{SITE}/news-archive/"
TAG_LISTING = f"{SITE}/tag/news-feed/"
README = HERE.parent / "README.md"


@pytest.mark.parametrize("day", DAYS)
def test_the_committed_archives_are_what_the_sources_build(day: Day) -> None:
    committed = (HERE / f"{day}.warc.gz").read_bytes()
    # the records, not the gzip stream: that one is another with another zlib
    assert gzip.decompress(committed) == gzip.decompress(build_archive(day)), "run the build again"


def test_two_builds_give_the_same_bytes() -> None:
    assert build_archive("day-one") == build_archive("day-one")


def test_the_committed_truth_is_what_the_sources_build() -> None:
    assert (HERE / "truth.json").read_text(encoding="utf-8") == build_truth(), "run the build again"


@pytest.mark.parametrize("day", DAYS)
def test_every_digest_holds(day: Day) -> None:
    assert all(response.digests_hold for response in responses(day).values())


@pytest.mark.parametrize("day", DAYS)
def test_another_warc_reader_finds_the_same_responses(day: Day) -> None:
    with (HERE / f"{day}.warc.gz").open("rb") as stream:
        records = ArchiveIterator(stream, record_types=WarcRecordType.response, parse_http=True)
        found = {record.headers["WARC-Target-URI"]: record.reader.read() for record in records}
    assert found == {url: response.body for url, response in responses(day).items()}


@pytest.mark.parametrize("day", DAYS)
def test_archives_are_small(day: Day) -> None:
    assert (HERE / f"{day}.warc.gz").stat().st_size < 400_000


def test_at_least_forty_articles_in_every_theme_with_every_kind_of_head() -> None:
    articles = true_articles("day-one")
    assert len(articles) >= 40
    kinds = {(article["theme"], article["head"]) for article in articles}
    assert kinds == set(itertools.product("ABCD", ["full", "meta", "none"]))


def test_every_case_that_the_readme_names_is_there_and_no_other() -> None:
    named = re.split(r"## Cases\n", README.read_text(encoding="utf-8"))[1]
    lists = re.findall(r":\n(.+?)(?=\n\n|\Z)", named, flags=re.DOTALL)
    promised = {case.strip() for text in lists for case in " ".join(text.split()).split(" · ")}
    pages = [page for day in DAYS for page in truth()[day]["articles"] + truth()[day]["others"]]
    assert promised == {case for page in pages for case in page["cases"]}


@pytest.mark.parametrize("day", DAYS)
def test_a_crawl_finds_an_answer_to_everything_it_is_led_to(day: Day) -> None:
    announced = {item.findtext("link") for item in feed_items(day)}
    for listing in (ARCHIVE_LISTING, TAG_LISTING):
        for page in walk(day, listing):
            announced |= set(card_links(page))
    announced |= {article["url"] for article in true_articles(day)}
    assert not announced - set(responses(day))
    moved = [response for response in responses(day).values() if response.status == "301"]
    assert [response.headers["location"] in responses(day) for response in moved] == [True]


@pytest.mark.parametrize("day", DAYS)
@pytest.mark.parametrize("listing", [ARCHIVE_LISTING, TAG_LISTING])
def test_a_listing_has_three_pages_behind_show_more(day: Day, listing: str) -> None:
    pages = walk(day, listing)
    assert len(pages) == 3
    links = [link for page in pages for link in card_links(page)]
    assert len(links) == len(set(links))
    assert all(page.xpath("//button[.='Show More']") for page in pages)


@pytest.mark.parametrize("day", DAYS)
def test_cards_descend_by_dates_written_in_both_of_the_site_s_ways(day: Day) -> None:
    written = [date for page in walk(day, ARCHIVE_LISTING) for date in page.xpath("//@data-archive-id")]
    iso = [date for date in written if date.endswith("Z")]
    assert 0 < len(iso) < len(written)
    dates = [_card_date(date) for date in written]
    assert dates == sorted(dates, reverse=True)


def _card_date(written: str) -> datetime:
    if written.endswith("Z"):
        return datetime.fromisoformat(written)
    return datetime.strptime(written, "%a %b %d %Y %H:%M:%S GMT+0000 (Coordinated Universal Time)").replace(tzinfo=UTC)


@pytest.mark.parametrize("day", DAYS)
def test_the_feed_holds_the_fifteen_newest_first(day: Day) -> None:
    items = feed_items(day)
    dates = [parsedate_to_datetime(item.findtext("pubDate")) for item in items]
    assert len(items) == 15
    assert dates == sorted(dates, reverse=True)
    assert len({item.findtext("guid") for item in items}) == 15
    content = "{http://purl.org/rss/1.0/modules/content/}encoded"
    assert all(item.findtext(content).startswith("<p>") for item in items)


@pytest.mark.parametrize("day", DAYS)
def test_an_old_post_is_the_first_card_on_both_days(day: Day) -> None:
    first = card_links(walk(day, ARCHIVE_LISTING)[0])[0]
    assert first == with_case(day, "reused old post at the top")["url"]
    assert with_case(day, "reused old post at the top")["datePublished"] < "2023"


def test_articles_of_page_three_are_announced_nowhere_else() -> None:
    pages = walk("day-one", ARCHIVE_LISTING)
    in_feed = {item.findtext("link") for item in feed_items("day-one")}
    urls = {article["url"] for article in true_articles("day-one") if "only on page 3" in article["cases"]}
    assert urls <= set(card_links(pages[2]))
    assert not urls & (in_feed | set(card_links(pages[0])) | set(card_links(pages[1])))


def test_on_day_two_pages_that_were_not_corrected_are_the_same_bytes() -> None:
    changes = {article["url"]: article["change"] for article in true_articles("day-two")}
    for url, change in changes.items():
        before = responses("day-one").get(url)
        same = before is not None and before.body == responses("day-two")[url].body
        assert change == ("new" if before is None else "unchanged" if same else "changed"), url
    counts = [list(changes.values()).count(change) for change in ("new", "changed", "unchanged")]
    assert counts == [6, 2, 46]


def test_a_corrected_article_says_when_it_was_changed() -> None:
    for case in ("corrected paragraph", "corrected headline"):
        before, after = with_case("day-one", case), with_case("day-two", case)
        assert before["url"] == after["url"]
        assert before["datePublished"] == after["datePublished"]
        assert before["dateModified"] < after["dateModified"]
        assert before["paragraphs"] != after["paragraphs"]
        assert (before["headline"] == after["headline"]) == (case == "corrected paragraph")


def test_a_page_that_was_cut_off_ends_within_a_tag_and_counts_its_bytes_as_if_whole() -> None:
    cut = recorded_page("day-one", "a page cut off in the middle")
    assert cut.body.endswith(b"<p")
    assert cut.headers["content-length"] == str(len(cut.body))
    assert b'"@type": "Article"' in cut.body


def test_a_header_can_lie_about_the_charset() -> None:
    page = recorded_page("day-one", "wrong charset")
    assert page.headers["content-type"] == "text/html; charset=iso-8859-1"
    assert "“Вишнева”" in page.body.decode("utf-8")
    bare = recorded_page("day-one", "no charset")
    assert bare.headers["content-type"] == "text/html"
    assert b"charset" not in bare.body


def test_the_page_prints_what_no_calendar_has() -> None:
    assert b"February 30, 2025 1:15 PM" in recorded_page("day-one", "impossible date").body
    assert with_case("day-one", "impossible date")["datePublished"] is None


@pytest.mark.parametrize(
    ("case", "printed", "instant"),
    [
        ("just after midnight in Kyiv", "June 11, 2025 12:40 AM", "2025-06-10T21:40:00.000Z"),
        ("printed winter time", "January 28, 2023 8:02 pm", "2023-01-28T18:02:00.000Z"),
        ("hour that comes twice", "October 27, 2024 3:30 AM", "2024-10-27T01:30:00.000Z"),
    ],
)
def test_pages_print_the_time_in_kyiv(case: str, printed: str, instant: str) -> None:
    assert with_case("day-one", case)["datePublished"] == instant
    assert printed.encode() in recorded_page("day-one", case).body


def test_a_page_without_structured_data_has_none() -> None:
    for article in true_articles("day-one"):
        if article["head"] == "none":
            body = responses("day-one")[article["url"]].body
            assert not re.search(rb"ld\+json|og:|article:|published_at|itemprop|datetime=", body, re.IGNORECASE)


@pytest.mark.parametrize("day", DAYS)
def test_what_must_come_out_is_on_the_page_in_that_order(day: Day) -> None:
    for article in true_articles(day):
        text = " ".join(responses(day)[article["url"]].page().text_content().split())
        if article["outcome"] != "cut":
            wanted = [" ".join(paragraph.split()) for paragraph in article["paragraphs"]]
            assert all(_found_in_order(text, wanted)), article["url"]


def _found_in_order(text: str, wanted: list[str]) -> list[bool]:
    position, found = 0, []
    for paragraph in wanted:
        at = text.find(paragraph, position)
        found.append(at >= 0)
        position = max(at, 0) + len(paragraph)
    return found


def test_the_repeated_sentence_is_in_four_articles() -> None:
    telling = [a for a in true_articles("day-one") if "repeated background sentence" in a["cases"]]
    common = set.intersection(*({*article["paragraphs"]} for article in telling))
    assert len(telling) == 4
    assert len(common) == 1


def test_a_copy_has_the_words_of_its_original() -> None:
    by_url = {article["url"]: article for article in true_articles("day-two")}
    copies = [a for a in by_url.values() if a["duplicateOf"] or a["sameTextAs"]]
    assert len(copies) == 3
    for copy in copies:
        original = by_url[copy["duplicateOf"] or copy["sameTextAs"]]
        assert copy["paragraphs"] == original["paragraphs"]
        assert copy["headline"] != original["headline"]
