"""Ways to break a page, each made of a random generator and the page's bytes."""

from __future__ import annotations

import re
from collections.abc import Callable
from random import Random

Mutation = Callable[[Random, bytes, bytes], bytes]
"""Makes a page of a page; the second one is there to take parts from."""

_TOKENS = re.compile(rb"(<[^<>]{0,3000}>)")
_CHARSETS = (
    "cp1251",
    "koi8-u",
    "cp1252",
    "utf-16",
    "utf-16-le",
    "shift_jis",
    "euc-kr",
    "gb18030",
    "big5",
    "utf-7",
    "utf-32",
)
_TAGS = (
    b"div",
    b"p",
    b"span",
    b"a",
    b"b",
    b"ul",
    b"li",
    b"table",
    b"tr",
    b"td",
    b"article",
    b"aside",
    b"figure",
    b"blockquote",
    b"h1",
    b"h2",
    b"script",
    b"style",
    b"template",
    b"noscript",
    b"iframe",
    b"time",
    b"br",
    b"form",
    b"svg",
    b"title",
    b"base",
)
_ATTRIBUTES = (
    b'class="share"',
    b'class="author byline"',
    b'id="content"',
    b"hidden",
    b'aria-hidden="true"',
    b'style="display:none"',
    b'href="http://[::1"',
    b'href="javascript:x"',
    b'href="//["',
    b'src="data:,"',
    b'datetime="9999-99-99"',
    b'datetime="2023"',
    b'itemprop="articleBody"',
    b'itemprop="author" itemscope',
    b'itemtype="https://schema.org/NewsArticle" itemscope',
    b'rel="author"',
    b'property="og:title" content="\xf0\x9f\x92\xa9"',
    b'content="&#xD800;"',
    b"=",
    b'"',
    b'role="navigation"',
    b'lang="xx-"',
)
_PIECES = (
    b"\0",
    b"\xff\xfe",
    b"\xef\xbb\xbf",
    b"\xed\xa0\x80",
    b"&#0;",
    b"&#xFFFF;",
    b"&#x110000;",
    b"&lt;p&gt;",
    b"<!--",
    b"-->",
    b"<![CDATA[",
    b"]]>",
    b"<",
    b">",
    b"</",
    b"\x1b$B",
    b"\xe2\x80\xae",
    b"\xe2\x80\x8b",
    b"\xc2\x85",
    b"\xc2\xad",
    b"by ",
    b"By Olha and ",
    b"January 3, 2023",
    b"32.13.2023 25:61",
    b"0000-00-00T00:00:00Z",
    b"2 hours ago",
    b"Read also: ",
    b"404",
    b"- - - - - - ",
    b"| | | | | ",
    b"<p>" * 50,
    b'<script type="application/ld+json">{"@type": "Article", "headline": "\\ud800", "author": [null, 1]}</script>',
    b'<script type="application/ld+json">{"@graph": [{"@id": "#a", "author": {"@id": "#a"}}]}</script>',
    b'<script type="application/ld+json">',
    b"</script>",
    b'{"@type": "Article", "datePublished": -1e999}',
)


def mutate(random: Random, page: bytes, other: bytes) -> bytes:
    """A page with one to six things done to it."""
    for _ in range(random.randint(1, 6)):
        page = random.choice(MUTATIONS)(random, page, other)
    return page


def drop_tags(random: Random, page: bytes, _: bytes) -> bytes:
    """Leaves out tags, text or both."""
    tokens, share = _TOKENS.split(page), random.choice((0.002, 0.02, 0.2))
    return b"".join(token for token in tokens if random.random() > share)


def drop_kind(random: Random, page: bytes, _: bytes) -> bytes:
    """Leaves out all opening or closing tags of a kind."""
    slash = random.choice((b"", b"/"))
    return re.sub(rb"<" + slash + random.choice(_TAGS) + rb"\b[^<>]{0,3000}>", b"", page)


def rename_kind(random: Random, page: bytes, _: bytes) -> bytes:
    """Turns all tags of one kind into another."""
    one, other = random.sample(_TAGS, 2)
    return re.sub(rb"(</?)" + one + rb"\b", lambda match: match[1] + other, page)


def shuffle(random: Random, page: bytes, _: bytes) -> bytes:
    """Puts a run of tags and texts in another order."""
    tokens = _TOKENS.split(page)
    start, length = random.randrange(len(tokens)), random.choice((3, 20, 200))
    part = tokens[start : start + length]
    random.shuffle(part)
    return b"".join([*tokens[:start], *part, *tokens[start + length :]])


def repeat(random: Random, page: bytes, _: bytes) -> bytes:
    """Repeats a part."""
    part, at = _part(random, page), random.randrange(len(page) + 1)
    return page[:at] + part * random.choice((1, 2, 20)) + page[at:]


def nest(random: Random, page: bytes, _: bytes) -> bytes:
    """Opens or closes many elements at one place."""
    tags = (b"<" + random.choice((b"", b"/")) + random.choice(_TAGS) + b">" for _ in range(random.choice((2, 20, 300))))
    return _insert(random, page, b"".join(tags))


def swap(random: Random, page: bytes, _: bytes) -> bytes:
    """Lets two parts change places."""
    a, b, c, d = sorted(random.randrange(len(page) + 1) for _ in range(4))
    return page[:a] + page[c:d] + page[b:c] + page[a:b] + page[d:]


def truncate(random: Random, page: bytes, _: bytes) -> bytes:
    """Ends a page early, or begins it late."""
    at = random.randrange(len(page) + 1)
    return page[:at] if random.random() < 0.8 else page[at:]


def splice(random: Random, page: bytes, other: bytes) -> bytes:
    """Puts a part of another page into a page."""
    return _insert(random, page, _part(random, other))


def flip_bits(random: Random, page: bytes, _: bytes) -> bytes:
    """Changes single bits."""
    broken = bytearray(page)
    for _ in range(random.choice((1, 10, 200)) if broken else 0):
        broken[random.randrange(len(broken))] ^= 1 << random.randrange(8)
    return bytes(broken)


def change_charset(random: Random, page: bytes, _: bytes) -> bytes:
    """Writes a page, or a part of it, in another charset."""
    at = random.choice((0, random.randrange(len(page) + 1)))
    return page[:at] + page[at:].decode("utf-8", "replace").encode(random.choice(_CHARSETS), "replace")


def declare_charset(random: Random, page: bytes, _: bytes) -> bytes:
    """Declares a charset."""
    return b'<meta charset="' + random.choice(_CHARSETS).encode() + b'">' + page


def add_attributes(random: Random, page: bytes, _: bytes) -> bytes:
    """Gives attributes to some tags."""
    share = random.choice((0.01, 0.1))

    def more(match: re.Match[bytes]) -> bytes:
        return match[0] + b" " + random.choice(_ATTRIBUTES) + b" " if random.random() < share else match[0]

    return re.sub(rb"<[a-z][a-z0-9]{0,10}", more, page)


def insert_pieces(random: Random, page: bytes, _: bytes) -> bytes:
    """Puts in what readers stumble over."""
    for _ in range(random.choice((1, 5, 30))):
        page = _insert(random, page, random.choice(_PIECES))
    return page


MUTATIONS: tuple[Mutation, ...] = (
    drop_tags,
    drop_kind,
    rename_kind,
    shuffle,
    repeat,
    nest,
    swap,
    truncate,
    splice,
    flip_bits,
    change_charset,
    declare_charset,
    add_attributes,
    insert_pieces,
)


def _insert(random: Random, page: bytes, part: bytes) -> bytes:
    at = random.randrange(len(page) + 1)
    return page[:at] + part + page[at:]


def _part(random: Random, page: bytes) -> bytes:
    at = random.randrange(len(page) + 1)
    return page[at : at + random.choice((20, 500, 20_000))]
