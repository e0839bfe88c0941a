"""What can go wrong at a path: `room.faults["/rss.xml"] = faults.drip()`."""

from __future__ import annotations

import re
import zlib
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from email.utils import format_datetime
from functools import lru_cache
from itertools import repeat
from random import Random
from typing import Literal
from xml.sax.saxutils import escape

from tests.newsroom import pages
from tests.newsroom.newsroom import Answer, Asking
from tests.newsroom.server import Reply

MB = 1_000_000
_LINK = re.compile(rb'(<a\b[^>]*?\shref="|<link rel="(?:next|prev)" href=")(/[^"]*)"')
_HTML_OPEN = b"<!DOCTYPE html><html><head><title>Long</title></head><body><p>"


# --- Statuses and redirects


def status(code: int, body: str = "Something went wrong.") -> Answer:
    """An answer with a status and little else."""
    return lambda asking: Reply(f"<html><body><h1>{code}</h1><p>{body}</p></body></html>".encode(), status=code)


def retry_after(when: float | datetime, code: int = 429) -> Answer:
    """Come back after so many seconds, or at an instant (aware; as an HTTP date)."""
    said = format_datetime(when, usegmt=True) if isinstance(when, datetime) else f"{when:g}"
    return lambda asking: Reply(b"busy", "text/plain", code, {"Retry-After": said})


def redirect(location: str, code: int = 302) -> Answer:
    """A redirect: 301, 302, 303, 307 or 308, to a path or anywhere else."""
    return lambda asking: Reply(status=code, headers={"Location": location})


def redirect_loop(code: int = 302, *, fresh: bool = False) -> Answer:
    """A redirect to itself; fresh: each time under an address that is new."""

    def answer(asking: Asking) -> Reply:
        path, _, hop = asking.request.target.partition("?hop=")
        return Reply(status=code, headers={"Location": f"{path}?hop={int(hop or 0) + 1}" if fresh else path})

    return answer


def redirect_to(address: str) -> Answer:
    """A redirect to another host: another newsroom's, or one that is nobody's business (169.254.169.254)."""
    return redirect(address)


def hang_up() -> Answer:
    """The connection is closed without an answer."""
    return lambda asking: Reply(status=0)


# --- Size and time


def slow(seconds: float) -> Answer:
    """The usual, late."""

    def answer(asking: Asking) -> Reply:
        reply = asking.usual()
        reply.delay = seconds
        return reply

    return answer


def drip(seconds: float = 0.1, pieces: int = 100_000) -> Answer:
    """An answer that arrives word by word, with a pause before each."""
    words = b"<p>slow</p>"
    return lambda asking: _streamed(asking, lambda: _with_pauses(repeat(words, pieces), seconds))


def flood(size: int = 200 * MB) -> Answer:
    """So many bytes, of a length that is not told."""
    piece = b"flood " * 10_000
    return lambda asking: _streamed(asking, lambda: repeat(piece, size // len(piece) + 1))


def gzip_bomb(size: int = 100 * MB, *, file: bool = False) -> Answer:
    """So many bytes, packed to a thousandth: as the encoding of a page, or as a file (a sitemap)."""

    def answer(asking: Asking) -> Reply:
        if file:
            return Reply(_bomb(size), "application/gzip")
        return Reply(_bomb(size), _kind(asking), headers={"Content-Encoding": "gzip"})

    return answer


def cut_off(share: float = 0.5) -> Answer:
    """The usual, but the connection breaks after this share of the announced length."""

    def answer(asking: Asking) -> Reply:
        reply = asking.whole()
        reply.cut = int(len(reply.body) * share)
        return reply

    return answer


# --- Feeds and sitemaps


def truncated_feed(share: float = 0.5) -> Answer:
    """The usual feed as far as this share of it, sent as if it were whole."""

    def answer(asking: Asking) -> Reply:
        reply = _plain(asking.whole())
        reply.body = reply.body[: int(len(reply.body) * share)]
        return reply

    return answer


def bare_ampersands() -> Answer:
    """The usual RSS, with ampersands that are not escaped in links and descriptions."""

    def answer(asking: Asking) -> Reply:
        reply = _plain(asking.whole())
        reply.body = reply.body.replace(b"</link>", b"?utm_source=rss&utm_medium=feed</link>")
        reply.body = reply.body.replace(b"</description>", b" Bread & butter</description>").replace(b"&amp;", b"&")
        return reply

    return answer


def entity_bomb(levels: int = 10) -> Answer:
    """The usual feed or sitemap, with an entity in it that is ten to the power of `levels` words (billion laughs)."""
    entities = [f'<!ENTITY lol{n} "{f"&lol{n - 1};" * 10}">' for n in range(1, levels)]
    bomb = f"&lol{levels - 1};".encode()

    def answer(asking: Asking) -> Reply:
        reply = _plain(asking.whole())
        root = re.search(r"<(\w[\w:]*)[\s>]", text := reply.body.decode())
        assert root is not None, "neither a feed nor a sitemap"
        doctype = f'<!DOCTYPE {root[1]} [<!ENTITY lol0 "lol">{"".join(entities)}]>\n'
        body = (text[: root.start()] + doctype + text[root.start() :]).encode()
        body = body.replace(b"<title>", b"<title>" + bomb, 1)
        loc = f"<url><loc>{asking.room.address}/".encode() + bomb + b"</loc></url>"
        reply.body = body.replace(b"</urlset>", loc + b"</urlset>").replace(
            b"</sitemapindex>", loc + b"</sitemapindex>"
        )
        return reply

    return answer


def million_entries(
    n: int = 1_000_000, kind: Literal["rss", "sitemap", "text"] = "rss", *, packed: bool = False
) -> Answer:
    """A feed or sitemap of so many addresses that lead nowhere; packed: with Content-Encoding gzip."""

    def answer(asking: Asking) -> Reply:
        reply = Reply(kind={"rss": "application/rss+xml", "sitemap": "application/xml", "text": "text/plain"}[kind])
        address = asking.room.address
        if packed:
            reply.headers["Content-Encoding"] = "gzip"
            reply.stream = lambda: _packed(_entries(n, kind, address))
        else:
            reply.stream = lambda: _entries(n, kind, address)
        return reply

    return answer


def login_page() -> Answer:
    """A page that wants a password, with status 200."""
    return lambda asking: Reply(pages.login(asking.room).encode())


def links(*addresses: str) -> Answer:
    """The usual RSS, whose first items lead to these addresses."""
    items = "".join(
        f"<item><title>Item {n} leads astray</title><link>{escape(address)}</link></item>"
        for n, address in enumerate(addresses)
    ).encode()

    def answer(asking: Asking) -> Reply:
        reply = _plain(asking.whole())
        head, item, rest = reply.body.partition(b"<item>")
        reply.body = head + items + item + rest if item else head.replace(b"</channel>", items + b"</channel>")
        return reply

    return answer


def file_links() -> Answer:
    """The usual RSS, whose first items lead to files."""
    return links("file:///etc/passwd", "file://localhost/etc/hostname")


def data_links() -> Answer:
    """The usual RSS, whose first items carry their pages with them, or code."""
    return links("data:text/html,<h1>Hello</h1>", "javascript:alert(1)")


# --- Listings


def endless_pagination(*, empty: bool = False) -> Answer:
    """A listing whose every page has a next one, with the same cards, or with none. For `/latest/`."""

    def answer(asking: Asking) -> Reply:
        room, request = asking.room, asking.request
        found = re.search(r"page=(\d+)", request.target)
        page = int(found[1]) if found else 1
        cards = "" if empty and page > 1 else pages.cards(room, room.listed[: room.page_size])
        return _leading_on(asking, cards, f"{request.path}?page={page + 1}")

    return answer


def listing_to_itself() -> Answer:
    """A listing whose next page is itself."""

    def answer(asking: Asking) -> Reply:
        room = asking.room
        return _leading_on(asking, pages.cards(room, room.listed[: room.page_size]), asking.request.target)

    return answer


def calendar() -> Answer:
    """A page for every month of all times, each leading to the one before. For `/calendar/*`, linked by `room.nav`."""

    def answer(asking: Asking) -> Reply:
        found = re.search(r"/(\d+)/(\d+)/", asking.request.path)
        year, month = (int(found[1]), int(found[2])) if found else (2026, 1)
        before = (year, month - 1) if month > 1 else (year - 1, 12)
        days = "".join(
            f'<li><a href="/calendar/{year:04}/{month:02}/{day:02}/">Events on day {day} of month {month} of {year}</a></li>'
            for day in range(1, 29)
        )
        return _leading_on(asking, f"<ul>{days}</ul>", f"/calendar/{before[0]:04}/{before[1]:02}/")

    return answer


def session_ids(kind: Literal["jsessionid", "PHPSESSID"] = "jsessionid") -> Answer:
    """The usual page, whose every link names a session that is new each time. For `/`, `/latest/` and the like."""

    def answer(asking: Asking) -> Reply:
        reply = _plain(asking.whole())
        session = f"{Random(f'{asking.request.target} {asking.times}').getrandbits(128):032x}"

        def named(match: re.Match[bytes]) -> bytes:
            path, mark, query = match[2].decode().partition("?")
            if kind == "jsessionid":
                href = f"{path};jsessionid={session}{mark}{query}"
            else:
                href = f"{path}?{query + '&amp;' if query else ''}PHPSESSID={session}"
            return match[1] + href.encode() + b'"'

        reply.body = _LINK.sub(named, reply.body)
        return reply

    return answer


# --- When


def first(times: int, fault: Answer) -> Answer:
    """A fault at first, so many times, and then the usual."""
    return lambda asking: fault(asking) if asking.times < times else asking.usual()


def from_then_on(times: int, fault: Answer) -> Answer:
    """The usual at first, so many times, and then a fault."""
    return lambda asking: asking.usual() if asking.times < times else fault(asking)


def _plain(reply: Reply) -> Reply:
    """Without validators: what follows is another text."""
    reply.headers.pop("ETag", None)
    reply.headers.pop("Last-Modified", None)
    return reply


def _kind(asking: Asking) -> str:
    usual = asking.whole()
    return usual.kind if usual.status == 200 else "text/html; charset=utf-8"


def _streamed(asking: Asking, pieces: Callable[[], Iterable[bytes | float]]) -> Reply:
    return Reply(kind=_kind(asking), stream=pieces)


def _with_pauses(pieces: Iterable[bytes], seconds: float) -> Iterator[bytes | float]:
    for piece in pieces:
        yield seconds
        yield piece


@lru_cache(maxsize=4)
def _bomb(size: int) -> bytes:
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    parts = [packer.compress(_HTML_OPEN)]
    parts += [packer.compress(b"x" * MB) for _ in range(size // MB)]
    return b"".join([*parts, packer.flush()])


def _entries(n: int, kind: str, address: str) -> Iterator[bytes]:
    opening, entry, closing = {
        "rss": ('<?xml version="1.0"?><rss version="2.0"><channel><title>Many</title>\n', "<item><title>Entry {n}</title><link>{url}</link></item>\n", "</channel></rss>"),
        "sitemap": ('<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n', "<url><loc>{url}</loc></url>\n", "</urlset>"),
        "text": ("", "{url}\n", ""),
    }[kind]  # fmt: skip
    yield opening.encode()
    for start in range(0, n, 1000):
        numbers = range(start, min(start + 1000, n))
        yield "".join(entry.format(n=i, url=f"{address}/no-such-story-{i}/") for i in numbers).encode()
    yield closing.encode()


def _packed(pieces: Iterable[bytes]) -> Iterator[bytes]:
    packer = zlib.compressobj(6, zlib.DEFLATED, 31)
    for piece in pieces:
        if part := packer.compress(piece):
            yield part
    yield packer.flush()


def _leading_on(asking: Asking, shown: str, path: str) -> Reply:
    head = f'<link rel="next" href="{escape(path)}">\n'
    main = f'<main><h1>Listing</h1>{shown}<p><a rel="next" href="{escape(path)}">Next</a></p></main>'
    return Reply(pages.layout(asking.room, "Listing", main, head=head).encode())
