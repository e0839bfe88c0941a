"""The Kyiv Independent's page object: every theme, every head, no made-up name known."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from lxml.html import fromstring

from feedcrawler import read_article
from feedcrawler.items import Article
from feedcrawler.pages import NotAnArticle, page_class_for
from feedcrawler.pages.kyiv_independent import KyivIndependentPage
from tests.pages.making import read, response
from tests.pages.themes import CHROME, HEADS, THEMES, Head, Story, Theme, page

CARD = (
    '<figure class="kg-card kg-bookmark-card"><a class="kg-bookmark-container" href="https://kyivindependent.com/{slug}/">'
    '<div class="kg-bookmark-content"><div class="kg-bookmark-title">{title}</div><div class="kg-bookmark-description">It was…</div>'
    '<div class="kg-bookmark-metadata"><span class="kg-bookmark-author">The Kyiv Independent</span></div></div>'
    '<div class="kg-bookmark-thumbnail"><img src="https://assets.kyivindependent.com/t.jpg" alt="Article image"></div></a></figure>'
)
BODY = (
    "<p>This audio is created with AI assistance</p><p>Two bridges over the same river were opened on Monday, a mile apart.</p>"
    "<h3><code>The first bridge</code></h3><p>The first was built <a href='/a/'>by the <strong>town</strong></a>.<br><br>It is blue.</p>"
    + CARD.format(slug="ferry", title="The ferry that nobody needs")
    + "<ul><li>It is long</li><li>It is high</li></ul>"
    '<figure class="kg-card kg-image-card"><img src="https://assets.kyivindependent.com/b.jpg"><figcaption>A bridge (Photo: O. B.)</figcaption></figure>'
    '<!--kg-card-begin: html--><a class="shortcodePatreonLight" href="https://kyivindependent.com/membership/?x=1">\n<div>Join our <span>community<span></div>'
    "\n<div>Support us</div>\n</a><!--kg-card-end: html-->"
    "<blockquote>“It is high,” he said.</blockquote>"
    '<figure class="kg-card kg-embed-card"><iframe src="https://www.youtube.com/embed/abc"></iframe></figure><h3 id><br></h3>'
    "<p>The second was built by the other town.</p>" + CARD.format(slug="tolls", title="Who pays the tolls")
)
TEXT = [
    "This audio is created with AI assistance",
    "Two bridges over the same river were opened on Monday, a mile apart.",
    "The first bridge",
    "The first was built by the town.",
    "It is blue.",
    "It is long",
    "It is high",
    "“It is high,” he said.",
    "The second was built by the other town.",
]


@pytest.mark.parametrize("head", HEADS)
@pytest.mark.parametrize("theme", THEMES)
def test_every_theme_is_read_with_and_without_a_structured_head(theme: Theme, head: Head) -> None:
    for seed, authors in enumerate(
        (["Olha Bondar"], ["Olha Bondar", "Petro Sych"], ["The Kyiv Independent news desk"])
    ):
        story = Story(body=BODY, authors=authors)
        article = read(page(theme, story, head, seed), story.url)
        assert article.headline == story.headline
        assert (article.articleBody or "").split("\n\n") == TEXT
        assert [author.name for author in article.authors] == authors
        assert {author.type for author in article.authors} == {"organization" if "desk" in authors[0] else "person"}
        assert article.dates.published is not None
        expected = story.printed if head == "none" else story.instant
        assert article.dates.published.raw.lower() == expected.lower()
        assert article.articleSection == ["News Feed"]
        assert article.timeRequired == (None if theme == "A" else "PT3M")
        assert [link.title for link in article.relatedLinks] == ["The ferry that nobody needs", "Who pays the tolls"]
        assert [image.url for image in article.images] == ["https://assets.kyivindependent.com/b.jpg"]
        assert [video.url for video in article.videos] == ["https://www.youtube.com/embed/abc"]
        assert article.publisher is not None
        assert article.publisher.name == "The Kyiv Independent"
        assert article.extraction is not None
        assert article.extraction.warnings == []


def test_a_long_read_has_its_headline_in_an_h2() -> None:
    story = Story(long_read=True, headline="The long way over the river")
    for head in HEADS:
        assert read(page("B", story, head), story.url).headline == story.headline


def test_an_unclosed_box_does_not_let_the_page_into_the_text() -> None:
    story = Story(body="<p>Two bridges were opened on Monday, a mile apart.</p><div><div><p>It is blue.</p>")
    assert (
        read(page("C", story), story.url).articleBody
        == "Two bridges were opened on Monday, a mile apart.\n\nIt is blue."
    )


def test_a_page_of_no_known_theme_says_so() -> None:
    source = page("B", Story(body=BODY)).replace(b"c-content", b"next-theme")
    article = read(source, Story.url)
    assert (article.articleBody or "").split("\n\n") == TEXT
    assert article.extraction is not None
    assert article.extraction.warnings == ["page: matches no known theme"]


@pytest.mark.parametrize(
    "path",
    ["", "tag/news-feed/", "author/olha/", "membership/", "about/", "news-archive/page/2/", "draft/x/", "ghost/"],
)
def test_other_pages_of_the_site_are_no_articles(path: str) -> None:
    with pytest.raises(NotAnArticle, match="no articles under this address"):
        read(page("C", Story()), f"https://kyivindependent.com/{path}")


def test_a_landing_page_is_no_article() -> None:
    source = "<html><body><main><h1>Stand with us</h1><div><p>Five a month. You get the letter.</p><p>Ten a month. You get two of them.</p></div></main></body></html>"
    with pytest.raises(NotAnArticle, match="neither author nor date"):
        read(source, "https://kyivindependent.com/stand-with-us/")


@pytest.mark.parametrize(
    "path",
    [
        "news-feed/two-bridges",
        "national/two-bridges/",
        "opinion/two-bridges/",
        "two-bridges",
        "nobot/two-bridges/?ref=x",
    ],
)
def test_old_addresses_are_the_same_article(path: str) -> None:
    site = KyivIndependentPage.site
    assert site.identity(f"https://www.kyivindependent.com/{path}") == "https://kyivindependent.com/two-bridges/"
    assert site.is_article(f"https://kyivindependent.com/{path}")


# -- real pages, which are no part of this project


def words(text: str) -> str:
    return re.sub(r"\s+", "", text)


class Fragment:
    """A real headline and body, and what a reader of its markup must find, by explicit rules."""

    def __init__(self, path: Path) -> None:
        source = path.read_text()
        heading = re.search(r"<h[12].*?</h[12]>", source, re.DOTALL)
        body = re.search(r"<div class='c-content '>(.*)</div>\s*<div id=\"reading-progress-end\">", source, re.DOTALL)
        address = re.search(r"page (https\S+?);", source)
        assert heading
        assert body
        assert address
        self.story = Story(
            url=address[1],
            headline=" ".join(fromstring(heading[0]).text_content().split()),
            body=body[1],
            long_read="<h2" in heading[0],
        )
        self.root = fromstring(f"<div>{body[1]}</div>")

    def texts(self) -> list[str]:
        """The text of each paragraph, item, heading and quotation outside of figures and donation boxes."""
        found = []
        for element in self.root.iter("p", "li", "h2", "h3", "h4", "blockquote"):
            around = list(element.iterancestors())
            in_box = any(
                node.tag in {"figure", "li", "blockquote"} or "shortcode" in (node.get("class") or "")
                for node in around
            )
            if not in_box and words(element.text_content()):
                found.append(element.text_content())
        return found

    def related(self) -> list[str]:
        return [" ".join(node.text_content().split()) for node in self.root.cssselect("figure .kg-bookmark-title")]

    def inserts(self) -> list[str]:
        """The texts of cards, captions and boxes."""
        nodes = self.root.cssselect("figcaption, .kg-bookmark-description, [class^=shortcode]")
        return [node.text_content() for node in nodes if len(words(node.text_content())) > 20]


@pytest.mark.parametrize("theme", THEMES)
def test_real_bodies_are_read_whole_and_without_their_inserts(theme: Theme, shared: Path) -> None:
    paths = sorted((shared / "kyiv-independent" / "fragments").glob("*.html"))
    assert len(paths) == 23
    for path in paths:
        fragment = Fragment(path)
        for head in HEADS:
            article = read(page(theme, fragment.story, head), fragment.story.url)
            assert article.headline == fragment.story.headline
            assert words(article.articleBody or "") == words("".join(fragment.texts())), (path.name, head)
            assert [link.title for link in article.relatedLinks] == fragment.related()
            assert not [
                text for text in (*fragment.inserts(), *CHROME) if words(text) in words(article.articleBody or "")
            ]


def seed(shared: Path) -> tuple[str, list[str], str]:
    """The headline, the seven paragraphs and the related story of the article that started this project."""
    text = (shared / "kyiv-independent" / "seed-article.txt").read_text()
    blocks = [block.strip() for block in text.split("\n\n")]
    first = blocks.index("1 min read") + 1
    return blocks[1], blocks[first : first + 7], blocks[first + 7].splitlines()[0]


CARDS = (
    CARD,
    '<a class="x7" href="/{slug}/"><div><div>{title}</div><img src="https://assets.kyivindependent.com/t.jpg" alt="Article image"></div></a>',
)


@pytest.mark.parametrize("head", HEADS)
@pytest.mark.parametrize("theme", THEMES)
def test_the_first_article_of_all_in_every_theme(theme: Theme, head: Head, shared: Path) -> None:
    headline, paragraphs, related = seed(shared)
    for number, card in enumerate(CARDS):
        story = Story(
            url="https://kyivindependent.com/first-phone-call/",
            headline=headline,
            body="".join(f"<p>{text}</p>" for text in paragraphs) + card.format(slug="related", title=related),
            authors=["The Kyiv Independent news desk"],
            instant="2023-01-03T18:11:00.000Z",
            printed="January 3, 2023 8:11 PM",
            minutes=1,
        )
        article = stored(page(theme, story, head, number), story.url)
        assert article.headline == headline
        assert article.articleBody == "\n\n".join(paragraphs)
        assert [(author.name, author.type) for author in article.authors] == [
            ("The Kyiv Independent news desk", "organization")
        ]
        assert article.articleSection == ["News Feed"]
        assert article.timeRequired == (None if theme == "A" else "PT1M")
        assert [link.title for link in article.relatedLinks] == [related]
        assert article.datePublished is not None
        assert article.datePublished.isoformat() == "2023-01-03T18:11:00+00:00"


def stored(source: bytes, url: str) -> Article:
    """The article as it is stored: boilerplate stripped, dates normalised."""
    return read_article(source, url)


def test_the_page_object_is_the_sites() -> None:
    assert isinstance(page_class_for(Story.url)(response("x", Story.url)), KyivIndependentPage)
