"""What the endpoint behind a "load more" button answers: a piece of HTML, JSON with HTML in it, or posts in JSON."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from itertools import islice
from typing import Any, TypeAlias

from parsel import Selector
from w3lib.encoding import html_to_unicode
from w3lib.html import remove_tags

from feedcrawler.discovery.entry import Entry
from feedcrawler.discovery.listing import Listing, read_listing
from feedcrawler.discovery.pagination import next_address
from feedcrawler.discovery.shape import shape_of
from feedcrawler.discovery.w3c_date import w3c_instant
from feedcrawler.site import Site
from feedcrawler.urls import absolute_url

_MAX_DEPTH = 40
_MAX_VALUES = 500_000
_MAX_PIECES = 1_000  # of HTML in one answer
_MAX_TITLE = 1_000
_MAX_RAW_TITLE = 10_000
_NEXT_DEPTH = 4
_FEW = 5

_LINKS = ("link", "url", "canonical_url", "canonicalUrl", "permalink", "webUrl", "web_url", "shareUrl", "href", "path")
_TITLES = ("title", "headline", "name", "web_title", "webTitle")
_PUBLISHED = (
    "published_at", "publishedAt", "date_gmt", "datePublished", "date_published", "publishedDate", "published_date",
    "publishDate", "publish_date", "published", "pubDate", "pub_date", "publishTime", "published_time", "date",
    "created_at", "createdAt",
)  # fmt: skip
_MODIFIED = (
    "modified_gmt", "dateModified", "date_modified", "updated_at", "updatedAt", "modified_at", "modifiedAt", "modified",
    "updated",
)  # fmt: skip
_IDS = ("id", "uuid", "guid")
# Of these a post has some, and none is a post.
_OTHERS = re.compile(
    r"(?:primary_?)?(?:authors?|tags?|categor(?:y|ies)|sections?|topics?|keywords?|channel|creators?|"
    r"contributors?|byline)|"
    r"publisher|organi[sz]ation|images?|media|thumbnail|featured_?(?:image|media)|video|user|_links|social|ads?",
    re.IGNORECASE,
)
_NEXT = (
    "next",
    "next_url",
    "nextUrl",
    "next_page",
    "nextPage",
    "next_page_url",
    "nextPageUrl",
    "nextLink",
    "next_link",
)
_PADDING = re.compile(r"\s*(?:\)\]\}',?\s*|(?:/\*\*/)?\s*[\w.$]{1,100}\s*\(\s*(?=[\[{]))")
_PAGE = "{page}"

Post: TypeAlias = dict[str, Any]


def page_of(template: str, number: int) -> str:
    """The address of a page of a "load more" endpoint: `{page}` in its template is the number."""
    return template.replace(_PAGE, str(number))


def read_more(  # noqa: PLR0913
    body: bytes, url: str, site: Site, *, feed_url: str, content_type: str = "", max_entries: int = 10_000
) -> Listing:
    """The articles that a "load more" endpoint announces, and where it says that the next ones are.

    Args:
        body: the answer, decompressed.
        url: where it came from: addresses in JSON start at its host, a whole page's at the page.
        site: tells articles from other pages.
        feed_url: the listing into which the answer is put: links of a piece of HTML start there.
        content_type: the header, which may name the charset.
        max_entries: no more are read.
    """
    answer = _Answer(url=url, site=site, feed_url=feed_url, max_entries=max_entries)
    text = html_to_unicode(content_type or None, body)[1]
    data = _json(text)
    if data is None:
        is_whole = re.search(r"<(?:html|body)[\s>]", text[:5_000], re.IGNORECASE)
        return answer.piece(text, url if is_whole else feed_url)
    found: dict[str, Entry] = {}
    following: list[str] = []
    pieces = 0
    for value in answer.walk(data):
        if len(found) >= max_entries:
            break
        if isinstance(value, Entry):
            found.setdefault(value.url, value)
        elif (pieces := pieces + 1) <= _MAX_PIECES:
            piece = answer.piece(value, feed_url)
            following += [piece.next_url] if piece.next_url else []
            found.update((entry.url, entry) for entry in piece.entries if entry.url not in found)
    next_url = next(_next(data, url), None) or next(iter(following), None)
    return Listing(entries=[*found.values()][:max_entries], next_url=next_url)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Answer:
    """What an endpoint answered: who it is from."""

    url: str
    site: Site
    feed_url: str
    max_entries: int

    def piece(self, text: str, base: str) -> Listing:
        """What a piece of HTML announces."""
        selector = Selector(text=text, type="html")
        found = read_listing(selector, base, self.site, feed_url=self.feed_url, max_entries=self.max_entries)
        return replace(found, next_url=next_address(self.url, found.next_url))

    def walk(self, data: Any) -> Iterator[Entry | str]:
        """The posts and the pieces of HTML in an answer, in their order; what is in a post is the post's."""
        left: list[tuple[Any, int]] = [(data, 0)]
        for _ in range(_MAX_VALUES):
            if not left:
                return
            value, depth = left.pop()
            if isinstance(value, str) and "<" in value and "href" in value:
                yield value
            if depth >= _MAX_DEPTH:
                continue
            if isinstance(value, list):
                left += [(one, depth + 1) for one in reversed(value)]
            elif isinstance(value, dict):
                entry = self.entry(value)
                if entry:
                    yield entry
                left += [(one, depth + 1) for one in reversed([*_inside(value, is_post=entry is not None)])]

    def entry(self, post: Post) -> Entry | None:
        """What an object announces, if it has a title and the address of what may be an article."""
        address, title = self.address(post), _title(post)
        if address is None or title is None:
            return None
        identity = next((post[name] for name in _IDS if post.get(name)), None)
        if isinstance(identity, dict):
            identity = identity.get("rendered")
        return Entry(
            url=address,
            via="listing",
            feed_url=self.feed_url,
            id=str(identity)[:_MAX_TITLE] if isinstance(identity, str | int) else None,
            title=title,
            published=_date(post, _PUBLISHED),
            modified=_date(post, _MODIFIED),
        )

    def address(self, post: Post) -> str | None:
        """The first address that a post names, or its slug below the host."""
        named = [value for name in _LINKS if (value := _string(post.get(name)))]
        slug = _string(post.get("slug"))
        if slug and not named:
            named = [f"/{slug.strip('/')}/"]
        resolved = (_resolved(value, self.url) for value in named)
        return next((address for address in resolved if address and self._may_be_article(address)), None)

    def _may_be_article(self, address: str) -> bool:
        return self.site.is_article(address) and (self.site.knows_its_articles or shape_of(address) != "page")


def _inside(value: Post, *, is_post: bool) -> Iterator[Any]:
    """What in an object may hold posts: of a post only its lists of objects."""
    for name, one in value.items():
        if not _OTHERS.fullmatch(name) and (not is_post or _is_list_of_objects(one)):
            yield one


def _is_list_of_objects(value: Any) -> bool:
    return isinstance(value, list) and len(value) > 1 and all(isinstance(one, dict) for one in value[:_FEW])


def _json(text: str) -> Any:
    """The object or list that a text holds, also behind padding against inclusion, or in a call (JSONP)."""
    start = _PADDING.match(text)
    stripped = text[start.end() if start else 0 :].lstrip("\ufeff \t\r\n")
    if not stripped.startswith(("{", "[")):
        return None
    try:
        return json.JSONDecoder(parse_int=_number).raw_decode(stripped)[0]
    except (ValueError, RecursionError):
        return None


def _number(digits: str) -> int | None:
    return int(digits) if len(digits) <= 20 else None


def _resolved(value: str, url: str) -> str | None:
    """An address in JSON: one that is relative starts at the host, for a script knows no folder."""
    if len(value) > 2_000 or any(map(str.isspace, value)):
        return None
    return absolute_url(absolute_url(url, "/") or url, value)


def _string(value: Any) -> str | None:
    """A text, or the text of `{"rendered": …}` (WordPress) or `{"href": …}`."""
    if isinstance(value, dict):
        value = value.get("rendered") or value.get("href")
    return value.strip() or None if isinstance(value, str) else None


def _title(post: Post) -> str | None:
    raw = next(filter(None, (_string(post.get(name)) for name in _TITLES)), None)
    if raw is None:
        return None
    text = html.unescape(remove_tags(raw[:_MAX_RAW_TITLE]))
    return " ".join(text.split())[:_MAX_TITLE].rstrip() or None


def _date(post: Post, names: tuple[str, ...]) -> datetime | None:
    return next(filter(None, (_instant(post[name]) for name in names if name in post)), None)


def _instant(value: Any) -> datetime | None:
    """A date of ISO 8601 or RFC 5322, or a number of seconds or milliseconds since 1970; without a zone it is UTC."""
    try:
        if isinstance(value, str) and len(value) <= 100:
            if value.isdecimal() and len(value) in (10, 13):
                return _instant(int(value))
            return w3c_instant(value) or _of_mail(value)
        if isinstance(value, int | float) and not isinstance(value, bool) and value > 10**8:
            return datetime.fromtimestamp(value / 1000 if value > 10**11 else value, UTC)
    except (ValueError, OverflowError, OSError, TypeError):
        pass
    return None


def _of_mail(value: str) -> datetime:
    parsed = parsedate_to_datetime(value)
    return parsed.replace(tzinfo=UTC) if parsed.tzinfo is None else parsed.astimezone(UTC)


def _next(data: Any, url: str) -> Iterator[str]:
    """Where an answer says that the next page is: `next` and the like beside its posts, or in `links`, `meta`, ...."""
    level = [data]
    for _ in range(_NEXT_DEPTH):
        objects = [one for one in level if isinstance(one, dict)]
        for one in objects:
            for name in _NEXT:
                value = _string(one.get(name))
                if (
                    value
                    and value.startswith(("/", "?", "http://", "https://"))
                    and (found := next_address(url, value))
                ):
                    yield found
        level = [value for one in islice(objects, 100) for value in one.values() if isinstance(value, dict)]
