"""JSON-LD as sites really write it, and as nobody should."""

from __future__ import annotations

import json
import random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feedcrawler.pages import json_ld

ARTICLE = {"@type": "NewsArticle", "headline": 'A "bridge", at last', "author": [{"name": "Some One"}]}


@pytest.mark.parametrize(
    "text",
    [
        '{"a": "b"}',
        ' \n{"a": "b"}\n ',
        '{"a": "b",}',
        '{"a": "b", // a remark\n}',
        '/* a remark */ {"a": /* another */ "b"}',
        '<!-- {"a": "b"} -->',
        '//<![CDATA[\n{"a": "b"}\n//]]>',
        '/* <![CDATA[ */ {"a": "b"} /* ]]> */',
        "{&quot;a&quot;: &quot;b&quot;}",
        '{"a": "b"};',
    ],
    ids=[
        "plain",
        "space",
        "comma",
        "remark",
        "remarks",
        "comment",
        "cdata",
        "cdata in remarks",
        "escaped",
        "semicolon",
    ],
)
def test_one_object_in_every_wrapping(text: str) -> None:
    assert json_ld.load(text) == [{"a": "b"}]


def test_raw_line_breaks_in_a_string_are_read() -> None:
    assert json_ld.load('{"a": "one\ntwo\tthree"}') == [{"a": "one\ntwo\tthree"}]


def test_what_looks_like_a_remark_in_a_string_stays() -> None:
    assert json_ld.load('{"url": "https://a.example/*b*/", "text": "x,]",}') == [
        {"url": "https://a.example/*b*/", "text": "x,]"}
    ]


def test_several_objects_in_one_script_are_all_read() -> None:
    assert json_ld.load('{"a": 1}\n{"b": 2},[3]') == [{"a": 1}, {"b": 2}, [3]]


def test_what_comes_before_a_break_is_kept() -> None:
    assert json_ld.load('{"a": 1} {"b": ') == [{"a": 1}]


@pytest.mark.parametrize("text", ["", "  ", "var x = 1", "{", "[" * 100_000, '{"a":' * 50_000, "x" * 3_000_000])
def test_what_is_no_json_is_nothing(text: str) -> None:
    assert json_ld.load(text) == []


def test_quotes_that_never_close_take_no_time() -> None:
    assert json_ld.load('{"a":"' + '\\"' * 200_000) == []


def test_objects_are_found_at_every_depth_outermost_first() -> None:
    found = json_ld.nodes([{"@graph": [{"a": {"b": 1}}, {"c": 2}]}])
    assert [(sorted(node), depth) for node, depth in found] == [(["@graph"], 0), (["a"], 2), (["c"], 2), (["b"], 3)]


def test_a_flood_of_objects_is_cut() -> None:
    assert len(json_ld.nodes([[{}] * 100_000])) == json_ld.MAX_NODES


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=20,
)


@given(VALUES.filter(lambda value: isinstance(value, dict | list)))
def test_good_json_is_read_as_it_is(value: Any) -> None:
    assert json_ld.load(json.dumps(value)) == [value]
    json_ld.nodes([value])


@given(st.integers(), st.integers(1, 6))
def test_broken_json_never_raises(seed: int, times: int) -> None:
    rng = random.Random(seed)
    text = list(json.dumps(ARTICLE))
    for _ in range(times):
        at = rng.randrange(len(text))
        text[at : at + rng.randrange(3)] = rng.choices('"\\{}[],:/*\n<!-x', k=rng.randrange(3))
    json_ld.nodes(json_ld.load("".join(text)))


@given(st.text(alphabet='"\\{}[],:/*-<!>a1 \n'))
def test_any_text_never_raises(text: str) -> None:
    json_ld.nodes(json_ld.load(text))
