"""Pictures and videos of an article, with the words under them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from urllib.parse import parse_qs, urlsplit

from lxml.etree import _Element as Element

from feedcrawler.items import Image, Video
from feedcrawler.pages.document import Document
from feedcrawler.pages.text import fold, text_of

_LAZY = ("src", "data-src", "data-lazy-src", "data-original")
_PARENTHESES = re.compile(r"\s*\(([^()]{2,200})\)\s*\.?$")
# What the last parentheses of a caption say when they are a credit.
_CREDIT = re.compile(
    r"photo|courtesy|credit|image|picture|screenshot|illustration|video|source|collage|graphic|via |getty|afp|reuters|"
    r"ap$|epa|nurphoto|/|©|@|facebook|telegram|twitter|instagram",
    re.IGNORECASE,
)
_VIDEO = re.compile(
    r"(?:^|\.)(?:youtube(?:-nocookie)?\.com|youtu\.be|vimeo\.com|dailymotion\.com|rumble\.com|streamable\.com|ted\.com|"
    r"brightcove\.net|jwplatform\.com|wistia\.(?:com|net)|twitch\.tv|kaltura\.com|dai\.ly)$",
    re.IGNORECASE,
)
_VIDEO_PATH = re.compile(r"/plugins/video\.php|/video/|/embed/v\d|/player/", re.IGNORECASE)
_MAX = 200
_MAX_CAPTION = 2_000


def images(elements: Iterable[Element], document: Document) -> list[Image]:
    """The pictures in figures, galleries and bare `img` elements, each URL once, in order."""
    found: dict[str, Image] = {}
    captions: dict[Element, Element | None] = {}
    for element in elements:
        for picture, caption in _pictures(element, captions):
            url = image_url(picture, document)
            if url and url not in found and len(found) < _MAX:
                words, credit = split_credit(caption)
                found[url] = Image(url=url, caption=words, credit=credit)
    return list(found.values())


def image_url(img: Element, document: Document) -> str | None:
    """Where a picture really is: past lazy loading and Next.js's image service."""
    for attribute in _LAZY:
        if url := real_image(document.link(img.get(attribute)), document):
            return url
    for attribute in ("srcset", "data-srcset"):
        first = (img.get(attribute) or "").strip().partition(" ")[0].rstrip(",")
        if url := real_image(document.link(first), document):
            return url
    return None


def real_image(url: str | None, document: Document) -> str | None:
    """The picture behind a Next.js address (`/_next/image?url=…`); any other address as it is."""
    if not url:
        return None
    parts = urlsplit(url)
    if parts.path.endswith("/_next/image") and (inner := parse_qs(parts.query).get("url")):
        return document.link(inner[0])
    return url


def split_credit(caption: str | None) -> tuple[str | None, str | None]:
    """(the words, the credit) of a caption that ends with its credit in parentheses."""
    text = fold((caption or "")[:_MAX_CAPTION])
    match = _PARENTHESES.search(text)
    if match and _CREDIT.search(match[1]):
        return text[: match.start()].strip() or None, match[1].strip()
    return text or None, None


def same_picture(one: str, other: str) -> bool:
    """Whether two addresses are one picture, perhaps in two sizes."""
    return one.partition("?")[0].rpartition("/")[2] == other.partition("?")[0].rpartition("/")[2]


def videos(embeds: Iterable[Element], document: Document) -> list[Video]:
    """The videos among embedded elements, each URL once, in order."""
    found: dict[str, Video] = {}
    for element in embeds:
        for node in element.iter("iframe", "video", "source", "embed"):
            url = document.link(node.get("src") or node.get("data-src"))
            if url and url not in found and (node.tag in {"video", "source"} or is_video(url)):
                found[url] = Video(url=url)
    return list(found.values())[:_MAX]


def is_video(url: str) -> bool:
    """Whether an embedded page is a video player, not a podcast, a map or a post."""
    parts = urlsplit(url)
    return bool(_VIDEO.search(parts.hostname or "") or _VIDEO_PATH.search(parts.path))


def _pictures(element: Element, captions: dict[Element, Element | None]) -> Iterator[tuple[Element, str | None]]:
    """Each `img` with its caption: the nearest one around it, or the one that its gallery shares.

    `captions` keeps the first caption in each element that was looked through.
    """
    for img in [element] if element.tag == "img" else element.iter("img"):
        caption = None
        for node in img.iterancestors():
            if node not in captions:
                captions[node] = next(node.iter("figcaption"), None) if node.tag != "body" else None
            caption = captions[node]
            if caption is not None or node is element:
                break
        yield img, text_of(caption) if caption is not None else None
