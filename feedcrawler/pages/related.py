"""Other stories that an article points to: cards in and right after its text."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import islice

from lxml.etree import _Element as Element

from feedcrawler.items import Link
from feedcrawler.pages.body import walk
from feedcrawler.pages.document import Document
from feedcrawler.pages.furniture import leads_to_appeal
from feedcrawler.pages.text import text_of
from feedcrawler.site import Site
from feedcrawler.urls import domain_of

_MAX_TITLE = 300
_MAX_CARDS = 100


def related_links(cards: Iterable[Element], document: Document, site: Site) -> list[Link]:
    """The stories behind cards, each URL once, in order; appeals to subscribe or donate are none."""
    found: dict[str, Link] = {}
    here = _identity(document.url, site)
    for card in islice(cards, _MAX_CARDS):
        for anchor in [card] if card.tag == "a" else islice(card.iter("a"), _MAX_CARDS):
            url = document.link(anchor.get("href"))
            if url and url not in found and _is_story(url, here, site) and (title := _title(anchor, card)):
                found[url] = Link(url=url, title=title)
    return list(found.values())[:_MAX_CARDS]


def _title(anchor: Element, card: Element) -> str | None:
    return card_title(anchor) or card_title(card)


def card_title(card: Element) -> str | None:
    """The title on a card: what is marked as one, a heading, or its first line."""
    for node in card.iter("*"):
        if "title" in (node.get("class") or "").lower() and (text := text_of(node)):
            return text[:_MAX_TITLE]
    blocks = walk(card, as_header=True).blocks
    heading = next((block.text for block in blocks if block.kind == "heading"), None)
    first = heading or next((block.text for block in blocks), None)
    return first[:_MAX_TITLE] if first else None


def _is_story(url: str, here: str, site: Site) -> bool:
    if leads_to_appeal(url):
        return False
    return domain_of(url) != site.domain or (site.is_article(url) and site.identity(url) != here)


def _identity(url: str, site: Site) -> str:
    try:
        return site.identity(url)
    except ValueError:
        return url
