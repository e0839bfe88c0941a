"""What many readers ask for is found in one walk, wherever it stands."""

from __future__ import annotations

from lxml.html import document_fromstring

from feedcrawler.pages.elements import elements_of


def test_a_head_that_was_broken_off_is_found_in_the_body() -> None:
    root = document_fromstring(
        "<head><title>One</title><div></div><meta name=a><link rel=b></head><h1>Two</h1><h2>x</h2>"
    )
    found = elements_of(root)
    assert [one.text for one in found["title"] + found["h1"]] == ["One", "Two"]
    assert [one.get("name") for one in found["meta"]] == ["a"]
    assert [one.get("rel") for one in found["link"]] == ["b"]
    assert found["script"] == found["base"] == []
    assert "h2" not in found


def test_the_elements_of_a_tag_are_in_the_order_of_the_page() -> None:
    root = document_fromstring("<h1>One</h1><div><h1>Two</h1></div><h1>Three</h1>")
    assert [one.text for one in elements_of(root)["h1"]] == ["One", "Two", "Three"]
