"""The boilerplate step: what a reader took from a page becomes the article, all of it and nothing else."""

from __future__ import annotations

import json
import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scrapy.utils.test import get_crawler

from feedcrawler.boilerplate import rules_for
from feedcrawler.items import Article, Author, Extraction, Publisher, Removed
from feedcrawler.pipelines.boilerplate import BoilerplatePipeline, strip_boilerplate

SITE = rules_for("kyiv_independent")
URL = "https://kyivindependent.com/bridge-opens/"
FIRST = "The bridge over the Teteriv opened again on Monday, the region's governor said."
SECOND = "It had been closed since the spring, when a flood carried away two of its pillars."
APPEAL = "More than 20,000 people chose to stand behind us. Thank you."
AUDIO = "This audio is created with AI assistance"


def article(body: str | None = None, *, headline: str | None = None, authors: list[str] | None = None) -> Article:
    return Article(
        url=URL,
        headline=headline,
        articleBody=body,
        authors=[Author(name=name) for name in authors or []],
        publisher=Publisher(name="The Kyiv Independent", domain="kyivindependent.com"),
        extraction=Extraction(page="KyivIndependentPage"),
    )


def stripped(*args: Any, **kwargs: Any) -> Article:
    item = article(*args, **kwargs)
    strip_boilerplate(item, SITE)
    return item


def removed(item: Article) -> list[Removed]:
    assert item.extraction
    return item.extraction.removed


def warnings(item: Article) -> list[str]:
    assert item.extraction
    return item.extraction.warnings


def test_headline_authors_and_body_are_stripped_and_what_goes_is_kept_with_its_rule() -> None:
    body = f"Bridge opens\n\n{AUDIO}\n\n{FIRST}\n\n{SECOND}\n\nOlha Koval"
    item = stripped(
        body, headline="UPDATE: Bridge opens", authors=["The Kyiv Independent", "By Olha Koval", "Read More"]
    )
    assert item.headline == "Bridge opens"
    assert [author.name for author in item.authors] == ["Olha Koval"]
    assert item.articleBody == f"{FIRST}\n\n{SECOND}"
    assert [(r.rule, r.text) for r in removed(item)] == [
        ("update label", "UPDATE:"),
        ("byline prefix", "By"),
        ("publisher as author", "The Kyiv Independent"),
        ("not a name", "Read More"),
        ("headline echo", "Bridge opens"),
        ("audio note", AUDIO),
        ("byline", "Olha Koval"),
    ]
    assert warnings(item) == []


def test_the_headline_over_the_text_goes_as_it_was_before_its_label_was_cut_off() -> None:
    assert stripped(f"UPDATE: Bridge opens\n\n{FIRST}", headline="UPDATE: Bridge opens").articleBody == FIRST


@pytest.mark.parametrize(
    ("body", "count"),
    [(None, 0), ("", 0), ("Don't stop: the well-known F-16s.", 5), ("Міст відкрили 3 січня, п’ять днів тому", 7)],
)
def test_the_words_of_the_body_are_counted(body: str | None, count: int) -> None:
    assert stripped(body).wordCount == count


def test_a_page_that_holds_only_an_appeal_has_no_text() -> None:
    item = stripped(f"{AUDIO}\n\n{APPEAL}")
    assert item.articleBody == ""
    assert item.wordCount == 0
    assert [r.rule for r in removed(item)] == ["audio note", "donation appeal"]
    assert warnings(item) == ["articleBody: nothing but boilerplate"]


def test_a_body_of_which_a_block_would_be_the_last_to_go_stays_as_it_was() -> None:
    body = f"{APPEAL}\n\nAvatar\n\nOlha Koval\n\nOlha writes about roads\n\nRead more"
    item = stripped(body)
    assert item.articleBody == body
    assert removed(item) == []
    assert warnings(item) == ["articleBody: boilerplate rules matched every line"]
    strip_boilerplate(item, SITE)
    assert warnings(item) == ["articleBody: boilerplate rules matched every line"]


def test_a_body_of_white_space_is_empty_without_boilerplate() -> None:
    item = stripped(" \n\n\u00a0\n")
    assert item.articleBody == ""
    assert warnings(item) == []


def test_an_article_that_nothing_is_known_about_goes_through() -> None:
    item = Article(url=URL)
    strip_boilerplate(item, SITE)
    assert item.wordCount == 0


def test_the_pipeline_takes_the_rules_of_the_articles_site_and_counts_what_they_removed() -> None:
    crawler = get_crawler()
    pipeline = BoilerplatePipeline.from_crawler(crawler)
    item = article(f"{AUDIO}\n\n{FIRST}\n\nShare\n\n{SECOND}\n\nShare")
    assert item.extraction
    item.extraction.removed.append(Removed(rule="a page object's", text="x"))
    assert pipeline.process_item(item) is item
    other = article(f"{AUDIO}\n\n{FIRST}")
    other.url = "https://example.org/bridge/"
    pipeline.process_item(other)

    assert item.articleBody == f"{FIRST}\n\n{SECOND}"
    assert other.articleBody == f"{AUDIO}\n\n{FIRST}"
    assert {k: v for k, v in crawler.stats.get_stats().items() if "boilerplate" in k} == {
        "feedcrawler/boilerplate/removed": 3,
        "feedcrawler/boilerplate/rule/audio note": 1,
        "feedcrawler/boilerplate/rule/share button": 2,
    }


LINES = st.sampled_from([AUDIO, APPEAL, FIRST, SECOND, "Avatar", "Read more", "News Feed", "Bridge opens"]) | st.text(
    max_size=30
)


@given(
    body=st.none() | st.lists(LINES, max_size=12).map("\n\n".join),
    headline=st.none()
    | st.sampled_from(["UPDATE: Bridge opens", "Bridge opens - The Kyiv Independent"])
    | st.text(max_size=30),
    authors=st.lists(
        st.sampled_from(["By Olha Koval", "Read More", "The Kyiv Independent"]) | st.text(max_size=20), max_size=4
    ),
)
def test_whatever_a_reader_took_from_a_page_stripping_twice_is_stripping_once(
    body: str | None, headline: str | None, authors: list[str]
) -> None:
    item = stripped(body, headline=headline, authors=authors)
    once = (item.headline, item.authors, item.articleBody, item.wordCount, list(removed(item)), list(warnings(item)))
    strip_boilerplate(item, SITE)
    again = (item.headline, item.authors, item.articleBody, item.wordCount, removed(item), warnings(item))
    assert again == once


# ---------------------------------------------------------------------------------------------- real texts, outside the project


@pytest.mark.parametrize(
    "headline", [None, "Zaluzhnyi, Milley discuss Ukraine's military needs in first phone call of 2023"]
)
@pytest.mark.parametrize("authors", [[], ["The Kyiv Independent news desk"]])
@pytest.mark.parametrize("line_break", ["\n", "\n\n", "\r\n", "\n\u00a0\n"])
def test_the_seed_page_taken_whole_leaves_its_seven_paragraphs(
    shared: Path, headline: str | None, authors: list[str], line_break: str
) -> None:
    text = (shared / "kyiv-independent/seed-article.txt").read_text("utf-8")
    start = text.index("In their first phone conversation")
    end = text.index("Kramatorsk and Sloviansk in Donetsk Oblast.") + len("Kramatorsk and Sloviansk in Donetsk Oblast.")
    item = stripped(text.replace("\n", line_break), headline=headline, authors=authors)
    assert item.articleBody == text[start:end]
    assert item.articleBody.count("\n\n") == 6
    assert [author.name for author in item.authors] == authors


@pytest.fixture(scope="module")
def real(shared: Path) -> list[dict[str, str]]:
    """320 articles of 2025 as a generic reader scraped them."""
    with (shared / "kyiv-independent/articles-2025.jsonl").open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def of(scraped: dict[str, str]) -> Article:
    """As scraped, stripped."""
    return stripped(
        scraped["textAsScraped"], headline=scraped["headline"], authors=scraped["authorsAsScraped"].split(", ")
    )


# What a person who read the 320 texts takes for boilerplate; on purpose not in the words of the rules.
NOT_NEWS = re.compile(
    r"This audio is created with AI assistance"
    r"|Editor.s note: (This is a developing|(This|The) (story|article) (is being|was|has been) updated).{0,130}"
    r"|Editor.s note: The interview has been edited for clarity\."
    r"|Editor.s note: .{0,130}The opinions expressed in the op-ed section are those of the authors.{0,100}"
    r"|We.re working hard to show the world .{0,140}available to all\."
    r"|More than 20,000 people chose to stand behind us\..{0,120}"
    r"|You can watch the video version of this story here:"
    r"|0:00 / 1×( A .{0,150}\([^()]+\))?|Leaderboard",
    re.IGNORECASE,
)
NOTE = re.compile(r"(Note from the author|Author.s note):", re.IGNORECASE)


def news(text: str) -> list[str]:
    paragraphs = [" ".join(paragraph.split()) for paragraph in text.split("\n\n") if paragraph.strip()]
    end = next((i for i, paragraph in enumerate(paragraphs) if NOTE.fullmatch(paragraph)), len(paragraphs))
    return [paragraph for paragraph in paragraphs[:end] if not NOT_NEWS.fullmatch(paragraph)]


def test_of_320_real_articles_every_paragraph_of_news_is_left_and_nothing_else(real: list[dict[str, str]]) -> None:
    assert len(real) == 320
    for scraped in real:
        assert (of(scraped).articleBody or "").split("\n\n") == (news(scraped["textAsScraped"]) or [""]), scraped["url"]


def test_sentences_that_recur_in_many_real_articles_stay_as_often_as_they_were(real: list[dict[str, str]]) -> None:
    before = Counter(paragraph for scraped in real for paragraph in news(scraped["textAsScraped"]))
    after = Counter(paragraph for scraped in real for paragraph in (of(scraped).articleBody or "").split("\n\n"))
    recurring = {paragraph: count for paragraph, count in before.items() if count > 1}
    assert len(recurring) > 100
    assert {paragraph: after[paragraph] for paragraph in recurring} == recurring


def test_no_repeated_line_is_left_in_320_real_articles(real: list[dict[str, str]]) -> None:
    known = re.compile(
        r"audio is created|note from the author|author.s note:|developing story|stand behind us|We.re working hard to show"
        r"|opinions expressed in the op-ed|Ukraine War Latest is put together|0:00 /",
        re.IGNORECASE,
    )
    left = [match.group() for scraped in real for match in known.finditer(of(scraped).articleBody or "")]
    assert left == []
    assert sum(1 for scraped in real if not of(scraped).articleBody) == 6  # an appeal is all that was scraped of them


def test_the_authors_of_320_real_articles_are_who_signed_them(real: list[dict[str, str]]) -> None:
    for scraped in real:
        names = [author.name for author in of(scraped).authors]
        signed = [name for name in scraped["authorsAsScraped"].split(", ") if name != "The Kyiv Independent"]
        assert names[0] == (signed or ["The Kyiv Independent"])[0], scraped["url"]
        assert "Read More" not in names
        assert "The Kyiv Independent" not in names or names == ["The Kyiv Independent"]
        assert len({name.casefold() for name in names}) == len(names)
        # two words are a person or an organisation here; all else is the news desk
        assert all(re.fullmatch(r"[^ .]+ [^ .]+|The Kyiv Independent News Desk", name) for name in names), names


def test_of_320_real_articles_only_headline_labels_would_go(real: list[dict[str, str]]) -> None:
    for scraped in real:
        assert of(scraped).headline == scraped["headline"]
