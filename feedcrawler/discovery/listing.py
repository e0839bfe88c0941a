"""Listings: HTML pages of cards, one an article, with a next page behind them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import islice, takewhile

from lxml import etree
from lxml.html import HtmlElement
from parsel import Selector

from feedcrawler.discovery.entry import Entry
from feedcrawler.site import Site
from feedcrawler.urls import absolute_url

_CHROME = {"header", "nav", "footer", "aside", "form"}
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_CARD = {"article", "li", "section", "div", *_HEADINGS}
_CARD_LEVELS = 4
_CARD_SIZE = 200  # elements of a card in which its date is looked for
_MIN_HEADLINE = 20
_JS_DATE = re.compile(r"\w{3} (\w{3} \d{1,2} \d{4} \d{2}:\d{2}:\d{2}) GMT([+-]\d{4})")
_MAX_TITLE = 1000


@dataclass(slots=True, kw_only=True)
class Listing:
    """What one page of a listing announces."""

    entries: list[Entry] = field(default_factory=list)
    next_url: str | None = None


def read_listing(selector: Selector, url: str, site: Site, *, feed_url: str, max_entries: int = 10_000) -> Listing:
    """The cards of a listing page in their order, and the next page.

    A card is known by its structure: a link to an article that is, holds or lies in a heading, outside of the page's
    navigation. Its date comes from its own `time` or `data-archive-id`, never from another card's.

    Args:
        selector: the parsed page.
        url: where it came from: relative links start there.
        site: tells articles from other pages.
        feed_url: the listing's first page: `feed_url` of the entries.
        max_entries: no more are read.
    """
    links = _card_links(selector.root, url, site)
    cards = _cards(links)
    entries: dict[str, Entry] = {}
    for link, address in links.items():
        if address not in entries and len(entries) < max_entries:
            date = _card_date(cards[link])
            entries[address] = Entry(url=address, via="listing", feed_url=feed_url, title=_title(link), published=date)
    return Listing(entries=list(entries.values()), next_url=_next(selector, url))


def _card_links(root: HtmlElement, url: str, site: Site) -> dict[HtmlElement, str]:
    """Links to articles in headings; on a page without such, links that are long enough to be a headline."""
    headed: dict[HtmlElement, str] = {}
    long: dict[HtmlElement, str] = {}
    for link, in_heading in _links(root):
        address = absolute_url(url, link.get("href")) or ""
        if site.is_article(address) and (title := _title(link)):
            if in_heading or next(link.iter(*_HEADINGS), None) is not None:
                headed[link] = address
            elif len(title) >= _MIN_HEADLINE:
                long[link] = address
    return headed or long


def _links(root: HtmlElement) -> Iterator[tuple[HtmlElement, bool]]:
    """Links outside of the page's chrome, each with whether it lies in a heading; one walk, however deep the page."""
    chrome = headings = 0
    for event, element in etree.iterwalk(root, events=("start", "end"), tag=(*_CHROME, *_HEADINGS, "a")):
        step = 1 if event == "start" else -1
        if element.tag in _CHROME:
            chrome += step
        elif element.tag in _HEADINGS:
            headings += step
        elif step > 0 and not chrome and element.get("href"):
            yield element, headings > 0


def _cards(links: dict[HtmlElement, str]) -> dict[HtmlElement, HtmlElement]:
    """The card around each link: its widest ancestor, a few levels up, in which no other article is linked."""
    lead_to: dict[HtmlElement, set[str]] = defaultdict(set)
    ways = {link: list(islice(link.iterancestors(*_CARD), _CARD_LEVELS)) for link in links}
    for link, address in links.items():
        for ancestor in ways[link]:
            lead_to[ancestor].add(address)
    cards = {}
    for link in links:
        alone = takewhile(lambda ancestor: len(lead_to[ancestor]) == 1, ways[link])
        cards[link] = next(iter([*alone][::-1]), link)
    return cards


def _title(link: HtmlElement) -> str:
    heading = next(link.iter(*_HEADINGS), link)
    return " ".join(heading.text_content().split())[:_MAX_TITLE]


def _card_date(card: HtmlElement) -> datetime | None:
    """The first date that a card gives: its own, or its `time`'s."""
    for element in islice(card.iter(), _CARD_SIZE):
        raw = element.get("data-archive-id") or (element.get("datetime") if element.tag == "time" else None)
        if raw:
            return _instant(raw[:100])
    return None


def _instant(raw: str) -> datetime | None:
    """An ISO 8601 date or instant, or JavaScript's `Date` string; without a zone it is taken as UTC."""
    try:
        if match := _JS_DATE.match(raw):
            return datetime.strptime(" ".join(match.groups()), "%b %d %Y %H:%M:%S %z").astimezone(UTC)
        parsed = datetime.fromisoformat(raw.strip())
        return parsed.replace(tzinfo=UTC) if parsed.tzinfo is None else parsed.astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def _next(selector: Selector, url: str) -> str | None:
    href = selector.xpath("(//link[@rel='next']/@href | //a[contains(concat(' ',@rel,' '),' next ')]/@href)[1]").get()
    return absolute_url(url, href) if href and href.strip() else None
