"""Where a site announces its articles, as its first page names it: feeds, sitemaps, listings."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from types import MappingProxyType
from typing import Literal
from urllib.parse import unquote, urldefrag, urlsplit

from lxml.html import HtmlElement
from parsel import Selector

from feedcrawler.discovery.elements import base_of, names_of, text_of
from feedcrawler.discovery.shape import is_listed_under, shape_of
from feedcrawler.discovery.words import words
from feedcrawler.site import Site
from feedcrawler.urls import absolute_url, domain_of, normalize_url

Kind = Literal["feed", "sitemap", "listing"]

# Paths that are worth one try where a site names nothing.
WELL_KNOWN: MappingProxyType[Kind, tuple[str, ...]] = MappingProxyType(
    {
        "feed": ("/feed/", "/rss", "/rss.xml", "/feed.xml", "/atom.xml", "/index.xml", "/feed.json"),
        "sitemap": (
            "/sitemap.xml",
            "/sitemap_index.xml",
            "/news-sitemap.xml",
            "/sitemap-news.xml",
            "/sitemap.xml.gz",
            "/sitemap.txt",
        ),
        "listing": ("/news/", "/latest/", "/archive/"),
    }
)

_MAX = 100  # of a kind that are looked at
_MAX_LINKS = 20_000
_MAX_TEXT = 60

# Ranks: the smaller, the better. Listings of rank 0 and 1 show all that a site publishes.
_DECLARED, _LINKED, _SECTION_FEED, _PODCAST = 0, 10, 20, 90
_EVERYTHING, _NEWS, _SECTION, _LISTED = 0, 1, 50, 60

_FEED_TYPES = frozenset(
    ["application/rss+xml", "application/atom+xml", "application/rdf+xml", "application/feed+json", "application/rss"]
)
# These may be anything: a hint must be given.
_OTHER_TYPES = frozenset(["text/xml", "application/xml", "application/json", "text/rss", "application/x-rss+xml"])
_FEED_HINT = re.compile(r"rss|atom|feed|rdf", re.IGNORECASE)
_NO_FEED = re.compile(r"oembed|opensearch|wp-json/wp|sitemap", re.IGNORECASE)
_FEED_PATH = re.compile(
    r"/(?:rss2?|feeds?|atom)/?$|\.(?:rss|atom|rdf)$|/(?:rss|feed|atom|index)\.(?:xml|json)$", re.IGNORECASE
)
_FEED_QUERY = re.compile(r"(?:^|&)feed=(?:rss2?|atom|rdf)(?:&|$)|(?:^|&)format=(?:rss|atom|feed)(?:&|$)", re.IGNORECASE)
_SITEMAP_PATH = re.compile(r"/[^/]*sitemap[^/]*\.(?:xml(?:\.gz)?|txt)$", re.IGNORECASE)
_COMMENTS = re.compile(r"\bcomment|kommentar|commentaire|comentario|commenti|коментар|комментар", re.IGNORECASE)
_AUDIO = re.compile(r"podcast|episode|audio|\bvideo|youtube|vimeo|soundcloud|spotify", re.IGNORECASE)

_ALL_WORDS = re.compile(
    r"(?:see |view |show )?all (?:the )?(?:news|stories|articles|posts)|(?:the )?latest(?: (?:news|"
    r"stories|articles|posts|updates))?|"
    r"(?:news )?archives?|(?:more|recent|newest) (?:news|stories|articles|posts)|newsfeed|news feed|"
    r"alle (?:news|nachrichten|meldungen|artikel|beiträge)|neueste[sn]?(?: (?:nachrichten|meldungen|"
    r"artikel))?|newsticker|schlagzeilen|"
    r"nachrichtenarchiv|archiv|(?:weitere|mehr) (?:news|nachrichten|meldungen|artikel)|"
    r"toutes les (?:actualités|infos|news)|tous les articles|dernières (?:actualités|infos|nouvelles|news)|en continu|"
    r"(?:toute )?l.actu(?:alité)? en continu|fil info|plus d.actualités|"
    r"todas las noticias|últimas? (?:noticias?|hora)|lo último|más noticias|archivo|hemeroteca|"
    r"todas as notícias|últimas(?: notícias)?|mais notícias|arquivo|tutte le (?:notizie|news)|"
    r"ultime notizie|ultim.ora|archivio|"
    r"laatste nieuws|al het nieuws|meer nieuws|net binnen|archief|siste (?:nytt|nyheter)|"
    r"senaste(?: nytt)?|seneste(?: nyt)?|"
    r"arkiv|uusimmat|tuoreimmat|arkisto|najnowsze|wszystkie (?:wiadomości|artykuły)|archiwum|"
    r"nejnovější|všechny (?:zprávy|články)|"
    r"najnovšie|všetky (?:správy|články)|archív|legfrissebb|összes (?:hír|cikk)|ultimele (?:știri|"
    r"stiri)|toate (?:știrile|articolele)|arhiva?|"
    r"(?:все|последние|свежие) (?:новости|материалы|статьи)|лента(?: новостей)?|архив(?: новостей)?|последнее|"
    r"(?:усі|всі|останні|свіжі) (?:новини|матеріали|статті|публікації)|стрічка(?: новин)?|архів(?: новин)?|"
    r"всички новини|последни новини|најновије(?: вести)?|sve vijesti|najnovije(?: vijesti)?|poslednje vesti|"
    r"όλες οι ειδήσεις|τελευταία νέα|ροή ειδήσεων|son dakika|tüm haberler|son haberler|最新|最新消息|"
    r"最新ニュース|全部新闻|최신(?: ?뉴스)?",
    re.IGNORECASE,
)
_NEWS_WORDS = re.compile(
    r"news|nachrichten|meldungen|aktuelles?|actualités?|actu|infos?|noticias|actualidad|notícias|"
    r"notizie|attualità|nieuws|nyheter|"
    r"nyheder|uutiset|wiadomości|aktualności|zprávy|aktuality|správy|hírek|știri|stiri|новости|новини|"
    r"вести|vijesti|vesti|novice|"
    r"ειδήσεις|haberler|أخبار|חדשות|新闻|新聞|ニュース|뉴스|blog|stories|articles|artikel|beiträge",
    re.IGNORECASE,
)
_ALL_PATH = re.compile(
    r"(?:latest|latest-news|all-news|all|recent|newest|archives?|news-archive|news-feed|newsfeed|"
    r"newsticker|archiv|archivio|archivo|"
    r"arquivo|archief|arkiv|archiwum|ultimas-noticias|ultimas|ultime-notizie|dernieres-nouvelles|"
    r"actualites-en-continu|en-continu|"
    r"neueste|laatste-nieuws|senaste-nytt|najnowsze|son-dakika|all-articles|all-stories|all-posts|lenta|arhiv|arhiva)",
    re.IGNORECASE,
)
_NEWS_PATH = re.compile(
    r"(?:news|nachrichten|aktuelles|aktuell|actualites|actualite|noticias|notizie|nieuws|nyheter|"
    r"nyheder|uutiset|wiadomosci|aktualnosci|"
    r"zpravy|spravy|hirek|stiri|novosti|novyny|vesti|vijesti|eidiseis|haberler|blog|stories|articles)",
    re.IGNORECASE,
)
_MENUS = words("nav navbar navigation menu submenu megamenu topnav sections rubrics rubriken")


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceLink:
    """Where a site may announce its articles."""

    url: str
    kind: Kind
    title: str | None = None
    rank: int = 0
    """The smaller, the better: 0 and 1 are a site's own feeds, and listings of all that it publishes; from 50 on there
    are the sections of a site."""


def find_sources(selector: Selector, url: str, site: Site) -> list[SourceLink]:
    """The feeds, sitemaps and listings that a site's first page names, each once, those first that say most.

    Feeds that a page declares may be on other hosts, as those of services are; all others are the site's own. Feeds of
    comments are left out, those of podcasts and videos come last. At most a hundred of a kind are looked at.

    Args:
        selector: the parsed page.
        url: where it came from.
        site: tells its own pages from others.
    """
    root = selector.root
    if not isinstance(root, HtmlElement):
        return []
    base = base_of(root, url)
    found: dict[str, SourceLink] = {}
    here = normalize_url(url)
    for ways in (_declared(root, base, site), _linked(root, base, site), _listings(root, base, site)):
        for link in ways:
            key = normalize_url(link.url)
            if key != here and (key not in found or link.rank < found[key].rank):
                found[key] = link
    return sorted(found.values(), key=lambda link: link.rank)


def _declared(root: HtmlElement, base: str, site: Site) -> Iterator[SourceLink]:
    """What the `link` elements of a page name."""
    feeds = 0
    for element in islice(root.iter("link"), _MAX_LINKS):
        relations = (element.get("rel") or "").lower().split()
        address = _address(base, element.get("href"))
        title = " ".join((element.get("title") or "")[:500].split())[:_MAX_TEXT] or None
        if address is None:
            continue
        if "sitemap" in relations and site.has_host(domain_of(address)):
            yield SourceLink(url=address, kind="sitemap", title=title)
        elif "archives" in relations and site.has_host(domain_of(address)):
            yield SourceLink(url=address, kind="listing", title=title, rank=_EVERYTHING)
        elif {"alternate", "feed"} & set(relations) and feeds < _MAX and _is_feed(element, address, title):
            feeds += 1
            if not _COMMENTS.search(f"{title or ''} {urlsplit(address).path}"):
                yield SourceLink(url=address, kind="feed", title=title, rank=_feed_rank(address, title, _DECLARED))


def _is_feed(element: HtmlElement, address: str, title: str | None) -> bool:
    type_ = (element.get("type") or "").partition(";")[0].strip().lower()
    if _NO_FEED.search(address):
        return False
    if type_ in _FEED_TYPES:
        return True
    return type_ in _OTHER_TYPES and _FEED_HINT.search(f"{title or ''} {address}") is not None


def _linked(root: HtmlElement, base: str, site: Site) -> Iterator[SourceLink]:
    """Links of the page to what is a feed or a sitemap by its name."""
    count = 0
    for link in islice(root.iter("a"), _MAX_LINKS):
        address = _address(base, link.get("href"))
        if address is None or not site.has_host(domain_of(address)):
            continue
        parts = urlsplit(address)
        title = text_of(link, _MAX_TEXT) or None
        if _SITEMAP_PATH.search(parts.path):
            kind: Kind = "sitemap"
        elif (_FEED_PATH.search(parts.path) or _FEED_QUERY.search(parts.query)) and not _NO_FEED.search(parts.path):
            kind = "feed"
        else:
            continue
        count += 1
        if count > _MAX:
            return
        if not _COMMENTS.search(f"{title or ''} {parts.path}"):
            rank = _feed_rank(address, title, _LINKED) if kind == "feed" else _LINKED
            yield SourceLink(url=address, kind=kind, title=title, rank=rank)


def _feed_rank(address: str, title: str | None, rank: int) -> int:
    """A feed of all that a site has comes before one of a section, and one with something to hear comes last."""
    if _AUDIO.search(f"{title or ''} {address}"):
        return _PODCAST
    return rank + (_SECTION_FEED if is_listed_under(_FEED_PATH.sub("", address)) else 0)


def _listings(root: HtmlElement, base: str, site: Site) -> Iterator[SourceLink]:
    """Links to the site's listings: of everything, of news, and the sections in its menus."""
    seen: set[str] = set()
    sections = 0
    for link in islice(root.iter("a"), _MAX_LINKS):
        address = _address(base, link.get("href"))
        if address is None or address in seen or not site.has_host(domain_of(address)):
            continue
        seen.add(address)
        text = text_of(link, _MAX_TEXT)
        rank = _listing_rank(link, address, text.strip(" .…›»→>:-+").lower())
        if rank is None or (rank >= _SECTION and (sections := sections + 1) > _MAX):
            continue
        yield SourceLink(url=address, kind="listing", title=text or None, rank=rank)
        if len(seen) >= _MAX_LINKS:
            return


def _listing_rank(link: HtmlElement, address: str, text: str) -> int | None:
    """How much a listing shows; None where it is none."""
    parts = urlsplit(address)
    segments = [segment for segment in unquote(parts.path).lower().split("/") if segment]
    last = segments[-1].partition(".")[0] if segments else ""
    if parts.query or not segments or shape_of(address) == "article":
        return None
    if "archives" in (link.get("rel") or "").lower().split():
        return _EVERYTHING
    is_short = len(segments) <= 2
    if is_short and (_ALL_PATH.fullmatch(last) or (_ALL_WORDS.fullmatch(text) and shape_of(address) == "unsure")):
        return _EVERYTHING
    if _ALL_WORDS.fullmatch(text) and is_listed_under(address):
        return _NEWS
    if len(segments) == 1 and (
        _NEWS_PATH.fullmatch(last) or (_NEWS_WORDS.fullmatch(text) and shape_of(address) == "unsure")
    ):
        return _NEWS
    if not 0 < len(text.split()) <= 4 or not _is_in_menu(link):
        return None
    if is_listed_under(address):
        return _LISTED
    return _SECTION if shape_of(address) == "unsure" and len(segments) <= 3 else None


def _is_in_menu(link: HtmlElement) -> bool:
    return any(
        one.tag in ("nav", "header")
        or (one.get("role") or "").lower() in ("navigation", "menubar", "menu")
        or any(not _MENUS.isdisjoint(parts) for parts in names_of(one))
        for one in islice(link.iterancestors(), 12)
        if one.tag not in ("body", "html")
    )


def _address(base: str, href: str | None) -> str | None:
    """The address a link leads to; `feed:` before one is what feed readers once were opened with."""
    if not href:
        return None
    href = href.strip()[:2_000]
    if href[:5].lower() == "feed:":
        href = href[5:] if href[5:].lower().startswith("http") else f"https:{href[5:]}"
    address = absolute_url(base, href)
    try:
        return urldefrag(address).url if address and normalize_url(address) else None
    except ValueError:
        return None
