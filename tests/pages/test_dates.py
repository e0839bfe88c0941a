"""Which of a page's dates are the article's."""

from __future__ import annotations

from feedcrawler.pages import ArticlePage
from feedcrawler.pages.dates import Dating
from tests.pages.making import URL, page

PRINTED = "<div>June 5, 2025 2:02 PM</div>"


def article_page(head: str = "", header: str = "", after: str = "", url: str = URL) -> ArticlePage:
    """An article with something in its head, under its headline and after its text."""
    text = "<p>" + "The bridge was opened and the town came to see it. " * 12 + "</p>"
    html = (
        f"<html lang=en><head><title>Bridge opens</title>{head}</head><body>"
        f"<article><h1>Bridge opens</h1>{header}<div>{text * 3}</div></article>{after}</body></html>"
    )
    return page(html, url)


def dating(*parts: str, **more: str) -> Dating:
    return article_page(*parts, **more).dating


def first(head: str = "", header: str = "", after: str = "", **more: str) -> tuple[str, str, str | None] | None:
    candidates = dating(head, header, after, **more).published()
    return next(((one.value.raw, one.source, one.path) for one in candidates), None)


def json_ld(published: str, modified: str | None = None, kind: str = "Article") -> str:
    changed = f', "dateModified": {modified}' if modified else ""
    return f'<script type="application/ld+json">{{"@type": "{kind}", "datePublished": {published}{changed}}}</script>'


def meta(name: str, content: str) -> str:
    return f'<meta property="{name}" content="{content}">'


META = meta("article:published_time", "2025-06-05T11:02:00Z")


def test_json_ld_comes_before_meta_tags_before_what_is_printed() -> None:
    assert first(json_ld('"2025-06-05T11:02:01Z"') + META, PRINTED) == (
        "2025-06-05T11:02:01Z",
        "json-ld",
        "datePublished",
    )
    assert first(META, PRINTED) == ("2025-06-05T11:02:00Z", "meta", "article:published_time")
    assert first("", PRINTED) == ("June 5, 2025 2:02 PM", "text", None)
    assert first() is None


def test_unix_time_in_json_ld_and_in_meta_tags_is_a_date() -> None:
    assert first(json_ld("1749121321")) == ("1749121321", "json-ld", "datePublished")
    assert first(meta("article:published_time", "1749121321000")) == (
        "1749121321000",
        "meta",
        "article:published_time",
    )


def test_a_bare_day_gives_way_to_a_source_that_knows_the_hour_of_that_day() -> None:
    assert first(json_ld('"2025-06-05"') + META) == ("2025-06-05T11:02:00Z", "meta", "article:published_time")
    assert first(json_ld('"2025-06-05T00:00:00Z"') + META) == (
        "2025-06-05T11:02:00Z",
        "meta",
        "article:published_time",
    )
    assert first(json_ld('"2025-06-05"'), PRINTED) == ("June 5, 2025 2:02 PM", "text", None)
    assert first(json_ld('"2025-06-05"')) == ("2025-06-05", "json-ld", "datePublished")


def test_a_bare_day_does_not_give_way_to_the_hour_of_another_day() -> None:
    assert first(json_ld('"2025-06-04"') + META) == ("2025-06-04", "json-ld", "datePublished")


def test_a_date_on_no_calendar_gives_way_to_any_other() -> None:
    for date in (
        '"2023-99-99T10:00:00Z"',
        '"2025-02-30T10:00:00Z"',
        '"2025-06-05T25:00:00Z"',
        '"1970-01-01T00:00:00Z"',
    ):
        assert first(json_ld(date), PRINTED) == ("June 5, 2025 2:02 PM", "text", None)
        assert first(json_ld(date)) == (date.strip('"'), "json-ld", "datePublished")


def test_what_is_no_date_is_skipped() -> None:
    for date in ('""', "null", "0", '"soon"', "{}", '["", null]', "true"):
        assert first(json_ld(date) + META) == ("2025-06-05T11:02:00Z", "meta", "article:published_time")


def test_a_modified_date_is_never_the_published_one() -> None:
    for head in (
        meta("article:modified_time", "2025-06-06T08:00:00Z"),
        json_ld("null", '"2025-06-06T08:00:00Z"'),
        meta("last-modified", "2025-06-06"),
        meta("content-last-published-update-time", "2025-06-06"),
    ):
        assert first(head) is None
        assert first(head, "<div>Last updated: June 6, 2025</div>") is None
    changed = dating(meta("article:modified_time", "2025-06-06T08:00:00Z"))
    assert [one.value.raw for one in changed.modified()] == ["2025-06-06T08:00:00Z"]


def test_an_endless_date_is_cut() -> None:
    found = first(json_ld('"2025 ' + "x" * 5000 + '"'))
    assert found is not None
    assert len(found[0]) == 200


def test_publishers_have_names_of_their_own_for_it() -> None:
    for name in (
        "parsely-pub-date", "sailthru.date", "dc.date.issued", "cXenseParse:recs:publishtime", "citation_online_date",
        "article.published", "publication_date", "w-published-date", "cms:publicationTime",
    ):  # fmt: skip
        assert first(meta(name, "2025-06-05T11:02:00Z")) == ("2025-06-05T11:02:00Z", "meta", name.lower())


def test_the_page_around_the_article_and_marked_elements_come_after_meta_tags() -> None:
    around = json_ld('"2025-06-05T11:02:01Z"', kind="WebPage")
    assert first(around) == ("2025-06-05T11:02:01Z", "json-ld", "WebPage.datePublished")
    assert first(around + META) == ("2025-06-05T11:02:00Z", "meta", "article:published_time")
    marked = '<span itemprop="datePublished" content="2025-06-05T11:02:00Z">today</span>'
    assert first("", marked) == ("2025-06-05T11:02:00Z", "microdata", "datePublished")


def test_the_day_in_the_address_is_the_last_resort() -> None:
    url = "https://news.example/2025/06/05/bridge-opens/"
    assert first(url=url) == ("2025-06-05", "url", "path")
    assert first("", "<div>June 4, 2025</div>", url=url) == ("June 4, 2025", "text", None)


def test_of_one_instant_said_twice_the_one_with_the_sites_offset_counts() -> None:
    utc = json_ld('"2025-06-05T11:02:00Z"')
    assert first(utc + meta("article:published_time", "2025-06-05T14:02:00+03:00")) == (
        "2025-06-05T14:02:00+03:00",
        "meta",
        "article:published_time",
    )
    local_as_utc = meta("article:published_time", "2025-06-05T11:02:00-04:00")
    assert first(utc + local_as_utc) == ("2025-06-05T11:02:00-04:00", "meta", "article:published_time")


def test_a_page_that_machines_are_told_the_day_of_its_last_saving_is_dated_by_what_it_prints() -> None:
    saved = json_ld('"2025-11-05"', '"2025-11-05"')
    assert first(saved, "<div>January 31, 2024</div>") == ("January 31, 2024", "text", None)
    edited = json_ld('"2025-11-05T10:00:00Z"', '"2025-11-09T10:00:00Z"')
    assert first(edited, "<div>January 31, 2024</div>") == ("2025-11-05T10:00:00Z", "json-ld", "datePublished")
    assert first(saved, "<div>December 1, 2025</div>") == ("2025-11-05", "json-ld", "datePublished")
    teaser = "<ul><li><a href=/other><h4>A bridge that was opened before</h4></a><p>January 31, 2024</p></li></ul>"
    assert first(saved, teaser) == ("2025-11-05", "json-ld", "datePublished")


def offset(head: str, header: str = "", **more: str) -> int | None:
    return next(dating(head, header, **more).published()).value.offsetMinutes


def test_an_instant_in_utc_has_the_offset_of_the_clock_that_the_page_prints() -> None:
    utc = json_ld('"2025-06-05T11:02:31Z"')
    assert offset(utc, "<div>June 5, 2025 2:02 PM</div>") == 180
    assert offset(utc, "<div>June 5, 2025 7:02 AM</div>") == -240
    assert offset(utc, "<div>June 5, 2025 4:32 PM</div>") == 330
    assert offset(utc, "<div>June 5, 2025 11:02 AM</div>") is None
    assert offset(utc, "<div>June 5, 2025 11:17 AM</div>") is None
    assert offset(json_ld('"2025-06-05T14:02:31+03:00"'), "<div>June 5, 2025 7:02 AM</div>") is None


def test_the_day_before_in_print_is_no_offset_and_no_older_date() -> None:
    saved = json_ld('"2025-06-05T04:13:00Z"', '"2025-06-05T04:13:00Z"')
    assert offset(saved, "<div>June 4, 2025</div>") is None
    assert first(saved, "<div>June 4, 2025</div>") == ("2025-06-05T04:13:00Z", "json-ld", "datePublished")


def test_a_disagreement_is_one_only_where_it_is_sure() -> None:
    told = json_ld('"2025-06-05T11:02:00Z"', '"2025-08-01T10:00:00Z"')
    assert dating(told, "<div>July 1, 2025</div>").disagree
    assert not dating(told, "<div>June 6, 2025</div>").disagree  # a clock's difference
    assert not dating(told, "<div>August 1, 2025</div>").disagree  # the day of the change
    assert not dating(told, "<div>Updated July 1, 2025</div>").disagree
    assert not dating(told, "<div>1/7/2025</div>").disagree  # which of the two is the month?
    assert not dating(told, "<div>2 days ago</div>").disagree
    assert not dating("", "<div>July 1, 2025</div>").disagree


def test_a_disagreement_is_a_warning_in_the_article() -> None:
    told = json_ld('"2025-06-05T11:02:00Z"', '"2025-08-01T10:00:00Z"')
    odd, plain = (article_page(told, f"<div>{day}</div>").read().extraction for day in ("July 1, 2025", "June 5, 2025"))
    warning = "datePublished: structured data and page disagree"
    assert odd is not None
    assert plain is not None
    assert warning in odd.warnings
    assert warning not in plain.warnings


def test_a_site_of_which_nothing_is_declared_has_its_countrys_clock() -> None:
    assert article_page(url="https://news.fr/pont/").about.timezone == "Europe/Paris"
    assert article_page().about.timezone == "UTC"


CHANGED = '<script type="application/ld+json">{"@type": "NewsArticle", "dateModified": "2025-06-05T11:02:00Z"}</script>'


def raws(found: ArticlePage) -> tuple[str | None, str | None]:
    published, modified = found.dates.published, found.dates.modified
    return published and published.raw, modified and modified.raw


def test_a_printed_date_that_is_the_stated_change_is_no_publication() -> None:
    change = "2025-06-05T11:02:00Z"
    for line in (f"<time datetime={change}>June 5, 2025</time>", "<p>June 5, 2025</p>"):
        assert raws(article_page(CHANGED, line)) == (None, change)


def test_another_printed_date_and_one_called_published_are_the_publication() -> None:
    change = "2025-06-05T11:02:00Z"
    assert raws(article_page(CHANGED, "<p>June 4, 2025</p>")) == ("June 4, 2025", change)
    assert raws(article_page(CHANGED, "<p>Published June 5, 2025</p>")) == ("June 5, 2025", change)


def test_a_time_that_is_named_after_the_change_is_not_taken_elsewhere_either() -> None:
    line = "<time class=updated datetime=2025-05-03T10:00:00Z>May 3, 2025</time>"
    assert article_page(after=f"<div class=meta>{line}</div>").dates.published is None
    assert article_page(after="<div class=meta><time class=updated>May 3, 2025</time></div>").dates.published is None
