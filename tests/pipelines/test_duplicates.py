"""The same article under another address is one document; the same words have the same key."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from feedcrawler.pipelines.duplicates import identify, text_hash
from feedcrawler.similarity import words_of
from tests.examples import article

HOST = "https://kyivindependent.com"


def hash_of(text: str) -> str:
    return text_hash(words_of(text))


def identified(url: str, **fields: str) -> tuple[str | None, list[str]]:
    example = article()
    example.url, example.requestedUrl = url, fields.get("requested", url)
    example.canonicalUrl = fields.get("canonical")
    identify(example)
    return example._id, example.aliases


def test_every_path_of_the_site_to_an_article_gives_one_identity() -> None:
    for url in (
        f"{HOST}/a-story/",
        f"{HOST}/news-feed/a-story",
        "https://www.kyivindependent.com./a-story?ref=x",
    ):
        assert identified(url)[0] == f"{HOST}/a-story/"


def test_other_addresses_become_aliases() -> None:
    assert identified(f"{HOST}/new-slug/", requested=f"{HOST}/old-slug/")[1] == [f"{HOST}/old-slug/"]
    assert identified(f"{HOST}/a-story/", requested=f"{HOST}/news-feed/a-story")[1] == [f"{HOST}/news-feed/a-story"]


def test_a_canonical_address_with_the_same_slug_is_the_identity() -> None:
    identity, aliases = identified("https://example.org/world/a-story", canonical="https://example.org/news/a-story")
    assert identity == "https://example.org/news/a-story/"
    assert "https://example.org/world/a-story/" in aliases


def test_a_canonical_address_of_something_else_merges_nothing() -> None:
    for canonical in (
        "https://example.org/",
        "https://example.org/other/",
        "https://elsewhere.example/a-story/",
        "javascript:x",
    ):
        assert identified("https://example.org/a-story", canonical=canonical)[0] == "https://example.org/a-story/"


def test_case_white_space_and_punctuation_do_not_make_another_text() -> None:
    assert hash_of("The bridge\u00a0opens.\n\n“Today”") == hash_of('the  bridge opens - "TODAY"')
    assert hash_of("The bridge opens") != hash_of("The bridge closes")


@given(
    st.lists(st.text(st.characters(categories=["L", "N"]), min_size=1), min_size=1),
    st.sampled_from([" ", "\n\n", ", "]),
)
def test_only_words_count(words: list[str], gap: str) -> None:
    assert hash_of(gap.join(words)) == hash_of(" ".join(words))
