"""The report as a page."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import Any

import pytest
from lxml.html import HtmlElement, document_fromstring

from feedcrawler.figures import Period
from feedcrawler.mongodb.figures import gather
from feedcrawler.report.page import page
from tests.report.filling import NOW, Db, Filling, night, run, stored
from tests.report.hostile import LONG, fill_with_traps


def report(database: Db, days: int = 30, site: str | None = None) -> HtmlElement:
    """A database's report, parsed."""
    return document_fromstring(page(gather(database, Period(NOW, days), site)))


def words(element: HtmlElement) -> str:
    """What a reader reads."""
    return " ".join(element.text_content().split())


def headline(html: HtmlElement) -> str:
    return words(html.xpath("//h1")[0])


def test_an_empty_database_says_how_to_begin(database: Db) -> None:
    html = report(database)
    assert headline(html) == "Nothing has been crawled yet"
    assert "feedcrawler crawl news -a url=https://example.org/" in words(html)
    assert all(section.xpath(".//p[@class='nothing']") for section in html.xpath("//section"))


def test_one_article_makes_a_whole_report(database: Db) -> None:
    database.runs.insert_one(run("a.example", NOW, new=1))
    database.articles.insert_one(stored("a.example", "first", "The first", NOW, lag=0))
    html = report(database, days=1)
    assert headline(html) == "The night went well"
    assert "In the last 24 hours: 1 new article, 1 changed." in words(html)


@pytest.mark.parametrize(
    ("verdicts", "said"),
    [
        (["done", "done"], "The night went well on all 2 sites"),
        (["done", "degraded"], "1 of 2 sites degraded"),
        (["failed", "degraded", "done"], "1 of 3 sites failed, 1 degraded"),
        (["failed"], "The last run failed"),
        (["degraded"], "The last run was degraded"),
        (["running"], "The last run is still going on"),
        (["done", "running"], "1 of 2 sites running"),
        (["degraded", "running"], "1 of 2 sites degraded"),
    ],
)
def test_the_headline_is_the_verdict_of_the_night(database: Db, verdicts: list[str], said: str) -> None:
    database.runs.insert_many(run(f"{n}.example", NOW, verdict, aliveAt=NOW) for n, verdict in enumerate(verdicts))
    assert headline(report(database)) == said


def test_a_night_without_runs_is_no_good_night(database: Db) -> None:
    Filling("a.example", days=20).fill(database, NOW.replace(day=20))
    assert headline(report(database)) == "No run in the last 24 hours"
    assert "1 site had no run." in words(report(database))


def test_a_site_in_trouble_comes_first_and_says_why(database: Db) -> None:
    finding = {"what": "field", "field": "authors", "message": "authors: given by 0 of 8 pages", "since": NOW}
    trouble = run("theme.example", NOW, "degraded", reasons=["authors: given by 0 of 8 pages"], findings=[finding])
    database.runs.insert_many([run("a.example", NOW), trouble])
    rows = report(database).xpath("//table[contains(@class, 'sites')]/tbody/tr")
    assert "theme.example" in words(rows[0])
    assert words(rows[1]) == "authors: given by 0 of 8 pages"  # once, though verdict and alarm say it


def test_a_field_that_has_fallen_is_open_and_marked(database: Db) -> None:
    night(database, 4)
    opened = report(database).xpath("//section[@id='fields']/details[@open]")
    assert [words(one.xpath("summary")[0]) for one in opened] == ["theme.example authors fell from 100% to 0%"]
    assert "▼ 0%" in words(opened[0].xpath(".//tr[@class='fallen']")[0])


def test_the_words_of_a_headline_that_were_changed_are_marked(database: Db) -> None:
    night(database, 4)
    (changed,) = report(database).xpath("//section[@id='stories']//li[.//ins]")
    assert words(changed.xpath(".//ins")[0]) == "at last"
    assert "Bridge over the river opens at last" in words(changed)


def test_many_sites_are_as_far_as_there_is_room(database: Db) -> None:
    for number in range(60):
        Filling(f"{'a-very-long-name-' * 3}{number}.example", days=2, a_day=2).fill(database)
    html = report(database)
    assert len(html.xpath("//section[@id='sites']//tbody/tr")) == 50
    assert "35 more sites" in words(html.xpath("//section[@id='sites']/details/summary")[0])
    for section in ("days", "hours", "lag", "fields"):
        assert re.search(r"and \d+ more sites", words(html.xpath(f"//section[@id='{section}']")[0])), section
    assert len(page(gather(database, Period(NOW, 30)))) < 1_000_000


def test_every_chart_has_a_name_and_its_numbers_in_words(database: Db) -> None:
    night(database, 4)
    html = report(database)
    for chart in html.xpath("//svg[not(@aria-hidden)]"):
        assert chart.get("role") == "img"
        assert words(chart[0])
        assert chart[0].tag == "title"
    for table in html.xpath("//table"):
        assert words(table.xpath("caption")[0])
        assert not table.xpath(".//th[not(@scope)]")
    levels = [int(heading.tag[1]) for heading in html.xpath("//h1|//h2|//h3|//h4")]
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))
    for link in html.xpath("//a[starts-with(@href, '#')]/@href"):
        assert html.get_element_by_id(link[1:]) is not None


def test_nothing_of_others_becomes_markup(database: Db) -> None:
    fill_with_traps(database)
    html = report(database)
    allowed = {"html", "head", "meta", "title", "link", "style", "body"}
    outside = {element.tag for element in html.xpath("//*[not(ancestor-or-self::svg)]")}
    assert outside <= allowed | {
        *("a", "header", "main", "nav", "footer", "section", "div", "p", "h1", "h2", "h3", "h4", "ul", "ol", "li"),
        *("dl", "dt", "dd", "table", "caption", "thead", "tbody", "tr", "th", "td", "span", "b", "abbr", "bdi", "code"),
        *("details", "summary", "figure", "figcaption", "del", "ins"),
    }
    attributes = {str(name) for element in html.iter() for name in element.attrib}
    assert not [name for name in attributes if name.startswith("on") or name in ("style", "src", "srcdoc", "action")]
    for link in html.xpath("//a[not(starts-with(@href, '#'))]"):
        assert re.match(r"https?://", link.get("href"))
        assert link.get("rel") == "noopener noreferrer nofollow"


def test_what_cannot_be_seen_is_shown_and_what_is_long_is_cut(database: Db) -> None:
    fill_with_traps(database)
    text = page(gather(database, Period(NOW, 30)))
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", text)
    assert "\\u202e" in text
    assert LONG not in text


def test_the_policy_of_the_page_allows_its_own_style_only(database: Db) -> None:
    html: Any = report(database)
    (policy,) = html.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
    assert policy.startswith("default-src 'none'; style-src 'sha256-")
    assert "unsafe" not in policy
    assert html.get("lang") == "en"
    assert not html.xpath("//script")
