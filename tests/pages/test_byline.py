"""Who, when, how long and which section, by where they stand."""

from __future__ import annotations

import pytest

from feedcrawler.pages.byline import Header
from tests.pages.making import element


def header(html: str) -> Header:
    """The header of a page whose text is in `#t`."""
    root = element(f"<html><body>{html}</body></html>", "html")
    text = root.cssselect("#t")[0]
    return Header(root.find(".//h1"), text, text)


def names(html: str) -> list[str]:
    return [one.name for one in header(html).signatures]


def boxed(html: str) -> list[str]:
    return [one.name for one in header(html).boxed_signatures]


def test_links_to_authors_between_headline_and_text_sign() -> None:
    html = "<article><h1>H</h1><div>by <a href='/author/olha/'>Olha Bondar</a> and <a href='/author/p/'>Petro Sych</a></div><div id=t><p>x</div></article>"
    assert names(html) == ["Olha Bondar", "Petro Sych"]
    assert header(html).signatures[0].href == "/author/olha/"


def test_a_line_that_begins_with_by_signs_without_links() -> None:
    assert names(
        "<article><h1>H</h1><div>by Olha Bondar <time>June 5, 2025</time></div><div id=t></div></article>"
    ) == ["Olha Bondar"]


def test_a_byline_above_the_headline_signs_too() -> None:
    assert names("<article><div><a href='/author/olha/'>Olha Bondar</a></div><h1>H</h1><div id=t></div></article>") == [
        "Olha Bondar"
    ]


def test_authors_of_other_stories_do_not_sign() -> None:
    html = (
        "<nav><a href='/author/n/'>Nav Igator</a></nav><article><h1>H</h1><aside><a href='/author/a/'>Asi De</a></aside>"
        "<div id=t><p><a href='/author/i/'>In Text</a></p></div></article><aside><a href='/author/z/'>Za Ide</a></aside>"
    )
    assert names(html) == []
    assert boxed(html) == []


BIO = "<section><img alt=Avatar><span>Avatar</span><a href='/author/{0}/'>{0}</a><p>{0} writes.</p><a href='/author/{0}/'>Read more</a></section>"


def test_the_authors_box_after_the_text_signs_and_read_more_does_not() -> None:
    assert boxed(f"<article><h1>H</h1><div id=t></div><div>Support us</div>{BIO.format('Olha')}</article>") == ["Olha"]


def test_each_author_has_a_box() -> None:
    assert boxed(f"<article><h1>H</h1><div id=t></div>{BIO.format('Olha')}{BIO.format('Petro')}</article>") == [
        "Olha",
        "Petro",
    ]


def test_a_box_without_links_signs_by_the_line_after_the_avatar() -> None:
    assert boxed(
        "<article><h1>H</h1><div id=t></div><div><div>Avatar</div><div>Olha Bondar</div><p>Olha writes.</p></div></article>"
    ) == ["Olha Bondar"]
    assert boxed(
        "<article><h1>H</h1><div id=t></div><div><span>Avatar</span><span>Olha Bondar</span><p>Olha writes.</p></div></article>"
    ) == ["Olha Bondar"]


def test_a_box_without_links_signs_without_the_role_beside_the_name() -> None:
    for inner in (
        "<img alt=Avatar><h4>Olha Bondar</h4><p>Olha writes.</p>",
        "<img alt=Avatar><span>Avatar</span><span>Olha Bondar</span><p>Olha writes.</p>",
        "Avatar<span>Olha Bondar</span><span>Senior Reporter</span>",
    ):
        assert boxed(f"<article><h1>H</h1><div id=t></div><div>{inner}</div></article>") == ["Olha Bondar"], inner


def test_a_link_to_an_author_signs_without_the_role_in_it() -> None:
    html = "<h1>H</h1><a href='/author/o/'><span>Olha Bondar</span><span>Reporter</span></a>{}<div id=t></div>"
    assert names(html.format("")) == ["Olha Bondar"]
    first_and_last = "<a href='/author/p/'><span>Petro</span> <span>Sych</span></a>"
    assert names(html.format(first_and_last)) == ["Olha Bondar", "Petro Sych"]


def test_an_appeal_with_a_heading_is_no_feed_before_the_authors_box() -> None:
    appeal = "<section><h3>Support us</h3><p>It is free.</p><p><a href='/membership/'>Become a member</a></p></section>"
    assert boxed(f"<article><h1>H</h1><div id=t></div>{appeal}{BIO.format('Olha')}</article>") == ["Olha"]


def test_a_box_may_name_its_author_in_a_heading() -> None:
    assert boxed(
        "<article><h1>H</h1><div id=t></div><div><h4><a href='/author/o/'>Olha</a></h4><p>Olha writes.</p></div></article>"
    ) == ["Olha"]


def test_what_comes_after_the_next_feed_of_stories_signs_nothing() -> None:
    for feed in ("<p>x</p>", "<a href='/author/z/'>Zoya</a><a href='/author/y/'>Yana</a>"):
        html = f"<article><h1>H</h1><div id=t></div><div><h4>News Feed</h4>{feed}</div>{BIO.format('Olha')}</article>"
        assert boxed(html) == []


def test_the_date_is_that_of_the_header_not_of_cards() -> None:
    html = (
        "<aside><time datetime='2020-01-01T00:00:00Z'></time></aside><article><h1>H</h1>"
        "<time datetime='2025-06-05T14:02:00Z'>June 5, 2025</time><div id=t><time datetime='2019-01-01'>x</time></div></article>"
    )
    printed = header(html).published
    assert printed is not None
    assert (printed.raw, printed.source) == ("2025-06-05T14:02:00Z", "css")
    assert header(html).modified is None


def test_a_date_as_text_is_taken_when_there_is_no_attribute() -> None:
    printed = header(
        "<article><h1>H</h1><div>1 min read</div><div>June 5, 2025 2:02 PM</div><div id=t></div></article>"
    ).published
    assert printed is not None
    assert (printed.raw, printed.source) == ("June 5, 2025 2:02 PM", "text")


def test_of_a_time_element_its_text_is_taken_where_only_that_has_a_clock() -> None:
    time = "<time datetime='2023-01-22'>{}</time>"
    for text, raw in (("January 22, 2023 11:01 PM", "January 22, 2023 11:01 PM"), ("January 22, 2023", "2023-01-22")):
        printed = header(f"<article><h1>H</h1>{time.format(text)}<div id=t></div></article>").published
        assert printed is not None
        assert printed.raw == raw


def test_the_first_date_after_the_headline_is_the_articles_whatever_a_feed_says_below_it() -> None:
    for stamp in (
        "<time datetime='2021-12-12T09:15:00Z'>9:15 PM</time>",
        "<time datetime='2021-12-12'>December 12</time>",
    ):
        html = f"<article><h1>H</h1><div>June 5, 2025 2:02 PM</div><div><p>Blurb</p>{stamp}</div><div id=t></div></article>"
        printed = header(html).published
        assert printed is not None
        assert printed.raw == "June 5, 2025 2:02 PM"


def test_a_clock_of_a_feed_above_the_date_is_no_date() -> None:
    html = "<article><h1>H</h1><time datetime='2021-12-12T09:15:00Z'>9:15 PM</time><div>June 5, 2025</div><div id=t></div></article>"
    printed = header(html).published
    assert printed is not None
    assert printed.raw == "June 5, 2025"


def test_an_updated_time_is_no_publication() -> None:
    html = (
        "<article><h1>H</h1><p>Published <time datetime='2025-06-05T14:02:00Z'>5 June</time>, "
        "updated: <time datetime='2025-06-06T08:00:00Z'>6 June</time></p><div id=t></div></article>"
    )
    found = header(html)
    assert found.published is not None
    assert found.modified is not None
    assert (found.published.raw[:10], found.modified.raw[:10]) == ("2025-06-05", "2025-06-06")


def test_empty_times_of_a_feed_are_no_dates() -> None:
    assert (
        header("<article><h1>H</h1><span>(Updated: <time></time> )</span><div id=t></div></article>").published is None
    )


def test_the_section_is_the_link_next_to_the_headline_not_the_navigation() -> None:
    html = "<nav><a href='/tag/war/'>War</a></nav><article><a href='/tag/news-feed/'>News Feed</a><a href='/ghost/#/e'>Edit post</a><h1>H</h1><div id=t></div></article>"
    assert header(html).sections == ["News Feed"]


def test_the_section_may_stand_after_the_headline() -> None:
    assert header("<article><h1>H</h1><p><a href='/category/war/'>War</a></p><div id=t></div></article>").sections == [
        "War"
    ]


def test_tags_of_a_feed_before_the_article_are_no_section() -> None:
    feed = (
        "<div><p>"
        + "A blurb of another story that goes on for a while. " * 4
        + "</p><a href='/tag/video/'>Video</a></div>"
    )
    assert header(
        f"<article>{feed}<a href='/tag/news-feed/'>News Feed</a><h1>H</h1><div id=t></div></article>"
    ).sections == ["News Feed"]


def test_the_reading_time_stands_in_the_header() -> None:
    assert header("<article><h1>H</h1><div>0 min read</div><div id=t>9 min read</div></article>").minutes == (
        0,
        "0 min read",
    )


def test_a_page_without_headline_or_text_has_no_header() -> None:
    for found in (Header(None, None, None), Header(element("<h1>H</h1>", "h1"), None, None)):
        assert (found.signatures, found.boxed_signatures, found.published, found.sections, found.minutes) == (
            [],
            [],
            None,
            [],
            None,
        )


def test_a_link_to_an_author_signs_without_the_outlet_in_it() -> None:
    for text in ("Olha Bondar, Reuters", "Olha Bondar | news.example.com", "By Olha Bondar"):
        assert names(f"<h1>H</h1><a href='/author/o/'>{text}</a><div id=t></div>") == ["Olha Bondar"]
    assert names("<h1>H</h1><a href='/author/o/'>Full bio</a><div id=t></div>") == []


DAY = "<time {0} datetime=2025-05-03T10:00:00Z>May 3, 2025</time>"


def dates(line: str) -> tuple[str | None, str | None]:
    """What a page with this line under its headline prints as its publication and its change."""
    found = header(f"<article><h1>H</h1><div>{line}</div><div id=t><p>x</div></article>")
    return found.published and found.published.raw, found.modified and found.modified.raw


@pytest.mark.parametrize(
    "line",
    [
        DAY.format("itemprop=dateModified"),
        DAY.format("property='schema:dateModified'"),
        DAY.format("class=updated"),
        DAY.format("id=article-lastmod"),
        f"<div class=last-modified>{DAY.format('')}</div>",
        f"<span class=lastUpdated>{DAY.format('')}</span>",
    ],
)
def test_a_time_that_is_named_after_the_change_is_no_publication(line: str) -> None:
    assert dates(line) == (None, "2025-05-03T10:00:00Z")


@pytest.mark.parametrize("name", ["entry-date published updated", "entry-date updated", "updatedness", "unmodified"])
def test_themes_call_the_publication_updated_too(name: str) -> None:
    assert dates(DAY.format(f"class='{name}'")) == ("2025-05-03T10:00:00Z", None)


def test_a_change_beside_the_publication() -> None:
    published = "<time class='entry-date published' datetime=2025-05-03T08:00:00Z>May 3, 2025</time>"
    assert dates(published + DAY.format("class=updated")) == ("2025-05-03T08:00:00Z", "2025-05-03T10:00:00Z")
    assert dates(f"<div class=updated>{published}{DAY.format('')}</div>")[0] == "2025-05-03T08:00:00Z"


def test_printed_words_are_trusted_more_than_names() -> None:
    assert dates("Published: " + DAY.format("class=updated"))[0] == "2025-05-03T10:00:00Z"


def test_a_time_without_an_attribute_has_its_names_too() -> None:
    assert dates("<time itemprop=dateModified>May 3, 2025</time>") == (None, "May 3, 2025")
    assert dates("<time itemprop=dateModified content=2025-05-03>May 3, 2025</time>")[0] is None
