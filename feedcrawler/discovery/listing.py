"""Listings: HTML pages of cards, one an article, with a next page behind them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import UTC, datetime

from lxml.html import HtmlElement
from parsel import Selector

from feedcrawler.discovery.entry import Entry
from feedcrawler.site import Site
from feedcrawler.urls import absolute_url

_CHROME = {"header", "nav", "footer", "aside", "form"}
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_CARD = {"article", "li", "section", "div", *_HEADINGS}
_CARD_LEVELS = 4
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
    navigation. Dates come from the card's `time` or its `data-archive-id`.

    Args:
        selector: the parsed page.
        url: where it came from: relative links start there.
        site: tells articles from other pages.
        feed_url: the listing's first page: `feed_url` of the entries.
        max_entries: no more are read.
    """
    entries: dict[str, Entry] = {}
    for link in _card_links(selector, url, site):
        address = absolute_url(url, link.get("href")) or ""
        if address not in entries and len(entries) < max_entries:
            title, date = _title(link), _card_date(link)
            entries[address] = Entry(url=address, via="listing", feed_url=feed_url, title=title, published=date)
    return Listing(entries=list(entries.values()), next_url=_next(selector, url))


def _card_links(selector: Selector, url: str, site: Site) -> list[HtmlElement]:
    """Links to articles in headings; on a page without such, links that are long enough to be a headline."""
    links = [
        link
        for link in selector.root.iter("a")
        if link.get("href")
        and site.is_article(absolute_url(url, link.get("href")) or "")
        and not any(parent.tag in _CHROME for parent in link.iterancestors())
        and _title(link)
    ]
    return [link for link in links if _is_headed(link)] or [x for x in links if len(_title(x)) >= _MIN_HEADLINE]


def _is_headed(link: HtmlElement) -> bool:
    return (
        any(parent.tag in _HEADINGS for parent in link.iterancestors()) or next(link.iter(*_HEADINGS), None) is not None
    )


def _title(link: HtmlElement) -> str:
    heading = next(link.iter(*_HEADINGS), link)
    return " ".join(heading.text_content().split())[:_MAX_TITLE]


def _card_date(link: HtmlElement) -> datetime | None:
    """The first date that belongs to the card around `link`: the nearest ancestor that has one, one link wide."""
    card = link
    for _ in range(_CARD_LEVELS):
        parent = card.getparent()
        if parent is None or parent.tag not in _CARD:
            break
        card = parent
        raw = card.get("data-archive-id") or next(iter(card.xpath(".//time/@datetime")), None)
        if raw:
            return _instant(raw)
        if card.tag in {"article", "li"}:
            break
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
