"""Articles that stand nowhere but in the data of a page's scripts."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from feedcrawler.pages.state import read_state
from tests.pages.making import element, read

TEXTS = [
    "The lighthouse was lit again on Friday after forty years in which only gulls had lived there.",
    "Its keeper, who is twelve, had found the lamp in her grandmother's shed and put in a new bulb.",
    "“It was dark,” she told the council, and added that it had not been a question of money.",
]
MARKUP = "".join(f'<p class="text">{text}</p>' for text in TEXTS * 2)
BARE = MARKUP.replace(' class="text"', "").replace("“", "").replace("”", "")
SHORT = f"<p>{TEXTS[0]}</p>"


def page(script: str, kind: str = "") -> str:
    return f"<html><body><div id=app></div><script{kind}>{script}</script></body></html>"


def texts(script: str, kind: str = "") -> list[str]:
    return [block.text for block in read_state(element(page(script, kind), "html"))]


def escaped(value: object, times: int = 1) -> str:
    """A value as JSON, as JSON in a string of JSON, and so on, safe to stand in a script."""
    text = json.dumps(value)
    for _ in range(times - 1):
        text = json.dumps(text)
    return text.replace("<", "\\u003c").replace(">", "\\u003e")


@pytest.mark.parametrize(
    "script",
    [
        f"window.__DATA__ = {escaped({'article': {'html': MARKUP}})};",
        f"self.__next_f.push([1,{escaped(MARKUP)}])",
        f"self.__next_f.push([1,{escaped('1f:T3e8,' + MARKUP)}])",
        f"window.__STATE__ = JSON.parse({escaped({'body': MARKUP}, times=2)});",
        f"var state = {escaped({'body': MARKUP}, times=3)};",
        f'var a = "an unclosed string; var b = {{"t": "x"}}; c = "\\\\"; d = "x"; var e = {escaped(MARKUP)};'.replace(
            "unclosed", '"'
        ),
        f"var short = {escaped(SHORT * 5)}, long = {escaped(MARKUP)};".replace("short", "short", 1),
    ],
    ids=["data", "flight", "flight row", "twice", "three times", "after other strings", "the longest"],
)
def test_the_text_is_found_in_strings_of_scripts(script: str) -> None:
    assert texts(script) == TEXTS * 2


@pytest.mark.parametrize("value", [BARE, {"body": BARE}, [1, {"body": BARE}]], ids=["string", "object", "list"])
@pytest.mark.parametrize("times", [1, 2, 3])
def test_data_that_hold_no_quotes_but_their_own_are_told_from_markup(value: object, times: int) -> None:
    assert texts(f"x = {escaped(value, times)}") == [text.replace("“", "").replace("”", "") for text in TEXTS * 2]


def test_data_in_a_script_of_json_are_read() -> None:
    next_data = {"props": {"pageProps": {"post": {"title": "Lit again", "content": MARKUP}}}}
    assert texts(escaped(next_data), " id=__NEXT_DATA__ type=application/json") == TEXTS * 2


@pytest.mark.parametrize(
    ("script", "kind"),
    [
        (escaped({"articleBody": MARKUP}), " type=application/ld+json"),
        (f"x = {escaped(SHORT)}", ""),
        (f"x = {escaped(' '.join(TEXTS * 3))}", ""),
        (f"x = '{MARKUP}'", ""),
        (f"x = {escaped({'body': MARKUP}, times=5)}", ""),
        ('x = "' + MARKUP.replace('"', "'") + "\\x", ""),
        ("", ""),
    ],
    ids=["structured data", "too short", "no markup", "no JSON string", "deeper than anyone", "unclosed", "empty"],
)
def test_other_strings_are_no_articles(script: str, kind: str) -> None:
    assert texts(script, kind) == []


def test_furniture_in_the_markup_is_left_out_as_on_a_page() -> None:
    markup = MARKUP + "<aside><p>Subscribe today.</p></aside><figure><img src=a><figcaption>X</figcaption></figure>"
    assert texts(f"x = {escaped(markup)}") == TEXTS * 2


def test_an_article_that_only_scripts_show_is_read_whole() -> None:
    head = '<meta property="og:title" content="Lighthouse lit again"><meta property="og:type" content="article">'
    article = read(page(f"self.__next_f.push([1,{escaped(MARKUP)}])").replace("<body>", f"<head>{head}</head><body>"))
    assert article.articleBody == "\n\n".join(TEXTS * 2)
    assert article.extraction is not None
    assert article.extraction.fields["articleBody"].source == "script"


def test_a_page_that_shows_its_text_does_not_need_its_scripts() -> None:
    shown = "<h1>Lighthouse lit again</h1>" + "".join(f"<p>{text}</p>" for text in TEXTS[:2])
    article = read(page(f"x = {escaped(MARKUP)}").replace("<div id=app></div>", shown))
    assert article.articleBody == "\n\n".join(TEXTS[:2])


@pytest.mark.parametrize(
    "script",
    [
        f"x = {escaped(MARKUP)};" * 3_000,
        '"\\' * 900_000,
        '"' * 1_000_001,
        f"x = {escaped('<p ' + ' '.join(f'a{at}' for at in range(100_000)) + '>' + MARKUP)}",
        f"x = {escaped('<p>' + '<div>' * 150_000)}",
        f"x = {escaped(SHORT * 3_000, times=3)}",
    ],
    ids=["many strings", "backslashes", "quotes", "attributes", "tags", "long and deep"],
)
def test_hostile_scripts_are_read_in_good_time(script: str) -> None:
    found = texts(script)
    assert set(found) <= set(TEXTS)


@settings(max_examples=150, deadline=None)
@given(
    st.lists(st.sampled_from(['"', "\\", "\\u003c", "<p>", "\\ud800", "x" * 450, MARKUP, escaped(MARKUP)]), max_size=8)
)
def test_any_script_is_read_and_gives_clean_lines(parts: list[str]) -> None:
    for text in texts("".join(parts)):
        assert text
        assert text == " ".join(text.split())
