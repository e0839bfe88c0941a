"""What several sources say of one article is one announcement."""

from __future__ import annotations

from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from feedcrawler.discovery import Entry, merge
from feedcrawler.pages.kyiv_independent import KyivIndependentPage

SITE = KyivIndependentPage.site
HOST = "https://kyivindependent.com"
DATE = datetime(2025, 6, 3, 12, tzinfo=UTC)

RSS = Entry(url=f"{HOST}/a-story/?utm_source=rss", via="rss", feed_url="rss", id="7", title="A story", published=DATE)
CARD = Entry(url=f"{HOST}/news-feed/a-story", via="listing", feed_url="archive", title="A story!")
WWW = Entry(url="https://www.kyivindependent.com/a-story/", via="listing", feed_url="tag", title="A story")


def test_entries_of_one_article_become_one_announcement() -> None:
    (announcement,) = merge([CARD, WWW, RSS], SITE)
    assert announcement.id == f"{HOST}/a-story/"
    assert announcement.aliases == sorted([RSS.url, CARD.url, WWW.url])


def test_the_feed_that_says_most_gives_the_evidence() -> None:
    (announcement,) = merge([CARD, RSS], SITE)
    source = announcement.source(SITE)
    assert source.via == ["listing", "rss"]
    assert (source.feedUrl, source.entryId, source.entryTitle, source.entryPublished) == (
        "rss",
        "7",
        "A story",
        DATE,
    )


def test_the_articles_own_address_is_fetched_where_it_was_announced() -> None:
    (announcement,) = merge([CARD, RSS], SITE)
    assert announcement.url == f"{HOST}/a-story/"


def test_an_older_path_is_fetched_as_announced_where_nothing_else_is_known() -> None:
    (announcement,) = merge([CARD], SITE)
    assert announcement.url == CARD.url


def test_what_is_no_article_of_the_site_is_left_out() -> None:
    others = [f"{HOST}/tag/war/", "https://elsewhere.example/a-story/", "mailto:x@y", f"{HOST}/"]
    assert merge([Entry(url=u, via="rss", feed_url="rss") for u in others], SITE) == []


@given(st.permutations([RSS, CARD, WWW]))
def test_the_order_in_which_sources_answer_does_not_matter(entries: list[Entry]) -> None:
    (one,), (other,) = merge(entries, SITE), merge([RSS, CARD, WWW], SITE)
    assert (one.url, one.aliases, one.source(SITE)) == (other.url, other.aliases, other.source(SITE))


@given(st.lists(st.tuples(st.text("abc", min_size=1, max_size=3), st.datetimes()), max_size=20))
def test_the_newest_comes_first(found: list[tuple[str, datetime]]) -> None:
    entries = [
        Entry(url=f"{HOST}/{slug}/", via="rss", feed_url="rss", published=when.replace(tzinfo=UTC))
        for slug, when in found
    ]
    dates = [a.newest for a in merge(entries, SITE)]
    assert dates == sorted(dates, reverse=True)
