"""Which page of a listing comes after this one: by `rel=next`, by words, by numbers, by "load more"."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import islice, pairwise
from urllib.parse import parse_qsl, unquote, urlencode, urlsplit

from lxml.html import HtmlElement

from feedcrawler.discovery.elements import names_of, text_of
from feedcrawler.discovery.shape import shape_of
from feedcrawler.discovery.words import words
from feedcrawler.urls import absolute_url, domain_of, normalize_url

_MAX_LINKS = 50_000
_MAX_SOME = 200
_MAX_TEXT = 40
_MAX_URL = 2_000
_WAY_UP = 5

# The first word of a link to the next page, or all of its text.
_NEXT = words(
    "next older weiter nächste nächster ältere suivant suivante suivants siguiente siguientes",
    "anteriores próxima próximo ",
    "próximos proxima proximo seguinte successiva successivo successivi avanti volgende oudere næste",
    "nästa neste eldre ",
    "äldre ældre seuraava seuraavat vanhemmat następna następny następne starsze dalej další",
    "následující starší ďalšia ",
    "ďalší nasledujúca következő régebbi tovább următoarea următorul următor înainte следующая",
    "следующие вперёд вперед дальше далее ",
    "ранее старые наступна наступні далі старіші следваща напред sljedeća следећа sledeća naslednja επόμενη επόμενο ",
    "επόμενα sonraki ileri التالي التالية הבא הבאים 下一页 下一頁 下页 次へ 次のページ 다음 ถัดไป tiếp berikutnya ",
    "selanjutnya अगला kitas toliau nākamā nākamais järgmine",
)
_NEXT_PHRASES = frozenset(
    ["page suivante", "página siguiente", "pagina successiva", "articles plus anciens", "entradas anteriores"]
)
_MORE_WORDS = words(
    "more older next mehr weitere weiter plus suite más mas mais altro altri meer mer lisää więcej",
    "další több ещё еще больше ",
    "далі більше ще више más περισσότερα daha المزيد עוד 更多 もっと 더보기",
)
_ARROWS = frozenset(["›", "»", "→", ">", ">>", "⟩", "❯", "▶", "►", "⇒", "⟶"])
_MORE = frozenset(["loadmore", "showmore", "infinite", "viewmore", "morelink", "nextpage", "morebutton", "autoload"])
_NEXT_NAMES = frozenset(["next", "older", "previousposts", "navprevious", "nextpostslink"])
_PAGERS = words(
    "pagination pager paginator paging pagenavi pagenav pagelinks pagenumbers pagination paginate pages navlinks ",
    "postsnavigation navigation pagelist pageitem pagelink",
)
_CURRENT = frozenset(["current", "active", "selected"])
_MORE_ADDRESSES = ("data-next-url", "data-next-page-url", "data-load-more-url", "data-next-page", "data-next-href")
_ACTIONS = ("data-href", "data-url", "hx-get", "data-hx-get", "data-src", "data-endpoint", "data-ajax-url")
_ANY_ACTION = " or ".join(f"@{name}" for name in (*_MORE_ADDRESSES, *_ACTIONS))

_PAGE_NAMES = words("page paged p pg pagina página seite strana str sivu side pagenum page_num pageno pn")
_OFFSET_NAMES = words("offset start from skip begin first inicio")
_SESSION_NAMES = re.compile(
    r"(?:php|j|asp)?sess(?:ion)?_?(?:id)?|sid|s_id|cfid|cftoken|oscsid|zenid|_|ts|rnd|rand", re.IGNORECASE
)
_PAGE_IN_PATH = re.compile(
    r"/(?:page|seite|pagina|página|strona|strana|stranica|sivu|side|oldal|p)[-_/]?(\d{1,5})(?=/|\.|$)|"
    r"[-_,](\d{1,5})(?=\.(?:html?|php|shtml)$)",
    re.IGNORECASE,
)


def next_page(root: HtmlElement, url: str, base: str, articles: set[str]) -> str | None:
    """The page that continues a listing, on the same host and never the page itself; None where none is declared.

    Args:
        root: the page.
        url: where it came from.
        base: where its relative links start.
        articles: what it announces: none of these is the next page.
    """
    page = _Page(root, url, base, articles)
    ways: tuple[Callable[[_Page], Iterator[str | None]], ...] = (_related, _worded, _numbered, _more, _framed)
    return next((found for way in ways for found in way(page) if found), None)


def next_address(url: str, href: str | None) -> str | None:
    """The address that `href` leads to from the page `url`, if it is another page on the same host."""
    if not href or not _is_whole(href):
        return None
    address = absolute_url(url, href[:_MAX_URL])
    try:
        if address is None or domain_of(address) != domain_of(url) or urlsplit(address).port != urlsplit(url).port:
            return None
        return address if page_key(address) != page_key(url) else None
    except ValueError:
        return None


def _is_whole(href: str) -> bool:
    """Whether it leads anywhere, and is no template that a script fills."""
    return bool(href.strip()) and "{" not in href and not href.lstrip().startswith("#")


def page_key(url: str) -> str:
    """The identity of a page of a listing: without fragment, session and what only defeats caches.

    Raises:
        ValueError: the URL is not http(s).
    """
    parts = urlsplit(normalize_url(url))
    pairs = [(k, v) for k, v in parse_qsl(parts.query, keep_blank_values=True) if not _SESSION_NAMES.fullmatch(k)]
    return parts._replace(path=parts.path.partition(";")[0], query=urlencode(pairs), fragment="").geturl()


@dataclass(slots=True, kw_only=True)
class _Place:
    """Where in a listing an address is: by a number of a page, or of articles."""

    page: int | None = None
    offset: int | None = None


def _place(url: str) -> _Place:
    parts = urlsplit(url)
    place = _Place()
    for name, value in parse_qsl(parts.query[:_MAX_URL]):
        if value.isdecimal() and len(value) <= 9:
            if name.lower() in _PAGE_NAMES:
                place.page = int(value)
            elif name.lower() in _OFFSET_NAMES:
                place.offset = int(value)
    match = _PAGE_IN_PATH.search(unquote(parts.path))
    if place.page is None and match:
        place.page = int(match[1] or match[2])
    return place


class _Page:
    """A page of a listing, and what is known of where it is."""

    def __init__(self, root: HtmlElement, url: str, base: str, articles: set[str]) -> None:
        self.root = root
        self._url = url
        self._base = base
        self._articles = articles
        self._place = _place(url)

    def leads(self, href: str | None) -> str | None:
        """The address that `href` leads to, if it is another page of this host."""
        return next_address(self._url, absolute_url(self._base, href[:_MAX_URL])) if href and _is_whole(href) else None

    def leads_on(self, href: str | None) -> str | None:
        """The same, if the numbers in it say that it comes next, or say nothing; and no article."""
        address = self.leads(href)
        if address is None or address in self._articles:
            return None
        place, here = _place(address), self._place
        if place.page is not None:
            if here.page is None:
                return address if place.page in (1, 2) else None
            return address if place.page == here.page + 1 else None
        if place.offset is not None:
            return address if place.offset > (here.offset or 0) else None
        return address if here.page is None and self._is_below(address) else None

    def _is_below(self, address: str) -> bool:
        """Whether an address is this page's with another query, or below it: "more" also leads to sections."""
        here, there = urlsplit(self._url).path or "/", urlsplit(address).path or "/"
        if here == there:
            return True
        return here != "/" and there.startswith(here.rstrip("/") + "/") and shape_of(address) != "article"

    @cached_property
    def links(self) -> list[HtmlElement]:
        """All links, wherever they are."""
        return [link for link in islice(self.root.iter("a"), _MAX_LINKS) if link.get("href")]

    @cached_property
    def number(self) -> int:
        """The number of this page, as it shows it itself, or as its address does."""
        for element in islice(self.root.iter("a", "span", "li", "strong", "em", "b", "button"), _MAX_LINKS):
            is_current = element.get("aria-current") or any(
                not _CURRENT.isdisjoint(parts) for parts in names_of(element)
            )
            if is_current or (element.tag in ("strong", "em", "b", "span") and not element.attrib):
                text = text_of(element, _MAX_TEXT)
                if text.isdecimal() and len(text) <= 5 and _is_in_pager(element):
                    return int(text)
        return self._place.page or 1


def _related(page: _Page) -> Iterator[str | None]:
    for element in islice(page.root.iter("link", "a"), _MAX_LINKS):
        if "next" in (element.get("rel") or "").lower().split():
            yield page.leads(element.get("href"))


def _worded(page: _Page) -> Iterator[str | None]:
    """A link that says "next": in a pager, or with a number in its address that comes next."""
    for link in page.links:
        text = text_of(link, _MAX_TEXT).lower()
        label = (link.get("aria-label") or link.get("title") or "")[:_MAX_TEXT].lower()
        if not (_says_next(text) or _says_next(label) or _is_named(link, _NEXT_NAMES)):
            continue
        address = page.leads_on(link.get("href"))
        if address and (_is_in_pager(link) or _place(address) != _Place()):
            yield address


def _numbered(page: _Page) -> Iterator[str | None]:
    """In a pager, the link whose number comes after this page's."""
    wanted = str(page.number + 1)
    for link in page.links:
        if len(link) < 5 and text_of(link, _MAX_TEXT) == wanted:
            address = page.leads(link.get("href"))
            if address and (_is_in_pager(link) or _place(address).page == page.number + 1):
                yield address


def _more(page: _Page) -> Iterator[str | None]:
    """What a button that loads more asks for."""
    elements = page.root.xpath(f"//*[{_ANY_ACTION}]")[:_MAX_SOME]
    for name in _MORE_ADDRESSES:
        for element in elements:
            value = (element.get(name) or "").strip()
            if value.startswith(("/", "?", "http://", "https://", "./")):
                yield page.leads(value)
    for element in elements:
        if _is_named(element, _MORE) or (element.tag == "button" and _says_more(element)):
            yield from (page.leads(element.get(name)) for name in _ACTIONS)
    yield from (page.leads_on(link.get("href")) for link in page.links if _is_named(link, _MORE))


def _framed(page: _Page) -> Iterator[str | None]:
    """What a frame of Hotwire's Turbo loads when it is scrolled to."""
    for frame in islice(page.root.iter("turbo-frame"), _MAX_SOME):
        if next(islice(frame.iterancestors("header", "nav", "footer", "aside"), 1), None) is None:
            yield page.leads_on(frame.get("src"))


def _says_next(text: str) -> bool:
    text = text.strip()
    if text in _ARROWS:
        return True
    words = re.findall(r"[^\W\d_]+", text)
    return len(words) <= 4 and bool(words) and (words[0] in _NEXT or " ".join(words) in _NEXT_PHRASES)


def _says_more(element: HtmlElement) -> bool:
    words = re.findall(r"[^\W\d_]+", text_of(element, _MAX_TEXT).lower())
    return not _MORE_WORDS.isdisjoint(words)


def _is_named(element: HtmlElement, names: frozenset[str]) -> bool:
    return any(
        not names.isdisjoint([*parts, *(a + b for a, b in pairwise(parts)), "".join(parts)])
        for parts in names_of(element)
    )


def _is_in_pager(element: HtmlElement) -> bool:
    """Whether an element is in what a page has to lead to its further pages."""
    around = (element, *islice(element.iterancestors(), _WAY_UP))
    return any(
        one.tag == "nav" or (one.get("role") or "") == "navigation" or _is_named(one, _PAGERS | _NEXT_NAMES)
        for one in around
        if one.tag not in ("body", "html", "main")
    )
