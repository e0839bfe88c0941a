"""Listings: HTML pages of cards, one an article, with a next page behind them."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import islice, takewhile
from typing import TypeAlias
from urllib.parse import urldefrag

from lxml.html import HtmlElement
from parsel import Selector

from feedcrawler.discovery.elements import base_of, names_of, text_of
from feedcrawler.discovery.entry import Entry
from feedcrawler.discovery.links import HEADINGS, Link, links_of
from feedcrawler.discovery.pagination import next_page
from feedcrawler.discovery.shape import Shape, count_words, shape_of
from feedcrawler.site import Site
from feedcrawler.urls import absolute_url

_CARD = frozenset(["article", "li", "section", "div", "td", "tr", *HEADINGS])
_CARD_LEVELS = 4
_WAY_UP = 12  # elements above a link among which its card's levels are
_CARD_SIZE = 200  # elements of a card in which its date and its heading are looked for
_SENTENCE = 30
_HEADLINE = 20  # characters of a link that is long enough to be a headline
_LONG_HEADLINE = 30
_MAX_TITLE = 1000
_JS_DATE = re.compile(r"\w{3} (\w{3} \d{1,2} \d{4} \d{2}:\d{2}:\d{2}) GMT([+-]\d{4})")
_WIDE = re.compile(r"[\u1100-\u11ff\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\uff00-\uffef]")
_TWO_LETTERS = re.compile(r"[^\W\d_].*?[^\W\d_]|[\u2e80-\u9fff\uac00-\ud7af]", re.DOTALL)
# What a link says that leads to an article without naming it.
_ON = re.compile(
    r"(?:read|continue|learn|see|view|show|find out) (?:more|on|full|all|reading|the|article|"
    r"story)\b.{0,40}|more|full story|"
    r"(?:weiter|mehr)\s?(?:lesen|dazu|erfahren)?|zum artikel|lire (?:la suite|plus|l.article)|en savoir plus|"
    r"(?:leer|seguir|ver|saber) (?:más|mas|leyendo|noticia)|leia mais|ler mais|saiba mais|continua(?: a leggere)?|"
    r"leggi (?:tutto|di più|l.articolo)|lees (?:meer|verder)|læs mere|les mer|läs mer|lue lisää|"
    r"czytaj (?:więcej|dalej)|"
    r"číst (?:více|dále)|čítať ďalej|tovább(?: olvasom)?|citește (?:mai mult|tot)|читать (?:далее|дальше|полностью)|"
    r"подробнее|читати (?:далі|більше)|детальніше|докладніше|прочетете|opširnije|više|περισσότερα|devamı(?:nı oku)?|"
    r"(?:\d+\s*)?(?:comments?|kommentare?|commentaires?|comentarios?|commenti|комментари\w+|"
    r"коментар\w*)(?:\s*\(?\d+\)?)?|"
    r"(?:leave a|add|post a) comment|share|teilen|partager|permalink|link|photo|video|image|foto|bild",
    re.IGNORECASE,
)

# What a card shows beside its link that stands for a story …
_OF_A_TEXT = frozenset(["article", "time", "p"])
# … and what may stand for one where the address does.
_OF_A_STORY = frozenset(["img", "picture", *HEADINGS]) | _OF_A_TEXT
_ENOUGH = 3  # articles whose links are built alike
_MAX_LINKS = 20  # of one address that are looked at

Kind: TypeAlias = tuple[str, ...]


@dataclass(slots=True, kw_only=True)
class Listing:
    """What one page of a listing announces."""

    entries: list[Entry] = field(default_factory=list)
    next_url: str | None = None


@dataclass(slots=True, kw_only=True, eq=False)
class _Target:
    """An address, and the links that lead to it."""

    address: str
    """As the page has it."""
    shape: Shape
    links: list[Link] = field(default_factory=list)

    @property
    def is_headed(self) -> bool:
        return any(link.in_heading for link in self.links)

    @property
    def kinds(self) -> set[Kind]:
        """How its links are built: alike in a menu, and alike in a list of articles."""
        return {_kind(link.element) for link in self.links[:_MAX_LINKS]}

    @property
    def is_label(self) -> bool:
        return all(link.in_label for link in self.links) and not self.is_headed


def read_listing(selector: Selector, url: str, site: Site, *, feed_url: str, max_entries: int = 10_000) -> Listing:
    """The cards of a listing page in their order, and the next page.

    An article is known by its address and by the structure around its link: a heading, a card with a text or a date,
    a place among links to other articles, or words enough for a headline; outside of the page's navigation. Where the
    site declares what its articles' addresses look like, that is believed, and a heading will do. An entry's date
    comes from its own card, never from another's.

    Args:
        selector: the parsed page.
        url: where it came from: relative links start there, unless the page has a `base`.
        site: tells articles from other pages.
        feed_url: the listing's first page: `feed_url` of the entries.
        max_entries: no more are read.
    """
    root = selector.root
    if not isinstance(root, HtmlElement):
        return Listing()
    base = base_of(root, url)
    targets = _targets(links_of(root), base, url, site)
    accepted = [*islice(_accepted(targets, site), max_entries)]
    cards = _Cards(accepted)
    entries = [
        Entry(
            url=target.address,
            via="listing",
            feed_url=feed_url,
            title=_title(target, cards),
            published=_date(target, cards),
        )
        for target in accepted
    ]
    return Listing(entries=entries, next_url=next_page(root, url, base, {entry.url for entry in entries}))


def _targets(links: Iterable[Link], base: str, url: str, site: Site) -> list[_Target]:
    """The addresses that may be articles', in the order of the page."""
    found: dict[str, _Target | None] = {}
    here = urldefrag(url).url
    for link in links:
        address = absolute_url(base, link.element.get("href") or "")
        key = urldefrag(address or "").url
        if key not in found:
            shape: Shape = shape_of(key)
            may_be = key != here and site.is_article(key) and (shape != "page" or site.knows_its_articles)
            found[key] = _Target(address=address or "", shape=shape) if may_be else None
        if target := found[key]:
            target.links.append(link)
    return [target for target in found.values() if target]


def _kind(link: HtmlElement) -> Kind:
    around = (link, *islice(link.iterancestors(), 2))
    return tuple(f"{one.tag} {one.get('class') or ''}" for one in around)


class _Cards:
    """The card around each link: its widest ancestor, a few levels up, in which no other article is linked."""

    def __init__(self, targets: Iterable[_Target]) -> None:
        self._ways: dict[Link, list[HtmlElement]] = {}
        self._lead_to: dict[HtmlElement, set[str]] = defaultdict(set)
        for target in targets:
            for link in target.links[:_MAX_LINKS]:
                for ancestor in self._way(link):
                    self._lead_to[ancestor].add(target.address)

    def of(self, link: Link) -> HtmlElement:
        """The card of a link, or the link itself."""
        alone = takewhile(lambda ancestor: len(self._lead_to[ancestor]) == 1, self._way(link))
        return next(iter([*alone][::-1]), link.element)

    def _way(self, link: Link) -> list[HtmlElement]:
        if link not in self._ways:
            above = islice(link.element.iterancestors(), _WAY_UP)
            self._ways[link] = [*islice((one for one in above if one.tag in _CARD), _CARD_LEVELS)]
        return self._ways[link]


def _accepted(targets: list[_Target], site: Site) -> Iterator[_Target]:
    """Those that are articles."""
    likely = (target for target in targets if target.shape == "article" or target.is_headed)
    cards = _Cards(target for target in likely if not target.is_label)
    all_cards = _Cards(targets)
    good: dict[_Target, bool] = {}
    for target in targets:
        around = cards if target.shape == "article" or target.is_headed else all_cards
        if not target.is_label and (title := _title(target, around)):
            good[target] = _is_told(target, title, around, knows=site.knows_its_articles)
    total = Counter(kind for target in targets for kind in target.kinds)
    articles = Counter(kind for target, is_good in good.items() if is_good for kind in target.kinds)
    for target, is_good in good.items():
        if is_good or any(articles[kind] >= _ENOUGH and 2 * articles[kind] >= total[kind] for kind in target.kinds):
            yield target


def _is_told(target: _Target, title: str, cards: _Cards, *, knows: bool) -> bool:
    """Whether an address and what is around its links tell an article; they must, where it does not."""
    if knows or target.shape == "article":
        return target.is_headed or _is_headline(title, _HEADLINE, 4) or _is_in_card(target, cards, _OF_A_STORY)
    if target.is_headed and _is_headline(title, _LONG_HEADLINE, 4):
        return True
    return _is_headline(title, _LONG_HEADLINE, 5) or _is_in_card(target, cards, _OF_A_TEXT)


def _is_headline(title: str, characters: int, at_least: int) -> bool:
    return len(title) + len(_WIDE.findall(title)) >= characters or count_words(title) >= at_least


def _is_in_card(target: _Target, cards: _Cards, signs: frozenset[str]) -> bool:
    """Whether one of its links lies in a card of its own that shows such things."""
    return any(_shows(cards.of(link), signs) for link in target.links[:_MAX_LINKS])


def _shows(card: HtmlElement, signs: frozenset[str]) -> bool:
    for one in islice(card.iter(), _CARD_SIZE):
        if one.tag in signs and (one.tag != "p" or len(text_of(one, _SENTENCE)) >= _SENTENCE - 1):
            return True
    return False


def _title(target: _Target, cards: _Cards) -> str | None:
    """What the links to an article call it: a heading, words enough for a headline, the card's heading, a label."""
    found: dict[int, str] = {}
    for link in target.links[:_MAX_LINKS]:
        for rank, text in _titles(link, cards):
            if rank not in found and _TWO_LETTERS.search(text) and not _ON.fullmatch(text.strip(" .…›»→>:-+[]()")):
                found[rank] = text
    return found[min(found)] if found else None


def _titles(link: Link, cards: _Cards) -> Iterator[tuple[int, str]]:
    """What may be the title that a link gives, with a rank."""
    element = link.element
    text = text_of(element, _MAX_TITLE)
    if link.in_heading:
        heading = next(element.iter(*HEADINGS), None)
        yield 0, text if heading is None else text_of(heading, _MAX_TITLE)
    named = (one for one in islice(element.iter("div", "span", "p"), _CARD_SIZE) if _is_named_title(one))
    if (part := next(named, None)) is not None:
        yield 1, text_of(part, _MAX_TITLE)
    yield 2 if _is_headline(text, _HEADLINE, 4) else 5, text
    card = cards.of(link)
    if (heading := next((one for one in islice(card.iter(), _CARD_SIZE) if one.tag in HEADINGS), None)) is not None:
        yield 3, text_of(heading, _MAX_TITLE)
    image = next(element.iter("img"), None)
    for label in (element.get("aria-label"), element.get("title"), image.get("alt") if image is not None else None):
        if label:
            line = " ".join(label[: 2 * _MAX_TITLE].split())[:_MAX_TITLE]
            yield 4 if _is_headline(line, _HEADLINE, 4) else 6, line


def _is_named_title(element: HtmlElement) -> bool:
    return any(parts and parts[-1] in ("title", "headline", "heading") for parts in names_of(element))


def _date(target: _Target, cards: _Cards) -> datetime | None:
    """The first date that a card gives: its own, or its `time`'s."""
    return next(filter(None, (_card_date(cards.of(link)) for link in target.links[:_MAX_LINKS])), None)


def _card_date(card: HtmlElement) -> datetime | None:
    for element in islice(card.iter(), _CARD_SIZE):
        raw = element.get("data-archive-id") or (element.get("datetime") if element.tag == "time" else None)
        if element.get("itemprop") == "datePublished":
            raw = raw or element.get("content") or element.get("datetime")
        if raw and (instant := _instant(raw[:100])):
            return instant
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
