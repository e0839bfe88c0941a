"""Blocks in the order a reader sees them, and nothing that is not text."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml.html import document_fromstring

from feedcrawler.pages.body import Block, walk
from tests.pages.making import document, element


def texts(html: str) -> list[str]:
    return [block.text for block in walk(element(f"<div id=x>{html}</div>", "#x")).blocks]


def kinds(html: str) -> list[tuple[str, str]]:
    return [(block.kind, block.text) for block in walk(element(f"<div id=x>{html}</div>", "#x")).blocks]


def test_every_kind_of_block_in_order() -> None:
    html = (
        "<p>One</p><h2>Two</h2><ul><li>Three</li><li>Four</li></ul><blockquote><p>Five</p></blockquote><pre>Six\n six</pre>"
        "<div>Seven</div><table><tr><th>a</th><th>b</th></tr><tr><td>1</td><td></td></tr></table><p>Eight"
    )
    assert kinds(html) == [
        ("paragraph", "One"),
        ("heading", "Two"),
        ("item", "Three"),
        ("item", "Four"),
        ("quote", "Five"),
        ("listing", "Six six"),
        ("loose", "Seven"),
        ("row", "a | b"),
        ("row", "1 |"),
        ("paragraph", "Eight"),
    ]


def test_inline_markup_is_flattened_and_words_stay_whole() -> None:
    assert texts("<p>A <b>br<i>id</i>ge</b>\n  over<sup>2</sup> <a href=x>the\nriver</a>.</p>") == [
        "A bridge over2 the river."
    ]


def test_two_line_breaks_end_a_paragraph_and_one_does_not() -> None:
    assert texts("<p>One.<br>Still one.<br> <br>Two.<br/><br/><br>Three.<br></p>") == [
        "One. Still one.",
        "Two.",
        "Three.",
    ]


def test_text_around_blocks_is_text_too() -> None:
    assert texts("before<p>in</p>after <b>it</b><div>box<p>p</p>tail</div>end") == [
        "before",
        "in",
        "after it",
        "box",
        "p",
        "tail",
        "end",
    ]


def test_lists_in_lists_come_in_order() -> None:
    assert texts("<ul><li>One<ul><li>One a</li><li>One b</li></ul>and more</li><li><p>Two</p></li></ul>") == [
        "One",
        "One a",
        "One b",
        "and more",
        "Two",
    ]


def test_a_page_laid_out_in_cells_is_read_as_blocks() -> None:
    assert texts("<table><tr><td><p>One</p><p>Two</p></td></tr></table>") == ["One", "Two"]
    assert texts("<table><tr>\n<td>a<br>b</td>\n<td><p>c</p></td></tr></table>") == ["a b | c"]


@pytest.mark.parametrize(
    "furniture",
    [
        "<figure><img src=a><figcaption>X</figcaption></figure>",
        "<figure class='kg-card kg-bookmark-card'><a href=/x><div>X</div></a></figure>",
        "<a href=/x><div>X</div></a>",
        "<a href=/x><h3>X</h3></a>",
        "<script>X</script><style>X</style><noscript>X</noscript><template>X</template>",
        "<svg><text>X</text></svg>",
        "<iframe src=/x>X</iframe>",
        "<audio>X</audio><video>X</video>",
        "<button>X</button><form>X<input></form>",
        "<aside><p>X</p></aside><nav><p>X</p></nav><footer><p>X</p></footer>",
        "<div hidden><p>X</p></div><p style='color: red; display : none'>X</p><div aria-hidden=true>X</div>",
        "<div role=navigation><p>X</p></div>",
        "<div class='swiper'><div class='swiper-slide'><img src=a>X</div></div>",
        "<div class='share-buttons'>X</div><ul class='article__tags tags'><li>X</ul>",
        "<div class='newsletter-signup box'>X</div><section id=comments>X</section>",
        "<blockquote class=twitter-tweet>X</blockquote>",
        "<blockquote><a href=/x>X</a></blockquote>",
        "<div><p>X</p><a href='/membership/?utm_source=x'>Become a member</a></div>",
        "<!--kg-card-begin: html--><div class=a><div>X</div><a href=/y>X</a></div>X<!--kg-card-end: html-->",
        "<!--kg-card-begin: html--><a class=shortcodePatreonLight href=/membership/>\n<div>Join <span>us<span></div>\n<div>X</div></a><!--kg-card-end: html-->",
        "<!-- X -->",
    ],
)
def test_furniture_is_not_text(furniture: str) -> None:
    before, after = "A sentence that stands before it. " * 3, "A sentence that stands after it. " * 3
    assert texts(f"<p>{before}</p>{furniture}<p>{after}</p>") == [before.strip(), after.strip()]


@pytest.mark.parametrize(
    ("news", "words"),
    [
        (
            "<div><p>Prices rose, and the <a href='https://films.example/account/'>account</a> page says so.</p></div>",
            "Prices rose, and the account page says so.",
        ),
        ("<div><p>The <a href='/donate/'>fund</a> has bought two boats.</p></div>", "The fund has bought two boats."),
        ("<div><p><a href='https://else.example/donate/'>The fund</a></p></div>", "The fund"),
        ("<blockquote><a href='https://t.example/1'>“We will build it.”</a></blockquote>", "“We will build it.”"),
        (
            "<blockquote><a href='https://t.example/1'>We will build it, he said.</a></blockquote>",
            "We will build it, he said.",
        ),
    ],
)
def test_news_with_a_link_is_text(news: str, words: str) -> None:
    before = "A sentence that stands before it. " * 5
    assert texts(f"<p>{before}</p>{news}<p>It goes on.</p>") == [before.strip(), words, "It goes on."]


@pytest.mark.parametrize(
    "box",
    [
        "<div><p>X</p><p><a href='https://news.example/donate/'>Donate</a></p></div>",
        "<div><p>X</p><p>Or: <a href='https://support.news.example/membership/'>Become a member</a></p></div>",
        "<div>X <a href='https://www.patreon.com/x'>Become a patron</a></div>",
        "<blockquote><a href='https://news.example/x/'>Two bridges opened.</a></blockquote>",
    ],
)
def test_an_appeal_and_a_card_lead_to_the_site_itself(box: str) -> None:
    before = "A sentence that stands before it. " * 9
    page = document(f"<div id=x><p>{before}</p>{box}</div>").root
    assert [block.text for block in walk(page.cssselect("#x")[0]).blocks] == [before.strip()]


def test_paragraphs_in_a_card_of_raw_html_are_text() -> None:
    html = (
        "<!--kg-card-begin: html--><div>box<p>A sentence.</p><ul><li>An item.</ul></div><!--kg-card-end: html-->after"
    )
    assert texts(html) == ["A sentence.", "An item.", "after"]


def test_a_figure_that_shows_text_is_text() -> None:
    assert texts("<figure><blockquote>As she said.</blockquote></figure>") == ["As she said."]


def test_a_name_does_not_damn_what_holds_most_of_the_text() -> None:
    assert texts("<div class='share'><p>All the text there is.</p></div><p>And a little.</p>") == [
        "All the text there is.",
        "And a little.",
    ]


def test_a_link_in_a_sentence_and_a_linked_heading_are_text() -> None:
    assert texts("<h3><a href=/x>A heading</a></h3><p>He <a href=/y>said</a> so.</p>") == ["A heading", "He said so."]


def test_only_what_is_between_two_elements_counts() -> None:
    root = element("<div id=x><p>a</p><div><h1>b</h1>c</div><p>d</p><div id=e>e</div><p>f</p></div>", "#x")
    found = walk(root, after=root.find(".//h1"), until=root.cssselect("#e")[0])
    assert [block.text for block in found.blocks] == ["c", "d"]


def test_what_is_left_out_is_kept_for_others() -> None:
    html = "<p>a</p><figure><img src=a></figure><a href=/x><p>b</p></a><iframe src=y></iframe><img src=c><aside><img></aside>"
    found = walk(element(f"<div id=x>{html}</div>", "#x"))
    assert [e.tag for e in found.pictures] == ["figure", "img"]
    assert [e.tag for e in found.cards] == ["a"]
    assert [e.tag for e in found.embeds] == ["iframe"]


def test_in_a_header_two_elements_are_two_words() -> None:
    found = walk(element("<div id=x>by <a>A B</a><span>June 5, 2025</span></div>", "#x"), as_header=True)
    assert found.blocks == [Block("loose", "by A B June 5, 2025")]


TAGS = [
    "p",
    "div",
    "span",
    "b",
    "a",
    "h2",
    "ul",
    "li",
    "blockquote",
    "table",
    "tr",
    "td",
    "br",
    "figure",
    "img",
    "section",
    "script",
    "pre",
    "button",
]


@settings(max_examples=150)
@given(
    st.lists(
        st.one_of(st.sampled_from([f"<{t}>" for t in TAGS] + [f"</{t}>" for t in TAGS]), st.text(max_size=8)),
        max_size=60,
    )
)
def test_blocks_are_clean_lines_whatever_the_page(parts: list[str]) -> None:
    root = document_fromstring(
        "<html><body>x" + "".join(parts).replace("\0", "") + "</body></html>".replace("\x00", "")
    )
    for block in walk(root).blocks:
        assert block.text
        assert block.text == " ".join(block.text.split())


def test_a_hundred_thousand_nested_elements_are_no_problem() -> None:
    root = document_fromstring("<div>" * 100_000 + "deep" + "</div>" * 100_000)
    assert len(walk(root).blocks) <= 1
